"""Draws share cards: a headline and a name on the accent colour, with a photo beside them where there is one.

Text is laid out by Pillow's own engine, not by Raqm: that one comes and goes with a library of the system's, and the
same words must give the same pixels everywhere. It joins no letters and knows no direction but left to right, so words
that need either are not set at all.
"""

from __future__ import annotations

import unicodedata
import warnings
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from PIL.AvifImagePlugin import AvifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile

from site_builder.pictures.plan import CARD_HEIGHT, CARD_PHOTO_WIDTH, CARD_WIDTH, ShareCard

MOST_BYTES = 300_000
"""WhatsApp shows no picture that is larger."""

_LEFT, _TOP, _FOOT = 68, 64, 58
_RULE = (84, 8)
_HEADLINE_SIZES = (88, 80, 72, 66, 60, 54, 48, 43, 38, 34)
_LEAD_SIZES = (40, 36, 32, 28)
_NAME_SIZES = (34, 30, 27, 24)
_NAME_LINES = 2
# Sixteen shades from the ground to the letters: four bits a pixel, and edges that nobody can tell from smoother ones.
_SHADES = 16
_QUALITIES = (84, 78, 70, 60, 45, 30)

_FONT = Path(__file__).parent / "fonts" / "newsreader.ttf"
_WEIGHTS = {"headline": (640, 60), "name": (560, 24)}
_LETTERS = ("L", "M", "N")
# They choose between a sign in colours and one in black, and are nothing by themselves.
_SELECTORS = {chr(point) for point in range(0xFE00, 0xFE10)}
_MISSING = "\uffff"


def draw(card: ShareCard, ground: str, ink: str, photo: bytes | None = None) -> bytes:
    """Draw a card: a JPEG with its photo, else a PNG. ``ground``, ``ink``: the accent, and what is read on it.

    ``photo``: the derivative that the card names, which we have made ourselves. Deterministic, below ``MOST_BYTES``.
    """
    width = CARD_WIDTH if card.photo is None else CARD_WIDTH - CARD_PHOTO_WIDTH
    words = _words(card, width)
    words.putpalette(_ramp(ground, ink))
    if card.photo is None or photo is None:
        stream = BytesIO()
        # Runs of one colour are nearly all of it; to look for more saves 3 kB, in three times the time.
        words.save(stream, "PNG", bits=4, compress_type=zlib.Z_RLE)
        return stream.getvalue()
    return _beside(words, card, photo)


def _words(card: ShareCard, width: int) -> Image.Image:
    """Draw the words in shades: 0 is the ground, ``_SHADES`` - 1 a letter."""
    sheet = Image.new("L", (width, CARD_HEIGHT))
    pen = ImageDraw.Draw(sheet)
    column = width - 2 * _LEFT
    headline, name = settable(card.headline), settable(card.name)
    lead = settable(card.lead)
    if not headline or headline == name:
        headline, name = headline or name, ""
    pen.rectangle((_LEFT, _TOP, _LEFT + _RULE[0] - 1, _TOP + _RULE[1] - 1), fill=255)
    foot = CARD_HEIGHT - _FOOT
    if name:
        small = fitted(name, "name", _NAME_SIZES, column, _NAME_LINES * round(_NAME_SIZES[-1] * 1.2), 1.2)
        foot -= small.height
        _set(pen, small, foot)
        foot -= 34
    top = _TOP + _RULE[1] + 30
    second = fitted(lead, "name", _LEAD_SIZES, column, 150, 1.28) if lead else None
    if headline:
        room = foot - top - (second.height + 28 if second else 0)
        large = fitted(headline, "headline", _HEADLINE_SIZES, column, room)
        _set(pen, large, top)
        top += large.height + 28
    if second:
        _set(pen, second, top)
    return sheet.point([shade * (_SHADES - 1) // 255 for shade in range(256)])


def _set(pen: ImageDraw.ImageDraw, block: Block, top: int) -> None:
    for number, line in enumerate(block.lines):
        # By the baseline, so that a line with accents stands no lower than one without.
        foot = top + number * block.leading + round(block.leading * 0.78)
        pen.text((_LEFT, foot), line.replace("\u00a0", " "), fill=255, font=block.font, anchor="ls")


def _ramp(ground: str, ink: str) -> Sequence[int]:
    ends = [tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5)) for colour in (ground, ink)]
    return [
        round(low + (high - low) * shade / (_SHADES - 1))
        for shade in range(_SHADES)
        for low, high in zip(*ends, strict=True)
    ]


def _beside(words: Image.Image, card: ShareCard, photo: bytes) -> bytes:
    """Put the words on the left and the photo on the right; the photo's rights are in the file as in its derivative."""
    sheet = Image.new("RGB", (CARD_WIDTH, CARD_HEIGHT))
    sheet.paste(words.convert("RGB"), (0, 0))
    part, rights = _part(photo, card.photo.focus if card.photo else (0.5, 0.5))
    sheet.paste(part, (CARD_WIDTH - CARD_PHOTO_WIDTH, 0))
    content = b""
    for quality in _QUALITIES:
        stream = BytesIO()
        # Letters on a field of colour fray where colour is stored more coarsely than light.
        sheet.save(stream, "JPEG", quality=quality, subsampling="4:4:4", xmp=rights)
        content = stream.getvalue()
        if len(content) < MOST_BYTES:
            break
    return content


@lru_cache(maxsize=1)
def _part(photo: bytes, focus: tuple[float, float]) -> tuple[Image.Image, bytes]:
    """Cut out what a card shows of a photo, and read its rights. Kept for the card in the next language."""
    kind: type[ImageFile] = JpegImageFile if photo.startswith(b"\xff\xd8") else AvifImageFile
    size = (CARD_PHOTO_WIDTH, CARD_HEIGHT)
    with warnings.catch_warnings(action="ignore"), kind(BytesIO(photo)) as image:
        rights = image.info.get("xmp", b"")
        part = image.convert("RGB").resize(size, Image.Resampling.BICUBIC, box=crop(image.size, size, focus))
    return part, rights


def crop(
    whole: tuple[int, int], part: tuple[int, int], focus: tuple[float, float]
) -> tuple[float, float, float, float]:
    """Find the largest box of the shape of ``part`` in ``whole``: what is at 30 % of the picture is at 30 % of the box.

    That is how pages cut around ``focus``, too (``object-position``, CSS Images 3, 5.5).
    """
    scale = min(whole[0] / part[0], whole[1] / part[1])
    # As wide or as high as the picture is, and not by a rounding error more.
    width, height = min(part[0] * scale, whole[0]), min(part[1] * scale, whole[1])
    left, top = (whole[0] - width) * focus[0], (whole[1] - height) * focus[1]
    return left, top, left + width, top + height


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
    """Load the font for headlines (``headline``) or for small words (``name``), ``size`` pixels high."""
    found = ImageFont.truetype(_FONT, size, layout_engine=ImageFont.Layout.BASIC)
    found.set_variation_by_axes(list(_WEIGHTS[style]))
    return found


def settable(words: str) -> str:
    """Give ``words`` as the font can set them, on one line; empty where it lacks a letter of theirs.

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
    """Set ``words`` in the largest of ``sizes`` in which they fit, on lines of about the same length.

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
    """Break the words into as few lines as they need, none much shorter than the others; None where one is too wide."""
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
    """Count the words on each line."""
    counts, reached = [0], 0.0
    for each in widths:
        if counts[-1] and reached + space + each > width:
            counts.append(0)
        reached = reached + space + each if counts[-1] else each
        counts[-1] += 1
    return counts


def _broken(word: str, face: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """Break a word that is wider than a line into pieces that are not."""
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
