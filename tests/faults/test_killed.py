"""A publish or a rollback that is killed, or told that the disk is full, at any change that it makes to the disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from site_builder.publish.releases import recover
from tests.support.faults import Driver
from tests.support.small_site import left_behind, older, publish, words_of

Expected = dict[str, set[str]]
"""The sites that may be served, and for each the older ones that are kept after the next publish."""

WAYS = ["at once", "renames"]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What this process itself publishes, before and after, need not reach the disk."""
    monkeypatch.setattr("site_builder.publish.staging.flush", lambda folder: None)


def before(folder: Path) -> Path:
    """A target that serves ``b`` and keeps ``a``."""
    target = folder / "site"
    target.parent.mkdir()
    publish(target, "a")
    publish(target, "b")
    return target


def attempts(driver: Driver, folder: Path, *work: str) -> Iterator[tuple[str, int, Path]]:
    """Each system call of the work by name and number, with a fresh target to do it in."""
    first, *rest = work
    counted = driver.calls(folder / "log", first, before(folder / "counted"), *rest)
    assert counted["renameat2"] == (0 if work[-1] == "renames" else 1)
    assert counted["rename"] >= 1
    for call, count in counted.items():
        for number in range(1, count + 1):
            yield call, number, before(folder / f"{call}-{number}")


def assert_whole(target: Path, expected: Expected, way: str) -> None:
    """One of these is served, whole. The next publish succeeds, keeps what belongs to it, and leaves no rubbish."""
    if way == "renames" and not target.exists():
        # Between two renames nothing is served, until the next start: that is why they are only the second choice.
        recover(target)
    served = words_of(target)
    assert served in expected
    publish(target, "next")
    assert words_of(target) == "next"
    assert "".join(word or "?" for word in older(target)) in expected[served]
    assert left_behind(target) == []


PUBLISHED: Expected = {"b": {"ba"}, "c": {"cb"}}
ROLLED_BACK: Expected = {"b": {"ba"}, "a": {"ba"}}


@pytest.mark.parametrize("way", WAYS)
def test_a_publish_killed_at_any_change(driver: Driver, tmp_path: Path, way: str) -> None:
    """Killed anywhere, the old site or the new one is served, whole, and the next publish needs no cleaning."""
    for call, number, target in attempts(driver, tmp_path, "publish", "c", "2", "0", way):
        status = driver.with_fault(call, f"signal=KILL:when={number}", "publish", target, "c", "2", "0", way)
        assert status == -9
        assert_whole(target, PUBLISHED, way)


@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
@pytest.mark.parametrize("way", WAYS)
def test_a_publish_on_a_disk_that_refuses(driver: Driver, tmp_path: Path, way: str, error: str) -> None:
    """Where the disk is full or broken from any change on, what is served is whole, and later a publish succeeds."""
    for call, number, target in attempts(driver, tmp_path, "publish", "c", "2", "0", way):
        driver.with_fault(call, f"error={error}:when={number}+", "publish", target, "c", "2", "0", way)
        assert_whole(target, PUBLISHED, way)


def test_a_publish_that_keeps_nothing_killed_at_any_change(driver: Driver, tmp_path: Path) -> None:
    """Where older sites are let go, too, none of them is ever half kept."""
    for call, number, target in attempts(driver, tmp_path, "publish", "c", "0", "0", "at once"):
        driver.with_fault(call, f"signal=KILL:when={number}", "publish", target, "c", "0", "0", "at once")
        assert_whole(target, {"b": {"ba", "b"}, "c": {"cb", "ca", "c"}}, "at once")


@pytest.mark.parametrize("way", WAYS)
def test_a_rollback_killed_at_any_change(driver: Driver, tmp_path: Path, way: str) -> None:
    """Killed anywhere, one of the two releases is served, whole, and the other one is kept."""
    for call, number, target in attempts(driver, tmp_path, "rollback", "1", way):
        driver.with_fault(call, f"signal=KILL:when={number}", "rollback", target, "1", way)
        assert_whole(target, ROLLED_BACK, way)


@pytest.mark.parametrize("way", WAYS)
def test_a_next_start_that_is_killed_too(driver: Driver, tmp_path: Path, way: str) -> None:
    """Killed in the swap, and killed again anywhere while the next publish puts that in order: still whole."""
    swap = "renameat2" if way == "at once" else "rename"
    # The second rename of a publish is the first of its swap: the one before it puts the record in its place.
    at = {"at once": [1], "renames": [2, 3, 4]}[way]
    for number in at:
        wrecked = tmp_path / str(number)
        wrecked.mkdir()

        def wreck(folder: Path, number: int = number) -> Path:
            target = before(folder)
            assert driver.with_fault(swap, f"signal=KILL:when={number}", "publish", target, "c", "2", "0", way) == -9
            return target

        counted = driver.calls(tmp_path / "log", "publish", wreck(wrecked / "counted"), "d", "2", "0", way)
        for call, count in counted.items():
            for when in range(1, count + 1):
                target = wreck(wrecked / f"{call}-{when}")
                assert driver.with_fault(call, f"signal=KILL:when={when}", "publish", target, "d", "2", "0", way) == -9
                assert_whole(target, {**PUBLISHED, "d": {"db", "dc"}}, way)
