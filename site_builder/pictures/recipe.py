"""Which files a picture becomes: names, widths and heights, known before a pixel is decoded.

Pages are rendered from the plan alone, while other processes make the files.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Literal

from site_builder.pictures.inspection import PictureInfo

OutputFormat = Literal["avif", "jpeg"]

# Raise it whenever the way of making changes what readers see: every file then gets a new name.
_VERSION = 3
# Beyond this many pixels a very tall picture is not offered in its wider sizes.
_MOST_PIXELS = 8_000_000
# JPEG is for the few browsers that know no AVIF and for cards on other sites. A wider one is a third of all bytes made.
_WIDEST_JPEG = 960
# Across two columns of a newspaper at 300 dots an inch, with some to spare for a crop.
_PRESS_SIDE = 2400
_STEM = 16


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a picture is made: widths in pixels, and the credit and licence that are written into each file.

    ``licence`` is what the record says: words ("CC BY 4.0") or an https address. ``press``: whether there is a file for
    the press to download; all files are then made from more pixels, so they are others than without it.
    """

    credit: str = ""
    licence: str = ""
    widths: tuple[int, ...] = (480, 960, 1600)
    press: bool = False

    def stem(self, digest: str) -> str:
        """16 hex digits for the files made from the source with this SHA-256: the same for the same result."""
        told = json.dumps([_VERSION, digest, self.credit, self.licence, self.press], ensure_ascii=True)
        return hashlib.sha256(told.encode("ascii")).hexdigest()[:_STEM]


def stem_of(file: str) -> str:
    """The stem at the beginning of a file's name, or of its path."""
    return file.rpartition("/")[2][:_STEM]


@dataclass(frozen=True, slots=True)
class Planned:
    """One file to make: its name, its size in pixels, its format."""

    name: str
    width: int
    height: int
    format: OutputFormat

    @property
    def mime(self) -> str:
        """The media type, for ``<source type>``."""
        return f"image/{self.format}"


@dataclass(frozen=True, slots=True)
class PhotoSet:
    """All files of one picture, narrowest first. ``width`` and ``height`` are those of the largest that pages show.

    ``press``: the JPEG for the press, where there is one; no page shows it. The digest's 16 digits at the start of
    every name are shared: they find all files of a picture.
    """

    width: int
    height: int
    avif: tuple[Planned, ...]
    jpeg: tuple[Planned, ...]
    press: Planned | None = None

    @property
    def files(self) -> tuple[Planned, ...]:
        """Every file of the set, AVIF first, the one for the press last."""
        return self.avif + self.jpeg + ((self.press,) if self.press else ())

    @property
    def fallback(self) -> Planned:
        """The JPEG for ``<img src>`` and for all that takes one picture only: the middle width."""
        return self.jpeg[len(self.jpeg) // 2]


def plan(info: PictureInfo, recipe: Recipe) -> PhotoSet:
    """The files that ``photos.derive`` makes of this picture under this recipe. Never wider than the picture itself.

    A picture narrower than the widest width is also offered in its own width, so that nothing is lost. JPEG ends at
    960 pixels, or at the narrowest width where that is wider. The file for the press has 2,400 pixels on its longer
    side, or as many as the picture.
    """
    stem = recipe.stem(info.digest)
    own = min(info.width, max(recipe.widths))
    sizes = [(width, _height(info, width)) for width in sorted({own, *(w for w in recipe.widths if w < own)})]
    sizes = [size for size in sizes if size[0] * size[1] <= _MOST_PIXELS] or sizes[:1]
    narrow = [size for size in sizes if size[0] <= _WIDEST_JPEG] or sizes[:1]
    return PhotoSet(
        *sizes[-1],
        avif=tuple(Planned(f"{stem}-{width}.avif", width, height, "avif") for width, height in sizes),
        jpeg=tuple(Planned(f"{stem}-{width}.jpg", width, height, "jpeg") for width, height in narrow),
        press=_press(info, stem) if recipe.press else None,
    )


def _press(info: PictureInfo, stem: str) -> Planned:
    longer = max(info.width, info.height)
    width = info.width if longer <= _PRESS_SIDE else max(1, (info.width * _PRESS_SIDE * 2 + longer) // (longer * 2))
    height = info.height if longer <= _PRESS_SIDE else max(1, (info.height * _PRESS_SIDE * 2 + longer) // (longer * 2))
    return Planned(f"{stem}-press.jpg", width, height, "jpeg")


def _height(info: PictureInfo, width: int) -> int:
    return max(1, (info.height * width * 2 + info.width) // (info.width * 2))
