"""From bytes to bytes: one picture file decoded once, and every file of its plan encoded from the pixels alone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from PIL import Image

from site_builder.photos.encode import encoded, placeholder
from site_builder.photos.pixels import pixels
from site_builder.photos.rights import packet
from site_builder.photos.scale import scaled
from site_builder.pictures import (
    OutputFormat,
    PhotoSet,
    PictureFault,
    PictureInfo,
    Placeholder,
    Recipe,
    inspect,
    plan,
)


@dataclass(frozen=True, slots=True)
class Derivative:
    """One file that was made: its name, its size in pixels, its format, and all of its bytes."""

    name: str
    width: int
    height: int
    format: OutputFormat
    content: bytes


@dataclass(frozen=True, slots=True)
class Derivatives:
    """What a picture became: its plan, the files in the plan's order, and what stands in for it in pages."""

    photo_set: PhotoSet
    files: tuple[Derivative, ...]
    placeholder: Placeholder


def derive(source: bytes, recipe: Recipe, known: PictureInfo | None = None) -> Derivatives | PictureFault:
    """Every file of the plan, sRGB, eight bits, upright, opaque, with no metadata but credit and licence.

    Pure and deterministic: bytes in, picklable values out, so any process may call it. No exception for any bytes:
    what ``inspect`` refuses comes back as its fault, and what cannot be decoded to the end as that of ``pixels``.
    ``known``: what ``inspect`` gave before; it is asked again only where ``source`` has another digest.
    """
    same = known is not None and known.digest == hashlib.sha256(source).hexdigest()
    info = known if known is not None and same else inspect(source)
    if isinstance(info, PictureFault):
        return info
    photo_set = plan(info, recipe)
    largest = pixels(source, info, _decoded_size(photo_set))
    if isinstance(largest, PictureFault):
        return largest
    try:
        return _made(largest, photo_set, packet(recipe.credit, recipe.licence))
    except MemoryError:
        return PictureFault("picture-costly")


def _decoded_size(photo_set: PhotoSet) -> tuple[int, int]:
    """The size of the plan's largest file: all others are made from its pixels."""
    return max(((file.width, file.height) for file in photo_set.files), key=lambda size: (size[0] * size[1], size))


def _made(largest: Image.Image, photo_set: PhotoSet, xmp: bytes) -> Derivatives:
    sizes = _sizes(largest, photo_set)
    files = tuple(
        Derivative(
            file.name,
            file.width,
            file.height,
            file.format,
            encoded(sizes[file.width, file.height], file.format, xmp, for_press=file is photo_set.press),
        )
        for file in photo_set.files
    )
    return Derivatives(photo_set, files, placeholder(sizes[photo_set.avif[0].width, photo_set.avif[0].height]))


def _sizes(largest: Image.Image, photo_set: PhotoSet) -> dict[tuple[int, int], Image.Image]:
    """The picture in each size of the plan. Each is made from the next wider one: fewer pixels to read, no softer."""
    sizes: dict[tuple[int, int], Image.Image] = {}
    image = largest
    for size in sorted({(file.width, file.height) for file in photo_set.files}, reverse=True):
        sizes[size] = image = scaled(image, size)
    return sizes
