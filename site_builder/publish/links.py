"""Extracts links, ids and alternates from finished pages, and resolves links to files of the site.

Two extractors give the same: ``extract_quickly`` for the pages that our own templates print, whose attributes are all
lower-case and in double quotes; ``extract`` for HTML that people wrote. Twenty thousand pages are read on every build,
and splitting at the names of attributes takes a twentieth of what a parser takes. What the quick one cannot tell, such
as an attribute that a text only talks about, is confirmed by the other before it is called broken.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from site_builder.pages.page import file_at

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)"')
_WORD = re.compile(r">\s*[^<\s]")
_LINK_ATTRIBUTES = {"href", "src", "poster", "data", "action", "formaction", "cite"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass(frozen=True, slots=True)
class ExtractedLinks:
    """``links`` as they are written, entities decoded. ``alternates``: links by language. ``is_empty``: whether the
    main part, or the body of a page without one, has no words.
    """

    links: frozenset[str]
    ids: frozenset[str]
    alternates: tuple[tuple[str, str], ...]
    is_empty: bool


def extract_quickly(page: bytes, site_url: str) -> ExtractedLinks:
    """Read a page of our own templates. Links in meta elements count where they begin with ``site_url``."""
    # Names of attributes are ASCII, whatever is around them: one byte a character is the quickest to search.
    text = page.decode("latin-1")
    links = {part[: part.find('"')] for part in text.split(' href="')[1:]}
    for part in text.split(" src")[1:]:
        if part.startswith('="'):
            links.add(part[2 : part.find('"', 2)])
        elif part.startswith('set="'):
            links.update(_candidates(part[5 : part.find('"', 5)]))
    end = text.find("</head>")
    if site_url:
        links.update(site_url + part[: part.find('"')] for part in text[:end].split(f' content="{site_url}')[1:])
    main = text.find("<main")
    words = _WORD.search(text, main) if main >= 0 else None
    return ExtractedLinks(
        _values(links),
        _values({part[: part.find('"')] for part in text.split(' id="')[1:]}),
        tuple((language, _value(link)) for language, link in _ALTERNATE.findall(text, 0, end)),
        words is None or "</main>" in text[main : words.end()],
    )


def extract(page: bytes, site_url: str) -> ExtractedLinks:
    """Read any page, as browsers do. ``site_url``: as above."""
    parser = _LinkParser(site_url)
    parser.feed(page.decode("utf-8", "replace"))
    parser.close()
    has_words = ("main" if parser.has_main else "body") in parser.worded
    return ExtractedLinks(frozenset(parser.links), frozenset(parser.ids), tuple(parser.alternates), not has_words)


class _LinkParser(HTMLParser):
    """``worded``: the elements that words stand in."""

    def __init__(self, site_url: str) -> None:
        super().__init__()
        self.site_url = site_url
        self.links: set[str] = set()
        self.ids: set[str] = set()
        self.alternates: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.worded: set[str] = set()
        self.has_main = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect what an element's attributes link to and name."""
        has = {name: value or "" for name, value in attrs}
        self.links.update(value for name, value in has.items() if name in _LINK_ATTRIBUTES)
        self.links.update(_candidates(has.get("srcset", "")))
        if tag == "meta" and self.site_url and has.get("content", "").startswith(self.site_url):
            self.links.add(has["content"])
        if "id" in has:
            self.ids.add(has["id"])
        if tag == "a" and "name" in has:
            self.ids.add(has["name"])
        if tag == "link" and has.get("rel") == "alternate" and "hreflang" in has:
            self.alternates.append((has["hreflang"], has.get("href", "")))
        self.has_main = self.has_main or tag == "main"
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, and whatever in it was not closed."""
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Notice words that readers see."""
        if not data.isspace() and not {"script", "style"} & set(self.open):
            self.worded.update(self.open)


def _candidates(srcset: str) -> Iterable[str]:
    return (candidate.split()[0] for candidate in srcset.split(",") if candidate.strip())


def _values(written: set[str]) -> frozenset[str]:
    if "".join(written).isascii():
        entities = [value for value in written if "&" in value]
        return frozenset(written.difference(entities).union(map(unescape, entities)) if entities else written)
    return frozenset(map(_value, written))


def _value(written: str) -> str:
    return unescape(written.encode("latin-1").decode("utf-8", "replace"))


class LinkResolver:
    """Tells which files links ask for, in the site at ``site_url`` (empty where it has no public address).

    Most links of a page stand on every page: ``../../../en/about/`` is one file for all pages at the same depth. Each
    is resolved once.
    """

    def __init__(self, site_url: str) -> None:
        self._site_url = site_url
        self._root = urlsplit(site_url).path or "/"
        self._resolved: dict[int, dict[str, str]] = {}

    def target(self, page: str, link: str) -> str | None:
        """Return the file that ``link`` on ``page`` asks for, whether or not it exists; None where it leads out."""
        depth = page.count("/")
        resolved = self._resolved.setdefault(depth, {})
        if link in resolved:
            return resolved[link]
        up = "../" * depth
        path = link.partition("#")[0].partition("?")[0]
        if self._site_url and f"{path}/".startswith(self._site_url):
            found = _requested_file(path[len(self._site_url) :])
        elif _SCHEME.match(path):
            return None
        elif path.startswith("/"):
            if not path.startswith(self._root):
                return None
            found = _requested_file(path[len(self._root) :])
        elif up and path.startswith(up):
            found = _requested_file(path[len(up) :])
        else:
            found = _requested_file(posixpath.join(posixpath.dirname(page), path)) if path else page
            if up:
                return found
        resolved[link] = found
        return found

    def internal(self, page: str, extracted: ExtractedLinks) -> Iterator[tuple[str, str, str]]:
        """Yield the links of ``page`` that stay in the site, each with its file and the id asked for there, or empty.

        A link to an id on its own page is left out where the page has that id.
        """
        for link in extracted.links:
            if link.startswith("#"):
                if link[1:] not in extracted.ids:
                    yield link, page, _fragment(link)
            elif (target := self.target(page, link)) is not None:
                yield link, target, _fragment(link) if "#" in link and target.endswith(".html") else ""


def _requested_file(path: str) -> str:
    """Return the file that a server sends for a path below the site's root. One out of the site keeps its ``../``."""
    if "%" in path:
        path = unquote(path)
    if "./" in path or path.endswith("."):
        is_folder = path.endswith(("/", "/.", "/..")) or path in (".", "..")
        path = posixpath.normpath(path)
        path = ("" if path == "." else path) + "/" * (is_folder and path != ".")
    return file_at(path)


def _fragment(link: str) -> str:
    """Return the id on its page that a link asks for; empty where that is the page's beginning.

    https://html.spec.whatwg.org/multipage/browsing-the-web.html#scrolling-to-a-fragment
    """
    fragment = unquote(link.partition("#")[2])
    return "" if fragment.lower() == "top" or fragment.startswith(":~:") else fragment
