"""Synthetic photographs of 12 megapixels: gradients, grain and shapes, so that they compress as photographs do."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

WIDTH, HEIGHT = 4000, 3000


def write_photograph(file: Path, number: int) -> None:
    """Write the photograph with this number as a JPEG of quality 88. Its grain is drawn anew in every run."""
    draw = random.Random(f"photograph {number}")
    clouds, grain, slope = _layers()
    clouds = ImageChops.offset(clouds, draw.randrange(WIDTH), draw.randrange(HEIGHT))
    grain = ImageChops.offset(grain, draw.randrange(WIDTH), draw.randrange(HEIGHT))
    picture = Image.merge(
        "RGB",
        (
            Image.blend(slope, clouds, 0.35),
            Image.blend(Image.blend(ImageChops.invert(slope), clouds, 0.4), grain, 0.25),
            Image.blend(clouds, grain, 0.3),
        ),
    )
    pen = ImageDraw.Draw(picture)
    for _ in range(40):
        left, top = draw.randrange(WIDTH), draw.randrange(HEIGHT)
        colour = (draw.randrange(256), draw.randrange(256), draw.randrange(256))
        pen.ellipse((left, top, left + draw.randrange(60, 600), top + draw.randrange(60, 600)), fill=colour)
    picture.save(file, "JPEG", quality=88)


@cache
def _layers() -> tuple[Image.Image, Image.Image, Image.Image]:
    clouds = Image.effect_noise((WIDTH // 8, HEIGHT // 8), 60).resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
    return clouds, Image.effect_noise((WIDTH, HEIGHT), 18), Image.linear_gradient("L").resize((WIDTH, HEIGHT))
