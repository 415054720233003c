"""Projects of the tests: copied, changed, made anew, checked, and built in a process of their own or in this one."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from site_builder.build import Prepared, prepare
from site_builder.cli.program import run as stories
from site_builder.cli.scaffold import new_project
from site_builder.locales import Locale
from site_builder.public import Instant, read_instant
from site_builder.site import Site
from tests.support import parts

SITES = parts.ROOT / "tests" / "sites"
SMALL = SITES / "small" / "project"
SMALL_AS_OF = "2025-06-30T12:00:00-06:00"
SMALL_URL = "https://stories.example.org/bridge/"


def instant_at(moment: str) -> Instant:
    """The build's instant for a day or a moment, in UTC where it names no zone."""
    found = read_instant(moment, {}, datetime.now(UTC), "UTC")
    assert found is not None
    return found


def prepared(project: Path, as_of: str = SMALL_AS_OF) -> Prepared:
    """What reading and checking a project gives."""

    def instant(site: Site) -> Instant:
        return instant_at(as_of)

    return prepare(project, instant)


def copy(project: Path, to: Path) -> Path:
    """A copy of a project without what a build would leave in it; gives the copy's folder."""
    shutil.copytree(project, to, ignore=shutil.ignore_patterns(".git", ".venv", ".cache", "site", "__pycache__"))
    return to


def build(project: Path, folder: Path, as_of: str = SMALL_AS_OF, environment: Mapping[str, str] | None = None) -> Path:
    """Build a project's site into a folder as ``stories build`` does it; gives the folder."""
    command = [parts.STORIES, "build", "--project", project, "--site-dir", folder, "--as-of", as_of]
    run([str(word) for word in command], environment)
    return folder


def attempt(project: Path, folder: Path, as_of: str = SMALL_AS_OF) -> tuple[int, str]:
    """Try to build as ``stories build`` does it: the exit status and all that was said."""
    command = [parts.STORIES, "build", "--project", project, "--site-dir", folder, "--as-of", as_of]
    words = [str(word) for word in command]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=300)
    return done.returncode, done.stdout + done.stderr


def run(command: list[str], environment: Mapping[str, str] | None = None, *, folder: Path | None = None) -> str:
    """Run a command that must succeed; gives what it said."""
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        cwd=folder,
        env={**os.environ, **(environment or {})},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file in a folder, by its path."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


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
        """Run it; afterwards `out` and `err` hold what it printed."""
        self.capsys.readouterr()
        status = stories([str(word) for word in arguments], self.environment)
        self.out, self.err = self.capsys.readouterr()
        return status
