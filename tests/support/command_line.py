"""Projects made anew by the program itself, and the command line as a test types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.cli.program import run as stories
from site_builder.cli.scaffold import new_project
from site_builder.locales import Locale

STORY = """\
title:
  en: "Young people finish technical courses"
  es: "Jóvenes terminan cursos técnicos"
summary:
  en: They worked for it.
  es: Se lo ganaron.
date: 2022-12-08
countries: [SV]
state: published
body:
  en: A text about courses.
  es: Un texto sobre cursos.
"""


def make_project(folder: Path, **stories: str) -> Path:
    """A project in `folder` with a story in each of the folders named; `_` in a name stands for `-`."""
    for path, text in new_project("Water for schools", Locale("en")).items():
        put(folder / path, text)
    (folder / "stories").mkdir(exist_ok=True)
    for name, text in stories.items():
        put(folder / "stories" / name.replace("_", "-") / "story.yml", text)
    return folder


def put(file: Path, text: str) -> None:
    """Write a file, with its folders, just so."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())


class Stories:
    """The command `stories` run in this process: its exit status, then what it printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str], environment: dict[str, str] | None = None) -> None:
        self.capsys = capsys
        self.environment = environment or {}
        self.out = self.err = ""

    def __call__(self, *arguments: str | Path) -> int:
        """Run it; afterwards `out` and `err` hold what it printed."""
        self.capsys.readouterr()
        status = stories([str(word) for word in arguments], self.environment)
        self.out, self.err = self.capsys.readouterr()
        return status
