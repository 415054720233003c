"""Lines on a page put together to paragraphs, by their distances, sizes and places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from site_builder.importing.cleaning import clean
from site_builder.importing.document import Block, Spot

_ITEM = re.compile(r"(?:[•·▪●–-]|\d{1,2}[.)])\s+(?=\S)")
_HYPHEN = re.compile(r"[^\W\d_]-\Z")
_ENDS = re.compile(r"[.!?…:;][\"”»’)]*\Z")
_PAGE_NUMBER = re.compile(r"(?:(?:page|p[aá]gina|p[aá]g\.)\s*)?\d{1,3}(?:\s*(?:/|of|de)\s*\d{1,3})?\Z", re.IGNORECASE)
_LONGEST_HEADING = 200


class Piece(NamedTuple):
    """Letters that the page draws at once: from which point, how high, and whether they are bold."""

    words: str
    x: float
    y: float
    height: float
    bold: bool


class Line(NamedTuple):
    """A line of a page, ``y`` counted from below."""

    words: str
    x: float
    y: float
    height: float
    bold: bool


def lines_of(pieces: Iterable[Piece]) -> Iterator[Line]:
    """The lines as the page draws them one after another: word processors draw in the order of reading."""
    line: list[Piece] = []
    for piece in pieces:
        parts = piece.words.split("\n")
        for index, words in enumerate(parts):
            if index and line:
                yield from _line(line)
                line = []
            if words.strip():
                if line and abs(line[0].y - piece.y) > max(line[0].height, piece.height, 1) * 0.6:
                    yield from _line(line)
                    line = []
                line.append(piece._replace(words=words))
            elif words and line:
                line.append(line[-1]._replace(words=" "))
    if line:
        yield from _line(line)


def _line(pieces: Sequence[Piece]) -> Iterator[Line]:
    first = pieces[0]
    if words := clean("".join(piece.words for piece in pieces)):
        yield Line(words, first.x, first.y, max(piece.height for piece in pieces), all(piece.bold for piece in pieces))


def paragraphs(lines: Sequence[Line], page: int) -> Iterator[Block]:
    """The paragraphs and headings of a page. A line that holds its number alone is left out."""
    kept = [line for line in lines if not _PAGE_NUMBER.match(line.words)]
    if not kept:
        return
    usual = median(sorted(line.height for line in kept for _ in range(len(line.words))))
    gaps = sorted(a.y - b.y for a, b in pairwise(kept) if 0 < a.y - b.y < 4 * max(a.height, 1))
    step = _step(gaps, usual)
    group: list[Line] = []
    number = 0
    for line in kept:
        if group and _begins(group, line, step):
            number += 1
            yield _block(group, Spot(page, number), usual)
            group = []
        group.append(line)
    yield _block(group, Spot(page, number + 1), usual)


def _step(gaps: Sequence[float], usual: float) -> float:
    """The distance of lines within a paragraph: what most lines have, else what is usual for letters of that height."""
    if not gaps:
        return usual * 1.2
    step = gaps[len(gaps) // 3]
    is_common = sum(abs(gap - step) < step * 0.1 for gap in gaps) * 2 >= len(gaps)
    return step if is_common and len(gaps) > 3 else min(step, usual * 1.4)


def _begins(group: Sequence[Line], line: Line, step: float) -> bool:
    """Whether a line begins a paragraph: farther away, of another size, set off, or an item of a list."""
    last = group[-1]
    gap = last.y - line.y
    if gap > step * 1.35 + 1 or gap < -1 or abs(line.height - last.height) > 0.12 * max(line.height, last.height):
        return True
    if _ITEM.match(line.words) or (line.bold != last.bold and bool(_ENDS.search(last.words) or line.bold or last.bold)):
        return True
    return line.x > group[0].x + 8 and len(group) > 1 and bool(_ENDS.search(last.words))


def _block(lines: Sequence[Line], spot: Spot, usual: float) -> Block:
    words = lines[0].words
    for line in lines[1:]:
        # Only word processors that hyphenate end a line so; "two-" before "thirds" loses its hyphen too: a rare price.
        words = (
            words[:-1] + line.words if _HYPHEN.search(words) and line.words[:1].islower() else f"{words} {line.words}"
        )
    height = lines[0].height
    is_short = len(words) <= _LONGEST_HEADING and not _ENDS.search(words) and words[:1] not in '"“«©'
    if is_short and (height > usual * 1.15 or (lines[0].bold and len(lines) <= 2)):
        return Block("heading", words, spot, level=1 if height > usual * 1.4 else 2)
    if item := _ITEM.match(words):
        return Block("item", words[item.end() :], spot)
    return Block("paragraph", words, spot, style="quote" if height > usual * 1.15 and words[:1] in '"“«' else "")
