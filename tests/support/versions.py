"""A project in two versions, each with its site and with a store that knows nothing of the other."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from site_builder.prepare import STORE
from tests.support import projects
from tests.support.faults import Driver
from tests.support.projects import digests

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

    def command(self, *more: str) -> tuple[str, ...]:
        """Builds the project, with ``more`` options."""
        return ("stories", "build", "--project", str(self.project), "--as-of", projects.SMALL_AS_OF, *more)


def versions(driver: Driver, folder: Path) -> Versions:
    """The small project in two versions, of which the second is served."""
    project = projects.copy(projects.SMALL, folder / "project")
    sites, stores = [], []
    for version in (0, 1):
        found = Versions(project, ({}, {}), (folder / "none", folder / "none"))
        found.write(version)
        shutil.rmtree(project / STORE, ignore_errors=True)
        assert driver.do(*found.command()) == 0
        sites.append(digests(project / "site"))
        stores.append(folder / f"store{version}")
        shutil.copytree(project / STORE, stores[-1])
    assert sites[0] != sites[1]
    return Versions(project, (sites[0], sites[1]), (stores[0], stores[1]))


def releases(project: Path) -> list[str]:
    """What is kept beside the site."""
    return [entry.name for entry in (project / ".site-releases").iterdir()]
