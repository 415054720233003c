"""What was made of files and folders, for a process that reads the same ones again and again."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from typing import Generic, TypeVar

from site_builder.store.software import Stamp, stamp

T = TypeVar("T")


class Memory(Generic[T]):
    """One value a path, as long as nothing there changes. ``now``: nanoseconds since 1970, by the files' own clock."""

    def __init__(self, now: Callable[[], int] = time.time_ns) -> None:
        self._now = now
        self._seen: dict[str, Stamp | None] = {}
        self._known: dict[str, tuple[Stamp, T]] = {}

    def recall(self, path: str) -> T | None:
        """What was made of ``path`` as it is now, if that is remembered; to be asked before ``path`` is read."""
        seen = self._seen[path] = stamp(path, self._now())
        known = self._known.get(path)
        return known[1] if known and known[0] == seen else None

    def remember(self, path: str, value: T) -> None:
        """Keep what was made of ``path`` since ``recall`` was asked for it."""
        seen = self._seen.get(path)
        if seen is not None:
            self._known[path] = (seen, value)

    def forget_others(self, paths: Collection[str]) -> None:
        """Forget all but these."""
        self._seen.clear()
        self._known = {path: self._known[path] for path in paths if path in self._known}
