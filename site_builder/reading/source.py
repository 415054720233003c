"""The bytes of a record as text: bounded, UTF-8, and able to say where a character stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from site_builder.problems import Position, Problem

MAX_BYTES = 1024 * 1024

_LINE_BREAK = re.compile(r"\n")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# Both ways of ordering letters that are not there to be seen: a reviewer would read another text than the one stored.
_BIDI_BYTES = re.compile(rb"\xe2(?:\x80[\xaa-\xae]|\x81[\xa6-\xa9])")
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
# YAML 1.1 breaks lines here, YAML 1.2 and every editor do not; pasted text holds them where Word had a line break.
_SOFT_BREAKS = {0x85: " ", 0x2028: " ", 0x2029: " "}


@dataclass(frozen=True)
class Source:
    """A file's text, without byte order mark and with a line feed at the end of every line.

    Places in it are indices, counted in characters from 0.
    """

    file: str
    text: str

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_BREAK.finditer(self.text))]

    def position(self, index: int) -> Position:
        """The line and the column (in characters, from 1) of the character at ``index``."""
        line = bisect_right(self._starts, index)
        return Position(self.file, line, index - self._starts[line - 1] + 1)

    def line_start(self, index: int) -> int:
        """The index at which the line of ``index`` begins."""
        return self._starts[bisect_right(self._starts, index) - 1]

    def line_at(self, index: int) -> str:
        """The line of ``index``, without its end."""
        return self.lines(index, 1)[0]

    def lines(self, index: int, most: int = 1_000_000) -> list[str]:
        """The lines from that of ``index`` on, without their ends."""
        first = bisect_right(self._starts, index) - 1
        bounds = self._starts[first : first + most + 1]
        if len(bounds) <= most:
            bounds = [*bounds, len(self.text)]
        return [self.text[start:end].rstrip("\n") for start, end in pairwise(bounds)]

    def lines_before(self, index: int) -> list[str]:
        """The lines before that of ``index``, the nearest first."""
        first = bisect_right(self._starts, index) - 1
        bounds = self._starts[: first + 1]
        return [self.text[a:b].rstrip("\n") for a, b in zip(bounds[-2::-1], bounds[:0:-1], strict=True)]

    def problem(self, rule: str, index: int, **params: object) -> Problem:
        """A problem with the character at ``index``."""
        return Problem(self.position(index), rule, params)


def decode(file: str, data: bytes) -> tuple[Source, list[Problem]]:
    """The text of a file, and what makes it unfit to be read: its size, its encoding, characters that turn text round.

    A byte order mark is taken off and every line ends with a line feed; neither moves a line or a column. Control
    characters are left to the YAML parser, which refuses them.
    """
    if len(data) > MAX_BYTES:
        return Source(file, ""), [Problem(Position(file), "file-too-large", {"limit": "1 MiB"})]
    if data.startswith(_UTF16) or (data[:64].count(0) >= 16 and not data.startswith(b"\0\0\0")):
        return Source(file, ""), [Problem(Position(file), "file-utf16")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Source(file, ""), [_not_utf8(file, data, error.start)]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x85" in text or "\u2028" in text or "\u2029" in text:
        text = text.translate(_SOFT_BREAKS)
    source = Source(file, text)
    if _BIDI_BYTES.search(data):
        return source, [
            source.problem("text-bidi", match.start(), code=f"U+{ord(match[0]):04X}") for match in BIDI.finditer(text)
        ][:1]
    return source, []


def _not_utf8(file: str, data: bytes, start: int) -> Problem:
    """The first byte that is not UTF-8; what stands before it on its line still counts in characters."""
    good = Source(file, data[:start].decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n"))
    return Problem(good.position(len(good.text)), "file-not-utf8")
