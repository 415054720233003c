"""One build at a time, and words about who is building."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from site_builder.publish.target import LockedError, locked


def test_a_second_build_stops_at_once(tmp_path: Path) -> None:
    """While one build holds the site another stops, and knows which process is building; then the way is free."""
    target = tmp_path / "site"
    with locked(target), pytest.raises(LockedError) as other, locked(target):
        pass
    assert other.value.process == str(os.getpid())
    with locked(target):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_second_build_waits_when_asked_to(tmp_path: Path) -> None:
    """With a time to wait, the second is told once who is building and goes on when the first has ended."""
    target = tmp_path / "site"
    told: list[str] = []
    begun, waiting, order = threading.Event(), threading.Event(), []

    def first() -> None:
        with locked(target):
            begun.set()
            waiting.wait(30)
            order.append("first")

    def tell(process: str) -> None:
        told.append(process)
        waiting.set()

    thread = threading.Thread(target=first)
    thread.start()
    begun.wait(30)
    with locked(target, 30, tell):
        order.append("second")
    thread.join()
    assert (told, order) == ([str(os.getpid())], ["first", "second"])


def test_waiting_ends(tmp_path: Path) -> None:
    """A build that waited long enough stops."""
    target = tmp_path / "site"
    with locked(target), pytest.raises(LockedError), locked(target, 0.3):
        pass
