"""Stage and swap: a site is finished beside the old one and takes its place whole, or not at all.

Everything happens in the folder that holds the target, so that renaming is all it takes. Names there, for a target
``site``: ``.site-lock`` (while somebody builds), ``.site-stage-…`` (a site in the making), ``.site-old-…`` (the site
before, for the moment of the swap).
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal

MARKS = ("index.html", "404.html", "assets/stylesheets/frame.css")
"""What every site made here holds, whichever command made it, and hardly any other folder does."""

Unfit = Literal["contains-project", "records", "link", "file", "foreign"]

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


def unfit(target: Path, root: Path) -> Unfit | None:
    """Why ``target`` may not become the site of the project in ``root``; None where it may.

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
    has_marks = all((target / mark).is_file() for mark in MARKS)
    return None if has_marks or not any(target.iterdir()) else "foreign"


@contextmanager
def locked(target: Path, waiting: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock on ``target``; ``waiting`` is told once, with the other's process id, if another build holds it.

    The system itself lets go of the lock of a process that has ended, however it ended.
    """
    file = _beside(target, "lock")
    file.parent.mkdir(parents=True, exist_ok=True)
    told = False
    while True:
        with file.open("a+b") as lock:
            try:
                _take(lock)
            except OSError:
                if not told:
                    lock.seek(0)
                    waiting(lock.read(20).decode("ascii", "replace").strip())
                    told = True
                time.sleep(0.2)
                continue
            if not _is_still(file, lock):
                continue
            lock.truncate(0)
            lock.write(f"{os.getpid()}\n".encode())
            lock.flush()
            try:
                yield
            finally:
                _forget(file)
            return


def stage(target: Path) -> Path:
    """A fresh folder beside ``target`` to build in. What builds that were killed left there is put right first.

    Call it with the lock held.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    for left in sorted(target.parent.glob(f"{_beside(target, 'old').name}-*")):
        # Killed between the two renames of a swap: the old site is whole, the new one may not be.
        if target.exists():
            shutil.rmtree(left)
        else:
            left.rename(target)
    for left in target.parent.glob(f"{_beside(target, 'stage').name}-*"):
        shutil.rmtree(left)
    made = Path(tempfile.mkdtemp(prefix=f"{_beside(target, 'stage').name}-", dir=target.parent))
    # mkdtemp makes a folder for its owner alone; a site is for the web server too.
    umask = os.umask(0)
    os.umask(umask)
    made.chmod(0o777 & ~umask)
    return made


def swap(stage: Path, target: Path) -> None:
    """Put the finished ``stage`` in the place of ``target``, of which nothing remains."""
    old = target.with_name(stage.name.replace("-stage-", "-old-", 1))
    if target.exists():
        target.rename(old)
    try:
        stage.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    if old.exists():
        shutil.rmtree(old)


def discard(stage: Path) -> None:
    """Take a stage away that did not become a site."""
    shutil.rmtree(stage, ignore_errors=True)


def _beside(target: Path, what: str) -> Path:
    return target.with_name(f".{target.name}-{what}")


def _is_still(file: Path, lock: IO[bytes]) -> bool:
    """Whether the file that is locked is still the one by that name: who held it before may have taken it away."""
    try:
        return os.path.samestat(os.fstat(lock.fileno()), file.stat())
    except FileNotFoundError:
        return False


def _forget(file: Path) -> None:
    try:
        file.unlink()
    except OSError:
        # Windows keeps a file that is open; an unlocked file that stays there is no harm.
        return
