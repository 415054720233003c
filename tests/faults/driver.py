"""Publishes sites, each in a process of its own that waits for a word to begin. Run by ``tests/support/faults``.

A line names the work, with tabs: ``publish TARGET WORDS KEEP WAIT WAY``, ``rollback TARGET NUMBER WAY``, or ``stories``
with its arguments; ``telling FILE stories …`` keeps what that prints. The answer is the id of the process; the line
``go`` lets it work, and its exit status is the answer: 1 where the system refused something, 3 where another process
was publishing.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import site_builder.mkdocs_plugin  # noqa: F401 - loaded once for all builds
from site_builder.cli.program import run as stories
from site_builder.publish.target import LockedError
from tests.support.small_site import publish, rollback, with_renames


def work(words: list[str]) -> None:
    """Do what a line says."""
    if words[0] == "stories":
        tell_into(os.devnull)
        os._exit(stories(words[1:], os.environ))
    if words[0] == "telling":
        tell_into(words[1])
        os._exit(stories(words[3:], os.environ))
    if words[-1] == "renames":
        with_renames()
    if words[0] == "publish":
        publish(Path(words[1]), words[2], keep=int(words[3]), wait=float(words[4]))
    else:
        rollback(Path(words[1]), int(words[2]))


def tell_into(file: str) -> None:
    """Have all that this process prints go into a file."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(handle, 1)
    os.dup2(handle, 2)


def child(gate: int, words: list[str]) -> None:
    """Wait for the word, work, and end."""
    pr_set_ptracer, anybody = 0x59616D61, ctypes.c_ulong(-1)
    ctypes.CDLL(None).prctl(pr_set_ptracer, anybody)
    os.read(gate, 1)
    try:
        work(words)
    except OSError:
        os._exit(1)
    except LockedError:
        os._exit(3)
    os._exit(0)


def answer(number: int) -> None:
    """Send a line back."""
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def main() -> None:
    """Serve lines until there are no more."""
    for line in sys.stdin:
        gate, key = os.pipe()
        process = os.fork()
        if process == 0:
            os.close(key)
            child(gate, line.rstrip("\n").split("\t"))
        os.close(gate)
        answer(process)
        sys.stdin.readline()
        os.write(key, b"x")
        os.close(key)
        _, status = os.waitpid(process, 0)
        answer(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
