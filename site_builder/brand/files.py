"""What is known of a programme's look once its files have been read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_BYTES = 100_000
"""Of a picture: every page shows a logo, so it has to be light on a phone."""


@dataclass(frozen=True, slots=True)
class BrandFault:
    """Why a file is refused: a rule and its public parameters; ``line`` and ``column`` in the file, where known."""

    rule: str
    params: Mapping[str, object] = field(default_factory=dict)
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
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

    logo: Picture | None = None
    logo_dark: Picture | None = None
    favicon: Picture | None = None
    fonts: Typography = Typography()
