"""One thing to measure: a command, and what is made ready before it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.process import Usage, measure

_STORY_PAGE = re.compile(r"(?:synthetic|sintetica)-\d+")
_NOTES = ("Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta", "Theta")


@dataclass(frozen=True, slots=True)
class Command:
    """A program with its arguments, where it runs and what is added to its environment."""

    words: tuple[str | Path, ...]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to measure. ``ready`` is called with the round's number before, and is not measured.

    ``search``: whether the command makes the search index too; ``indexing``: the command that makes it afterwards, so
    that one run gives both numbers. ``site``: the folder that is made; with ``has_site`` False none is. ``shows``: what
    the first story's page must say after it, given the round's number.
    """

    subject: str
    mode: str
    search: bool
    ready: Callable[[int], None]
    command: Command
    site: Path
    indexing: Command | None = None
    shows: Callable[[int], str] | None = None
    has_site: bool = True


def measured(command: Command) -> Usage:
    """Run a command and measure it. Raises CommandFailedError."""
    return measure(command.words, command.folder, command.environment)


def story_pages(site: Path) -> int:
    """How many stories' pages a finished site has, all languages together."""
    return sum(
        1 for folder, _, files in os.walk(site) if "index.html" in files and _STORY_PAGE.fullmatch(Path(folder).name)
    )


def first_story(site: Path) -> str:
    """The page of the first story in English, as a finished site has it."""
    return (site / "en" / "stories" / "synthetic-00000" / "index.html").read_text(encoding="utf-8")


def note(round_: int) -> str:
    """A word that differs from round to round."""
    rest, index = divmod(round_, len(_NOTES))
    return _NOTES[index] * (rest + 1)


def remove(*folders: Path) -> None:
    """Remove folders with all that is in them, if they are there."""
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
