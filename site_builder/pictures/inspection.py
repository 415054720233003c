"""Inspects picture files: their format, by content alone, and their size; or the one rule that refuses them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath
from types import MappingProxyType

from site_builder.pictures import heads
from site_builder.pictures.heads import Head
from site_builder.problems import Place, Position, Problem

MAX_FILE_BYTES = 40_000_000
MAX_MEGAPIXELS = 50
MAX_SIDE = 30_000
"""Pixels of the longer side: JPEG ends at 65,535, and nothing that people photograph comes near."""

# Shorter than this on its longer side, a picture looks soft even in a card.
_SMALL_SIDE = 800


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

_HEADS: Mapping[PictureKind, Callable[[bytes], Head | None]] = MappingProxyType(
    {
        PictureKind.JPEG: heads.jpeg,
        PictureKind.PNG: heads.png,
        PictureKind.WEBP: heads.webp,
        PictureKind.AVIF: heads.avif,
        PictureKind.HEIC: heads.heic,
    }
)


@dataclass(frozen=True, slots=True)
class FileFault:
    """Why a picture or another file is refused or remarked on: a rule and its parameters, which never hold its name.

    ``line`` and ``column``: where in the file, from 1; 0 where that is not known.
    """

    rule: str
    params: Mapping[str, object] = field(default_factory=dict)
    line: int = 0
    column: int = 0

    def at(self, place: Place | Position) -> Problem:
        """Make a problem of it, at ``place``: the file, or the record that names it."""
        return Problem(place, self.rule, self.params)

    def in_file(self, file: str) -> Problem:
        """Make a problem of it, where it stands in the file at this path."""
        return self.at(Position(file, self.line or 1, self.column or 1))


@dataclass(frozen=True, slots=True)
class PictureInfo:
    """A picture that the site can use.

    ``width`` and ``height`` are pixels as seen, after ``orientation`` (EXIF, 1 to 8) is applied. ``digest`` is the
    file's SHA-256 in hex. Of an ``animated`` picture the first frame is used.
    """

    kind: PictureKind
    width: int
    height: int
    orientation: int
    animated: bool
    digest: str

    @property
    def sideways(self) -> bool:
        """Whether the stored rows are the columns that people see."""
        return self.orientation >= 5


def inspect(source: bytes, size: int = 0) -> PictureInfo | FileFault:
    """Tell what ``source`` is, from its head alone: quick, no pixel decoded, no exception for any bytes.

    Comes back as a fault: ``picture-empty``, ``picture-too-large``, ``picture-unknown``, ``picture-pointer``,
    ``picture-svg``, ``picture-heic``, ``picture-format``, ``picture-broken``, ``picture-too-many-pixels``.
    A reader need not read more than ``MAX_FILE_BYTES + 1`` bytes of a file to learn that it is too large; ``size``
    then says how many bytes the whole file has.
    """
    if not source:
        return FileFault("picture-empty")
    kind = recognise(source)
    if not isinstance(kind, PictureKind):
        return kind
    if len(source) > MAX_FILE_BYTES:
        return too_large(max(size, len(source)))
    if kind is PictureKind.HEIC and not heads.is_heic_readable():
        return FileFault("picture-heic")
    head = _HEADS[kind](source)
    if head is None or not head.width or not head.height:
        return FileFault("picture-broken")
    if head.width * head.height > MAX_MEGAPIXELS * 1_000_000 or max(head.width, head.height) > MAX_SIDE:
        return _too_many_pixels(head)
    width, height = (head.height, head.width) if head.orientation >= 5 else (head.width, head.height)
    return PictureInfo(kind, width, height, head.orientation, head.animated, hashlib.sha256(source).hexdigest())


def too_large(size: int) -> FileFault:
    """Refuse a picture file of ``size`` bytes."""
    # Rounded up: a file that is a little too large does not have the size that would be allowed.
    return FileFault("picture-too-large", {"limit": MAX_FILE_BYTES // 1_000_000, "size": -(-size // 1_000_000)})


def _too_many_pixels(head: Head) -> FileFault:
    pixels = -(-head.width * head.height // 1_000_000)
    limits = {"limit": MAX_MEGAPIXELS, "side": MAX_SIDE}
    seen = {"width": head.width, "height": head.height, "pixels": pixels}
    return FileFault("picture-too-many-pixels", {**seen, **limits})


def named(fault: FileFault, name: str) -> FileFault:
    """Give the same fault of a file with this ``name``, or another one for a HEIC that is called something else.

    Only the name's extension is looked at or told.
    """
    extension = PurePosixPath(name).suffix
    if fault.rule == "picture-heic" and extension.lower() not in EXTENSIONS[PictureKind.HEIC]:
        return FileFault("picture-heic-misnamed", {"extension": extension or "–"})
    return fault


def remarks(info: PictureInfo, name: str) -> tuple[FileFault, ...]:
    """Say what is odd about a picture that can be used: ``picture-misnamed``, ``picture-animated``, ``picture-small``.

    ``name`` is the file's name as the record writes it; only its extension is looked at or told.
    """
    found = []
    extension = PurePosixPath(name).suffix
    if extension.lower() not in EXTENSIONS[info.kind]:
        params = {"format": info.kind.label, "extension": extension or "–", "right": EXTENSIONS[info.kind][0]}
        found.append(FileFault("picture-misnamed", params))
    if info.animated:
        found.append(FileFault("picture-animated"))
    if max(info.width, info.height) < _SMALL_SIDE:
        size = {"width": info.width, "height": info.height, "side": _SMALL_SIDE}
        found.append(FileFault("picture-small", size))
    return tuple(found)


def recognise(source: bytes) -> PictureKind | FileFault:
    """Tell the format of a file that is not empty, or why it is refused."""
    if source.startswith(b"\xff\xd8\xff"):
        return PictureKind.JPEG
    if source.startswith(b"\x89PNG\r\n\x1a\n"):
        return PictureKind.PNG
    if source.startswith(b"RIFF") and source[8:12] == b"WEBP":
        return PictureKind.WEBP
    if source[4:8] == b"ftyp":
        return _by_brand(source)
    return _refusal(source)


def _by_brand(source: bytes) -> PictureKind | FileFault:
    """Tell the format of an ISO media file: the brands in its first box tell (ISO/IEC 14496-12, 4.3)."""
    size = min(int.from_bytes(source[:4], "big"), 512)
    brands = {source[8:12]} | {source[start : start + 4] for start in range(16, size, 4)}
    if brands & _AVIF_BRANDS:
        return PictureKind.AVIF
    if brands & _HEIC_BRANDS or brands & {b"mif1", b"msf1"}:
        return PictureKind.HEIC
    if source[8:11] == b"crx":
        return FileFault("picture-format", {"format": "RAW"})
    return FileFault("picture-format", {"format": "MP4"})


def _refusal(source: bytes) -> FileFault:
    for magic, label in _FOREIGN:
        if source.startswith(magic):
            return FileFault("picture-format", {"format": label})
    if source.startswith(b"BM") and source[6:10] == b"\x00\x00\x00\x00":
        return FileFault("picture-format", {"format": "BMP"})
    if source.startswith(_LFS_POINTER):
        return FileFault("picture-pointer")
    head = source[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"<") and b"<svg" in head.lower():
        return FileFault("picture-svg")
    return FileFault("picture-unknown")
