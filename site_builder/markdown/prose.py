"""Reads a parsed text as people do: its words block by block, its links, and what stands between quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from site_builder.markdown.destinations import Destination
from site_builder.markdown.document import Document, Positions, Target, Token


class MarkdownLink(NamedTuple):
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
        """The character at which its Markdown begins in the text."""
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
    links: tuple[MarkdownLink, ...]
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
        """Return the place in the text of the character at ``position`` of the words."""
        if not self.pieces:
            return 0
        index = max(bisect_right(self.pieces, position, key=lambda piece: piece[0]) - 1, 0)
        begin, *octets = self.pieces[index]
        start, end = map(self.position, octets)
        return min(start + position - begin, max(end - 1, start))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the text that the words from ``start`` to ``end`` come from."""
        return self.offset(start), self.offset(end - 1) + 1


_MARK = re.compile('[“„«"‘]')
# German closes „ with the mark that English opens with.
_CLOSERS = {
    opener: re.compile(closer)
    for opener, closer in {"“": "”", "„": "[“”]", "«": "»", '"': '"', "‘": r"’(?!\w)"}.items()
}
_ALSO_OTHERWISE = {'"', "‘"}
_RUN_ON = {"“", "«", "„"}
"""Marks that are opened anew in each paragraph of a long quotation, and closed only in its last."""


def quoted(words: str) -> list[tuple[int, int]]:
    """Find the spans between quotation marks in one block of text, marks included, outermost ones only."""
    spans: list[tuple[int, int]] = []
    never_closed: set[str] = set()
    position = 0
    while opener := _MARK.search(words, position):
        start, mark = opener.start(), opener[0]
        position = start + 1
        # An apostrophe or an inch mark opens nothing: a quotation mark does not follow a letter or a digit.
        if mark in never_closed or (mark in _ALSO_OTHERWISE and start and words[start - 1].isalnum()):
            continue
        if closer := _CLOSERS[mark].search(words, position):
            position = closer.end()
        elif mark in _RUN_ON:
            position = len(words)
        else:
            never_closed.add(mark)
            continue
        spans.append((start, position))
    return spans


_INLINE = frozenset({"emphasis", "strong", "link", "image", "text", "code", "html", "soft-break", "hard-break"})
_BREAKS = frozenset({"soft-break", "hard-break"})
_HIDDEN = frozenset({"code-block", "html-block"})


def prose(document: Document) -> tuple[Prose, ...]:
    """Return the blocks that hold words or links, in order. Code blocks and HTML blocks are no prose."""
    return tuple(_blocks(document))


def links(document: Document) -> tuple[MarkdownLink, ...]:
    """Return every link and image, in order."""
    return tuple(link for block in _blocks(document) for link in block.links)


def html_offsets(document: Document) -> tuple[int, ...]:
    """Return the offsets of raw HTML, which pages show as text: one for each block of HTML and each tag in a line."""
    if "<" not in document.text:
        return ()
    tokens = document.tokens
    position = document.positions()
    return tuple(
        position(token.start)
        for before, token in zip((None, *tokens), tokens, strict=False)
        if token.kind == "html" and not (before and before.kind == "html" and before.end == token.start)
    )


def plain(document: Document) -> str:
    """Return the words alone, one line a block, not escaped."""
    return "\n".join(words for block in _blocks(document) if (words := " ".join(block.words.split())))


def _blocks(document: Document) -> Iterator[Prose]:
    position = document.positions()
    inline: list[Token] = []
    level = depth_of_quotation = 0
    hidden = False
    for token in document.tokens:
        kind = token.kind
        if kind in _INLINE:
            if not hidden:
                inline.append(token)
            continue
        if inline:
            yield _block(inline, level, depth_of_quotation > 0, position)
            inline = []
        level = 0
        if kind == "blockquote":
            depth_of_quotation += 1 if token.mark == "enter" else -1
        elif kind == "heading" and token.mark == "enter" and isinstance(token.value, int):
            level = token.value
        elif kind in _HIDDEN:
            hidden = token.mark == "enter"


def _block(tokens: Sequence[Token], level: int, is_quotation: bool, position: Positions) -> Prose:
    """Return one block from what stands in its line. ``opened``: of each link around a token its words so far."""
    words: list[str] = []
    pieces: list[tuple[int, int, int]] = []
    signs: list[tuple[int, int]] = []
    links: list[MarkdownLink] = []
    opened: list[tuple[int, list[str]]] = []
    length = unseen = 0
    for mark, kind, value, start, end in tokens:
        if isinstance(value, str):
            said = value
            if kind != "text" and not unseen:
                signs.append((length, length + len(said)))
        elif kind in _BREAKS:
            said = " "
        else:
            if isinstance(value, Target):
                # An image's words are its description, and a placed record brings its own: neither is read here.
                is_unseen = kind == "image" or value.destination.is_place
                if mark == "enter":
                    unseen += is_unseen
                    opened.append((length, []))
                else:
                    unseen -= is_unseen
                    begin, inside = opened.pop()
                    found = "".join(inside)
                    links.append(
                        MarkdownLink(value.destination, found, kind == "image", begin, length, (start, end), position)
                    )
            continue
        for _, inside in opened:
            inside.append(said)
        if not unseen:
            words.append(said)
            pieces.append((length, start, end))
            length += len(said)
    if len(links) > 1:
        links.sort(key=lambda link: link.octets[0])
    return Prose("".join(words), level, tuple(links), is_quotation, tuple(signs), tuple(pieces), position)
