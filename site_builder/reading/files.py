"""The project's files: read within bounds, never outside the folder, and nothing raised for what people get wrong.

Paths are strings here: a project has thousands of files, and making a Path costs more than opening one.
"""

from __future__ import annotations

import os
from pathlib import Path

from site_builder.problems import Place, Problem
from site_builder.reading.paths import is_inside
from site_builder.reading.source import MAX_BYTES

# On Windows a file is opened as text unless this is said.
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_PIECE = 64 * 1024


def read_bytes(root: Path, file: str, most: int = MAX_BYTES) -> tuple[bytes | None, list[Problem]]:
    """The content of ``file`` (relative, with ``/``), at most a byte more than ``most``, so that the excess is seen.

    None where there is no such file. ``path-outside`` where a symbolic link leads out of the project,
    ``file-unreadable`` where the system refuses.
    """
    path = os.path.join(root, file)  # noqa: PTH118
    try:
        if _has_link(path, len(path) - len(file)) and not is_inside(Path(path), root):
            return None, [Problem(Place(file), "path-outside")]
        return _content(path, most + 1), []
    except FileNotFoundError:
        return None, []
    except (OSError, RuntimeError):
        return None, [Problem(Place(file), "file-unreadable")]


def file_size(path: Path) -> int:
    """How many bytes a file has; 0 where the system does not tell."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _has_link(path: str, start: int) -> bool:
    """Whether ``path``, or a folder on the way to it from the index ``start`` on, is a symbolic link."""
    end = path.find("/", start)
    while end > 0:
        if os.path.islink(path[:end]):  # noqa: PTH114
            return True
        end = path.find("/", end + 1)
    return os.path.islink(path)  # noqa: PTH114


def _content(path: str, most: int) -> bytes:
    handle = os.open(path, _FLAGS)
    try:
        pieces = []
        while most > 0 and (piece := os.read(handle, min(most, _PIECE))):
            pieces.append(piece)
            most -= len(piece)
        return b"".join(pieces)
    finally:
        os.close(handle)


def folders(root: Path, name: str) -> tuple[str, ...]:
    """The names of the folders in the folder ``name``, in order; those that begin with ``.`` or ``_`` do not count."""
    return tuple(sorted(_entries(root, name, wants_folders=True)))


def names(root: Path, name: str) -> frozenset[str]:
    """The names of the files in the folder ``name``; hidden ones do not count."""
    return frozenset(_entries(root, name, wants_folders=False))


def _entries(root: Path, name: str, *, wants_folders: bool) -> list[str]:
    try:
        with os.scandir(os.path.join(root, name)) as found:  # noqa: PTH118
            return [
                entry.name
                for entry in found
                if entry.is_dir() == wants_folders and not entry.name.startswith((".", "_"))
            ]
    except OSError:
        return []
