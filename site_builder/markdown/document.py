"""What a parsed text is made of. Offsets and lengths count characters of the text; tokens alone count bytes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from site_builder.markdown.destinations import Destination

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


@dataclass(frozen=True, slots=True)
class Document:
    """A text and its tokens. ``too_deep``: where it nests deeper than MAX_DEPTH; it is then one paragraph of words."""

    text: str
    tokens: tuple[Token, ...]
    too_deep: int | None = None

    def positions(self) -> Callable[[int], int]:
        """The way from the tokens' bytes to characters. Pages do not need it: it is made when a check asks."""
        if self.text.isascii():
            return int
        # A character takes one byte, and a continuation byte for each more that it needs.
        more = [found.start() for found in _CONTINUATION.finditer(self.text.encode())]
        return lambda octet: octet - bisect_left(more, octet)


@dataclass(frozen=True, slots=True)
class Link:
    """A link or an image. ``offset`` and ``length``: its Markdown in the text; ``start`` and ``end``: its words in the
    words of the block that it stands in."""

    destination: Destination
    words: str
    offset: int
    length: int
    is_image: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Prose:
    """The words of one block as a reader reads them: no markup, entities decoded, line ends as spaces.

    ``level``: of a heading, else 0. ``links``: all links in it. ``apart``: spans of words that are not the writer's own
    running text: inside quotation marks or a block quotation, code, HTML. ``pieces``: for each stretch of words
    its start in ``words``, its start and its end in the text.
    """

    words: str
    level: int
    links: tuple[Link, ...]
    apart: tuple[tuple[int, int], ...]
    pieces: tuple[tuple[int, int, int], ...]

    def offset(self, position: int) -> int:
        """Where in the text the character at ``position`` of the words stands."""
        index = max(bisect_right(self.pieces, position, key=lambda piece: piece[0]) - 1, 0)
        if not self.pieces:
            return 0
        begin, start, end = self.pieces[index]
        return min(start + position - begin, max(end - 1, start))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the text that the words from ``start`` to ``end`` come from."""
        return self.offset(start), self.offset(end - 1) + 1

    def is_apart(self, position: int) -> bool:
        """Whether the character at ``position`` is in a quotation, code or HTML."""
        return any(start <= position < end for start, end in self.apart)
