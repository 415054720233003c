"""Processes that end at a chosen system call: strace attaches to a process that is about to work, and kills it there.

A driver that has loaded everything forks a process for each piece of work, so that hundreds of ends can be tried.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.support import parts

DRIVER = parts.ROOT / "tests" / "faults" / "driver.py"

CHANGES = (
    "write,pwrite64,ftruncate,fsync,fdatasync,syncfs,link,linkat,rename,renameat,renameat2,"
    "mkdir,mkdirat,unlink,unlinkat,rmdir,chmod,fchmod"
)
"""System calls that change what is on a disk."""

_CALL = re.compile(r"^(?:\d+ +)?(\w+)\(", re.MULTILINE)


def strace() -> str:
    """The program strace; without it these tests can show nothing."""
    found = shutil.which("strace")
    assert found, "strace is missing: python requirements/install.py test installs it on Debian"
    return found


@dataclass
class Work:
    """A process that waits to begin. ``process``: its id."""

    process: int
    driver: Driver

    def finish(self) -> int:
        """Let it work to its end; gives its exit status, below 0 for a signal."""
        return int(self.driver.ask("go"))


class Driver:
    """Forks processes that publish sites (``tests/faults/driver.py``)."""

    def __init__(self, streams: tuple[IO[str], IO[str]]) -> None:
        self._to, self._from = streams

    def ask(self, line: str) -> str:
        """Send a line and get one."""
        self._to.write(f"{line}\n")
        self._to.flush()
        return self._from.readline().strip()

    def begin(self, *words: str | Path) -> Work:
        """A process that will do what the words say, once it is told to go."""
        return Work(int(self.ask("\t".join(map(str, words)))), self)

    def do(self, *words: str | Path) -> int:
        """Do what the words say; the exit status."""
        return self.begin(*words).finish()

    def calls(self, log: Path, *words: str | Path) -> Counter[str]:
        """Do it undisturbed; which of ``CHANGES`` were called, and how often."""
        work = self.begin(*words)
        with _attached(work.process, ["-e", f"trace={CHANGES}", "-o", str(log)]):
            assert work.finish() == 0
        return Counter(_CALL.findall(log.read_text()))

    def with_fault(self, call: str, fault: str, *words: str | Path) -> int:
        """Do it with a fault such as ``signal=KILL:when=3`` in the calls of that name; the exit status."""
        work = self.begin(*words)
        with _attached(work.process, ["-e", f"trace={call}", "-e", f"inject={call}:{fault}", "-o", "/dev/null"]):
            return work.finish()


@contextmanager
def driver() -> Iterator[Driver]:
    """A driver for as long as it is needed."""
    command = [sys.executable, "-B", str(DRIVER)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1, cwd=parts.ROOT
    ) as process:
        assert process.stdin
        assert process.stdout
        yield Driver((process.stdin, process.stdout))
        process.stdin.close()


@contextmanager
def _attached(process: int, options: Iterable[str]) -> Iterator[None]:
    command = [strace(), *options, "-p", str(process)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
        assert tracer.stderr
        first = tracer.stderr.readline()
        assert "attached" in first, first
        yield
        tracer.stderr.read()
