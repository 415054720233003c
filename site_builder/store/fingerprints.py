"""Tells by what the system says of files whether they have changed: quicker than reading them."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Collection, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")

Fingerprint = tuple[tuple[str, int, int, int, int], ...]
"""Of every file and folder: its path, its number on the disk, its size, and when it and what is said of it changed."""

_UNSURE = 2_000_000_000
"""Nanoseconds in which a file may change twice and seem to have changed once. FAT's clock, the coarsest, has these."""


def fingerprint(path: str, now: int, counts: Callable[[str], bool] = lambda name: True) -> Fingerprint | None:
    """Return the fingerprint of a file, or of a folder with all that is in it.

    ``now``: nanoseconds since 1970, before it is read. ``counts``: whether what has this name in a folder belongs to
    it. What has the same fingerprint later holds the same. None where the system cannot promise that: something has
    changed just now, is a symbolic link, or cannot be looked at.
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


class FileCache(Generic[T]):
    """Keeps a value a path as long as nothing there changes, for a process that reads the same files again and again.

    ``now``: nanoseconds since 1970, by the files' own clock.
    """

    def __init__(self, now: Callable[[], int] = time.time_ns) -> None:
        self._now = now
        self._seen: dict[str, Fingerprint | None] = {}
        self._known: dict[str, tuple[Fingerprint, T]] = {}

    def recall(self, path: str) -> T | None:
        """Return what was made of ``path`` as it is now, if that is known; to be called before ``path`` is read."""
        seen = self._seen[path] = fingerprint(path, self._now())
        known = self._known.get(path)
        return known[1] if known and known[0] == seen else None

    def remember(self, path: str, value: T) -> None:
        """Keep what was made of ``path`` since ``recall`` was called for it."""
        seen = self._seen.get(path)
        if seen is not None:
            self._known[path] = (seen, value)

    def forget_others(self, paths: Collection[str]) -> None:
        """Forget all but these."""
        self._seen.clear()
        self._known = {path: self._known[path] for path in paths if path in self._known}
