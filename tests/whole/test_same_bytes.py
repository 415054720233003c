"""The same records give the same site, byte by byte, wherever, whenever and however it is built."""

import os
import shutil
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from site_builder.prepare import STORE
from tests.support import parts, projects
from tests.support.built import BuiltSite

EPOCH = str(int(datetime.fromisoformat(projects.SMALL_AS_OF).timestamp()))


def backwards(project: Path, to: Path) -> Path:
    """A copy whose files were made in the opposite order, with another date and other rights."""
    for file in sorted((file for file in project.rglob("*") if file.is_file()), reverse=True):
        copied = to / file.relative_to(project)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copied)
        os.utime(copied, (0, 0))
        copied.chmod(0o600)
    return to


def build_elsewhere(project: Path, to: Path, more: Sequence[str] = ()) -> Path:
    """Build it in another time zone and language, with another hash seed, home and width, and rights for nobody."""
    environment = {
        "TZ": "Asia/Tokyo",
        "LANG": "es_HN.UTF-8",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "4242",
        "HOME": str(to.parent),
        "COLUMNS": "40",
    }
    before = os.umask(0o077)
    try:
        return projects.build(project, to, environment=environment, more=more)
    finally:
        os.umask(before)


def different(one: Path, other: Path) -> list[str]:
    """The files that are not the same in two folders."""
    here, there = projects.digests(one), projects.digests(other)
    return sorted(name for name in here.keys() | there.keys() if here.get(name) != there.get(name))


def test_where_and_how_it_is_built_changes_nothing(small_site: BuiltSite, tmp_path: Path) -> None:
    """Folder, time zone, language, rights, hash seed and the files' order and dates change no byte, search included."""
    project = backwards(projects.SMALL, tmp_path / "Otra carpeta" / "ñandú" / "project")
    folder = build_elsewhere(project, tmp_path / "somewhere else")
    assert different(small_site.folder, folder) == []


@pytest.mark.parametrize("jobs", ["1", "2", "3"])
def test_how_many_processes_build_it_changes_nothing(small_site: BuiltSite, tmp_path: Path, jobs: str) -> None:
    """Nor does it matter how many processes filled the store that others find."""
    project = projects.copy(projects.SMALL, tmp_path / "project")
    cold = projects.build(project, tmp_path / "cold", more=["--jobs", jobs])
    assert different(small_site.folder, cold) == []
    others = str(int(jobs) % 3 + 1)
    warm = projects.build(project, tmp_path / "warm", more=["--jobs", others])
    assert different(small_site.folder, warm) == []


def test_a_store_that_was_filled_elsewhere(small_site: BuiltSite, tmp_path: Path) -> None:
    """A store may come along from another computer, as it does in CI: what is in it is used, and fits."""
    elsewhere = backwards(projects.SMALL, tmp_path / "Otra carpeta" / "ñandú" / "project")
    build_elsewhere(elsewhere, tmp_path / "there", more=["--jobs", "3"])
    project = projects.copy(projects.SMALL, tmp_path / "project")
    shutil.copytree(elsewhere / STORE, project / STORE)
    kept = {entry.stat().st_ino for entry in (project / STORE / "objects").glob("*/*")}
    folder = projects.build(project, tmp_path / "site")
    assert different(small_site.folder, folder) == []
    assert (folder / "en/stories/water-points/index.html").stat().st_ino in kept


def test_a_store_that_a_check_has_filled(small_site: BuiltSite, tmp_path: Path) -> None:
    """What `stories check` has read is not read again by a build, as of whichever day it was."""
    project = projects.copy(projects.SMALL, tmp_path / "project")
    for day in ("2025-06-30", "2026-11-23"):
        projects.run([str(parts.STORIES), "check", "--project", str(project), "--as-of", day])
    assert (project / STORE / "index").read_text().count("\n") > 4
    folder = projects.build(project, tmp_path / "site")
    assert different(small_site.folder, folder) == []


def test_a_store_that_was_emptied(small_site: BuiltSite, tmp_path: Path) -> None:
    """`stories clean` leaves nothing of the store, and the next build gives what it gave before."""
    project = projects.copy(projects.SMALL, tmp_path / "project")
    projects.build(project, tmp_path / "before")
    projects.run([str(parts.STORIES), "clean", "--project", str(project)])
    assert not (project / STORE).exists()
    assert different(small_site.folder, tmp_path / "before") == []
    assert different(small_site.folder, projects.build(project, tmp_path / "after")) == []


def test_sites_of_two_kinds_share_a_store(small_site: BuiltSite, tmp_path: Path) -> None:
    """One to be opened from a disk leads to files, the other to folders, whichever was built before."""
    project = projects.copy(projects.SMALL, tmp_path / "project")
    files = [projects.build(project, tmp_path / f"files{number}", more=["--links", "file"]) for number in (1, 2)]
    folders = projects.build(project, tmp_path / "folders")
    assert different(small_site.folder, folders) == []
    assert different(*files) == []
    assert '/index.html"' in (files[1] / "en/stories/index.html").read_text(encoding="utf-8")


def test_it_can_be_built_again_over_itself(tmp_path: Path) -> None:
    """A second build into the same folder gives the same files and leaves nothing of the first behind."""
    project = projects.copy(projects.SMALL, tmp_path / "project")
    folder = projects.build(project, project / "site")
    first = projects.digests(folder)
    (folder / "left-over.html").write_text("old", encoding="utf-8")
    projects.build(project, folder)
    assert projects.digests(folder) == first
    assert sorted(path.name for path in project.iterdir() if path.name != ".cache") == [
        ".site-releases",
        "content",
        "mkdocs.yml",
        "site",
        "stories",
    ]


def test_mkdocs_builds_the_same_site(small_site: BuiltSite, tmp_path: Path) -> None:
    """``mkdocs build`` gives what ``stories build`` gives, file by file."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    command += ["--config-file", str(projects.SMALL / "mkdocs.yml"), "--site-dir", str(tmp_path / "site")]
    projects.run(command, {"SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"})
    assert different(small_site.folder, tmp_path / "site") == []


def test_the_epoch_is_the_moment_of_the_build(small_site: BuiltSite, tmp_path: Path) -> None:
    """SOURCE_DATE_EPOCH stands for the moment of the build where ``--as-of`` is not given."""
    command = [str(parts.STORIES), "build", "--project", str(projects.SMALL), "--site-dir", str(tmp_path / "site")]
    projects.run(command, {"SOURCE_DATE_EPOCH": EPOCH})
    assert different(small_site.folder, tmp_path / "site") == []


def test_a_day_later_only_what_tells_the_day_has_changed(small_site: BuiltSite, tmp_path: Path) -> None:
    """Where promises stand is told as of a day; every other page stays as it is, and so do readers' caches."""
    later = projects.build(projects.SMALL, tmp_path / "site", "2025-07-01")
    pages = ["en/index.html", "en/progress/index.html", "es/avances/index.html", "es/index.html"]
    assert different(small_site.folder, later) == pages
