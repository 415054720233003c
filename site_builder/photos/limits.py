"""What one picture may take of the machine. A file that was made to, or is broken in an odd way, takes no more."""

from __future__ import annotations

import contextlib
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Limits:
    """``memory``: bytes beyond what a worker has at its start; ``processor``: seconds of processor time a picture;
    ``clock``: seconds a picture by the clock, for decoders that wait and for systems that know no other limit."""

    memory: int = 1024**3
    processor: int = 20
    clock: float = 180


def limit_memory(limits: Limits) -> None:
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


def limit_processor(limits: Limits) -> None:
    """Have the system end this process (SIGXCPU) once it has computed for that long from now on. Not on Windows."""
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        soft = int(used.ru_utime + used.ru_stime) + limits.processor + 1
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _data_in_use() -> int:
    """Bytes of data that this process has, as Linux counts them against the limit."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmData:"):
            return int(line.split()[1]) * 1024
    return 0
