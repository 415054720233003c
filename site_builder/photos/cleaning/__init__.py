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
from site_builder.photos.pixels import decoder, pixels
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
    """The picture in ``source`` as a file of the same format without metadata, HEIC as a JPEG; or why it is refused.

    ``picture-broken`` where the pixels cannot be decoded to the end. No exception for any bytes.
    """
    info = inspect(source)
    if isinstance(info, PictureFault):
        return info
    if info.kind is PictureKind.HEIC:
        return _as_jpeg(source, info)
    before = _pixels(source, info)
    if before is None:
        return PictureFault("picture-broken")
    made = _stripped(source, info)
    if made is None or _pixels(made, info) != before:
        made = _anew(source, info)
    return made if _is_same(made, info) else PictureFault("picture-broken")


def stripped(source: bytes) -> bytes | None:
    """The same without decoding a pixel: quick, for pictures inside of documents. None where it cannot be done, and for
    what is no JPEG, PNG, WebP or AVIF. No exception for any bytes."""
    info = inspect(source)
    return _stripped(source, info) if isinstance(info, PictureInfo) and info.kind in _CLEANERS else None


def _stripped(source: bytes, info: PictureInfo) -> bytes | None:
    try:
        made = _CLEANERS[info.kind](source, info.orientation)
    except (IndexError, ValueError):
        return None
    return made if made is not None and _is_same(made, info) else None


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
        with warnings.catch_warnings(action="ignore"), decoder(info.kind)(BytesIO(source)) as image:
            image.load()
            said = hashlib.sha256(f"{image.mode} {image.size}".encode())
            said.update(image.info.get("icc_profile") or b"")
            said.update(image.tobytes())
            return said.digest()
    except Exception:
        # Foreign decoders over foreign bytes raise exceptions of every class.
        return None


def _as_jpeg(source: bytes, info: PictureInfo) -> bytes | PictureFault:
    """What every program opens, in place of what few do."""
    image = pixels(source, info, (info.width, info.height))
    if isinstance(image, PictureFault):
        return image
    stream = BytesIO()
    image.info.clear()
    image.save(stream, "JPEG", **_ANEW[PictureKind.JPEG])
    return stream.getvalue()


def _anew(source: bytes, info: PictureInfo) -> bytes:
    stream = BytesIO()
    with warnings.catch_warnings(action="ignore"), decoder(info.kind)(BytesIO(source)) as image:
        image.load()
        profile = image.info.get("icc_profile")
        image.info.clear()
        turned = b"Exif\0\0" + orientation_block(info.orientation)
        image.save(stream, info.kind.label, exif=turned, icc_profile=profile, **_ANEW[info.kind])
    return stream.getvalue()
