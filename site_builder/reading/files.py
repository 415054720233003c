"""The project's files: read within bounds, never outside the folder, and nothing raised for what people get wrong."""

from __future__ import annotations

import os
from pathlib import Path

from site_builder.problems import Place, Problem
from site_builder.reading.paths import is_inside
from site_builder.reading.source import MAX_BYTES


def read_bytes(root: Path, file: str, most: int = MAX_BYTES) -> tuple[bytes | None, list[Problem]]:
    """The content of ``file`` (relative, with ``/``), at most a byte more than ``most``, so that the excess is seen.

    None where there is no such file. ``path-outside`` where a symbolic link leads out of the project,
    ``file-unreadable`` where the system refuses.
    """
    path = root / file
    try:
        if any(map(Path.is_symlink, _below(root, path))) and not is_inside(path, root):
            return None, [Problem(Place(file), "path-outside")]
        with path.open("rb") as stream:
            return stream.read(most + 1), []
    except FileNotFoundError:
        return None, []
    except (OSError, RuntimeError):
        return None, [Problem(Place(file), "file-unreadable")]


def _below(root: Path, path: Path) -> list[Path]:
    """``path`` and the folders that it stands in, up to ``root``, which is not among them."""
    return [path, *path.parents[: len(path.parts) - len(root.parts) - 1]]


def folders(root: Path, name: str) -> tuple[str, ...]:
    """The names of the folders in the folder ``name``, in order; those that begin with ``.`` or ``_`` do not count."""
    return _entries(root / name, wants_folders=True)


def names(root: Path, name: str) -> frozenset[str]:
    """The names of the files in the folder ``name``; hidden ones do not count."""
    return frozenset(_entries(root / name, wants_folders=False))


def _entries(path: Path, *, wants_folders: bool) -> tuple[str, ...]:
    try:
        with os.scandir(path) as found:
            chosen = [
                entry.name
                for entry in found
                if entry.is_dir() == wants_folders and not entry.name.startswith((".", "_"))
            ]
    except OSError:
        return ()
    return tuple(sorted(chosen))
