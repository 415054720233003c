"""A withdrawal that is killed at a change to the disk: after the next build what is marked is not shown."""

from __future__ import annotations

from pathlib import Path

from tests.support.disturbed import Disturbed
from tests.support.faults import Driver
from tests.support.withdrawals import well_project

BEFORE_THE_SWAP = {
    "before the first record is marked": ("rename", 2),
    "between two records": ("rename", 3),
    "between the marks and the new epoch": ("rename", 4),
    "while the site is written": ("link", 0.5),
    "while the store is emptied": ("unlink", 0.5),
    "at the swap": ("renameat2", 1),
}
AFTER_THE_SWAP = {
    "before the old site has its place": ("rename", -5),
    "while older sites are removed": ("unlinkat", 0.5),
    "before the list of addresses is there": ("rename", -1),
    "before it says that it is done": ("write", -1),
}
"""Calls of the system, by their number among those of their name: from the first on, from the last, or a share."""


def test_killed_at_any_moment(driver: Driver, tmp_path: Path) -> None:
    """Whenever it is killed, readers see a whole site, nothing is called done, and it can be ended later."""
    attempt = Disturbed(driver, well_project(tmp_path / "project"), tmp_path)
    counted = driver.calls(tmp_path / "log", *attempt.command)
    for moments, served in ((BEFORE_THE_SWAP, attempt.old), (AFTER_THE_SWAP, attempt.new)):
        for moment, (call, place) in moments.items():
            attempt.publish()
            count = counted[call]
            number = int(place + (count + 1 if place < 0 else 0)) if abs(place) >= 1 else int(count * place)
            status = driver.with_fault(call, f"signal=KILL:when={number}", *attempt.command)
            assert status == -9, moment
            assert attempt.served() == served, moment
            attempt.assert_lawful(status, moment)
