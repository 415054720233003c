"""Projects of the tests: copied, changed, checked, and built in a process of their own or in this one."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from site_builder.prepare import Prepared, open_store, prepare
from site_builder.problems import Problem
from site_builder.public import Instant, read_instant
from site_builder.reading import read_project
from site_builder.reading.project import story_folders
from site_builder.reading.story import read_record, story_files, with_pictures
from site_builder.site import Site
from tests.support import parts

SITES = parts.ROOT / "tests" / "sites"
SMALL = SITES / "small" / "project"
SMALL_AS_OF = "2025-06-30T12:00:00-06:00"
SMALL_URL = "https://stories.example.org/bridge/"
FOUR = SITES / "four-languages"
FOUR_AS_OF = "2025-06-30T12:00:00-06:00"
FOUR_URL = "https://stories.example.org/tongues/"


def instant_at(moment: str) -> Instant:
    """The build's instant for a day or a moment, in UTC where it names no zone."""
    found = read_instant(moment, {}, datetime.now(UTC), "UTC")
    assert found is not None
    return found


def prepared(project: Path, as_of: str = SMALL_AS_OF) -> Prepared:
    """What reading and checking a project gives."""

    def instant(site: Site) -> Instant:
        return instant_at(as_of)

    with contextlib.closing(open_store(project)) as store:
        return prepare(project, instant, store)


def read(project: Path) -> tuple[Site, list[Problem]]:
    """The records of a project, each of them whole, and the problems of reading them."""
    around, problems = read_project(project)
    assert around is not None
    settings = around.settings
    found = [
        with_pictures(project, read_record(story_files(project, folder, settings.locales), settings))
        for folder in story_folders(project)
    ]
    site = replace(
        around,
        stories=tuple(each.story for each in found if each.story),
        pictures={file: info for each in found for file, info in each.pictures.items()},
        files={each.folder: each.files for each in found},
    )
    return site, [*problems, *(problem for each in found for problem in each.problems)]


def copy(project: Path, to: Path) -> Path:
    """A copy of a project without what a build would leave in it; gives the copy's folder."""
    shutil.copytree(
        project, to, ignore=shutil.ignore_patterns(".git", ".venv", ".cache", "site", "outbox", "__pycache__")
    )
    return to


def build(
    project: Path,
    folder: Path,
    as_of: str = SMALL_AS_OF,
    environment: Mapping[str, str] | None = None,
    more: Sequence[str] = (),
) -> Path:
    """Build a project's site into a folder as ``stories build`` does it, with ``more`` options; gives the folder."""
    command = [parts.STORIES, "build", "--project", project, "--site-dir", folder, "--as-of", as_of, *more]
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
