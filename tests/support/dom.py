"""HTML as a tree, read by a parser of Python's own: what is an element, what an attribute and what only text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])


@dataclass
class Element:
    """An element with its attributes (decoded; an attribute without a value holds the empty string)."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    parent: Element | None = field(default=None, repr=False)
    children: list[Element | str] = field(default_factory=list, repr=False)

    def walk(self) -> Iterator[Element]:
        """Itself and every element in it, in the order of the document."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, *tags: str, **attributes: str) -> list[Element]:
        """The elements in it with one of these tags (any, where none is given) and these values."""
        return [
            found
            for found in self.walk()
            if (not tags or found.tag in tags) and attributes.items() <= found.attributes.items()
        ]

    def with_class(self, name: str) -> list[Element]:
        """The elements in it that have this class."""
        return [found for found in self.walk() if name in found.attributes.get("class", "").split()]

    def by_id(self, name: str) -> Element | None:
        """The first element in it with this id."""
        return next((found for found in self.walk() if found.attributes.get("id") == name), None)

    def texts(self) -> Iterator[tuple[str, Element]]:
        """Every text in it that is not blank, with the element that holds it; without scripts and styles."""
        for child in self.children:
            if isinstance(child, Element):
                yield from child.texts()
            elif child.strip() and self.tag not in {"script", "style"}:
                yield child, self

    @property
    def text(self) -> str:
        """All words in it, with single spaces."""
        return " ".join(" ".join(words for words, _ in self.texts()).split())

    @property
    def direction(self) -> str:
        """The way in which its words are read: its own, else that of what it stands in."""
        found: Element | None = self
        while found is not None and "dir" not in found.attributes:
            found = found.parent
        return found.attributes["dir"] if found else "ltr"

    @property
    def language(self) -> str:
        """The language of its words: its own, else that of what it stands in."""
        found: Element | None = self
        while found is not None:
            if "lang" in found.attributes:
                return found.attributes["lang"]
            found = found.parent
        return ""


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("#document")
        self.open = self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.open)
        self.open.children.append(element)
        if tag not in VOID:
            self.open = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.children.append(Element(tag, {name: value or "" for name, value in attrs}, self.open))

    def handle_endtag(self, tag: str) -> None:
        found: Element | None = self.open
        while found is not None and found.tag != tag:
            found = found.parent
        if found is not None and found.parent is not None:
            self.open = found.parent

    def handle_data(self, data: str) -> None:
        self.open.children.append(data)


def parse(html: str) -> Element:
    """The document's tree, from a root above ``<html>``."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root
