"""The files of a programme's own look as they are published, and what of its fonts the stylesheet says."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.brand import Face, Picture, Typography
from site_builder.locales.slugs import slugify


def published(picture: Picture) -> bytes:
    """The picture's file without anything but the picture. An SVG was written anew when it was read."""
    if picture.extension == "svg":
        return picture.content
    # Nearly no site needs it, and it brings programs along that take long to load.
    from site_builder.photos.cleaning import png, webp

    cleaner = png.cleaned if picture.extension == "png" else webp.cleaned
    # A file that is whole by its head can be followed to its end; one that is not shows nothing in a browser either.
    return cleaner(picture.content, 1) or b""


def face_name(face: Face) -> str:
    """What the file of a face is called: ``merriweather-700-italic.woff2``."""
    parts = (slugify(face.name) or "font", slugify(face.weight), *(() if face.style == "normal" else (face.style,)))
    return f"{'-'.join(parts)}.woff2"


def font_rules(fonts: Typography, files: dict[Face, str]) -> Iterator[str]:
    """The lines that a stylesheet in the folder of the ``files`` needs. ``files``: the name of each face's file."""
    for face, name in files.items():
        yield (
            f'@font-face{{font-family:"{face.name}";font-weight:{face.weight};font-style:{face.style};'
            f'font-display:swap;src:url({name}) format("woff2")}}'
        )
    chosen = (("--site-headlines", fonts.headlines), ("--site-text", fonts.text))
    if said := "".join(f"{name}:{families};" for name, families in chosen if families):
        yield f":root{{{said}}}"
