"""The memory of one picture, used again for the next."""

from __future__ import annotations

import contextlib
import ctypes
import sys

# From malloc.h of the GNU C library. Blocks of up to 32 MB, the most that old versions allow, come from memory that is
# kept; it is given back to the system once so much of it is free.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_BLOCK, _KEPT = 1 << 25, 1 << 29


def keep_memory() -> None:
    """Let this process keep what it frees, for a process that makes pictures and nothing else.

    Every picture asks for the same large blocks again, and to get them from the system each time, emptied, takes a
    tenth of the work. Does nothing where there is another C library.
    """
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError, OSError):
            library = ctypes.CDLL(None)
            library.mallopt(_MMAP_THRESHOLD, _BLOCK)
            library.mallopt(_TRIM_THRESHOLD, _KEPT)
