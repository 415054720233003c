"""Checks and locks the folder that a site goes to, and names the folders beside it.

For a target ``site`` these are ``.site-lock`` and ``.site-releases``: in the same folder, and so on the same file
system, where renaming is all it takes.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Literal

from site_builder.store.files import errors_naming

SITE_MARKERS = ("index.html", "404.html", "assets/stylesheets/frame.css")
"""What every site made here holds, whichever command made it, and hardly any other folder does."""

SITE = "site"
"""A release's files, in its folder."""

Unsuitable = Literal["contains-project", "records", "link", "file", "foreign"]


def why_unsuitable(target: Path, root: Path) -> Unsuitable | None:
    """Return why ``target`` may not become the site of the project in ``root``; None where it may.

    A swap takes away what stood there: a target is new, empty, or a site that was made here.
    """
    if target.is_symlink():
        return "link"
    place, project = target.parent.resolve() / target.name, root.resolve()
    if project.is_relative_to(place):
        return "contains-project"
    if any(place.is_relative_to(project / kept) for kept in ("stories", "content", ".git")):
        return "records"
    if not target.exists():
        return None
    if not target.is_dir():
        return "file"
    has_marks = all((target / mark).is_file() for mark in SITE_MARKERS)
    return None if has_marks or not any(target.iterdir()) else "foreign"


def sibling(target: Path, what: str) -> Path:
    """Return a name beside ``target`` that no page and no other target uses."""
    return target.with_name(f".{target.name}-{what}")


def releases_folder(target: Path) -> Path:
    """Return the folder of the releases of ``target``."""
    return sibling(target, "releases")


def release_folder(target: Path, number: int) -> Path:
    """Return the folder of release ``number`` of ``target``."""
    return releases_folder(target) / str(number)


_HELD = {errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK}
_PAUSE = 0.1
_LONGEST_ID = 20

if sys.platform == "win32":
    import msvcrt

    def _take(lock: IO[bytes]) -> None:
        # Far behind the process id, which others must be able to read.
        lock.seek(1 << 20)
        msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(lock: IO[bytes]) -> None:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


class LockedError(Exception):
    """Another process has the lock. ``process``: its id, empty where it has not written it yet."""

    def __init__(self, process: str) -> None:
        super().__init__(process)
        self.process = process


@contextmanager
def locked(target: Path, wait: float = 0.0, waiting: Callable[[str], None] = lambda process: None) -> Iterator[None]:
    """Hold the lock on ``target``. Where another process has it: HeldError, after ``wait`` seconds of trying.

    ``waiting`` is called once with the other's process id, when the waiting begins. Raises OSError where the file
    system has no locks: without one, two builds would spoil each other.
    """
    file = sibling(target, "lock")
    file.parent.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + wait
    told = False
    while True:
        with file.open("a+b", buffering=0) as lock:
            holder = _try(file, lock)
            if holder is None:
                try:
                    yield
                finally:
                    # Windows keeps a file that is open; an unlocked file that stays there is no harm.
                    with suppress(OSError):
                        file.unlink()
                return
        if holder == _GONE:
            continue
        if time.monotonic() >= until:
            raise LockedError(holder)
        if not told:
            waiting(holder)
            told = True
        time.sleep(_PAUSE)


_GONE = "gone"


def _try(file: Path, lock: IO[bytes]) -> str | None:
    """None: the lock is ours. Else the process that has it, or that this file is no longer the lock."""
    try:
        _take(lock)
    except OSError as error:
        if error.errno not in _HELD:
            raise
        lock.seek(0)
        return lock.read(_LONGEST_ID).decode("ascii", "replace").strip()
    # Who held it before may have taken the file away between our opening and our locking it.
    try:
        is_still = os.path.samestat(os.fstat(lock.fileno()), file.stat())
    except FileNotFoundError:
        is_still = False
    if not is_still:
        return _GONE
    with errors_naming(file):
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n".encode())
    return None
