"""GIF (89a): its pictures, their colours and how they move; no comments, no other program's blocks."""

from __future__ import annotations

from collections.abc import Iterator

_EXTENSION, _IMAGE, _TRAILER = 0x21, 0x2C, 0x3B
_CONTROL, _APPLICATION = 0xF9, 0xFF
# How often it plays, and its colour profile. XMP stands in such a block as well.
_APPLICATIONS = frozenset({b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"})


def cleaned(source: bytes) -> bytes | None:
    """Copy ``source`` without metadata; None where it cannot be followed to its end. No pixel is decoded."""
    try:
        return b"".join([*_kept(source), bytes((_TRAILER,))])
    except IndexError:
        return None


def _kept(source: bytes) -> Iterator[bytes]:
    """Give the parts that stay, in order. IndexError where the file ends before they do."""
    at = 13 + _colours(source[10])
    yield source[:at]
    while source[at] != _TRAILER:
        start = at
        if source[at] == _IMAGE:
            # Place and size, perhaps colours of its own, and a byte on how it is packed.
            at = _end(source, at + 11 + _colours(source[at + 9]))
            yield source[start:at]
        elif source[at] == _EXTENSION:
            at = _end(source, at + 2)
            label, name = source[start + 1], source[start + 3 : start + 14]
            if label == _CONTROL or (label == _APPLICATION and name in _APPLICATIONS):
                yield source[start:at]
        else:
            raise IndexError(at)


def _colours(flags: int) -> int:
    """Count the bytes of a table of colours."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _end(source: bytes, at: int) -> int:
    """Find where a row of blocks ends that begins at ``at``: behind the one of no length."""
    while source[at]:
        at += source[at] + 1
    return at + 1
