"""Projects of which something is taken back, put together from the cases in ``tests/cases/withdrawal``.

Everything in them is invented.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from site_builder.cli.program import run
from tests.support.case_files import content_of
from tests.support.cases import CASES
from tests.support.command_line import make_project, put

URL = "https://stories.example.org/"


class Told(NamedTuple):
    """The exit status of a command, and what it printed."""

    status: int
    out: str
    err: str

    def lines(self, part: str) -> list[str]:
        """The lines, of either stream, that hold ``part``."""
        return [line for line in (*self.out.splitlines(), *self.err.splitlines()) if part in line]


def command(*words: str | Path, environment: Mapping[str, str] | None = None) -> Told:
    """Run ``stories`` in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = run([str(word) for word in words], dict(environment or {}))
    return Told(status, out.getvalue(), err.getvalue())


def built(project: Path) -> Path:
    """Build a project's site; gives the project."""
    told = command("build", "--project", project)
    assert told.status == 0, told.err
    return project


def duplicate(project: Path, to: Path) -> Path:
    """A copy of a project with its site, older sites and store. What is one file in two places is so there too."""
    copies: dict[tuple[int, int], str] = {}

    def copy(old: str, new: str) -> str:
        status = Path(old).stat()
        first = copies.setdefault((status.st_dev, status.st_ino), new)
        if first == new:
            shutil.copy2(old, new)
        else:
            os.link(first, new)
        return new

    shutil.copytree(project, to, symlinks=True, copy_function=copy)
    return to


def cases(name: str) -> list[dict[str, Any]]:
    """The cases in ``tests/cases/withdrawal/<name>.yml``."""
    found: list[dict[str, Any]] = yaml.safe_load((CASES / "withdrawal" / f"{name}.yml").read_text("utf-8"))
    return found


def named(case: Mapping[str, Any]) -> str:
    """What a case is called in a test's name."""
    return str(case["case"])


def project_of(folder: Path, files: Mapping[str, Any]) -> Path:
    """A new project with these files (``case_files.content_of``)."""
    make_project(folder)
    config = folder / "mkdocs.yml"
    text = config.read_text("utf-8")
    put(config, re.sub("^site_url: .*$", f"site_url: {URL}", text, flags=re.MULTILINE))
    write(folder, files)
    return folder


def write(project: Path, files: Mapping[str, Any]) -> None:
    """Write files into a project, each as ``case_files.content_of`` makes it; ``null`` deletes one."""
    for name, value in files.items():
        path = project / name
        if value is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        # Files of a site share their inodes with older ones and with the store: none is written in place.
        path.unlink(missing_ok=True)
        path.write_bytes(content_of(value))
