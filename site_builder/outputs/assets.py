"""Publishes stylesheets, scripts, images and fonts, named by digest so that browsers may keep them for ever."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable

from site_builder.brand.files import Brand, BrandPicture, Face, Typography
from site_builder.locales.slugs import slugify
from site_builder.rendering.layout import Logo, SiteAssets

_HEIGHT, _WIDEST = 30, 180
"""Pixels of a logo in the header on a wide screen."""

_COMMENT = re.compile(rb"/\*.*?\*/\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Assets:
    """``files``: path in the site and content. ``on_pages``: those that every page loads."""

    files: tuple[tuple[str, bytes], ...]
    on_pages: SiteAssets


@lru_cache(maxsize=2)
def assets(brand: Brand) -> Assets:
    """Give the assets of a site with this look; where it has none of its own, the package's."""
    scripts = tuple(_named(entry.name, entry.read_bytes()) for entry in _entries("js"))
    faces = {face: _named(_face_name(face), face.content) for face in brand.fonts.faces}
    # One sheet, in the order of the files' names: one request on a slow line. It stands beside the fonts.
    beside = {face: path.rpartition("/")[2] for face, (path, _) in faces.items()}
    style = _named("stories.css", "\n".join((_style(), *_font_rules(brand.fonts, beside))).encode())
    logos = tuple(_logos(brand))
    favicon = _picture("favicon", brand.favicon) if brand.favicon else _own("favicon.png")
    return Assets(
        files=(style, *scripts, *(file for _, file in logos), favicon, *faces.values()),
        on_pages=SiteAssets(
            stylesheets=(style[0],),
            scripts=tuple(path for path, _ in scripts),
            logos=tuple(logo for logo, _ in logos),
            favicon=favicon[0],
            fonts=tuple(faces[face][0] for face in brand.fonts.first),
        ),
    )


def _logos(brand: Brand) -> Iterator[tuple[Logo, tuple[str, bytes]]]:
    """Give the logo and its file, twice where dark pages have another."""
    file = _picture("logo", brand.logo) if brand.logo else _own("logo.svg")
    width, height = _shown(brand.logo)
    yield Logo(file[0], width, height, "light" if brand.logo_dark else "", own=brand.logo is not None), file
    if brand.logo_dark:
        file = _picture("logo-dark", brand.logo_dark)
        yield Logo(file[0], *_shown(brand.logo_dark), "dark", own=True), file


def _shown(logo: BrandPicture | None) -> tuple[int, int]:
    """Scale a logo to its size in the header. The package's own is a square."""
    ratio = logo.width / logo.height if logo else 1
    return min(_WIDEST, max(1, round(_HEIGHT * ratio))), _HEIGHT


def _picture(stem: str, picture: BrandPicture) -> tuple[str, bytes]:
    return _named(f"{stem}.{picture.extension}", _published(picture))


def _own(name: str) -> tuple[str, bytes]:
    return next(_named(entry.name, entry.read_bytes()) for entry in _entries("images") if entry.name == name)


@cache
def _style() -> str:
    """Read the package's sheet, without its comments, which are for those who edit it."""
    return _COMMENT.sub(b"", b"\n".join(entry.read_bytes() for entry in _entries("css"))).decode()


def _entries(kind: str) -> list[Traversable]:
    return sorted(resources.files("site_builder").joinpath("assets", kind).iterdir(), key=lambda found: found.name)


def _named(name: str, content: bytes) -> tuple[str, bytes]:
    stem, _, extension = name.rpartition(".")
    return f"assets/{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{extension}", content


def _published(picture: BrandPicture) -> bytes:
    """Take everything out of a file but the picture. An SVG was written anew when it was read."""
    if picture.extension == "svg":
        return picture.content
    # Nearly no site needs it, and it brings programs along that take long to load.
    from site_builder.photos.cleaning import strip_png, strip_webp

    strip = strip_png if picture.extension == "png" else strip_webp
    # A file that is whole by its head can be followed to its end; one that is not shows nothing in a browser either.
    return strip(picture.content, 1) or b""


def _face_name(face: Face) -> str:
    """Name the file of a face: ``merriweather-700-italic.woff2``."""
    parts = (slugify(face.name) or "font", slugify(face.weight), *(() if face.style == "normal" else (face.style,)))
    return f"{'-'.join(parts)}.woff2"


def _font_rules(fonts: Typography, files: dict[Face, str]) -> Iterator[str]:
    """Write the fonts' lines of the stylesheet. ``files``: the name of each face's file, beside the stylesheet."""
    for face, name in files.items():
        yield (
            f'@font-face{{font-family:"{face.name}";font-weight:{face.weight};font-style:{face.style};'
            f'font-display:swap;src:url({name}) format("woff2")}}'
        )
    chosen = (("--site-headlines", fonts.headlines), ("--site-text", fonts.text))
    if said := "".join(f"{name}:{families};" for name, families in chosen if families):
        yield f":root{{{said}}}"
