"""What a finished page leads to and can be led to: its links, the ids in it, its twins.

Two readers give the same: ``quick`` for the pages that our own templates print, whose attributes are all lower-case
and in double quotes; ``careful`` for HTML that people wrote. Twenty thousand pages are read on every build, and
splitting at the names of attributes takes a twentieth of what a parser takes. What ``quick`` cannot tell, such as an
attribute that a text only talks about, is looked at by ``careful`` before it is called broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

_TWIN = re.compile(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)"')
_WORD = re.compile(r">\s*[^<\s]")
_ADDRESSES = {"href", "src", "poster", "data", "action", "formaction", "cite"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass(frozen=True, slots=True)
class Leads:
    """``links`` as they are written, entities resolved. ``twins``: links by language. ``is_empty``: its main part, or
    its body where it has none, is without words.
    """

    links: frozenset[str]
    ids: frozenset[str]
    twins: tuple[tuple[str, str], ...]
    is_empty: bool


def quick(page: bytes, site_url: str) -> Leads:
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
    return Leads(
        _values(links),
        _values({part[: part.find('"')] for part in text.split(' id="')[1:]}),
        tuple((language, _value(link)) for language, link in _TWIN.findall(text, 0, end)),
        words is None or "</main>" in text[main : words.end()],
    )


def careful(page: bytes, site_url: str) -> Leads:
    """Read any page, as browsers do."""
    reader = _Reader(site_url)
    reader.feed(page.decode("utf-8", "replace"))
    reader.close()
    return Leads(frozenset(reader.links), frozenset(reader.ids), tuple(reader.twins), not reader.has_words())


class _Reader(HTMLParser):
    def __init__(self, site_url: str) -> None:
        super().__init__()
        self.site_url = site_url
        self.links: set[str] = set()
        self.ids: set[str] = set()
        self.twins: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.worded: set[str] = set()
        self.has_main = False

    def has_words(self) -> bool:
        """Whether the main part has words; on a page without one, the body."""
        return ("main" if self.has_main else "body") in self.worded

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element's attributes."""
        has = {name: value or "" for name, value in attrs}
        self.links.update(value for name, value in has.items() if name in _ADDRESSES)
        self.links.update(_candidates(has.get("srcset", "")))
        if tag == "meta" and self.site_url and has.get("content", "").startswith(self.site_url):
            self.links.add(has["content"])
        if "id" in has:
            self.ids.add(has["id"])
        if tag == "a" and "name" in has:
            self.ids.add(has["name"])
        if tag == "link" and has.get("rel") == "alternate" and "hreflang" in has:
            self.twins.append((has["hreflang"], has.get("href", "")))
        self.has_main = self.has_main or tag == "main"
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, and whatever in it was not closed."""
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Notice words for readers."""
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
