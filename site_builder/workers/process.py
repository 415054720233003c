"""Does jobs from standard input one after the other, within limits, and writes their answers: the worker process.

    python -c "from site_builder.workers.process import main; main()"

``pool`` starts it. Answers are JSON followed by bytes, so nothing that comes from here is ever run there.
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO, Protocol, TypeVar

T_co = TypeVar("T_co", covariant=True)

Answer = tuple[Mapping[str, object], Sequence[bytes]]
"""What a job sends back: words, which JSON can hold, and contents of any length."""

_LENGTH = 8
# No file of ours is near it. A longer frame was sent by something else.
_LONGEST = 1 << 28

# From malloc.h of the GNU C library. Blocks of up to 32 MB, the most that old versions allow, come from memory that is
# kept; it is given back to the system once so much of it is free.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_BLOCK, _KEPT = 1 << 25, 1 << 29


@dataclass(frozen=True, slots=True)
class Limits:
    """``memory``: bytes beyond what a worker has at its start; ``processor``: seconds of processor time a job;
    ``clock``: seconds a job by the clock, for work that waits and for systems that know no other limit."""

    memory: int = 1024**3
    processor: int = 20
    clock: float = 180


class Failure(StrEnum):
    """Why a job has no answer: it took too long, took too much memory (or was killed, as systems do when memory runs
    out), ended its worker, or could not read a file."""

    TIME = "time"
    MEMORY = "memory"
    CRASH = "crash"
    UNREADABLE = "unreadable"


class Job(Protocol[T_co]):
    """Work on something that may harm the process that does it: made here, run in a worker."""

    def run(self) -> Answer:
        """Do the work, in the worker. May raise MemoryError and OSError; any other exception is a bug."""

    def result(self, words: Mapping[str, Any], contents: Sequence[bytes]) -> T_co:
        """Read the worker's answer."""

    def failed(self, failure: Failure) -> T_co:
        """Give the result of a job that has no answer."""


def write_frame(pipe: BinaryIO, content: bytes) -> None:
    """Send ``content`` whole."""
    pipe.write(len(content).to_bytes(_LENGTH, "big"))
    pipe.write(content)
    pipe.flush()


def read_frame(pipe: BinaryIO) -> bytes:
    """Receive what ``write_frame`` sent. Raises EOFError at the end, and where the other side died halfway."""
    head = pipe.read(_LENGTH)
    length = int.from_bytes(head, "big")
    if len(head) < _LENGTH or length > _LONGEST:
        raise EOFError
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return content


def main() -> None:
    """Work until the jobs end."""
    jobs, answers = _pipes()
    # Ctrl-C is for the process that started this one, and that ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, BrokenPipeError):
        limits, keep_memory = pickle.loads(read_frame(jobs))  # noqa: S301 - from the process that started this one
        if keep_memory:
            _keep_memory()
        _limit_memory(limits)
        write_frame(answers, b"{}")
        while True:
            job = pickle.loads(read_frame(jobs))  # noqa: S301 - the same
            _limit_processor(limits)
            words, contents = _answer(job)
            write_frame(answers, json.dumps({**words, "contents": len(contents)}).encode())
            for content in contents:
                write_frame(answers, content)


def _answer(job: Job[object]) -> Answer:
    try:
        words, contents = job.run()
    except MemoryError:
        return {"failure": "memory"}, ()
    except OSError:
        return {"failure": "unreadable"}, ()
    except Exception:
        return {"bug": traceback.format_exc()}, ()
    return {"words": words}, contents


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Take over standard input and output. A library that prints, prints nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return sys.stdin.buffer, answers


def _limit_memory(limits: Limits) -> None:
    """Let this process take no more memory than allowed: what asks for more is refused it. Linux only.

    Data counts, not address space: of that, each thread of a decoder reserves far more than it uses.
    """
    if sys.platform == "linux":
        import resource

        data = _data_in_use() + limits.memory
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_DATA, (data, data))
    if sys.platform != "win32":
        import resource

        # A decoder that crashes leaves no image of its memory on the disk, with the picture in it.
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_processor(limits: Limits) -> None:
    """Have the system end this process (SIGXCPU) once it has computed for that long from now on. Not on Windows."""
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        soft = int(used.ru_utime + used.ru_stime) + limits.processor + 1
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _data_in_use() -> int:
    """Count the bytes of data that this process has, as Linux counts them against the limit."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmData:"):
            return int(line.split()[1]) * 1024
    return 0


def _keep_memory() -> None:
    """Let this process keep what it frees for the next job.

    Every picture asks for the same large blocks again, and to get them from the system each time, emptied, takes a
    tenth of the work. Does nothing where there is another C library.
    """
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(AttributeError, OSError):
            library = ctypes.CDLL(None)
            library.mallopt(_MMAP_THRESHOLD, _BLOCK)
            library.mallopt(_TRIM_THRESHOLD, _KEPT)
