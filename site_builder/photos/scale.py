"""Fewer pixels: opaque, eight bits a channel, at exactly the size that is wanted."""

from __future__ import annotations

from PIL import Image

from site_builder.photos.colour import eight_bit, opaque

# A strip's temporary copies stay small beside the picture: 50 megapixels with transparency then need under 1 GiB.
_STRIP_PIXELS = 4_000_000


def reduced(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """A decoded picture of any mode at ``size`` (no larger than it is), as L, RGB or CMYK.

    Large pictures are first averaged down by a whole factor, strip by strip, and then resampled once.
    """
    width, height = image.size
    factor = max(1, min(width // size[0], height // size[1]) // 2)
    rows = factor * max(1, _STRIP_PIXELS // (width * factor))
    small = _strip(image, 0, rows, factor)
    if rows < height:
        first, small = small, Image.new(small.mode, (small.width, -(-height // factor)))
        small.paste(first)
    for top in range(rows, height, rows):
        small.paste(_strip(image, top, rows, factor), (0, top // factor))
    # The last column and row may stand for fewer pixels than the others.
    return scaled(small, size, (0, 0, width / factor, height / factor))


def _strip(image: Image.Image, top: int, rows: int, factor: int) -> Image.Image:
    whole = rows >= image.height
    part = image if whole else image.crop((0, top, image.width, min(top + rows, image.height)))
    plain = opaque(eight_bit(part))
    return plain if factor == 1 else plain.reduce(factor)


def scaled(
    image: Image.Image, size: tuple[int, int], box: tuple[float, float, float, float] | None = None
) -> Image.Image:
    """The picture, or the ``box`` of it, resampled to ``size``; itself where nothing would change."""
    if image.size == size and box in (None, (0, 0, *size)):
        return image
    return image.resize(size, Image.Resampling.LANCZOS, box=box)
