"""Two folders change places: in one step where the system has one, else in two renames.

With one step (Linux ``renameat2`` with ``RENAME_EXCHANGE``, macOS ``renamex_np`` with ``RENAME_SWAP``) there is no
moment without a site. With two there is one, of some microseconds; a process that is killed in it leaves the old site
at ``aside``, from where ``releases.settle`` brings it back.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

_LACKING = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}
"""How systems, file systems and the filters of containers say that they do not know the step."""


def _system() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


if sys.platform == "linux":

    def _exchange(one: bytes, other: bytes) -> int:
        # From linux/fcntl.h and linux/fs.h.
        at_working_folder, rename_exchange = -100, 2
        return int(_system().renameat2(at_working_folder, one, at_working_folder, other, rename_exchange))

elif sys.platform == "darwin":

    def _exchange(one: bytes, other: bytes) -> int:
        # From sys/stdio.h.
        rename_swap = 2
        return int(_system().renamex_np(one, other, rename_swap))

else:

    def _exchange(one: bytes, other: bytes) -> int:
        raise AttributeError


def exchange(one: Path, other: Path, aside: Path) -> None:
    """Let the folders ``one`` and ``other`` change places. ``aside``: a free name on the same file system.

    Raises OSError where that is not possible; then both are where they were.
    """
    if not exchange_at_once(one, other):
        exchange_by_renames(one, other, aside)


def exchange_at_once(one: Path, other: Path) -> bool:
    """The one step. False: this system, or the file system there, does not know it, and nothing was done."""
    try:
        done = _exchange(os.fsencode(one), os.fsencode(other)) == 0
    except AttributeError:
        return False
    if done:
        return True
    number = ctypes.get_errno()
    if number in _LACKING:
        return False
    raise OSError(number, os.strerror(number), str(other))


def exchange_by_renames(one: Path, other: Path, aside: Path) -> None:
    """The same in renames: ``other`` goes aside, ``one`` takes its place."""
    other.rename(aside)
    try:
        one.rename(other)
    except OSError:
        aside.rename(other)
        raise
    aside.rename(one)
