"""A photo without anything but the photo: location, device, dates, thumbnails, comments and hidden pictures taken out.

What is taken out is decided by what may stay: pixels, colour profile, and which way up. Nothing is decoded for it, so
the pixels are the same to the bit; that they are is looked at before the result is used. Where a file cannot be cleaned
that way it is made anew from its pixels.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Callable
from io import BytesIO

from site_builder.photos.cleaning import avif, jpeg, png, webp
from site_builder.photos.derive import DECODERS
from site_builder.pictures import PictureFault, PictureInfo, PictureKind, inspect
from site_builder.pictures.exif import orientation_block

_CLEANERS: dict[PictureKind, Callable[[bytes, int], bytes | None]] = {
    PictureKind.JPEG: jpeg.cleaned,
    PictureKind.PNG: png.cleaned,
    PictureKind.WEBP: webp.cleaned,
    PictureKind.AVIF: avif.cleaned,
}
_ANEW: dict[PictureKind, dict[str, object]] = {
    PictureKind.JPEG: {"quality": 95, "subsampling": "4:4:4"},
    PictureKind.PNG: {},
    PictureKind.WEBP: {"lossless": True, "exact": True},
    PictureKind.AVIF: {"quality": 95, "subsampling": "4:4:4", "max_threads": 1},
}


def cleaned(source: bytes) -> bytes | PictureFault:
    """The picture in ``source`` as a file of the same format without metadata; what ``inspect`` refuses, its fault.

    ``picture-broken`` where the pixels cannot be decoded to the end. No exception for any bytes.
    """
    info = inspect(source)
    if isinstance(info, PictureFault):
        return info
    pixels = _pixels(source, info)
    if pixels is None:
        return PictureFault("picture-broken")
    try:
        made = _CLEANERS[info.kind](source, info.orientation)
    except (IndexError, ValueError):
        made = None
    if made is None or not _is_same(made, info) or _pixels(made, info) != pixels:
        made = _anew(source, info)
    return made if _is_same(made, info) else PictureFault("picture-broken")


def _is_same(made: bytes, info: PictureInfo) -> bool:
    """Whether it is a picture of the same kind, size and orientation."""
    found = inspect(made)
    if isinstance(found, PictureFault):
        return False
    return (found.kind, found.width, found.height, found.orientation) == (
        *(info.kind, info.width, info.height, info.orientation),
    )


def _pixels(source: bytes, info: PictureInfo) -> bytes | None:
    """A digest of every pixel and of the colour profile; None where they cannot be decoded."""
    try:
        with warnings.catch_warnings(action="ignore"), DECODERS[info.kind](BytesIO(source)) as image:
            image.load()
            said = hashlib.sha256(f"{image.mode} {image.size}".encode())
            said.update(image.info.get("icc_profile") or b"")
            said.update(image.tobytes())
            return said.digest()
    except Exception:
        # Foreign decoders over foreign bytes raise exceptions of every class.
        return None


def _anew(source: bytes, info: PictureInfo) -> bytes:
    stream = BytesIO()
    with warnings.catch_warnings(action="ignore"), DECODERS[info.kind](BytesIO(source)) as image:
        image.load()
        profile = image.info.get("icc_profile")
        image.info.clear()
        turned = b"Exif\0\0" + orientation_block(info.orientation)
        image.save(stream, info.kind.label, exif=turned, icc_profile=profile, **_ANEW[info.kind])
    return stream.getvalue()
