"""A withdrawal killed at changes to the disk of every kind: run again, it leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import withdrawals as well
from tests.support.faults import Driver

CALLS = ("rename", "renameat2", "unlink", "rmdir", "fsync")
"""What marks the record, swaps the site, and removes older sites and what the store held."""


def published(driver: Driver, folder: Path) -> Path:
    """A project that was published twice."""
    project = well.well_project(folder / "project")
    for _ in range(2):
        assert driver.do("stories", "build", "--project", project) == 0
    return project


@pytest.mark.parametrize("call", CALLS)
def test_killed_and_run_again(driver: Driver, tmp_path: Path, call: str) -> None:
    """At the first, a middle and the last call of the kind: the second run ends it, and no byte of it is left."""
    command = ("stories", "withdraw", well.REFERENCE, "--project")
    count = driver.calls(tmp_path / "log", *command, published(driver, tmp_path / "whole"))[call]
    assert count > 0
    for when in sorted({1, (count + 1) // 2, count}):
        project = published(driver, tmp_path / str(when))
        assert driver.with_fault(call, f"signal=KILL:when={when}", *command, project) == -9
        assert driver.do(*command, project) == 0
        assert well.holding(project, well.NAME, well.WORDS, well.PALABRAS, well.ALT) == []
        assert driver.do("stories", "build", "--project", project) == 0
        assert [name for name in well.holding(project, well.NAME) if name.startswith("site")] == []
