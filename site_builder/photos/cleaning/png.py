"""PNG (third edition): the chunks that make the pixels and their colours, and no others."""

from __future__ import annotations

import zlib

from site_builder.pictures.exif import orientation_block

_COLOURS = frozenset(
    {b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI", b"sBIT", b"bKGD", b"pHYs"}
)
_FRAMES = frozenset({b"acTL", b"fcTL", b"fdAT"})
_MOST_CHUNKS = 20_000


def cleaned(source: bytes, orientation: int) -> bytes | None:
    """``source`` without metadata, but for its ``orientation``; None where it cannot be followed to its end."""
    made = [source[:8]]
    at = 8
    for _ in range(_MOST_CHUNKS):
        end = at + 12 + int.from_bytes(source[at : at + 4], "big")
        name = source[at + 4 : at + 8]
        if end > len(source):
            return None
        # A capital letter first: without such a chunk nothing can be decoded.
        if name[:1].isupper() or name in _COLOURS or name in _FRAMES:
            made.append(source[at:end])
        if name == b"IHDR" and orientation != 1:
            made.append(_chunk(b"eXIf", orientation_block(orientation)))
        if name == b"IEND":
            return b"".join(made)
        at = end
    return None


def _chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + name + body + zlib.crc32(body, zlib.crc32(name)).to_bytes(4, "big")
