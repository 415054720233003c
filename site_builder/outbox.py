"""The folder ``outbox`` of a project: what is made to be sent to somebody or looked at, and is never committed.

It holds people's words and pictures, so it brings a ``.gitignore`` of its own, whatever the project's says.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from site_builder.store.files import write_atomic

OUTBOX = "outbox"
"""Its name, at the top of the project."""

_IGNORE = ".gitignore"


class OutboxError(Exception):
    """Says that nothing can be put there. ``why``: what stands in the folder's place."""

    def __init__(self, why: Literal["link", "file"]) -> None:
        super().__init__(why)
        self.why = why


def outbox(root: Path) -> Path:
    """Make the folder where it is missing, and give its path.

    Raises OutboxError where something else bears its name, OSError where the system refuses.
    """
    folder = root / OUTBOX
    if folder.is_symlink():
        raise OutboxError("link")
    if folder.exists() and not folder.is_dir():
        raise OutboxError("file")
    if not os.path.lexists(folder / _IGNORE):
        write_atomic(folder / _IGNORE, b"*\n")
    return folder


def outbox_file(root: Path, name: str) -> Path:
    """Give the path of a file with this name in the folder, and make the folder where it is missing.

    Raises as ``outbox`` does, and ValueError where ``name`` leads out of the folder or begins with a dot.
    """
    if not name or name != Path(name).name or name.startswith("."):
        raise ValueError(f"no name of a file in {OUTBOX}: {name!r}")
    return outbox(root) / name


def outbox_files(root: Path) -> tuple[Path, ...]:
    """List every file in the outbox and in folders below it, in order.

    Its own ``.gitignore`` is left out, and so are links. Raises OSError where a folder cannot be read.
    """
    folder = root / OUTBOX
    if folder.is_symlink() or not folder.is_dir():
        return ()
    return tuple(sorted(_below(folder, folder / _IGNORE)))


def _below(folder: Path, own: Path) -> Iterator[Path]:
    with os.scandir(folder) as found:
        for entry in found:
            path = Path(entry.path)
            if entry.is_dir(follow_symlinks=False):
                yield from _below(path, own)
            elif entry.is_file(follow_symlinks=False) and path != own:
                yield path
