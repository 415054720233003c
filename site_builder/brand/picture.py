"""Logos and favicons: SVG, PNG or WebP, small, without anything but the picture."""

from __future__ import annotations

from site_builder.brand.files import MOST_BYTES, BrandFault, Picture
from site_builder.brand.svg import clean_svg
from site_builder.pictures import PictureFault, PictureKind, inspect
from site_builder.pictures.kinds import EXTENSIONS

_KINDS = {PictureKind.PNG, PictureKind.WEBP}


def inspect_picture(source: bytes) -> Picture | BrandFault:
    """The picture in ``source``, an SVG written anew without what is no picture; or why it is refused.

    A reader need not read more than ``MOST_BYTES + 1`` bytes. Of PNG and WebP the content is as it was: it is to be
    cleaned by whoever publishes it. Faults: ``brand-picture-large``, ``brand-picture-kind``, those of an SVG, and
    those of a picture file.
    """
    if len(source) > MOST_BYTES:
        return BrandFault("brand-picture-large", {"limit": MOST_BYTES // 1000})
    found = inspect(source)
    if isinstance(found, PictureFault):
        if found.rule == "picture-svg":
            return clean_svg(source)
        is_format = found.rule in {"picture-format", "picture-heic", "picture-unknown"}
        return BrandFault("brand-picture-kind") if is_format else BrandFault(found.rule, found.params)
    if found.kind not in _KINDS:
        return BrandFault("brand-picture-kind")
    return Picture(EXTENSIONS[found.kind][0].lstrip("."), source, found.width, found.height)
