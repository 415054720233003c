"""Reads the heads of picture files: size, orientation and whether the picture moves, without decoding a pixel.

Each reader takes the whole file and returns a ``Head``, or None where the file is broken or its end is missing. HEIC,
the format of iPhones, is read where the optional library pillow-heif is installed (the extra ``heic``).
Every walk is bounded by the file's length and by a number of steps, whatever the bytes say.
"""

from __future__ import annotations

import re
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from itertools import islice

# More parts than any camera or program writes; a file made of tiny parts would cost seconds to walk.
_MOST_PARTS = 20_000
# Progressive JPEGs have about ten scans. Thousands of them turn a small file into minutes of decoding.
_MOST_SCANS = 50
_FRAME_HEADERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_START_OF_SCAN, _END_OF_IMAGE = b"\xff\xda", b"\xff\xd9"
_SCAN_OR_END = re.compile(b"\xff[\xda\xd9]")
# The tag and type of the one thing in EXIF that matters for pixels.
_ORIENTATION, _SHORT = 0x0112, 3


@dataclass(frozen=True, slots=True)
class Head:
    """Width and height as stored, EXIF orientation (1 to 8), and whether there is more than one frame to play."""

    width: int
    height: int
    orientation: int = 1
    animated: bool = False


def jpeg(source: bytes) -> Head | None:
    """Read the head of a JPEG (ITU T.81, annex B); of several pictures in one file (MPO) the first."""
    size: tuple[int, int] | None = None
    turned: int | None = None
    at = 2
    for _ in range(_MOST_PARTS):
        while source[at : at + 2] == b"\xff\xff":
            at += 1
        if source[at : at + 1] != b"\xff" or at + 4 > len(source):
            return None
        marker, length = source[at + 1], int.from_bytes(source[at + 2 : at + 4], "big")
        body = source[at + 4 : at + 2 + length]
        if marker == _START_OF_SCAN[1]:
            break
        if marker in _FRAME_HEADERS and len(body) >= 5:
            size = int.from_bytes(body[3:5], "big"), int.from_bytes(body[1:3], "big")
        elif marker == 0xE1 and turned is None and body.startswith(b"Exif\x00\x00"):
            turned = orientation(body)
        at += 2 + length
    else:
        return None
    # Compressed data never holds an end marker, so its absence means that the rest of the file is missing.
    markers = islice(_SCAN_OR_END.finditer(source, at), _MOST_SCANS + 1)
    if size is None or all(marker[0] != _END_OF_IMAGE for marker in markers):
        return None
    return Head(*size, turned or 1)


def png(source: bytes) -> Head | None:
    """Read the head of a PNG (third edition); every part that matters must agree with its checksum."""
    size: tuple[int, int] | None = None
    turned, animated, data = 1, False, False
    for name, chunk in png_chunks(source):
        body = chunk[8:-4]
        if name[:1].isupper() and zlib.crc32(chunk[4:-4]) != int.from_bytes(chunk[-4:], "big"):
            return None
        if name == b"IHDR" and len(body) == 13:
            size = int.from_bytes(body[:4], "big"), int.from_bytes(body[4:8], "big")
        elif name == b"eXIf":
            turned = orientation(bytes(body[:65_536]))
        elif name == b"acTL":
            animated = int.from_bytes(body[:4], "big") > 1
        elif name == b"IDAT":
            data = True
        elif name == b"IEND":
            return Head(*size, turned, animated) if size and data else None
    return None


def png_chunks(source: bytes) -> Iterator[tuple[bytes, memoryview]]:
    """Give each chunk of a PNG with its name, as far as they are whole: length, name, body, checksum."""
    view, at = memoryview(source), 8
    for _ in range(_MOST_PARTS):
        end = at + 12 + int.from_bytes(view[at : at + 4], "big")
        if end > len(view):
            return
        yield bytes(view[at + 4 : at + 8]), view[at:end]
        at = end


