"""A proof: one story as one file, to be sent to the people featured for their approval."""

from __future__ import annotations

import base64
import mimetypes
import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import unquote

from site_builder.escaping import as_markup
from site_builder.locales import Locale, formats
from site_builder.pages.localized_site import LocalizedSite
from site_builder.public import Instant
from site_builder.public.gate import photo_hold, quote_hold, story_hold
from site_builder.public.records import PublicStory
from site_builder.records import Story
from site_builder.rendering.templates import bare_templates
from site_builder.site import Site

LARGE = 2_000_000
"""Bytes. Larger files cannot be sent by every messenger."""

_WIDTHS = (960, 480)
Content = Callable[[str], bytes | None]
"""A file of the site by its path; None where there is none."""
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_LEFT_OUT = {"script", "source", "button", "template", "dialog", "form", "iframe", "noscript"}
# The next stories are others' and perhaps drafts; sharing is for what is public; the original stands elsewhere.
_LEFT_OUT_CLASSES = {"s-next", "s-share", "s-way"}
_ELSEWHERE = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_ID = re.compile(r'\sid="([^"]*)"')
_CANDIDATE = re.compile(r"(\S+)\s+(\d+)w")
_FOREIGN_URL = re.compile(r"""url\((?!\s*["']?data:)[^)]*\)|@import[^;]*;""", re.IGNORECASE)
_REFERENCES = {"for", "aria-labelledby", "aria-describedby", "aria-controls"}
_OF_FETCHING = {"src", "srcset", "sizes", "loading", "decoding", "fetchpriority"}


@dataclass(frozen=True, slots=True)
class ProofPart:
    """The story in one language. ``main`` is HTML; the rest is plain text."""

    locale: Locale
    title: str
    name: str
    lede: str
    sender: str
    enter: str
    main: str


def alone(site: Site, story: Story, instant: Instant) -> Site:
    """Reduce a site to what readers of the proof may see: ``story`` and what is published, no other draft."""
    shown = (other for other in site.stories if other is story or story_hold(other, instant) is None)
    return replace(site, stories=tuple(shown))


def held_back(story: Story, instant: Instant) -> int:
    """Count the story's photos and quotations that the gate holds back."""
    photos = sum(photo_hold(photo, instant) is not None for photo in story.photos)
    return photos + sum(quote_hold(quote, instant) is not None for quote in story.quotes)


def proof(sites: Sequence[LocalizedSite], story: PublicStory, content: Content, instant: Instant) -> bytes:
    """Make an HTML file of ``story`` in the languages of ``sites``, below ``LARGE`` if smaller pictures allow.

    ``content``: the preview's files. The first language is the document's.
    """
    made = b""
    for widest in _WIDTHS:
        made = _document(sites, story, content, instant, widest)
        if len(made) < LARGE:
            break
    return made


def _document(
    sites: Sequence[LocalizedSite], story: PublicStory, content: Content, instant: Instant, widest: int
) -> bytes:
    parts, styles = [], []
    for site in sites:
        name = f"{site.addresses.story(story, site.locale)}index.html"
        html = (content(name) or b"").decode()
        part = standalone(html, name, content, widest, f"{site.locale}-" if len(sites) > 1 else "")
        styles.append(part.style)
        parts.append(_part(site, story, part.main, instant))
    page = bare_templates().get_template("pages/proof.html")
    return page.render(parts=parts, style=as_markup(styles[0])).encode()


def _part(site: LocalizedSite, story: PublicStory, main: str, instant: Instant) -> ProofPart:
    words = site.words
    title = site.passage(story.title, story.language).words
    return ProofPart(
        locale=site.locale,
        title=words.text("proof.title" if story.draft else "proof.title-published", title=title),
        name=words.text("proof.name" if story.draft else "proof.name-published"),
        lede=words.text("proof.draft" if story.draft else "proof.published"),
        sender=words.text(
            "proof.from",
            name=site.passage(site.public.settings.name).words,
            day=formats.long_date(instant.today, *site.languages),
        ),
        enter=words.text("choice.enter"),
        main=as_markup(main),
    )


class Part(NamedTuple):
    """``style``: what the page's stylesheets say. ``main``: what stands in its main part, as HTML."""

    style: str
    main: str


