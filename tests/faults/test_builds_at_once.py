"""Two builds of one project at once: they share its store, and neither is harmed by the other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support.faults import Driver, driver
from tests.support.projects import digests
from tests.support.versions import Versions, releases, versions

HELD = 1
"""The exit status where another build of the same site is under way and nobody waits for it."""


def both(found: Versions, one: tuple[str, ...], other: tuple[str, ...]) -> list[int]:
    """Two builds with these options at the same moment; the exit statuses."""
    with driver() as first, driver() as second, ThreadPoolExecutor(2) as threads:
        begun = [first.begin(*found.command(*one)), second.begin(*found.command(*other))]
        return list(threads.map(lambda work: work.finish(), begun))


def test_into_two_folders(driver: Driver, tmp_path: Path) -> None:
    """Each gives the whole site, also where both are about to make what the store lacks, in several processes."""
    found = versions(driver, tmp_path)
    for to in (0, 1, 0, 1):
        found.change(to)
        folders = [tmp_path / "one", tmp_path / "other"]
        options = [("--site-dir", str(folder), "--jobs", "3") for folder in folders]
        assert both(found, options[0], options[1]) == [0, 0]
        assert [digests(folder) == found.sites[to] for folder in folders] == [True, True]
        assert driver.do(*found.command()) == 0
        assert digests(found.project / "site") == found.sites[to]


@pytest.mark.parametrize(("wait", "statuses"), [("60", ([0, 0],)), ("0", ([0, 0], [0, HELD]))])
def test_into_one_folder(driver: Driver, tmp_path: Path, wait: str, statuses: tuple[list[int], ...]) -> None:
    """The second waits, or stops at once; the site is whole either way."""
    found = versions(driver, tmp_path)
    for to in (0, 1):
        found.change(to)
        assert sorted(both(found, ("--wait", wait), ("--wait", wait))) in statuses
        assert digests(found.project / "site") == found.sites[to]
        assert [name for name in releases(found.project) if not name.isdecimal()] == []
