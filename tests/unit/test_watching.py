"""A preview notices every way of saving, and nothing that only reads."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Semaphore

import pytest

from site_builder.mkdocs_plugin.server import watching
from tests.support.command_line import STORY, make_project, put

DEADLINE = 60.0


def exchange(file: Path, text: str) -> None:
    """Save as many editors do: a new file takes the old one's name."""
    put(file.with_suffix(".part"), text)
    file.with_suffix(".part").replace(file)


WAYS: dict[str, Callable[[Path], object]] = {
    "written in place": lambda project: put(project / "stories/one/story.yml", STORY + "\n"),
    "exchanged": lambda project: exchange(project / "stories/one/story.yml", STORY + "\n"),
    "new": lambda project: put(project / "stories/three/story.yml", STORY),
    "deleted": lambda project: shutil.rmtree(project / "stories/one"),
    "moved away": lambda project: (project / "stories/one").rename(project / "elsewhere"),
    "renamed": lambda project: (project / "stories/one").rename(project / "stories/uno"),
    "a register": lambda project: put(project / "content/themes.yml", ""),
    "a page": lambda project: put(project / "content/pages/en/new.md", "# New"),
    "settings": lambda project: exchange(project / "mkdocs.yml", (project / "mkdocs.yml").read_text("utf-8") + "\n"),
}


@pytest.mark.parametrize("links", [False, True], ids=["told of", "looked for"])
@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_saving_is_noticed(tmp_path: Path, way: str, links: bool) -> None:
    """Also where a link in the project may lead to a place that the system does not watch."""
    project = make_project(tmp_path / "project", one=STORY)
    if links:
        (project / "stories/linked").symlink_to(tmp_path)
    noticed = Semaphore(0)
    with watching(project, noticed.release):
        WAYS[way](project)
        assert noticed.acquire(timeout=DEADLINE)


def test_what_is_behind_a_link_is_noticed(tmp_path: Path) -> None:
    """A story's folder may be a link to another one of the project."""
    project = make_project(tmp_path / "project", one=STORY)
    put(project / "shared/story.yml", STORY)
    (project / "stories/linked").symlink_to(project / "shared")
    noticed = Semaphore(0)
    with watching(project, noticed.release):
        put(project / "shared/story.yml", f"{STORY}\n")
        assert noticed.acquire(timeout=DEADLINE)


def test_reading_is_no_change(tmp_path: Path) -> None:
    """A build reads every file, and must not be the cause of the next one."""
    project = make_project(tmp_path / "project", one=STORY)
    noticed: list[int] = []
    done = Semaphore(0)

    def changed() -> None:
        noticed.append(1)
        done.release()

    with watching(project, changed):
        for file in project.rglob("*.*"):
            if file.is_file():
                file.read_bytes()
        (project / ".cache").mkdir()
        (project / "stories/three").mkdir()
        assert done.acquire(timeout=DEADLINE)
    assert len(noticed) == 1
