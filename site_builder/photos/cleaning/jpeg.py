"""JPEG (ITU T.81): what is no part of decoding is left out, and whatever stands behind the picture's end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.pictures.exif import orientation_block

_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_APP0, _APP1, _APP2, _APP14, _APP15 = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF
# Frames, tables, restart intervals, number of lines: what a decoder needs.
_NEEDED = frozenset({*range(0xC0, 0xD0), *range(0xDA, 0xE0)}) - {_SOS}
_MOST_SEGMENTS = 20_000
# In compressed data 0xFF 0x00 is a byte and 0xFF 0xD0 to 0xD7 a restart; anything else ends it.
_NEXT = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]", re.DOTALL)


def cleaned(source: bytes, orientation: int) -> bytes | None:
    """``source`` without metadata, but for its ``orientation``; None where it cannot be followed to its end."""
    jfif: list[bytes] = []
    rest: list[bytes] = []
    for marker, whole in _segments(source):
        if marker == _APP0 and whole[4:9] == b"JFIF\0" and not jfif:
            # The thumbnail that may follow is left out.
            jfif.append(_segment(_APP0, whole[4:16] + b"\0\0"))
        elif marker == _EOI:
            turned = _segment(_APP1, b"Exif\0\0" + orientation_block(orientation)) if orientation != 1 else b""
            return b"".join([b"\xff\xd8", *jfif, turned, *rest, b"\xff\xd9"])
        elif marker == _APP2 and whole[4:16] == b"ICC_PROFILE\0":
            rest.append(whole)
        elif marker == _APP14 and whole[4:9] == b"Adobe":
            rest.append(_segment(_APP14, whole[4:16]))
        elif marker in _NEEDED or marker == _SOS:
            rest.append(whole)
    return None


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def _segments(source: bytes) -> Iterator[tuple[int, bytes]]:
    """Each segment with its marker; a scan with the compressed data behind its header."""
    at = 2
    for _ in range(_MOST_SEGMENTS):
        while source[at : at + 2] == b"\xff\xff":
            at += 1
        if source[at] != 0xFF:
            return
        marker = source[at + 1]
        if marker == _EOI:
            yield marker, b""
            return
        end = at + 2 + int.from_bytes(source[at + 2 : at + 4], "big")
        if marker == _SOS:
            found = _NEXT.search(source, end)
            if found is None:
                return
            end = found.start()
        yield marker, source[at:end]
        at = end
