"""One look at a picture file: what it is, or the one rule that refuses it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from types import MappingProxyType

from site_builder.pictures import heads, heic
from site_builder.pictures.heads import Head
from site_builder.pictures.kinds import EXTENSIONS, PictureKind, recognise
from site_builder.problems import Place, Position, Problem

MAX_FILE_BYTES = 40_000_000
MAX_MEGAPIXELS = 50
MAX_SIDE = 30_000
"""Pixels of the longer side: JPEG ends at 65,535, and nothing that people photograph comes near."""

# Shorter than this on its longer side, a picture looks soft even in a card.
_SMALL_SIDE = 800

_HEADS: Mapping[PictureKind, Callable[[bytes], Head | None]] = MappingProxyType(
    {
        PictureKind.JPEG: heads.jpeg,
        PictureKind.PNG: heads.png,
        PictureKind.WEBP: heads.webp,
        PictureKind.AVIF: heads.avif,
        PictureKind.HEIC: heic.head,
    }
)


@dataclass(frozen=True, slots=True)
class PictureFault:
    """Why a picture is refused or remarked on: a rule and its parameters. They never hold the file's name."""

    rule: str
    params: Mapping[str, object] = field(default_factory=dict)

    def at(self, place: Place | Position) -> Problem:
        """The same as a problem of the record that names the picture."""
        return Problem(place, self.rule, self.params)


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


def inspect(source: bytes, size: int = 0) -> PictureInfo | PictureFault:
    """What ``source`` is, from its head alone: quick, no pixel decoded, no exception for any bytes.

    Comes back as a fault: ``picture-empty``, ``picture-too-large``, ``picture-unknown``, ``picture-pointer``,
    ``picture-svg``, ``picture-heic``, ``picture-format``, ``picture-broken``, ``picture-too-many-pixels``.
    A reader need not read more than ``MAX_FILE_BYTES + 1`` bytes of a file to learn that it is too large; ``size``
    then says how many bytes the whole file has.
    """
    if not source:
        return PictureFault("picture-empty")
    kind = recognise(source)
    if not isinstance(kind, PictureKind):
        return PictureFault(*kind)
    if len(source) > MAX_FILE_BYTES:
        # Rounded up: a file that is a little too large does not have the size that would be allowed.
        params = {"limit": MAX_FILE_BYTES // 1_000_000, "size": -(-max(size, len(source)) // 1_000_000)}
        return PictureFault("picture-too-large", params)
    if kind is PictureKind.HEIC and not heic.is_readable():
        return PictureFault("picture-heic")
    head = _HEADS[kind](source)
    if head is None or not head.width or not head.height:
        return PictureFault("picture-broken")
    if head.width * head.height > MAX_MEGAPIXELS * 1_000_000 or max(head.width, head.height) > MAX_SIDE:
        return _too_many_pixels(head)
    width, height = (head.height, head.width) if head.orientation >= 5 else (head.width, head.height)
    return PictureInfo(kind, width, height, head.orientation, head.animated, hashlib.sha256(source).hexdigest())


def _too_many_pixels(head: Head) -> PictureFault:
    pixels = -(-head.width * head.height // 1_000_000)
    limits = {"limit": MAX_MEGAPIXELS, "side": MAX_SIDE}
    seen = {"width": head.width, "height": head.height, "pixels": pixels}
    return PictureFault("picture-too-many-pixels", {**seen, **limits})


def named(fault: PictureFault, name: str) -> PictureFault:
    """The same fault of a file with this ``name``: of a HEIC that is called something else, it is told that it is one.

    Only the name's extension is looked at or told.
    """
    extension = PurePosixPath(name).suffix
    if fault.rule == "picture-heic" and extension.lower() not in EXTENSIONS[PictureKind.HEIC]:
        return PictureFault("picture-heic-misnamed", {"extension": extension or "–"})
    return fault


def remarks(info: PictureInfo, name: str) -> tuple[PictureFault, ...]:
    """What to tell about a picture that can be used: ``picture-misnamed``, ``picture-animated``, ``picture-small``.

    ``name`` is the file's name as the record writes it; only its extension is looked at or told.
    """
    found = []
    extension = PurePosixPath(name).suffix
    if extension.lower() not in EXTENSIONS[info.kind]:
        params = {"format": info.kind.label, "extension": extension or "–", "right": EXTENSIONS[info.kind][0]}
        found.append(PictureFault("picture-misnamed", params))
    if info.animated:
        found.append(PictureFault("picture-animated"))
    if max(info.width, info.height) < _SMALL_SIDE:
        size = {"width": info.width, "height": info.height, "side": _SMALL_SIDE}
        found.append(PictureFault("picture-small", size))
    return tuple(found)
