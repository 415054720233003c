"""Decodes what people hand in, to pixels that are upright, opaque and sRGB with eight bits a channel."""

from __future__ import annotations

import warnings
from functools import cache
from io import BytesIO

from PIL import AvifImagePlugin, Image, ImageCms
from PIL.AvifImagePlugin import AvifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from site_builder.pictures.inspection import FileFault, PictureInfo, PictureKind

# Every thread would take memory of its own, and other workers have the other cores.
AvifImagePlugin.DEFAULT_MAX_THREADS = 1

# The named classes instead of Image.open: no other decoder ever sees the bytes, and the size is already judged.
_DECODERS: dict[PictureKind, type[ImageFile]] = {
    PictureKind.JPEG: JpegImageFile,
    PictureKind.PNG: PngImageFile,
    PictureKind.WEBP: WebPImageFile,
    PictureKind.AVIF: AvifImageFile,
}
_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "BMP", "TIFF", "ICO", "HEIF")
# EXIF orientation (tag 274) to what must be done so that the picture stands upright.
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# Colour space of a profile (ICC.1, table 19) to the mode whose pixels it describes.
_PROFILED = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}
# A strip's temporary copies stay small beside the picture: 50 megapixels with transparency then need under 1 GiB.
_STRIP_PIXELS = 4_000_000


def pixels(source: bytes, info: PictureInfo, size: tuple[int, int]) -> Image.Image | FileFault:
    """Decode a picture at ``size``, width and height as seen and no larger than it is.

    ``info``: what ``inspect`` says of ``source``. Of several frames it is the first. No exception for any bytes: what
    cannot be decoded to its end comes back as ``picture-broken``, what takes more memory than there is as
    ``picture-costly``.
    """
    stored = size[::-1] if info.sideways else size
    try:
        # Decoders warn of odd EXIF, mostly, which is of no use to the people who see the output.
        with warnings.catch_warnings(action="ignore"), decoder(info.kind)(BytesIO(source)) as image:
            if info.kind is PictureKind.JPEG:
                image.draft(None, stored)
            image.load()
            # Scaling comes first: what follows then has few pixels to work on.
            small = _to_srgb(_reduced(image, stored), image.info.get("icc_profile"))
            turn = _UPRIGHT.get(info.orientation)
            return small if turn is None else small.transpose(turn)
    except MemoryError:
        return FileFault("picture-costly")
    except Exception:
        # Decoders answer foreign bytes with exceptions of every class; all of them say the same of the file.
        return FileFault("picture-broken")


def decoder(kind: PictureKind) -> type[ImageFile]:
    """Give the one decoder for files of this kind."""
    if kind is not PictureKind.HEIC:
        return _DECODERS[kind]
    from pillow_heif import HeifImageFile

    found: type[ImageFile] = HeifImageFile
    return found


def opened(source: bytes) -> Image.Image:
    """Open a picture of any format, also of those that the site does not take in. Raises exceptions of every class."""
    return Image.open(BytesIO(source), formats=_FORMATS)


def scaled(
    image: Image.Image, size: tuple[int, int], box: tuple[float, float, float, float] | None = None
) -> Image.Image:
    """Resample the picture, or the ``box`` of it, to ``size``; give it back where nothing would change."""
    if image.size == size and box in (None, (0, 0, *size)):
        return image
    return image.resize(size, Image.Resampling.LANCZOS, box=box)


def _reduced(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Scale a decoded picture of any mode to ``size`` (no larger than it is), as opaque L, RGB or CMYK.

    Large pictures are first averaged down by a whole factor, strip by strip, and then resampled once.
    """
    width, height = image.size
    factor = max(1, min(width // size[0], height // size[1]) // 2)
    rows = factor * max(1, _STRIP_PIXELS // (width * factor))
    small = _strip(image, 0, rows, factor)
    if rows < height:
        first, small = small, Image.new(small.mode, (small.width, -(-height // factor)))
        small.paste(first)
    for top in range(rows, height, rows):
        small.paste(_strip(image, top, rows, factor), (0, top // factor))
    # The last column and row may stand for fewer pixels than the others.
    return scaled(small, size, (0, 0, width / factor, height / factor))


def _strip(image: Image.Image, top: int, rows: int, factor: int) -> Image.Image:
    whole = rows >= image.height
    part = image if whole else image.crop((0, top, image.width, min(top + rows, image.height)))
    plain = _opaque(_eight_bit(part))
    return plain if factor == 1 else plain.reduce(factor)


def _eight_bit(image: Image.Image) -> Image.Image:
    """Convert to L, LA, RGB, RGBA or CMYK. Sixteen bits keep their upper eight; palettes are looked up."""
    if image.mode.startswith("I;16"):
        high = slice(0, None, 2) if image.mode == "I;16B" else slice(1, None, 2)
        return Image.frombytes("L", image.size, image.tobytes()[high])
    if image.has_transparency_data:
        return image if image.mode in ("LA", "RGBA") else image.convert("RGBA")
    if image.mode in ("L", "RGB", "CMYK"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _opaque(image: Image.Image) -> Image.Image:
    """Lay the picture on white where it is transparent."""
    if image.mode not in ("LA", "RGBA"):
        return image
    mode = image.mode[:-1]
    ground = Image.new(mode, image.size, "white")
    ground.paste(image.convert(mode), mask=image.getchannel("A"))
    return ground


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Convert opaque pixels (L, RGB or CMYK) to sRGB, by the embedded ICC ``profile``.

    A profile that is missing, broken or meant for another kind of pixels counts as none, as it does in browsers.
    """
    if profile:
        try:
            described = ImageCms.ImageCmsProfile(BytesIO(profile))
            if _PROFILED.get(described.profile.xcolor_space.strip()) == image.mode:
                converted = ImageCms.profileToProfile(
                    image,
                    described,
                    _srgb(),
                    renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
                    outputMode="RGB",
                    flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
                )
                return converted or image.convert("RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return image.convert("RGB")


@cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
