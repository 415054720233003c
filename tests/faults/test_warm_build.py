"""`stories build` killed at a change to the disk while most of the site comes out of the store."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from site_builder.build import STORE
from tests.support import projects
from tests.support.faults import Driver
from tests.support.projects import digests

TIMES = {"link": 6, "rename": 6, "write": 6, "mkdir": 6, "unlink": 3, "fchmod": 2, "syncfs": 2, "renameat2": 2}
"""How often a build is killed in calls of each kind: the first, the last, and some between."""

VERSIONS = ("Two valleys, before", "Two valleys, after")


@dataclass(frozen=True)
class Versions:
    """A project that has two versions. ``sites``: each one's files; ``stores``: a store that knows it alone."""

    project: Path
    sites: tuple[dict[str, str], dict[str, str]]
    stores: tuple[Path, Path]

    def write(self, version: int) -> None:
        """Have the project say what this version says."""
        file = self.project / "stories" / "water-points" / "story.yml"
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub("(title:\n  en: ).*", rf"\1{VERSIONS[version]}", text, count=1), encoding="utf-8")

    def change(self, to: int) -> None:
        """Have the project say what this version says, with a store that only knows the other."""
        shutil.rmtree(self.project / STORE)
        shutil.copytree(self.stores[1 - to], self.project / STORE)
        self.write(to)

    @property
    def command(self) -> tuple[str, ...]:
        """Builds the project."""
        return ("stories", "build", "--project", str(self.project), "--as-of", projects.SMALL_AS_OF, "--keep", "1")


def versions(driver: Driver, folder: Path) -> Versions:
    """The small project in two versions, of which the second is served."""
    project = projects.copy(projects.SMALL, folder / "project")
    sites, stores = [], []
    for version in (0, 1):
        found = Versions(project, ({}, {}), (folder / "none", folder / "none"))
        found.write(version)
        shutil.rmtree(project / STORE, ignore_errors=True)
        assert driver.do(*found.command) == 0
        sites.append(digests(project / "site"))
        stores.append(folder / f"store{version}")
        shutil.copytree(project / STORE, stores[-1])
    assert sites[0] != sites[1]
    return Versions(project, (sites[0], sites[1]), (stores[0], stores[1]))


def some(count: int, times: int) -> list[int]:
    """So many numbers from 1 to ``count``, evenly apart: the first and the last are among them."""
    return sorted({1 + (count - 1) * number // max(1, times - 1) for number in range(times)})


def test_a_warm_build_killed_at_a_change(driver: Driver, tmp_path: Path) -> None:
    """The old site or the new one is served, whole; the next build succeeds and equals one without a store."""
    found = versions(driver, tmp_path)
    counted: dict[int, Counter[str]] = {}
    for to in (0, 1):
        found.change(to)
        counted[to] = driver.calls(tmp_path / "log", *found.command)
        assert digests(found.project / "site") == found.sites[to]
    assert {*TIMES} <= {*counted[0]} & {*counted[1]}
    attempts = [(call, place) for call, times in TIMES.items() for place in range(times)]
    served = 1
    for call, place in attempts:
        to = 1 - served
        number = some(counted[to][call], TIMES[call])[min(place, counted[to][call] - 1)]
        found.change(to)
        status = driver.with_fault(call, f"signal=KILL:when={number}", *found.command)
        assert status == -9, f"{call} {number} of {counted[to][call]}"
        assert digests(found.project / "site") in (found.sites[served], found.sites[to]), f"{call} {number}"
        assert driver.do(*found.command) == 0, f"{call} {number}"
        assert digests(found.project / "site") == found.sites[to], f"{call} {number}"
        assert [name for name in releases(found.project) if not name.isdecimal()] == [], f"{call} {number}"
        served = to


def releases(project: Path) -> list[str]:
    """What is kept beside the site."""
    return [entry.name for entry in (project / ".site-releases").iterdir()]
