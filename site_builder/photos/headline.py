"""Words set in type: which of them can be, in what size, on which lines.

Pillow's own layout engine is used, not Raqm: that one comes and goes with a library of the system's, and the same words
must give the same pixels everywhere. It joins no letters and knows no direction but left to right, so words that need
either are not set at all.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

_FONT = Path(__file__).parent / "fonts" / "newsreader.ttf"
_WEIGHTS = {"headline": (640, 60), "name": (560, 24)}
_LETTERS = ("L", "M", "N")
# They choose between a sign in colours and one in black, and are nothing by themselves.
_SELECTORS = {chr(point) for point in range(0xFE00, 0xFE10)}
_MISSING = "\uffff"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one size. ``leading``: pixels from line to line."""

    style: str
    size: int
    lines: tuple[str, ...]
    leading: int

    @property
    def height(self) -> int:
        """Pixels from the top of the first line to the foot of the last."""
        return self.leading * len(self.lines)

    @property
    def font(self) -> ImageFont.FreeTypeFont:
        """The font to draw it with."""
        return font(self.style, self.size)


@cache
def font(style: str, size: int) -> ImageFont.FreeTypeFont:
    """The font for headlines (``headline``) or for small words (``name``), ``size`` pixels high."""
    found = ImageFont.truetype(_FONT, size, layout_engine=ImageFont.Layout.BASIC)
    found.set_variation_by_axes(list(_WEIGHTS[style]))
    return found


def settable(words: str) -> str:
    """``words`` as the font can set them, on one line; empty where it lacks a letter of theirs.

    Signs that it lacks, such as emoji, and what is never seen are left out. A letter is never left out, nor is a box
    put in its place: half a word says something else, and a row of boxes says nothing.
    """
    kept = []
    for character in " ".join(unicodedata.normalize("NFC", words).replace("\u00a0", "\u202f").split(" ")):
        kind = unicodedata.category(character)
        if character.isspace():
            kept.append("\u00a0" if character == "\u202f" else " ")
        elif kind[0] == "C" or character in _SELECTORS:
            continue
        elif _has(character):
            kept.append(character)
        elif kind[0] in _LETTERS:
            return ""
    return " ".join(word for word in "".join(kept).split(" ") if word)


@lru_cache(maxsize=4096)
def _has(character: str) -> bool:
    face = font("name", 24)
    return bytes(face.getmask(character)) != bytes(face.getmask(_MISSING))


def fitted(words: str, style: str, sizes: Sequence[int], width: int, height: int, spacing: float = 1.12) -> Block:
    """``words`` in the largest of ``sizes`` in which they fit, on lines of about the same length.

    Where they do not fit in the smallest, a word that is too long is broken, and what is too much ends in an ellipsis.
    """
    parts = words.split(" ")
    # Letters grow with the size: measured once, most sizes are known to be too large without setting a word in them.
    measured = [font(style, sizes[0]).getlength(part) / sizes[0] for part in parts]
    for size in sizes:
        leading = round(size * spacing)
        most = height // leading
        if max(measured) * size <= width and len(_counts([each * size for each in measured], size / 4, width)) <= most:
            lines = _lines(parts, font(style, size), width)
            if lines is not None and len(lines) <= most:
                return Block(style, size, tuple(lines), leading)
    size = sizes[-1]
    leading = round(size * spacing)
    face = font(style, size)
    lines = _lines([piece for part in parts for piece in _broken(part, face, width)], face, width) or []
    most = max(1, height // leading)
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(lines[most - 1], face, width)]
    return Block(style, size, tuple(lines), leading)


def _lines(words: Sequence[str], face: ImageFont.FreeTypeFont, width: float) -> list[str] | None:
    """The words on as few lines as they need, none much shorter than the others; None where one is too wide."""
    widths = [face.getlength(word) for word in words]
    if max(widths) > width:
        return None
    space = face.getlength(" ")
    counts = _counts(widths, space, width)
    low, high = max(widths), width
    # The narrowest column that takes no more lines is the one in which they are most alike.
    while high - low > 4:
        middle = (low + high) / 2
        if len(_counts(widths, space, middle)) > len(counts):
            low = middle
        else:
            high = middle
    lines, start = [], 0
    for count in _counts(widths, space, high):
        lines.append(" ".join(words[start : start + count]))
        start += count
    return lines


def _counts(widths: Sequence[float], space: float, width: float) -> list[int]:
    """How many words stand on each line."""
    counts, reached = [0], 0.0
    for each in widths:
        if counts[-1] and reached + space + each > width:
            counts.append(0)
        reached = reached + space + each if counts[-1] else each
        counts[-1] += 1
    return counts


def _broken(word: str, face: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """A word that is wider than a line in pieces that are not."""
    pieces = []
    while face.getlength(word) > width:
        length = max(1, sum(1 for end in range(1, len(word)) if face.getlength(f"{word[:end]}-") <= width))
        pieces.append(f"{word[:length]}-")
        word = word[length:]
    return [*pieces, word]


def _cut(line: str, face: ImageFont.FreeTypeFont, width: float) -> str:
    while line and face.getlength(f"{line}…") > width:
        line = line[:-1]
    return f"{line.rstrip(' ,;:.-')}…"
