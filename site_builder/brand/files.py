"""Checks the files of a programme's own look for a public site: logos, favicons and fonts.

Logos and favicons are SVG, PNG or WebP. Fonts are WOFF2 (W3C Recommendation), known by their head and their directory
of tables; nothing of them is unpacked.
"""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.brand.svg import rewritten
from site_builder.pictures.inspection import EXTENSIONS, FileFault, PictureKind, inspect

MOST_BYTES = 100_000
"""Of a picture: every page shows a logo, so it has to be light on a phone."""

_KINDS = {PictureKind.PNG, PictureKind.WEBP}

_FONT_HEAD = 48
_MOST_TABLES = 100
# The directory names tables by number; these three matter here (section 4.1).
_GLYF, _LOCA, _FVAR, _BY_NAME = 10, 11, 47, 63


@dataclass(frozen=True, slots=True)
class BrandPicture:
    """A picture as it is published: ``extension`` without a dot, its content, and its size as seen (pixels, or the
    units of an SVG, which count as a ratio only)."""

    extension: str
    content: bytes
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Face:
    """A font file (WOFF2) of the family ``name``. ``weight`` and ``style``: as CSS's ``@font-face`` has them."""

    name: str
    weight: str
    style: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Typography:
    """``headlines`` and ``text``: CSS lists of families, empty where the site's own stay. ``first``: the faces that
    the top of every page is set in."""

    headlines: str = ""
    text: str = ""
    faces: tuple[Face, ...] = ()
    first: tuple[Face, ...] = ()


@dataclass(frozen=True, slots=True)
class Brand:
    """``logo_dark``: in place of ``logo`` where pages are dark. None: the site's own stays."""

    logo: BrandPicture | None = None
    logo_dark: BrandPicture | None = None
    favicon: BrandPicture | None = None
    fonts: Typography = Typography()


def inspect_picture(source: bytes) -> BrandPicture | FileFault:
    """Inspect a logo or a favicon, and write an SVG anew without what is no picture; or say why it is refused.

    A reader need not read more than ``MOST_BYTES + 1`` bytes. Of PNG and WebP the content is as it was: it is to be
    cleaned by the code that publishes it. Faults: ``brand-picture-large``, ``brand-picture-kind``, those of
    ``rewritten``, ``svg-without-size`` where nothing says how wide and high an SVG is, and those of a picture file.
    """
    if len(source) > MOST_BYTES:
        return FileFault("brand-picture-large", {"limit": MOST_BYTES // 1000})
    found = inspect(source)
    if isinstance(found, FileFault):
        if found.rule == "picture-svg":
            return _drawing(source)
        is_format = found.rule in {"picture-format", "picture-heic", "picture-unknown"}
        return FileFault("brand-picture-kind") if is_format else found
    if found.kind not in _KINDS:
        return FileFault("brand-picture-kind")
    return BrandPicture(EXTENSIONS[found.kind][0].lstrip("."), source, found.width, found.height)


def _drawing(source: bytes) -> BrandPicture | FileFault:
    found = rewritten(source)
    if isinstance(found, FileFault):
        return found
    if found.size is None:
        return FileFault("svg-without-size", {}, 1, 1)
    return BrandPicture("svg", found.content, *found.size)


def is_variable(source: bytes) -> bool | None:
    """Tell whether one font file holds every weight (has a table ``fvar``). None where it is no WOFF2 or not whole."""
    if source[:4] != b"wOF2" or len(source) < _FONT_HEAD or int.from_bytes(source[8:12], "big") != len(source):
        return None
    count = int.from_bytes(source[12:14], "big")
    if not 0 < count <= _MOST_TABLES:
        return None
    try:
        return b"fvar" in _tables(source, count)
    except (IndexError, ValueError):
        return None


def _tables(source: bytes, count: int) -> set[bytes]:
    """Name the tables, by number where they have one, but for ``fvar``."""
    at, found = _FONT_HEAD, set()
    for _ in range(count):
        flags = source[at]
        number, version = flags & 63, flags >> 6
        at += 1
        name = bytes((number,))
        if number == _BY_NAME:
            name, at = source[at : at + 4], at + 4
        found.add(b"fvar" if number == _FVAR else name)
        at = _past_number(source, at)
        is_transformed = version == 0 if number in {_GLYF, _LOCA} else version != 0
        if is_transformed:
            at = _past_number(source, at)
    return found


def _past_number(source: bytes, at: int) -> int:
    """Find the end of a number of variable length (UIntBase128). Raises ValueError where it has none."""
    for end in range(at, at + 5):
        if not source[end] & 0x80:
            return end + 1
    raise ValueError(at)
