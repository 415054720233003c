"""What a parsed text is made of. Offsets and lengths count characters of the text; tokens alone count bytes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Literal, NamedTuple

from site_builder.markdown.destinations import Destination
from site_builder.markdown.quoting import quoted

_CONTINUATION = re.compile(rb"[\x80-\xbf]")

Mark = Literal["enter", "leave", "leaf"]
Kind = Literal[
    "paragraph", "heading", "blockquote", "list", "item", "code-block", "html-block",
    "emphasis", "strong", "link", "image",
    "text", "code", "html", "soft-break", "hard-break", "rule",
]  # fmt: skip


class Target(NamedTuple):
    """What a link or an image leads to, and its title."""

    destination: Destination
    title: str


class Token(NamedTuple):
    """One step of the reading, in the order of the text.

    ``value``: the words (entities decoded) of ``text``, ``code`` and ``html``; the level of a ``heading``; the first
    number of an ordered ``list``; the Target of ``link`` and ``image``; else None. ``start`` and ``end``: where it
    stands, in bytes of UTF-8 (``Document.positions`` turns them into characters); both marks of an element carry the
    whole element's span.
    """

    mark: Mark
    kind: Kind
    value: str | int | Target | None
    start: int
    end: int


class Positions:
    """The way from the bytes of a text in UTF-8 to its characters. It is worked out when first asked for: nearly all
    texts are in order, and pages never ask."""

    __slots__ = ("_more", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._more: list[int] | None = None

    def __call__(self, octet: int) -> int:
        """The character that begins at this byte."""
        if self._more is None:
            # A character takes one byte, and a continuation byte for each more that it needs.
            is_ascii = self._text.isascii()
            self._more = [] if is_ascii else [found.start() for found in _CONTINUATION.finditer(self._text.encode())]
        return octet - bisect_left(self._more, octet)


@dataclass(frozen=True, slots=True)
class Document:
    """A text and its tokens. ``too_deep``: where it nests deeper than MAX_DEPTH; it is then one paragraph of words."""

    text: str
    tokens: tuple[Token, ...]
    too_deep: int | None = None

    def positions(self) -> Positions:
        """The way from the tokens' bytes to characters."""
        return Positions(self.text)


class Link(NamedTuple):
    """A link or an image. ``start`` and ``end``: its words in the words of the block that it stands in. ``octets``:
    its Markdown in the text, in bytes."""

    destination: Destination
    words: str
    is_image: bool
    start: int
    end: int
    octets: tuple[int, int]
    position: Positions

    @property
    def offset(self) -> int:
        """Where its Markdown begins in the text."""
        return self.position(self.octets[0])

    @property
    def length(self) -> int:
        """How many characters of Markdown it takes."""
        return self.position(self.octets[1]) - self.offset


class Prose(NamedTuple):
    """The words of one block as a reader reads them: no markup, entities decoded, line ends as spaces.

    ``level``: of a heading, else 0. ``links``: all links in it. ``is_quotation``: whether it is in a block quotation.
    ``signs``: spans of words that are code or HTML. ``pieces``: for each stretch of words its start in ``words``, and
    its start and its end in the bytes of the text.
    """

    words: str
    level: int
    links: tuple[Link, ...]
    is_quotation: bool
    signs: tuple[tuple[int, int], ...]
    pieces: tuple[tuple[int, int, int], ...]
    position: Positions

    @property
    def apart(self) -> tuple[tuple[int, int], ...]:
        """Spans of words that are not the writer's own running text: inside quotation marks or a block quotation,
        code, HTML."""
        if self.is_quotation:
            return ((0, len(self.words)),)
        return tuple(sorted([*self.signs, *quoted(self.words)]))

    def offset(self, position: int) -> int:
        """Where in the text the character at ``position`` of the words stands."""
        if not self.pieces:
            return 0
        index = max(bisect_right(self.pieces, position, key=lambda piece: piece[0]) - 1, 0)
        begin, *octets = self.pieces[index]
        start, end = map(self.position, octets)
        return min(start + position - begin, max(end - 1, start))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the text that the words from ``start`` to ``end`` come from."""
        return self.offset(start), self.offset(end - 1) + 1
