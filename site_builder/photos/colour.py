"""Pixels of any mode and colour space as upright, opaque sRGB with eight bits a channel."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from PIL import Image, ImageCms

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


def eight_bit(image: Image.Image) -> Image.Image:
    """The same picture as L, LA, RGB, RGBA or CMYK. Sixteen bits keep their upper eight; palettes are looked up."""
    if image.mode.startswith("I;16"):
        high = slice(0, None, 2) if image.mode == "I;16B" else slice(1, None, 2)
        return Image.frombytes("L", image.size, image.tobytes()[high])
    if image.has_transparency_data:
        return image if image.mode in ("LA", "RGBA") else image.convert("RGBA")
    if image.mode in ("L", "RGB", "CMYK"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def opaque(image: Image.Image) -> Image.Image:
    """The picture laid on white where it is transparent."""
    if image.mode not in ("LA", "RGBA"):
        return image
    mode = image.mode[:-1]
    ground = Image.new(mode, image.size, "white")
    ground.paste(image.convert(mode), mask=image.getchannel("A"))
    return ground


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Opaque pixels (L, RGB or CMYK) as sRGB, by the embedded ICC ``profile``.

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


def upright(image: Image.Image, orientation: int) -> Image.Image:
    """The picture turned and mirrored as its EXIF ``orientation`` (1 to 8) asks."""
    turn = _UPRIGHT.get(orientation)
    return image if turn is None else image.transpose(turn)


@cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
