"""The files of a finished site: which there are, and of an older site nothing left."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from site_builder.publish.staging import Stage
from site_builder.workers import in_shares, jobs

_FIRST = 100
# Fewer folders than this are looked into sooner than a process is started.
_WORTH_A_PROCESS = 1000


def gather(staged: Stage, planned: Collection[str], processes: int | None = None) -> frozenset[str]:
    """Take away what an older site has left in the staged one and is not ``planned``.

    Gives the files that the site has now; what is no file, such as a link, ends in ``@``.
    """
    site = staged.site
    found = frozenset(listed(site, processes))
    if not staged.is_used:
        return found
    left = found.difference(planned)
    for name in left:
        _remove(site, name.removesuffix("@"))
    return found - left


def listed(site: Path, processes: int | None = None) -> Iterator[str]:
    """Every file below ``site``. What is no file, such as a link, ends in ``@`` and so is in no plan.

    ``processes``: how many look; None decides by how many folders there are.
    """
    top, folders, seen = str(site), [""], 0
    while folders and seen < _FIRST:
        # The folders near the top first, so that there is something to share out.
        inner = _scanned(top, folders.pop(0))
        folders += inner.folders
        yield from inner.files
        seen += 1

    def share(number: int, of: int) -> Iterator[list[str]]:
        todo = folders[number::of]
        while todo:
            inner = _scanned(top, todo.pop())
            todo += inner.folders
            yield inner.files

    for files in in_shares(share, jobs(len(folders), _WORTH_A_PROCESS, processes)):
        yield from files


class _Inner(NamedTuple):
    folders: list[str]
    files: list[str]


def _scanned(top: str, folder: str) -> _Inner:
    inner = _Inner([], [])
    with os.scandir(f"{top}/{folder}") as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                inner.folders.append(f"{folder}{entry.name}/")
            else:
                inner.files.append(f"{folder}{entry.name}{'' if entry.is_file(follow_symlinks=False) else '@'}")
    return inner


def _folders(file: str) -> Iterator[str]:
    while file := file.rpartition("/")[0]:
        yield file


def _remove(site: Path, name: str) -> None:
    """Take a file away, and each folder that is empty then."""
    (site / name).unlink()
    for folder in _folders(name):
        try:
            (site / folder).rmdir()
        except OSError:
            return
