"""What was made for a site brought together: another program's files moved in, and of an older site nothing left."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from site_builder.publish.staging import Stage


def gather(staged: Stage, planned: Collection[str]) -> frozenset[str]:
    """Move every file that was made beside the staged site into it. From an older site, take away what is neither among
    those nor ``planned``.

    Gives the files that the site has now; what is no file, such as a link, ends in ``@``.
    """
    site, beside = staged.site, staged.beside
    moved = list(listed(beside))
    for name in moved:
        target = site / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (beside / name).replace(target)
    wanted = frozenset(planned).union(moved)
    found = []
    for name in listed(site):
        if name in wanted or not staged.is_used:
            found.append(name)
        else:
            _remove(site, name.removesuffix("@"))
    return frozenset(found)


def listed(site: Path) -> Iterator[str]:
    """Every file below ``site``. What is no file, such as a link, ends in ``@`` and so is in no plan."""
    top, folders = str(site), [""]
    while folders:
        folder = folders.pop()
        with os.scandir(f"{top}/{folder}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{folder}{entry.name}/")
                else:
                    yield f"{folder}{entry.name}{'' if entry.is_file(follow_symlinks=False) else '@'}"


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
