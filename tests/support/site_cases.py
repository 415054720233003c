"""Cases of the checks: small projects out of one text file each, and the problems that they must give."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from site_builder.prepare import open_store, prepare
from site_builder.problems import Position, Problem
from site_builder.public import Instant, read_instant
from site_builder.site import Site
from tests.support.pictures import handmade_png

CASES = Path(__file__).parent.parent / "cases" / "checks"

AS_OF = "2024-06-01"

_PICTURE = handmade_png((1200, 800), 8, 0, bytes(1200))


@dataclass(frozen=True)
class Case:
    """``behaviour``: what must hold. ``files``: by path. ``expected``: ``file:line:column grade rule``."""

    behaviour: str
    files: dict[str, str]
    expected: tuple[str, ...]


def read_case(path: Path) -> Case:
    """A case: a sentence, then ``== <path>`` before each file, and ``== expect`` before the problems.

    A line ``@story`` stands for the fields that every story has (``story.txt``), ``@draft`` for the same in a draft. A
    file whose name ends as a picture's does is a picture; nothing stands under it.
    """
    behaviour, *parts = path.read_text("utf-8").split("\n== ")
    files = {}
    for part in parts:
        name, _, content = f"{part}\n".partition("\n")
        files[name.strip()] = content
    expected = tuple(line for line in files.pop("expect").splitlines() if line.strip())
    return Case(behaviour, {name: _whole(content) for name, content in files.items()}, expected)


def _whole(content: str) -> str:
    story = (CASES / "story.txt").read_text("utf-8")
    return content.replace("@story\n", story).replace("@draft\n", story.replace("state: published", "state: draft"))


def write(root: Path, files: dict[str, str]) -> None:
    """The project in the folder ``root``, with the settings and registers of ``project.txt`` unless it has its own."""
    for name, content in {**read_case(CASES / "project.txt").files, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix.lower() in {".jpg", ".png"}:
            path.write_bytes(_PICTURE)
        else:
            path.write_text(content, "utf-8")


def problems(root: Path) -> tuple[Problem, ...]:
    """Every problem of the project in ``root`` as of ``AS_OF``, located and in order."""
    with contextlib.closing(open_store(root)) as store:
        return prepare(root, instant, store).problems


def instant(site: Site) -> Instant:
    """The start of the day ``AS_OF`` in the site's time zone."""
    found = read_instant(AS_OF, {}, datetime(2000, 1, 1, tzinfo=UTC), site.settings.time_zone)
    assert found is not None
    return found


def line(problem: Problem) -> str:
    """A problem as cases write it."""
    assert isinstance(problem.at, Position)
    return f"{problem.at.file}:{problem.at.line}:{problem.at.column} {problem.severity} {problem.rule}"
