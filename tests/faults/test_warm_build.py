"""`stories build` killed at a change to the disk while most of the site comes out of the store."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.support.faults import Driver
from tests.support.projects import digests
from tests.support.versions import releases, versions

TIMES = {"link": 6, "rename": 6, "write": 6, "mkdir": 6, "unlink": 3, "fchmod": 2, "syncfs": 2, "renameat2": 2}
"""How often a build is killed in calls of each kind: the first, the last, and some between."""


def some(count: int, times: int) -> list[int]:
    """So many numbers from 1 to ``count``, evenly apart: the first and the last are among them."""
    return sorted({1 + (count - 1) * number // max(1, times - 1) for number in range(times)})


def test_a_warm_build_killed_at_a_change(driver: Driver, tmp_path: Path) -> None:
    """The old site or the new one is served, whole; the next build succeeds and equals one without a store."""
    found = versions(driver, tmp_path)
    counted: dict[int, Counter[str]] = {}
    for to in (0, 1):
        found.change(to)
        counted[to] = driver.calls(tmp_path / "log", *found.command("--keep", "1"))
        assert digests(found.project / "site") == found.sites[to]
    assert {*TIMES} <= {*counted[0]} & {*counted[1]}
    attempts = [(call, place) for call, times in TIMES.items() for place in range(times)]
    served = 1
    for call, place in attempts:
        to = 1 - served
        number = some(counted[to][call], TIMES[call])[min(place, counted[to][call] - 1)]
        found.change(to)
        status = driver.with_fault(call, f"signal=KILL:when={number}", *found.command("--keep", "1"))
        assert status == -9, f"{call} {number} of {counted[to][call]}"
        assert digests(found.project / "site") in (found.sites[served], found.sites[to]), f"{call} {number}"
        assert driver.do(*found.command("--keep", "1")) == 0, f"{call} {number}"
        assert digests(found.project / "site") == found.sites[to], f"{call} {number}"
        assert [name for name in releases(found.project) if not name.isdecimal()] == [], f"{call} {number}"
        served = to
