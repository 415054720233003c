"""Share cards drawn: a headline and a name on the accent colour, with a photo beside them where there is one."""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw
from PIL.AvifImagePlugin import AvifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile

from site_builder.photos.headline import Block, fitted, settable
from site_builder.pictures.share_card import HEIGHT, PHOTO_WIDTH, WIDTH, ShareCard

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


def draw(card: ShareCard, ground: str, ink: str, photo: bytes | None = None) -> bytes:
    """The card as a file: a JPEG with its photo, else a PNG. ``ground``, ``ink``: the accent, and what is read on it.

    ``photo``: the derivative that the card names, which we have made ourselves. Deterministic, below ``MOST_BYTES``.
    """
    width = WIDTH if card.photo is None else WIDTH - PHOTO_WIDTH
    words = _words(card, width)
    words.putpalette(_ramp(ground, ink))
    if card.photo is None or photo is None:
        stream = BytesIO()
        # Runs of one colour are nearly all of it; to look for more saves 3 kB, in three times the time.
        words.save(stream, "PNG", bits=4, compress_type=zlib.Z_RLE)
        return stream.getvalue()
    return _beside(words, card, photo)


def _words(card: ShareCard, width: int) -> Image.Image:
    """The words in shades: 0 is the ground, ``_SHADES`` - 1 a letter."""
    sheet = Image.new("L", (width, HEIGHT))
    pen = ImageDraw.Draw(sheet)
    column = width - 2 * _LEFT
    headline, name = settable(card.headline), settable(card.name)
    lead = settable(card.lead)
    if not headline or headline == name:
        headline, name = headline or name, ""
    pen.rectangle((_LEFT, _TOP, _LEFT + _RULE[0] - 1, _TOP + _RULE[1] - 1), fill=255)
    foot = HEIGHT - _FOOT
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
    """Words on the left, the photo on the right, with the photo's rights in the file as its derivative has them."""
    sheet = Image.new("RGB", (WIDTH, HEIGHT))
    sheet.paste(words.convert("RGB"), (0, 0))
    part, rights = _part(photo, card.photo.focus if card.photo else (0.5, 0.5))
    sheet.paste(part, (WIDTH - PHOTO_WIDTH, 0))
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
    """What a card shows of a photo, and the photo's rights. Kept for the card in the next language."""
    kind: type[ImageFile] = JpegImageFile if photo.startswith(b"\xff\xd8") else AvifImageFile
    size = (PHOTO_WIDTH, HEIGHT)
    with warnings.catch_warnings(action="ignore"), kind(BytesIO(photo)) as image:
        rights = image.info.get("xmp", b"")
        part = image.convert("RGB").resize(size, Image.Resampling.BICUBIC, box=crop(image.size, size, focus))
    return part, rights


def crop(
    whole: tuple[int, int], part: tuple[int, int], focus: tuple[float, float]
) -> tuple[float, float, float, float]:
    """The largest box of the shape of ``part`` in ``whole``: what is at 30 % of the picture is at 30 % of the box.

    That is how pages cut around ``focus``, too (``object-position``, CSS Images 3, 5.5).
    """
    scale = min(whole[0] / part[0], whole[1] / part[1])
    # As wide or as high as the picture is, and not by a rounding error more.
    width, height = min(part[0] * scale, whole[0]), min(part[1] * scale, whole[1])
    left, top = (whole[0] - width) * focus[0], (whole[1] - height) * focus[1]
    return left, top, left + width, top + height
