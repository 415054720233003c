"""Reads the bytes of a record as text: bounded, UTF-8, and able to say where a character stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from site_builder.problems import Position, Problem

MAX_BYTES = 1024 * 1024

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# Both ways of ordering letters that are not there to be seen: a reviewer would read another text than the one stored.
_BIDI_BYTES = re.compile(rb"\xe2(?:\x80[\xaa-\xae]|\x81[\xa6-\xa9])")
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
# YAML 1.1 breaks lines here, YAML 1.2 and every editor do not; pasted text holds them where Word had a line break.
_SOFT_BREAKS = {0x85: " ", 0x2028: " ", 0x2029: " "}


@dataclass(frozen=True)
class SourceText:
    """Holds a file's text, without byte order mark and with a line feed at the end of every line.

    Places in it are indices, counted in characters from 0.
    """

    file: str
    text: str

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self._lines[:-1])]

    def _number(self, index: int) -> int:
        return bisect_right(self._starts, index) - 1

    def position(self, index: int) -> Position:
        """Return the line and the column (in characters, from 1) of the character at ``index``."""
        number = self._number(index)
        return Position(self.file, number + 1, index - self._starts[number] + 1)

    def line_start(self, index: int) -> int:
        """Return the index at which the line of ``index`` begins."""
        return self._starts[self._number(index)]

    def line_at(self, index: int) -> str:
        """Return the line of ``index``, without its end."""
        return self._lines[self._number(index)]

    def lines_before(self, index: int) -> list[str]:
        """Return the lines before that of ``index``, the nearest first."""
        return self._lines[: self._number(index)][::-1]

    def problem(self, rule: str, index: int, **params: object) -> Problem:
        """Return a problem with the character at ``index``."""
        return Problem(self.position(index), rule, params)


def decode(file: str, data: bytes) -> tuple[SourceText, list[Problem]]:
    """Return the text of a file, and what makes it unfit to be read: size, encoding, characters that turn text round.

    A byte order mark is taken off and every line ends with a line feed; neither moves a line or a column. Control
    characters are left to the YAML parser, which refuses them.
    """
    if len(data) > MAX_BYTES:
        return SourceText(file, ""), [Problem(Position(file), "file-too-large", {"limit": "1 MiB"})]
    if data.startswith(_UTF16) or (data[:64].count(0) >= 16 and not data.startswith(b"\0\0\0")):
        return SourceText(file, ""), [Problem(Position(file), "file-utf16")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return SourceText(file, ""), [_not_utf8(file, data, error.start)]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x85" in text or "\u2028" in text or "\u2029" in text:
        text = text.translate(_SOFT_BREAKS)
    source = SourceText(file, text)
    if _BIDI_BYTES.search(data):
        return source, [
            source.problem("text-bidi", match.start(), code=f"U+{ord(match[0]):04X}") for match in BIDI.finditer(text)
        ][:1]
    return source, []


def _not_utf8(file: str, data: bytes, start: int) -> Problem:
    """Point at the first byte that is not UTF-8; what stands before it on its line still counts in characters."""
    good = SourceText(file, data[:start].decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n"))
    return Problem(good.position(len(good.text)), "file-not-utf8")
