"""Takes out of a picture file what it may say in words: everything but its compressed pixels.

These have to be left out, since some millions of bytes hold any short name by chance. What stands behind the picture's
end counts too: phones put a second picture there.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"

_EOI, _SOS, _COMMENT = 0xD9, 0xDA, 0xFE
_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})
_WORDS = frozenset({*range(0xE0, 0xF0), _COMMENT})
# In compressed data 0xFF 0x00 is a byte and 0xFF 0xD0 to 0xD7 a restart; anything else ends it.
_NEXT = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]", re.DOTALL)

_PNG_CHUNK = 12
_PNG_PIXELS = (b"IDAT", b"fdAT")
_PNG_PACKED = (b"zTXt", b"iTXt", b"iCCP")
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_MOST_UNPACKED = 1_000_000
_WEBP_PIXELS = (b"VP8 ", b"VP8L", b"ALPH", b"ANMF")
_EXIF = re.compile(rb"II\*\0|MM\0\*")
_MOST_EXIF, _MOST_BLOCKS = 65_536, 4
_XMP, _XMP_END = b"<x:xmpmeta", b"</x:xmpmeta>"


def beside_pixels(data: bytes) -> Iterator[bytes]:
    """Every part of a picture file that holds no compressed pixels. Raises nothing, whatever the bytes."""
    if data.startswith(JPEG):
        yield from _of_jpeg(data)
    elif data.startswith(PNG):
        yield from _of_png(data)
    elif data[:4] == b"RIFF":
        yield from _of_webp(data)
    elif data[4:8] == b"ftyp":
        yield from _of_boxes(data)
    else:
        yield data


def _of_jpeg(data: bytes) -> Iterator[bytes]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker in _WITHOUT_LENGTH or marker == _EOI:
            at += 2
            if marker == _EOI:
                break
        else:
            end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
            if marker in _WORDS:
                yield data[at + 4 : end]
            at = end
            if marker == _SOS:
                found = _NEXT.search(data, at)
                at = found.start() if found else len(data)
    yield data[at:]


def _of_png(data: bytes) -> Iterator[bytes]:
    at = len(PNG)
    while at + _PNG_CHUNK <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + length]
        if kind not in _PNG_PIXELS:
            yield body
        if kind in _PNG_PACKED:
            yield from _unpacked(body)
        at += length + _PNG_CHUNK
        if kind == b"IEND":
            break
    yield data[at:]


def _unpacked(body: bytes) -> Iterator[bytes]:
    for found in list(_ZLIB.finditer(body))[:_MOST_BLOCKS]:
        try:
            yield zlib.decompressobj().decompress(body[found.start() :], _MOST_UNPACKED)
        except zlib.error:
            continue


def _of_webp(data: bytes) -> Iterator[bytes]:
    at, end = 12, 8 + int.from_bytes(data[4:8], "little")
    while at + 8 <= min(end, len(data)):
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if kind not in _WEBP_PIXELS:
            yield data[at + 8 : at + 8 + length]
        at += 8 + length + (length & 1)
    yield data[at:]


def _of_boxes(data: bytes) -> Iterator[bytes]:
    """AVIF and HEIC: their boxes; of the one with the pixels what begins as EXIF and XMP do."""
    at = 0
    while at + 8 <= len(data):
        size, kind, head = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        size = size or len(data) - at
        if size < head:
            break
        body = data[at + head : at + size]
        if kind == b"mdat":
            yield from _among_pixels(body)
        else:
            yield body
        at += size
    yield data[at:]


def _among_pixels(body: bytes) -> Iterator[bytes]:
    for _, found in zip(range(_MOST_BLOCKS), _EXIF.finditer(body), strict=False):
        yield body[found.start() : found.start() + _MOST_EXIF]
    for each in body.split(_XMP)[1 : _MOST_BLOCKS + 1]:
        yield each.partition(_XMP_END)[0]
