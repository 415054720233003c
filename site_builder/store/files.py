"""Writes files as a store and a site have them: readable for everybody, and either whole or not there."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

MODE = 0o644
"""What files may be, whatever the umask: a site is there to be read, and its files are the store's too."""

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def write_file(path: str, content: bytes) -> None:
    """Write a file, in a folder that may not be there yet. Raises OSError.

    A file that is there is taken away first and never written to: other names may be those of the same file.
    """
    handle = _in_place(path, lambda: os.open(path, _NEW, MODE))
    try:
        if hasattr(os, "fchmod"):
            os.fchmod(handle, MODE)
        with errors_naming(path):
            write_all(handle, content)
    finally:
        os.close(handle)


@contextlib.contextmanager
def errors_naming(path: str | Path) -> Iterator[None]:
    """Have an error name the file that was to be written: the system names none where a file is open already."""
    try:
        yield
    except OSError as error:
        error.filename = str(path)
        raise


def write_all(handle: int, content: bytes) -> None:
    """Write everything: one call may take only a part, on a disk that is nearly full."""
    view = memoryview(content)
    while view:
        view = view[os.write(handle, view) :]


def link_file(source: str, target: str) -> None:
    """Give a file a second name, in a folder that may not be there yet. Raises OSError, also where links cannot be.

    Another file that bears the name gives it up.
    """

    def link() -> None:
        try:
            os.link(source, target)
        except FileExistsError:
            if not os.path.samefile(source, target):  # noqa: PTH121 - thousands of them: strings are quicker
                raise

    _in_place(target, link)


T = TypeVar("T")


def _in_place(path: str, make: Callable[[], T]) -> T:
    """Return what ``make`` gives, which puts something new at ``path``; its folder is made and what was there goes."""
    try:
        return make()
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
    except FileExistsError:
        os.unlink(path)  # noqa: PTH108
    return make()


def write_atomic(path: Path, content: bytes, like: Path | None = None) -> None:
    """Write a file, or replace the one that is there, whole or not at all. ``like``: as in ``temporary_copy``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = temporary_copy(path, content, like)
    try:
        new.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            new.unlink()
        raise


class FileEdit(NamedTuple):
    """The content of a file as it was read (None: there was no such file) and as it is to be."""

    old: bytes | None
    new: bytes


class ChangedMeanwhileError(Exception):
    """Somebody else has written one of the files since it was read."""


def replace_all(edits: Mapping[Path, FileEdit]) -> None:
    """Write all files or none, in the order given.

    Raises ChangedMeanwhileError where one is not what it was, OSError where the system refuses; then all are as before.
    """
    new: dict[Path, Path] = {}
    # To restore an earlier file, where a later one is refused, must need no room on the disk.
    old: dict[Path, Path] = {}
    placed: list[Path] = []
    try:
        for path, edit in edits.items():
            new[path] = temporary_copy(path, edit.new, None if edit.old is None else path)
            if edit.old is not None:
                old[path] = temporary_copy(path, edit.old, path)
        if any((path.read_bytes() if path.exists() else None) != edit.old for path, edit in edits.items()):
            raise ChangedMeanwhileError
        for path in edits:
            placed.append(path)
            new[path].replace(path)
        placed.clear()
    finally:
        for path in placed:
            with contextlib.suppress(OSError):
                if path in old:
                    old[path].replace(path)
                else:
                    path.unlink(missing_ok=True)
        for left in (*new.values(), *old.values()):
            left.unlink(missing_ok=True)


def temporary_copy(path: Path, content: bytes, like: Path | None = None) -> Path:
    """Return a new file in the folder of ``path``, to take its place once it is complete and on the disk. Raises
    OSError.

    Its name cannot be guessed: at a known name there may be a link to somewhere else. ``like``: a file whose
    rights it takes on.
    """
    with errors_naming(path):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        try:
            with errors_naming(path):
                write_all(handle, content)
                if like is not None:
                    # People's writing is at stake.
                    os.fsync(handle)
        finally:
            os.close(handle)
        # mkstemp makes files that only their owner may read.
        os.chmod(name, stat.S_IMODE(like.stat().st_mode) if like else MODE)  # noqa: PTH101
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise
    return Path(name)
