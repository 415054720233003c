"""Plans the files that pictures become: names, widths and heights, known before a pixel is decoded.

Pages are rendered from plans alone, while other processes make the files.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import astuple, dataclass
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

CARD_WIDTH, CARD_HEIGHT = 1200, 630
"""Pixels of a share card: what Facebook, WhatsApp, X and LinkedIn show whole."""

CARD_PHOTO_WIDTH = 600
"""Pixels of a card's right-hand side that the photo takes, from top to bottom."""

# Raise it whenever a card comes to look different, by another font too: every card then gets a new name.
_CARD_VERSION = 1

_CREATIVE_COMMONS = re.compile(r"CC[ -](BY(?:-(?:NC|SA|ND|NC-SA|NC-ND))?)[ -](\d\.\d)(?: ([A-Z]{2,3}))?", re.IGNORECASE)
_CC_ZERO = re.compile(r"CC[ -]?0(?: 1\.0)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a photo's files are made: widths in pixels, and the credit and licence that are written into each file.

    ``licence`` is what the record says: words ("CC BY 4.0") or an https address. ``press``: whether there is a file for
    the press to download; all files are then made from more pixels, so they are others than without it.
    """

    credit: str = ""
    licence: str = ""
    widths: tuple[int, ...] = (480, 960, 1600)
    press: bool = False

    def stem(self, digest: str) -> str:
        """Give 16 hex digits for the files made from the source with this SHA-256: the same for the same result."""
        told = json.dumps([_VERSION, digest, self.credit, self.licence, self.press], ensure_ascii=True)
        return hashlib.sha256(told.encode("ascii")).hexdigest()[:_STEM]


def stem_of(file: str) -> str:
    """Take the stem from the beginning of a file's name, or of its path."""
    return file.rpartition("/")[2][:_STEM]


@dataclass(frozen=True, slots=True)
class PlannedFile:
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
class PhotoPlan:
    """All files of one photo, narrowest first, and what they are made from.

    ``stem``: the digits at the start of every name. ``press``: the JPEG for the press, where there is one; no page
    shows it.
    """

    info: PictureInfo
    recipe: Recipe
    stem: str
    avif: tuple[PlannedFile, ...]
    jpeg: tuple[PlannedFile, ...]
    press: PlannedFile | None = None

    @property
    def files(self) -> tuple[PlannedFile, ...]:
        """Every file, AVIF first, the one for the press last."""
        return self.avif + self.jpeg + ((self.press,) if self.press else ())

    @property
    def fallback(self) -> PlannedFile:
        """The JPEG for ``<img src>`` and for all that takes one picture only: the middle width."""
        return self.jpeg[len(self.jpeg) // 2]


def plan_photo(info: PictureInfo, recipe: Recipe) -> PhotoPlan:
    """Plan the files of a photo. None is wider than the photo itself.

    A photo narrower than the widest width is also offered in its own width, so that nothing is lost. JPEG ends at
    960 pixels, or at the narrowest width where that is wider. The file for the press has 2,400 pixels on its longer
    side, or as many as the photo.
    """
    stem = recipe.stem(info.digest)
    own = min(info.width, max(recipe.widths))
    widths = sorted({own, *(width for width in recipe.widths if width < own)})
    sizes = [(width, _scaled(info.height, width, info.width)) for width in widths]
    sizes = [size for size in sizes if size[0] * size[1] <= _MOST_PIXELS] or sizes[:1]
    narrow = [size for size in sizes if size[0] <= _WIDEST_JPEG] or sizes[:1]
    return PhotoPlan(
        info,
        recipe,
        stem,
        avif=tuple(PlannedFile(f"{stem}-{width}.avif", width, height, "avif") for width, height in sizes),
        jpeg=tuple(PlannedFile(f"{stem}-{width}.jpg", width, height, "jpeg") for width, height in narrow),
        press=_press(info, stem) if recipe.press else None,
    )


def _press(info: PictureInfo, stem: str) -> PlannedFile:
    longer = max(info.width, info.height)
    side = min(longer, _PRESS_SIDE)
    width, height = (_scaled(length, side, longer) for length in (info.width, info.height))
    return PlannedFile(f"{stem}-press.jpg", width, height, "jpeg")


def _scaled(length: int, part: int, whole: int) -> int:
    """Scale a length by ``part / whole``, rounded half up, to no less than a pixel."""
    return max(1, (length * part * 2 + whole) // (whole * 2))


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What stands where a picture will be until it is there: few pixels of it, blurred, inside the page itself.

    ``colour``: the picture's mean colour, three bytes of sRGB. ``image``: a WebP of some 20 pixels, whole.
    """

    colour: bytes
    image: bytes

    @property
    def tone(self) -> str:
        """The colour for CSS: shown where the image is not, for instance where a site forbids ``data:`` addresses."""
        return f"#{self.colour.hex()}"

    @property
    def address(self) -> str:
        """The image as a ``data:`` address. It holds no character that HTML or CSS would read as anything else."""
        return f"data:image/webp;base64,{base64.b64encode(self.image).decode('ascii')}"

    def packed(self) -> bytes:
        """Give the same as one small value."""
        return self.colour + self.image

    @classmethod
    def unpacked(cls, value: bytes) -> Placeholder:
        """Give the placeholder that was ``packed``."""
        return cls(value[:3], value[3:])


@dataclass(frozen=True, slots=True)
class CardPhoto:
    """The photo on a card. ``file``: the name of the derivative that it is cut from, which stands for its pixels and
    rights. ``focus``: what must stay in the crop, from the top left."""

    file: str
    focus: tuple[float, float]


@dataclass(frozen=True, slots=True)
class ShareCard:
    """The picture that other sites show with a link: the headline, the programme's name, its accent (``#rrggbb``), the
    photo.

    ``lead``: a smaller line below the headline, on the site's own card.
    """

    headline: str
    name: str
    accent: str
    lead: str = ""
    photo: CardPhoto | None = None

    @property
    def file(self) -> str:
        """Its file's name: the same for the same card. A photo is a JPEG, words alone are a PNG."""
        told = json.dumps([_CARD_VERSION, *astuple(self)], ensure_ascii=True)
        digest = hashlib.sha256(told.encode("ascii")).hexdigest()[:16]
        return f"{digest}.{'jpg' if self.photo else 'png'}"


def card_photo(plan: PhotoPlan, focus: tuple[float, float]) -> CardPhoto:
    """Choose the smallest derivative that fills its side of a card without being enlarged, JPEG before AVIF."""
    files = (*plan.jpeg, *plan.avif)
    fitting = (file for file in files if file.width >= CARD_PHOTO_WIDTH and file.height >= CARD_HEIGHT)
    return CardPhoto(next(fitting, plan.avif[-1]).name, focus)


def licence_address(licence: str) -> str | None:
    """Find where a licence can be read: the address itself, or that of a Creative Commons licence by its short name."""
    if re.fullmatch(r"https?://[^\s<>\"]+", licence):
        return licence
    if _CC_ZERO.fullmatch(licence):
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    if match := _CREATIVE_COMMONS.fullmatch(licence):
        # The edition for a country or, common in development work, for international organisations (IGO).
        edition = f"{match[3].lower()}/" if match[3] else ""
        return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/{edition}"
    return None


def is_public_domain(licence: str) -> bool:
    """Tell whether a licence leaves the picture to everybody, as CC0 does."""
    address = licence_address(licence)
    return address is not None and "://creativecommons.org/publicdomain/" in address
