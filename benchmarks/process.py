"""A command measured from outside: wall time, processor time, and the memory of its whole tree of processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_PROC = Path("/proc")
_SAMPLE = 0.02


class CommandFailedError(Exception):
    """A measured command that did not succeed; the message ends with what it said last."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Seconds on the clock, seconds of all processors, and bytes at the peak; None where the system does not tell."""

    seconds: float
    processor: float | None
    memory: int | None

    def then(self, other: Usage) -> Usage:
        """This and then the other: times add up, the higher peak counts."""
        processor = None if self.processor is None or other.processor is None else self.processor + other.processor
        memory = None if self.memory is None or other.memory is None else max(self.memory, other.memory)
        return Usage(self.seconds + other.seconds, processor, memory)


def measure(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str]) -> Usage:
    """Run a command in a folder and measure it. Raises CommandFailedError.

    ``environment`` is added to this process's own.
    """
    words = [str(word) for word in command]
    if hasattr(os, "sync"):
        # What the last command wrote is not written out at the cost of this one.
        os.sync()
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(
            words,
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        watch = _MemoryWatch(process.pid)
        try:
            processor = _wait(process)
        except BaseException:
            _end(process)
            raise
        finally:
            memory = watch.stop()
        seconds = time.perf_counter() - began
        if process.returncode:
            raise CommandFailedError(f"{' '.join(words)}\nexit status {process.returncode}\n{_last_words(said)}")
    return Usage(seconds, processor, memory)


def _wait(process: subprocess.Popen[bytes]) -> float | None:
    """Wait for the end; the processor seconds of the process and of all that it waited for."""
    if sys.platform == "win32":
        process.wait()
        return None
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _last_words(said: IO[bytes]) -> str:
    said.seek(0)
    return said.read().decode(errors="replace")[-2000:]


class _MemoryWatch:
    """Samples a session's memory until it is stopped.

    A sample is the sum of its processes' resident memory (RSS). Pages that processes share count once for each, so a
    tool that forks is shown as larger than it is, never as smaller. A single process's own high-water mark counts too,
    so that a peak between two samples is not lost.
    """

    def __init__(self, session: int) -> None:
        self._session = session
        self._peak = 0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        if (_PROC / "self" / "status").exists():
            self._thread.start()

    def stop(self) -> int | None:
        """The peak in bytes; None where there is no /proc."""
        self._stopped.set()
        if self._thread.ident is None:
            return None
        self._thread.join()
        return self._peak

    def _watch(self) -> None:
        while not self._stopped.wait(_SAMPLE):
            found = [resident for process in _members(self._session) if (resident := _resident(process))]
            self._peak = max(self._peak, sum(now for now, _ in found), *(highest for _, highest in found), 0)


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
    try:
        status = (_PROC / str(process) / "status").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    sizes = {name: int(rest.split()[0]) * 1024 for name, _, rest in _lines(status) if name in {"VmRSS", "VmHWM"}}
    return (sizes["VmRSS"], sizes["VmHWM"]) if len(sizes) == len(("VmRSS", "VmHWM")) else None


def _lines(status: str) -> Iterator[tuple[str, str, str]]:
    return (line.partition(":") for line in status.splitlines())
