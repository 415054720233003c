"""Shares our own work out to processes: one a core where that pays. The result never depends on it."""

from __future__ import annotations

import gc
import os
import pickle
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

T = TypeVar("T")
Share = Callable[[int, int], Iterable[T]]
"""Does share ``number`` of ``of``: every ``of``-th piece of work from the ``number``-th on. Gives their results."""

_BATCH = 50


class WorkerError(Exception):
    """A worker process ended before its work did: it was killed, or the memory was not enough."""


def jobs(pieces: int, at_least: int, wanted: int | None = None) -> int:
    """Decide how many processes do ``pieces`` of work: as many as cores, if each gets ``at_least`` that many.

    ``wanted`` decides instead, where given. One where processes cannot be forked, or where threads run (a fork would
    copy their locks as they happen to stand).
    """
    if not hasattr(os, "fork") or sys.platform == "darwin" or threading.active_count() > 1:
        return 1
    return max(1, wanted if wanted is not None else min(cores(), pieces // at_least))


def cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def uncollected() -> Iterator[None]:
    """Turn the garbage collector off meanwhile: a build makes millions of objects, hardly a cycle, and then it ends."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def in_shares(share: Share[T], count: int) -> Iterator[T]:
    """Give the results of all shares, in the order in which they come. Processes are forked: nothing is copied to them.

    They begin at once, and the work of a single process when the first result is asked for. What a share raises in a
    worker is raised here, with the worker's traceback as its note. WorkerError where a worker died.
    """
    if count == 1:
        return iter(share(0, 1))
    # What is there already is not looked at by the collectors of the workers, which would copy every page of it.
    gc.freeze()
    try:
        workers = [_started(share, number, count) for number in range(count)]
    finally:
        gc.unfreeze()
    return _collected(workers)


@dataclass(frozen=True)
class _Worker:
    process: BaseProcess
    end: Connection


def _started(share: Share[T], number: int, count: int) -> _Worker:
    import multiprocessing

    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(share, number, count, theirs), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _collected(workers: Sequence[_Worker]) -> Iterator[T]:
    try:
        yield from _results([worker.end for worker in workers])
    finally:
        for worker in workers:
            if sys.exc_info()[0] is not None:
                worker.process.terminate()
            worker.process.join()


def _results(open_ends: list[Connection]) -> Iterator[T]:
    from multiprocessing.connection import wait

    while open_ends:
        for end in cast("list[Connection]", wait(open_ends)):
            try:
                kind, value = end.recv()
            except EOFError:
                raise WorkerError from None
            if kind == "error":
                raise value
            if kind == "end":
                open_ends.remove(end)
                end.close()
            else:
                yield from value


def _work(share: Share[T], number: int, count: int, theirs: Connection) -> None:
    try:
        for batch in _batches(share(number, count)):
            theirs.send(("some", batch))
        theirs.send(("end", None))
    except Exception as error:
        error.add_note(traceback.format_exc())
        theirs.send(("error", _sendable(error)))


def _sendable(error: Exception) -> Exception:
    """Give the error, or another that says the same where it cannot be sent to another process."""
    try:
        pickle.dumps(error)
    except Exception:
        other = RuntimeError(type(error).__name__)
        other.__notes__ = error.__notes__
        return other
    return error


def _batches(pieces: Iterable[T]) -> Iterator[list[T]]:
    batch: list[T] = []
    for piece in pieces:
        batch.append(piece)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    yield batch