def webp(source: bytes) -> Head | None:
    """Read the head of a WebP (RFC 9649)."""
    if int.from_bytes(source[4:8], "little") + 8 > len(source):
        return None
    canvas: tuple[int, int] | None = None
    turned, animated, data = 1, False, False
    for name, body in webp_chunks(memoryview(source)[12:]):
        if name == b"VP8X" and len(body) >= 10:
            animated = bool(body[0] & 0x02)
            canvas = _little(body[4:7]) + 1, _little(body[7:10]) + 1
        elif name == b"VP8 " and bytes(body[3:6]) == b"\x9d\x01\x2a":
            data = True
            canvas = canvas or (_little(body[6:8]) & 0x3FFF, _little(body[8:10]) & 0x3FFF)
        elif name == b"VP8L" and bytes(body[:1]) == b"\x2f":
            data = True
            bits = _little(body[1:5])
            canvas = canvas or ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        elif name == b"ANMF":
            data = True
        elif name == b"EXIF":
            turned = orientation(bytes(body[:65_536]))
    return Head(*canvas, turned, animated) if canvas and data else None


def webp_chunks(view: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    """Give the name and body of each chunk of a WebP, or of one of its frames, as far as they are whole."""
    at = 0
    for _ in range(_MOST_PARTS):
        length = _little(view[at + 4 : at + 8])
        end = at + 8 + length
        if end > len(view):
            return
        yield bytes(view[at : at + 4]), view[at + 8 : end]
        at = end + (length & 1)


def _little(number: memoryview) -> int:
    return int.from_bytes(number, "little")


def avif(source: bytes) -> Head | None:
    """Read the head of an AVIF (v1.1), read by libavif; its own rotation and mirroring come as an orientation."""
    from PIL.AvifImagePlugin import AvifImageFile

    try:
        with warnings.catch_warnings(action="ignore"), AvifImageFile(BytesIO(source)) as image:
            return Head(*image.size, orientation(image.info.get("exif", b"")), image.n_frames > 1)
    except Exception:
        # A foreign parser over foreign bytes: whatever it says, the file is broken.
        return None


def is_heic_readable() -> bool:
    """Tell whether the library is there."""
    return find_spec("pillow_heif") is not None


def heic(source: bytes) -> Head | None:
    """Read the head of a HEIC (ISO/IEC 23008-12), read by libheif, of the picture that the file calls its primary one.

    libheif itself turns and mirrors what it decodes, as the file says; what EXIF says beside that is a copy and no
    orientation to apply (ISO/IEC 23008-12, annex A). So the size is the one that people see.
    """
    from pillow_heif import HeifImageFile

    try:
        with warnings.catch_warnings(action="ignore"), HeifImageFile(BytesIO(source)) as image:  # type: ignore[no-untyped-call]
            return Head(*image.size)
    except Exception:
        # A foreign parser over foreign bytes: whatever it says, the file is broken.
        return None


def orientation(block: bytes) -> int:
    """Read the orientation, 1 to 8, from an EXIF block (TIFF 6.0, tag 274): which way up the camera was held.

    1 where the block gives none that is valid, or is broken: viewers do so too, and the pixels are fine. It may start
    with ``Exif\\0\\0``.
    """
    block = block.removeprefix(b"Exif\x00\x00")
    if block[:4] not in {b"II*\x00", b"MM\x00*"}:
        return 1
    is_little = block.startswith(b"II")

    def number(start: int, length: int) -> int:
        return int.from_bytes(block[start : start + length], "little" if is_little else "big")

    directory = number(4, 4)
    for index in range(number(directory, 2)):
        entry = directory + 2 + index * 12
        if entry + 12 > len(block):
            break
        if number(entry, 2) == _ORIENTATION and number(entry + 2, 2) == _SHORT:
            value = number(entry + 8, 2)
            return value if 1 <= value <= 8 else 1
    return 1


def orientation_block(turned: int) -> bytes:
    """Write an EXIF block (TIFF 6.0) that says which way up, 1 to 8, and nothing else."""
    entry = _ORIENTATION.to_bytes(2, "big") + _SHORT.to_bytes(2, "big") + (1).to_bytes(4, "big")
    return b"MM\x00*\x00\x00\x00\x08\x00\x01" + entry + turned.to_bytes(2, "big") + bytes(6)
