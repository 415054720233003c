"""Where a site goes: which folders may become one, and the names beside it that belong to publishing.

For a target ``site`` these are ``.site-lock`` and ``.site-releases``: in the same folder, and so on the same file
system, where renaming is all it takes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

MARKS = ("index.html", "404.html", "assets/stylesheets/frame.css")
"""What every site made here holds, whichever command made it, and hardly any other folder does."""

SITE = "site"
"""A release's files, in its folder."""

Unfit = Literal["contains-project", "records", "link", "file", "foreign"]


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


def beside(target: Path, what: str) -> Path:
    """A name beside ``target`` that no page and no other target uses."""
    return target.with_name(f".{target.name}-{what}")


def home(target: Path) -> Path:
    """Where the releases of ``target`` are."""
    return beside(target, "releases")


def slot(target: Path, number: int) -> Path:
    """Where release ``number`` of ``target`` is."""
    return home(target) / str(number)
