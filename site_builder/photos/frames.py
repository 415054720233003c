"""How a worker and whoever started it talk: frames of bytes over pipes."""

from __future__ import annotations

from typing import BinaryIO

_LENGTH = 8
# No file of a picture is near it. What is longer was sent by nothing of ours.
_LONGEST = 1 << 28


def write_frame(pipe: BinaryIO, content: bytes) -> None:
    """Send ``content`` whole."""
    pipe.write(len(content).to_bytes(_LENGTH, "big"))
    pipe.write(content)
    pipe.flush()


def read_frame(pipe: BinaryIO) -> bytes:
    """What was sent. Raises EOFError at the end, and where the other side has died halfway."""
    head = pipe.read(_LENGTH)
    length = int.from_bytes(head, "big")
    if len(head) < _LENGTH or length > _LONGEST:
        raise EOFError
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return content
