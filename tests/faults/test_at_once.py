"""Two publish at once, and somebody reads meanwhile."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.faults import Driver, driver
from tests.support.small_site import contents, digest, left_behind, older, publish, words_of

ROUNDS = 50


@pytest.fixture(scope="module")
def two() -> Iterator[tuple[Driver, Driver]]:
    """Two drivers, so that two processes can be told to go at the same moment."""
    with driver() as one, driver() as other:
        yield one, other


def both(two: tuple[Driver, Driver], target: Path, words: tuple[str, str], wait: str) -> list[int]:
    """Publish two sites to the target at the same moment; the exit statuses."""
    begun = [one.begin("publish", target, word, "2", wait, "at once") for one, word in zip(two, words, strict=True)]
    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(lambda work: work.finish(), begun))


@contextmanager
def reading(target: Path) -> Iterator[list[str]]:
    """Read the site over and over, as a web server does, and note what was not whole."""
    found: list[str] = []
    ended = threading.Event()

    def read() -> None:
        while not ended.is_set():
            try:
                found.extend(_mixed(target))
            except FileNotFoundError as error:
                found.append(str(error))

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield found
    finally:
        ended.set()
        thread.join()


def _mixed(target: Path) -> Iterator[str]:
    site = os.open(target, os.O_RDONLY | os.O_DIRECTORY)
    try:
        files = {}
        for name in contents(""):
            with os.fdopen(os.open(name, os.O_RDONLY, dir_fd=site), "rb") as file:
                files[name] = file.read()
    finally:
        os.close(site)
    words = files["404.html"].decode()
    if digest(files) != digest(contents(words)):
        yield words


def test_the_second_waits(two: tuple[Driver, Driver], tmp_path: Path) -> None:
    """Fifty times two builds at once, each waiting for the other: both succeed, and nobody ever reads a mixed site."""
    target = tmp_path / "site"
    publish(target, "first")
    with reading(target) as mixed:
        for number in range(ROUNDS):
            words = (f"one {number}", f"other {number}")
            assert both(two, target, words, "60") == [0, 0]
            assert {words_of(target), older(target)[0]} == set(words)
            assert left_behind(target) == []
    assert mixed == []


def test_the_second_stops(two: tuple[Driver, Driver], tmp_path: Path) -> None:
    """Fifty times two builds at once that do not wait: one at least succeeds, and its site is served, whole."""
    target = tmp_path / "site"
    publish(target, "first")
    with reading(target) as mixed:
        for number in range(ROUNDS):
            words = (f"one {number}", f"other {number}")
            statuses = both(two, target, words, "0")
            assert sorted(statuses) in ([0, 0], [0, 3])
            assert words_of(target) in [word for word, status in zip(words, statuses, strict=True) if status == 0]
            assert left_behind(target) == []
    assert mixed == []
