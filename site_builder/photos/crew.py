"""Processes that make pictures for this one, so that no file can harm it: each keeps itself to the limits it is told.

A worker makes one picture after the other. One that dies, or is ended for taking too long, was at one picture: that
one is told as a problem, and the next picture is made by a new worker. They are started, not forked, so that they
start beside threads and on every system, and have nothing of this process in their memory.
"""

from __future__ import annotations

import threading
from typing import TypeVar

from site_builder.photos.hand import Died, Hand
from site_builder.photos.limits import Limits
from site_builder.photos.order import Job, Look
from site_builder.pictures import PictureFault
from site_builder.workers import WorkerError

T = TypeVar("T")


class Crew:
    """Workers, started when they are needed. Any thread may ask; pictures asked for at once are made at once.

    ``keep_memory``: whether workers keep what a picture took for the next, which is quicker, and more than a program
    that waits for people should hold.
    """

    def __init__(self, limits: Limits | None = None, *, keep_memory: bool = False) -> None:
        self._limits = limits or Limits()
        self._keep_memory = keep_memory
        self._idle: list[Hand] = []
        self._busy: set[Hand] = set()
        self._lock = threading.Lock()
        self._closed = False

    def make(self, job: Job[T]) -> T | PictureFault:
        """What comes of a job, such as a picture's files, or why nothing does: what the job itself refuses,
        ``picture-costly`` where it took more than the limits, ``picture-broken`` where a worker died of it. Raises
        WorkerError.
        """
        result = self._once(job)
        if isinstance(result, Died) and result.from_outside:
            # The system does that when memory runs out, though others may have taken it: once more then.
            result = self._once(job)
        return result.fault() if isinstance(result, Died) else result

    def thumbnails(self, data: bytes, *, cuts: bool = False) -> tuple[bytes, ...]:
        """What ``likeness.thumbnails`` gives for a picture; nothing where it cannot be decoded within the limits.
        ``cuts``: what ``cut_for_cards`` and ``parts_of`` give, too. Raises WorkerError."""
        found = self.make(Look(data, cuts))
        return () if isinstance(found, PictureFault) else found

    def close(self) -> None:
        """End every worker, at work or not. What is asked for from now on raises WorkerError."""
        with self._lock:
            self._closed = True
            hands = [*self._idle, *self._busy]
            self._idle.clear()
        for hand in hands:
            hand.end()

    def _once(self, job: Job[T]) -> T | PictureFault | Died:
        hand = self._taken()
        try:
            result = hand.ask(job, self._limits.clock)
        except BaseException:
            hand.end()
            raise
        finally:
            with self._lock:
                self._busy.discard(hand)
        if not isinstance(result, Died):
            self._given_back(hand)
        elif self._closed:
            raise WorkerError
        return result

    def _taken(self) -> Hand:
        with self._lock:
            if self._closed:
                raise WorkerError
            hand = self._idle.pop() if self._idle else None
        hand = hand or Hand(self._limits, keep_memory=self._keep_memory)
        with self._lock:
            self._busy.add(hand)
        return hand

    def _given_back(self, hand: Hand) -> None:
        with self._lock:
            if not self._closed:
                self._idle.append(hand)
                return
        hand.end()
