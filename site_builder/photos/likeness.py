"""Tells whether two pictures show the same, whatever their format, size and quality.

A picture is reduced to a thumbnail of 16 x 16 pixels, and thumbnails are compared channel by channel. Hashes of
gradients or frequencies were tried: on even areas, such as skies and drawn pictures, they hold little but noise.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import Literal

from PIL import Image, ImageOps

from site_builder.photos.pixels import opened
from site_builder.pictures.plan import CARD_HEIGHT, CARD_PHOTO_WIDTH, CARD_WIDTH

SIDE = 16
"""Pixels of a thumbnail's side."""

_CARD = (CARD_WIDTH, CARD_HEIGHT)
_CARD_PHOTO = (CARD_PHOTO_WIDTH, CARD_HEIGHT)
_FOCUS = (0.0, 0.25, 0.5, 0.75, 1.0)
_MOST_PIXELS = 120_000_000

_SAME, _NEAR = 4.0, 12.0
"""Mean difference of two thumbnails, in levels of 0 to 255: a picture that was saved again or made smaller differs by 1
to 3, the next one of a series by more, one of something else by 25 and more."""

_EVEN = 4.0
"""Standard deviation below which a picture is so even that being like it says little."""

CUTS = len(_FOCUS)
"""Thumbnails that ``cut_for_cards`` gives."""

_PART = 0.4
"""Mean difference, as a share of the standard deviation, up to which a picture may be cut out of another: one that is
stays below it in two of three cases, one of something else never came below 0.53 (3,040 pairs of photographs)."""

_FLAT = 8.0
"""Standard deviation below which nobody can tell where a picture was cut out of."""

_SMALL = (160, 160)
_SIZES = (1.0, 0.86, 0.74, 0.63, 0.54)
_STEP = 0.16
_MOST_STRETCHED = 1.67
"""Parts: how large they are beside the whole, how far apart beside their size, and how much flatter or taller."""

Likeness = Literal["same", "near"]


def thumbnails(data: bytes) -> tuple[bytes, ...]:
    """Reduce a picture to a thumbnail (RGB, row by row); of one with a share card's size give its right half, too.

    Nothing where it cannot be decoded. Decodes foreign bytes: to be called in a worker (``ThumbnailJob``).
    """
    try:
        with warnings.catch_warnings(action="ignore"), opened(data) as image:
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
            parts.append(picture.crop((CARD_WIDTH - CARD_PHOTO_WIDTH, 0, CARD_WIDTH, CARD_HEIGHT)))
        return tuple(map(_reduced, parts))
    except Exception:
        # Decoders answer foreign bytes with exceptions of every class.
        return ()


def cut_for_cards(data: bytes) -> tuple[bytes, ...]:
    """Make thumbnails of the cuts that share cards show of a picture. Decodes, as ``thumbnails`` does."""
    picture = _decoded(data)
    if picture is None:
        return ()
    cuts = (ImageOps.fit(picture, _CARD_PHOTO, Image.Resampling.BOX, centering=(focus, focus)) for focus in _FOCUS)
    return tuple(map(_reduced, cuts))


def parts_of(data: bytes) -> tuple[bytes, ...]:
    """Make thumbnails of parts of a picture that somebody may have cut out. Decodes as ``thumbnails`` does."""
    picture = _decoded(data)
    if picture is None:
        return ()
    picture.thumbnail(_SMALL)
    return tuple(_reduced(picture, box) for box in _boxes(*picture.size))


def is_part(part: bytes, other: bytes) -> bool:
    """Tell whether a thumbnail is of nearly the same part of a picture that ``part`` is of."""
    spread = min(_spread(part), _spread(other))
    if spread < _FLAT or _difference(_coarse(part), _coarse(other)) > _PART * spread + 1:
        return False
    return _difference(part, other) <= _PART * spread


def likeness(one: bytes, other: bytes) -> Likeness | None:
    """Tell whether two thumbnails are of the same picture, or nearly: mirrored, turned, lighter or darker."""
    straight = _difference(one, other)
    if straight <= _SAME:
        return "same" if min(_spread(one), _spread(other)) >= _EVEN or one == other else "near"
    if straight <= _NEAR or any(_difference(turned, other) <= _NEAR for turned in _turned(one)):
        return "near"
    if min(_spread(one), _spread(other)) >= _EVEN and _difference(_levelled(one), _levelled(other)) <= _NEAR:
        return "near"
    return None


def _decoded(data: bytes) -> Image.Image | None:
    """Decode a picture upright and not much larger than needed; None where that cannot be done."""
    try:
        with warnings.catch_warnings(action="ignore"), opened(data) as image:
            image.draft("RGB", (SIDE * 16, SIDE * 16))
            return ImageOps.exif_transpose(image).convert("RGB")
    except Exception:
        # Decoders answer foreign bytes with exceptions of every class.
        return None


def _reduced(picture: Image.Image, box: tuple[float, float, float, float] | None = None) -> bytes:
    # A box filter after a reduction by whole numbers moves edges: the same picture in two sizes differed by up to 6.
    return picture.resize((SIDE, SIDE), Image.Resampling.BILINEAR, box, reducing_gap=3).tobytes()


def _boxes(width: int, height: int) -> Iterator[tuple[float, float, float, float]]:
    """Give the parts of a picture of this size; the whole is one of them."""
    for (left, wide), (top, high) in product(_spans(), repeat=2):
        if 1 / _MOST_STRETCHED <= wide / high <= _MOST_STRETCHED:
            yield left * width, top * height, (left + wide) * width, (top + high) * height


def _spans() -> Iterator[tuple[float, float]]:
    """Give the start and length of parts of a line, as shares of the whole."""
    for size in _SIZES:
        steps = round((1 - size) / (_STEP * size))
        yield from (((1 - size) * at / max(1, steps), size) for at in range(steps + 1))


PARTS = sum(1 for _ in _boxes(1, 1))
"""Thumbnails that ``parts_of`` gives."""


def _difference(one: bytes, other: bytes) -> float:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one)


@lru_cache(maxsize=8192)
def _coarse(thumbnail: bytes) -> bytes:
    """Give the means of the four quarters: never further apart than the whole, and quicker to compare."""
    return Image.frombytes("RGB", (SIDE, SIDE), thumbnail).reduce(SIDE // 2).tobytes()


@lru_cache(maxsize=8192)
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
