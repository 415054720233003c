"""Which format a file has, by its content alone: a name says only what somebody hoped."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class PictureKind(StrEnum):
    """The formats that the site takes in."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    AVIF = "avif"
    HEIC = "heic"

    @property
    def label(self) -> str:
        """The format's name as people write it, the same in every language."""
        return {"jpeg": "JPEG", "png": "PNG", "webp": "WebP", "avif": "AVIF", "heic": "HEIC"}[self.value]


# The first extension of each is the one that is suggested.
EXTENSIONS: Mapping[PictureKind, tuple[str, ...]] = MappingProxyType(
    {
        PictureKind.JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
        PictureKind.PNG: (".png",),
        PictureKind.WEBP: (".webp",),
        PictureKind.AVIF: (".avif",),
        PictureKind.HEIC: (".heic", ".heif", ".hif"),
    }
)
ACCEPTED_EXTENSIONS = frozenset(extension for names in EXTENSIONS.values() for extension in names)

# Formats that people do hand in and that the site does not take, by their first bytes.
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"II+\x00", "TIFF"),
    (b"MM\x00+", "TIFF"),
    (b"8BPS", "Photoshop (PSD)"),
    (b"%PDF-", "PDF"),
    (b"%!PS", "PostScript"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\x00\x00\x00\x0cJXL ", "JPEG XL"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
    (b"\x00\x00\x01\x00", "ICO"),
    (b"\xd7\xcd\xc6\x9a", "WMF"),
    (b"FUJIFILMCCD-RAW", "RAW"),
    (b"gimp xcf", "GIMP (XCF)"),
    (b"\x1aE\xdf\xa3", "WebM"),
)
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_LFS_POINTER = b"version https://git-lfs.github.com/spec/"


def recognise(source: bytes) -> PictureKind | tuple[str, dict[str, object]]:
    """The format of a file that is not empty, else the rule that refuses it and the rule's parameters."""
    if source.startswith(b"\xff\xd8\xff"):
        return PictureKind.JPEG
    if source.startswith(b"\x89PNG\r\n\x1a\n"):
        return PictureKind.PNG
    if source.startswith(b"RIFF") and source[8:12] == b"WEBP":
        return PictureKind.WEBP
    if source[4:8] == b"ftyp":
        return _by_brand(source)
    return _refusal(source)


def _by_brand(source: bytes) -> PictureKind | tuple[str, dict[str, object]]:
    """The format of an ISO media file: the brands in its first box tell (ISO/IEC 14496-12, 4.3)."""
    size = min(int.from_bytes(source[:4], "big"), 512)
    brands = {source[8:12]} | {source[start : start + 4] for start in range(16, size, 4)}
    if brands & _AVIF_BRANDS:
        return PictureKind.AVIF
    if brands & _HEIC_BRANDS or brands & {b"mif1", b"msf1"}:
        return PictureKind.HEIC
    if source[8:11] == b"crx":
        return "picture-format", {"format": "RAW"}
    return "picture-format", {"format": "MP4"}


def _refusal(source: bytes) -> tuple[str, dict[str, object]]:
    for magic, label in _FOREIGN:
        if source.startswith(magic):
            return "picture-format", {"format": label}
    if source.startswith(b"BM") and source[6:10] == b"\x00\x00\x00\x00":
        return "picture-format", {"format": "BMP"}
    if source.startswith(_LFS_POINTER):
        return "picture-pointer", {}
    head = source[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"<") and b"<svg" in head.lower():
        return "picture-svg", {}
    return "picture-unknown", {}
