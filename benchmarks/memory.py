"""The memory of a command's whole tree of processes, looked at from outside while it runs."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

PROPORTIONAL, RESIDENT, UNKNOWN = "proportional", "resident", "unknown"

_PROC = Path("/proc")
_GLANCES = 0.005, 0.02
"""Seconds between two looks at each process's high-water mark, which the kernel has at hand: 0.2 ms in all. They are
closer at first, a twentieth of the time so far: what ends soon is looked at, too."""

_SUM, _REST = 0.1, 50
"""Seconds between two sums, at least, and how often the time that a sum takes must pass before the next. The kernel
walks all pages of a process for its proportional size, 13 ms a gigabyte, in which the process cannot map any: so no
more than a fiftieth of one processor's time goes into it, however large the tree."""


def kind() -> str:
    """How memory is measured on this system: PROPORTIONAL, RESIDENT where shares are not told, or UNKNOWN."""
    if (_PROC / "self" / "smaps_rollup").exists():
        return PROPORTIONAL
    return RESIDENT if (_PROC / "self" / "status").exists() else UNKNOWN


class MemoryWatch:
    """Looks at a session's memory until it is stopped.

    The peak is the largest of two things. One is the sum of the processes' proportional sizes (PSS), in which a page
    that several have counts once; where the system tells no shares, the sum of their resident sizes. The other is each
    process's own high-water mark: no sum is needed while a process is alone, and its short peaks are not lost.
    """

    def __init__(self, session: int) -> None:
        self._session = session
        self._peak = 0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        if kind() != UNKNOWN:
            self._thread.start()

    def stop(self) -> int | None:
        """The peak in bytes; None where there is no /proc, or the end came before the first look."""
        self._stopped.set()
        if self._thread.ident is None:
            return None
        self._thread.join()
        return self._peak or None

    def _watch(self) -> None:
        known: set[int] = set()
        due, start = 0.0, time.monotonic()
        while not self._stopped.wait(min(max(_GLANCES[0], (time.monotonic() - start) / 20), _GLANCES[1])):
            found = {process: sizes for process in _members(self._session) if (sizes := _resident(process))}
            self._peak = max(self._peak, *(highest for _, highest in found.values()), 0)
            # A process that has just been started still has all of its parent's memory, until it runs its program.
            shared = {process: now for process, (now, _) in found.items() if process in known}
            began = time.monotonic()
            if len(shared) > 1 and began >= due:
                self._peak = max(self._peak, sum(_proportional(process, now) for process, now in shared.items()))
                ended = time.monotonic()
                due = ended + max(_SUM, _REST * (ended - began))
            known = set(found)


def _members(session: int) -> Iterator[int]:
    """The processes of a session: those that a command started, however deep, and those that outlive their parent."""
    if sys.platform == "win32":
        return
    for entry in os.scandir(_PROC):
        if entry.name.isdigit():
            process = int(entry.name)
            with suppress(OSError):
                if os.getsid(process) == session:
                    yield process


def _resident(process: int) -> tuple[int, int] | None:
    """A process's resident memory now and at its highest, in bytes; None where it has ended."""
    sizes = _sizes(process, "status", "VmRSS", "VmHWM")
    return (sizes["VmRSS"], sizes["VmHWM"]) if len(sizes) == len(("VmRSS", "VmHWM")) else None


def _proportional(process: int, resident: int) -> int:
    """A process's pages, each divided by how many processes have it, in bytes; ``resident`` where that is not told."""
    try:
        return _sizes(process, "smaps_rollup", "Pss").get("Pss", 0)
    except OSError:
        return resident


def _sizes(process: int, name: str, *wanted: str) -> dict[str, int]:
    """What a file of ``/proc`` says of a process, in bytes; nothing where it has ended. Raises OSError if kept back."""
    try:
        text = (_PROC / str(process) / name).read_text(encoding="utf-8", errors="replace")
    except ProcessLookupError:
        return {}
    except FileNotFoundError:
        if (_PROC / str(process)).exists():
            raise
        return {}
    lines = (line.partition(":") for line in text.splitlines())
    return {field: int(rest.split()[0]) * 1024 for field, _, rest in lines if field in wanted}
