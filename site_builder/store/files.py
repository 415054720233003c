"""Files as a store and a site have them: readable for everybody, and either whole or not there."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

MODE = 0o644
"""What files may be, whatever the umask: a site is there to be read, and its files are the store's too."""


def write_new(path: str, content: bytes) -> None:
    """Write a file that is not there yet, in a folder that may not be there yet. Raises OSError."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), MODE)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - thousands of them: strings are quicker
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), MODE)
    try:
        if hasattr(os, "fchmod"):
            os.fchmod(handle, MODE)
        write_all(handle, content)
    finally:
        os.close(handle)


def write_all(handle: int, content: bytes) -> None:
    """Write everything: one call may take only a part, on a disk that is nearly full."""
    view = memoryview(content)
    while view:
        view = view[os.write(handle, view) :]


def link_new(source: str, target: str) -> None:
    """A second name for a file, in a folder that may not be there yet. Raises OSError, also where links cannot be."""
    try:
        os.link(source, target)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120
        os.link(source, target)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, or replace the one that is there, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        try:
            write_all(handle, content)
        finally:
            os.close(handle)
        os.chmod(temporary, MODE)  # noqa: PTH101 - mkstemp makes files that only their owner may read
        os.replace(temporary, path)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
        raise