def standalone(html: str, name: str, content: Content, widest: int, prefix: str = "") -> Part:
    """Take the main part and styles out of the page ``html``, which is ``name`` in the site.

    ``widest``: of pictures, in pixels, where there is a file that is no wider. ``prefix``: put before every id, where
    several pages share a file.
    """
    reader = _Reader(name, content, widest, prefix, set(_ID.findall(html)))
    reader.feed(html)
    reader.close()
    return Part("\n".join(reader.styles), "".join(reader.main))


class _Reader(HTMLParser):
    def __init__(self, name: str, content: Content, widest: int, prefix: str, ids: set[str]) -> None:
        super().__init__(convert_charrefs=False)
        self._folder = posixpath.dirname(name)
        self._content, self._widest, self._prefix, self._ids = content, widest, prefix, ids
        self.styles: list[str] = []
        self.main: list[str] = []
        self._open: list[tuple[str, bool]] = []
        """Every open element, and whether it is written."""
        self._gone = 0
        self._in_main = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "link" and given.get("rel") == "stylesheet":
            self._style(self._file(given["href"]))
        if tag == "main":
            self._in_main = True
            return
        is_gone = tag in _LEFT_OUT or bool(_LEFT_OUT_CLASSES.intersection(given.get("class", "").split()))
        written = self._tag(tag, given) if self._in_main and not self._gone and not is_gone else ""
        self.main.append(written)
        if tag not in _VOID:
            self._gone += is_gone or bool(self._gone)
            self._open.append((tag, bool(written)))

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._in_main = False
        if tag == "main" or not self._open:
            return
        name, is_written = self._open.pop()
        if is_written:
            self.main.append(f"</{name}>")
        self._gone = max(0, self._gone - 1)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] == "style" and not self._in_main:
            self.styles.append(_FOREIGN_URL.sub("", data))
        self._write(data)

    def handle_entityref(self, name: str) -> None:
        self._write(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._write(f"&#{name};")

    def _write(self, text: str) -> None:
        if self._in_main and not self._gone:
            self.main.append(text)

    def _style(self, content: bytes | None) -> None:
        # What a sheet would fetch from elsewhere, nobody who opens the file gets.
        self.styles.append(_FOREIGN_URL.sub("", (content or b"").decode("utf-8")))

    def _tag(self, tag: str, given: Mapping[str, str]) -> str:
        """Write the tag; empty where its content stands without it."""
        kept = {name: value for name, value in given.items() if not name.startswith("data-")}
        if tag == "a" and not self._leads_somewhere(kept.get("href", "")):
            return ""
        if tag == "img":
            kept = self._picture(kept)
            if not kept:
                return ""
        if self._prefix:
            kept = {name: self._prefixed(name, value) for name, value in kept.items()}
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in kept.items())
        return f"<{tag}{attributes}>"

    def _leads_somewhere(self, link: str) -> bool:
        return link[1:] in self._ids if link.startswith("#") else bool(_ELSEWHERE.match(link))

    def _prefixed(self, name: str, value: str) -> str:
        if name == "id" or (name == "href" and value.startswith("#")):
            return f"#{self._prefix}{value[1:]}" if value.startswith("#") else f"{self._prefix}{value}"
        return " ".join(f"{self._prefix}{one}" for one in value.split()) if name in _REFERENCES else value

    def _picture(self, given: Mapping[str, str]) -> dict[str, str]:
        """Give the attributes of a picture with the picture in them; none where there is no such file."""
        sizes = sorted((int(width), address) for address, width in _CANDIDATE.findall(given.get("srcset", "")))
        fitting = [address for width, address in sizes if width <= self._widest]
        address = fitting[-1] if fitting else sizes[0][1] if sizes else given.get("src", "")
        content = self._file(address)
        if content is None:
            return {}
        kind = mimetypes.guess_type(address)[0] or "application/octet-stream"
        kept = {name: value for name, value in given.items() if name not in _OF_FETCHING}
        return {"src": f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}", **kept}

    def _file(self, link: str) -> bytes | None:
        path = posixpath.normpath(posixpath.join(self._folder, unquote(link)))
        return None if path.startswith("..") else self._content(path)
