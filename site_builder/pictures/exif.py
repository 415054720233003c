"""The one thing of EXIF that matters for pixels: which way up the camera was held."""

from __future__ import annotations

_ORIENTATION = 0x0112
_SHORT = 3


def orientation(block: bytes) -> int:
    """The orientation, 1 to 8, that an EXIF block gives (TIFF 6.0, tag 274); 1 where it gives none that is valid.

    ``block`` may start with ``Exif\\0\\0``. A broken block counts as none: viewers do so too, and the pixels are fine.
    """
    block = block.removeprefix(b"Exif\x00\x00")
    if block[:4] == b"II*\x00":
        order = "little"
    elif block[:4] == b"MM\x00*":
        order = "big"
    else:
        return 1

    def number(start: int, length: int) -> int:
        return int.from_bytes(block[start : start + length], "little" if order == "little" else "big")

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
    """An EXIF block (TIFF 6.0) that says which way up, 1 to 8, and nothing else."""
    entry = _ORIENTATION.to_bytes(2, "big") + _SHORT.to_bytes(2, "big") + (1).to_bytes(4, "big")
    return b"MM\x00*\x00\x00\x00\x08\x00\x01" + entry + turned.to_bytes(2, "big") + bytes(6)
