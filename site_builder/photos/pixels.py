"""From a picture file to pixels: the one place that decodes what people hand in."""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL import Image
from PIL.AvifImagePlugin import AvifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from site_builder.photos.colour import to_srgb, upright
from site_builder.photos.scale import reduced
from site_builder.pictures import PictureFault, PictureInfo, PictureKind

# The named classes instead of Image.open: no other decoder ever sees the bytes, and the size is already judged.
_DECODERS: dict[PictureKind, type[ImageFile]] = {
    PictureKind.JPEG: JpegImageFile,
    PictureKind.PNG: PngImageFile,
    PictureKind.WEBP: WebPImageFile,
    PictureKind.AVIF: AvifImageFile,
}


def pixels(source: bytes, info: PictureInfo, size: tuple[int, int]) -> Image.Image | PictureFault:
    """The picture at ``size``, width and height as seen and no larger than it is: sRGB, eight bits, upright, opaque.

    ``info``: what ``inspect`` says of ``source``. Of several frames it is the first. No exception for any bytes: what
    cannot be decoded to its end comes back as ``picture-broken``, what takes more memory than there is as
    ``picture-costly``.
    """
    stored = size[::-1] if info.sideways else size
    try:
        # What a decoder grumbles about (odd EXIF, mostly) is of no use to the people who see the output.
        with warnings.catch_warnings(action="ignore"), decoder(info.kind)(BytesIO(source)) as image:
            if info.kind is PictureKind.JPEG:
                image.draft(None, stored)
            image.load()
            # Scaling comes first: what follows then has few pixels to work on.
            return upright(to_srgb(reduced(image, stored), image.info.get("icc_profile")), info.orientation)
    except MemoryError:
        return PictureFault("picture-costly")
    except Exception:
        # Decoders answer foreign bytes with exceptions of every class; all of them say the same of the file.
        return PictureFault("picture-broken")


def decoder(kind: PictureKind) -> type[ImageFile]:
    """The one decoder for files of this kind."""
    if kind is not PictureKind.HEIC:
        return _DECODERS[kind]
    from pillow_heif import HeifImageFile

    found: type[ImageFile] = HeifImageFile
    return found
