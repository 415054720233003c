"""Characters put into a file at places that were looked up in its text, and not another byte touched."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from site_builder.reading.source import Source

_LINE_END = re.compile("\r\n|\r|\n")


class Splice(NamedTuple):
    """``words`` in the place of the characters from ``start`` to ``end`` of a source's text."""

    start: int
    end: int
    words: str


def spliced(data: bytes, source: Source, splices: Iterable[Splice]) -> bytes | None:
    """The file's own bytes with the splices, whose places count in the text as it is read: without a byte order mark,
    each line ended by a line feed. Line feeds in their words become the file's own ends of lines.

    None where what they replace is not what was read there.
    """
    text = data.decode("utf-8")
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    found = _LINE_END.search(text)
    end_of_line = found[0] if found else "\n"
    pieces: list[str] = []
    stop = len(text)
    for splice in sorted(splices, reverse=True):
        start, end = (_index(text, starts, source, place) for place in (splice.start, splice.end))
        if end > stop or _LINE_END.sub("\n", text[start:end]) != source.text[splice.start : splice.end]:
            return None
        pieces += [text[end:stop], splice.words.replace("\n", end_of_line)]
        stop = start
    return "".join([text[:stop], *reversed(pieces)]).encode("utf-8")


def _index(text: str, starts: list[int], source: Source, place: int) -> int:
    at = source.position(place)
    shift = 1 if at.line == 1 and text.startswith("\ufeff") else 0
    return starts[at.line - 1] + at.column - 1 + shift
