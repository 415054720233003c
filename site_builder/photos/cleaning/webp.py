"""WebP (RFC 9649): the chunks that make the pixels and their colours, and no others."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.pictures.exif import orientation_block

_PIXELS = frozenset({b"ALPH", b"VP8 ", b"VP8L"})
_KEPT = _PIXELS | {b"ICCP", b"ANIM"}
_EXIF, _XMP = 0x08, 0x04
# Of a frame: its place, size, duration and flags, in front of its own chunks.
_FRAME_HEAD = 16
_MOST_CHUNKS = 20_000


def cleaned(source: bytes, orientation: int) -> bytes | None:
    """``source`` without metadata, but for its ``orientation``; None where it has no pixels that can be followed."""
    end = min(len(source), 8 + int.from_bytes(source[4:8], "little"))
    made: list[bytes] = []
    extended: int | None = None
    for name, body in _chunks(source, 12, end):
        if name == b"VP8X":
            extended = len(made)
            flags = body[0] & ~(_EXIF | _XMP) | (_EXIF if orientation != 1 else 0)
            made.append(_chunk(name, bytes((flags,)) + body[1:10]))
        elif name == b"ANMF":
            frame = (_chunk(*part) for part in _chunks(body, _FRAME_HEAD, len(body)) if part[0] in _PIXELS)
            made.append(_chunk(name, body[:_FRAME_HEAD] + b"".join(frame)))
        elif name in _KEPT:
            made.append(_chunk(name, body))
    if orientation != 1:
        if extended is None:
            return None
        made.append(_chunk(b"EXIF", orientation_block(orientation)))
    content = b"WEBP" + b"".join(made)
    return b"RIFF" + len(content).to_bytes(4, "little") + content


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) & 1)


def _chunks(source: bytes, at: int, end: int) -> Iterator[tuple[bytes, bytes]]:
    for _ in range(_MOST_CHUNKS):
        if at + 8 > end:
            return
        length = int.from_bytes(source[at + 4 : at + 8], "little")
        yield source[at : at + 4], source[at + 8 : min(end, at + 8 + length)]
        at += 8 + length + (length & 1)
