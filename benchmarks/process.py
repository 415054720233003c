"""A command measured from outside: wall time, processor time, and the memory of its whole tree of processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from benchmarks.memory import MemoryWatch


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


_UNSET = {"PYTHONDONTWRITEBYTECODE"}
"""With it Python compiles every module again at each start, this project's and MkDocs' alike; nobody works that way."""


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
            env={**{name: value for name, value in os.environ.items() if name not in _UNSET}, **environment},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        watch = MemoryWatch(process.pid)
        try:
            processor = _wait(process)
            seconds = time.perf_counter() - began
        except BaseException:
            _end(process)
            raise
        finally:
            memory = watch.stop()
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
