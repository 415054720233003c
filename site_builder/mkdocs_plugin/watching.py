"""Noticing that somebody has saved: at once where the system tells of it, else by looking twice a second."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

_BELOW = ("content", "stories")
# That a file was read is told too, unless it is not asked for; and a build reads every file.
_FILES: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileClosedEvent,
]
_FOLDERS: list[type[FileSystemEvent]] = [DirCreatedEvent, DirDeletedEvent, DirMovedEvent]
_TELLING = {"bcachefs", "btrfs", "ext2", "ext3", "ext4", "f2fs", "jfs", "overlay", "reiserfs", "tmpfs", "xfs", "zfs"}
"""File systems of Linux that nobody writes to but through this system. Of what others do on a network drive, or on the
Windows side of a folder that both share, nothing is told."""

_OCTAL = re.compile(r"\\([0-7]{3})")


@contextmanager
def watching(root: Path, changed: Callable[[], None]) -> Iterator[None]:
    """While the block runs, call ``changed`` for every change to what the site in ``root`` is made from."""
    observer = _observer(root, changed)
    try:
        yield
    finally:
        observer.stop()
        observer.join()


def _observer(root: Path, changed: Callable[[], None]) -> BaseObserver:
    places = [root, *(root / name for name in _BELOW if (root / name).is_dir())]
    if all(_is_told_of(place, below=place != root) for place in places):
        from watchdog.observers.inotify import InotifyObserver

        # The system may not grant as many watches as there are folders.
        with suppress(OSError):
            return _started(InotifyObserver(), places, changed)
    return _started(PollingObserver(timeout=0.5), places, changed)


def _started(observer: BaseObserver, places: list[Path], changed: Callable[[], None]) -> BaseObserver:
    handler = _Handler(changed)
    root, *below = places
    # The folder itself, not mkdocs.yml: programs that save by renaming would end the watch on a file.
    observer.schedule(handler, str(root), recursive=False, event_filter=_FILES)
    for place in below:
        observer.schedule(handler, str(place), recursive=True, event_filter=[*_FILES, *_FOLDERS])
    observer.start()
    return observer


class _Handler(FileSystemEventHandler):
    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Tell it, whatever it is."""
        self._changed()


def _is_told_of(place: Path, *, below: bool) -> bool:
    """Whether the system tells of every change in ``place``: symbolic links may lead to where it does not look."""
    return sys.platform == "linux" and _kind(place.resolve()) in _TELLING and not any(_links(place, below=below))


def _kind(place: Path) -> str:
    """The kind of file system that ``place`` is on (proc_pid_mountinfo(5)); empty where that is not known."""
    at, kind = Path(), ""
    with suppress(OSError, UnicodeDecodeError):
        for line in Path("/proc/self/mountinfo").read_text("utf-8").splitlines():
            here = Path(_OCTAL.sub(lambda found: chr(int(found[1], 8)), line.split(" ")[4]))
            if place.is_relative_to(here) and len(here.parts) >= len(at.parts):
                at, kind = here, line.partition(" - ")[2].split(" ")[0]
    return kind


def _links(place: Path, *, below: bool) -> Iterator[str]:
    """The symbolic links in a folder; ``below``: at any depth."""
    for folder, folders, files in os.walk(place):
        paths = (f"{folder}/{name}" for name in (*folders, *files))
        yield from (path for path in paths if os.path.islink(path))  # noqa: PTH114 - thousands of them
        if not below:
            return
