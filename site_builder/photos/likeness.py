"""Tells whether two pictures show the same, whatever their format, size and quality.

A picture is reduced to a thumbnail of 16 x 16 pixels, and thumbnails are compared channel by channel. Hashes of
gradients or frequencies were tried: on even areas, such as skies and drawn pictures, they hold little but noise.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import Literal

from PIL import Image, ImageOps

from site_builder.pictures.share_card import HEIGHT, PHOTO_WIDTH, WIDTH

SIDE = 16
"""Pixels of a thumbnail's side."""

_CARD = (WIDTH, HEIGHT)
_CARD_PHOTO = (PHOTO_WIDTH, HEIGHT)
_FOCUS = (0.0, 0.25, 0.5, 0.75, 1.0)
_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "BMP", "TIFF", "ICO", "HEIF")
_MOST_PIXELS = 120_000_000

_SAME, _NEAR = 5.0, 12.0
"""Mean difference of two thumbnails, in levels of 0 to 255: a picture that was saved again differs by 1 to 4, one from
another camera by 25 and more."""

_EVEN = 4.0
"""Standard deviation below which a picture is so even that being like it says little."""

CUTS = len(_FOCUS)
"""Thumbnails that ``cut_for_cards`` gives."""

Likeness = Literal["same", "near"]


def thumbnails(data: bytes) -> tuple[bytes, ...]:
    """The whole picture as a thumbnail (RGB, row by row); of one with a share card's size its right half, too.

    Nothing where it cannot be decoded. Decodes foreign bytes: to be called in a worker (``crew``).
    """
    try:
        with warnings.catch_warnings(action="ignore"), _opened(data) as image:
            if image.width * image.height > _MOST_PIXELS:
                return ()
            is_card = image.size == _CARD
            if not is_card:
                image.draft("RGB", (SIDE * 8, SIDE * 8))
            upright = ImageOps.exif_transpose(image).convert("RGBA")
            ground = Image.new("RGBA", upright.size, "white")
            ground.alpha_composite(upright)
            picture = ground.convert("RGB")
        parts = [picture]
        if is_card:
            parts.append(picture.crop((WIDTH - PHOTO_WIDTH, 0, WIDTH, HEIGHT)))
        return tuple(map(_reduced, parts))
    except Exception:
        # Decoders answer foreign bytes with exceptions of every class.
        return ()


def cut_for_cards(data: bytes) -> tuple[bytes, ...]:
    """Thumbnails of what share cards show of a picture, cut around several points. Decodes, as ``thumbnails`` does."""
    try:
        with warnings.catch_warnings(action="ignore"), _opened(data) as image:
            image.draft("RGB", (SIDE * 16, SIDE * 16))
            picture = ImageOps.exif_transpose(image).convert("RGB")
        return tuple(
            _reduced(ImageOps.fit(picture, _CARD_PHOTO, Image.Resampling.BOX, centering=(focus, focus)))
            for focus in _FOCUS
        )
    except Exception:
        return ()


def likeness(one: bytes, other: bytes) -> Likeness | None:
    """Whether two thumbnails are of the same picture, or nearly: mirrored, turned, lighter or darker."""
    straight = _difference(one, other)
    if straight <= _SAME:
        return "same" if min(_spread(one), _spread(other)) >= _EVEN or one == other else "near"
    if straight <= _NEAR or any(_difference(turned, other) <= _NEAR for turned in _turned(one)):
        return "near"
    if min(_spread(one), _spread(other)) >= _EVEN and _difference(_levelled(one), _levelled(other)) <= _NEAR:
        return "near"
    return None


def _opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data), formats=_FORMATS)


def _reduced(picture: Image.Image) -> bytes:
    return picture.resize((SIDE, SIDE), Image.Resampling.BOX, reducing_gap=2).tobytes()


def _difference(one: bytes, other: bytes) -> float:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one)


def _spread(thumbnail: bytes) -> float:
    mean = sum(thumbnail) / len(thumbnail)
    return float((sum((level - mean) ** 2 for level in thumbnail) / len(thumbnail)) ** 0.5)


def _turned(thumbnail: bytes) -> Iterator[bytes]:
    picture = Image.frombytes("RGB", (SIDE, SIDE), thumbnail)
    yield from (picture.transpose(way).tobytes() for way in Image.Transpose)


def _levelled(thumbnail: bytes) -> bytes:
    """Grey, with the same mean and contrast as any other."""
    grey = Image.frombytes("RGB", (SIDE, SIDE), thumbnail).convert("L").tobytes()
    mean = sum(grey) / len(grey)
    spread = max(1.0, (sum((level - mean) ** 2 for level in grey) / len(grey)) ** 0.5)
    return bytes(max(0, min(255, round(128 + 48 * (level - mean) / spread))) for level in grey)
