"""What the system says of files: quicker than reading them, where it tells that nothing has changed."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator

Stamp = tuple[tuple[str, int, int, int, int], ...]
"""Of every file and folder: its path, its number on the disk, its size, and when it and what is said of it changed."""

_UNSURE = 2_000_000_000
"""Nanoseconds in which a file may change twice and seem to have changed once. FAT's clock, the coarsest, has these."""


def stamp(path: str, now: int, counts: Callable[[str], bool] = lambda name: True) -> Stamp | None:
    """The stamp of a file, or of a folder with all that is in it. ``now``: nanoseconds since 1970, before it is read.
    ``counts``: whether what has this name in a folder belongs to it.

    What has the same stamp later holds the same. None where the system cannot promise that: something has changed just
    now, is a symbolic link, or cannot be looked at.
    """
    try:
        found = tuple(sorted(_looked_at(path, counts)))
    except OSError:
        return None
    latest = max(max(changed, said) for _, _, _, changed, said in found)
    return found if latest + _UNSURE < now else None


def _looked_at(path: str, counts: Callable[[str], bool]) -> Iterator[tuple[str, int, int, int, int]]:
    about = os.lstat(path)
    if stat.S_ISLNK(about.st_mode):
        raise OSError(path)
    yield path, about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns
    if stat.S_ISDIR(about.st_mode):
        for name in os.listdir(path):  # noqa: PTH208 - thousands of them: strings are quicker
            if counts(name):
                yield from _looked_at(f"{path}/{name}", counts)
