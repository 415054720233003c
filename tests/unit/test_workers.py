"""Work in several processes gives what it gives in one, and says so when one dies."""

import os
import signal
import threading
from collections.abc import Iterator

import pytest

from site_builder.workers import WorkerError, in_shares, jobs


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_every_piece_is_done_once(count: int) -> None:
    """However many processes there are, each piece of work is done, and none twice."""

    def squares(number: int, of: int) -> Iterator[int]:
        return (value * value for value in range(number, 200, of))

    assert sorted(in_shares(squares, count)) == sorted(value * value for value in range(200))


def test_more_processes_than_work() -> None:
    """Processes that find nothing to do end quietly."""
    assert list(in_shares(lambda number, of: range(number, 1, of), 4)) == [0]


def test_what_goes_wrong_in_a_worker_goes_wrong_here() -> None:
    """An exception of a worker arrives as itself, with the place where it was raised."""

    def fails(number: int, of: int) -> Iterator[int]:
        yield number
        if number == 1:
            raise ValueError("the second share")

    with pytest.raises(ValueError, match="the second share") as caught:
        list(in_shares(fails, 2))
    assert any("in fails" in note for note in caught.value.__notes__)


def test_what_cannot_be_sent_from_a_worker_is_told_by_its_kind() -> None:
    """An exception that holds something of its process arrives as another that names it, with the same place."""

    def fails(number: int, of: int) -> Iterator[int]:
        yield number
        if number == 1:
            raise LookupError(threading.Lock())

    with pytest.raises(RuntimeError, match="LookupError") as caught:
        list(in_shares(fails, 2))
    assert any("in fails" in note for note in caught.value.__notes__)


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM])
def test_a_worker_that_dies_is_one_clear_error(ending: signal.Signals) -> None:
    """A worker that is killed ends the work with an error instead of leaving it half done in silence."""
    parent = os.getpid()

    def dies(number: int, of: int) -> Iterator[int]:
        yield number
        if number == 1 and os.getpid() != parent:
            os.kill(os.getpid(), ending)
        yield from range(1000)

    with pytest.raises(WorkerError):
        list(in_shares(dies, 2))


def test_few_pieces_stay_in_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that would have nearly nothing to do is not started; a wish decides, whatever there is to do."""
    # The browser's driver runs a thread in the tests' own process.
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    assert jobs(pieces=10, at_least=100) == 1
    assert jobs(pieces=10, at_least=100, wanted=3) == 3
    assert 1 <= jobs(pieces=10_000, at_least=100) <= (os.cpu_count() or 1)


def test_beside_threads_nothing_is_forked() -> None:
    """In a program that runs threads, such as the preview, all work stays in its process."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert jobs(pieces=10_000, at_least=1, wanted=4) == 1
    finally:
        done.set()
        thread.join()
