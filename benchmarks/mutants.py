"""Plants faults into a copy of the software, one after the other, and shows that the tests catch each of them.

    python -m benchmarks.mutants [WORDS …]

``mutants.yml`` lists the faults, each with the fewest tests that must catch it. What those say of the copy without any
fault comes first: where they fail anyway, they catch nothing.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import IO, Any, Literal, NamedTuple
from xml.etree import ElementTree as ET

import yaml

from benchmarks.install import ROOT

FAULTS = Path(__file__).with_name("mutants.yml")
PATIENCE = 600
"""Seconds for the tests of one fault: it may be one that never ends."""

_LEFT_OUT = shutil.ignore_patterns(
    *(".git", ".venv", ".cache", ".*_cache", ".hypothesis", "__pycache__"), *("site", ".site-*", "outbox")
)

Verdict = Literal["caught", "MISSED", "stale", "failing"]
"""``stale``: the text is not there, or more than once; ``failing``: the tests fail without the fault, too."""


@dataclass(frozen=True, slots=True)
class Fault:
    """In the copy ``new`` stands in the place of ``old``, which is in ``file`` once. ``tests``: arguments of pytest."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


class Run(NamedTuple):
    """The result of tests.

    ``status``: pytest's, None where they did not end in time. ``failed``: the tests that failed in themselves: not
    while they were read, nor while what they need was made. ``last``: the last line said.
    """

    status: int | None
    failed: tuple[str, ...] = ()
    last: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A fault, what came of it, in how many seconds, and the test that caught it or why there is none."""

    fault: Fault
    verdict: Verdict
    seconds: float
    why: str


RunTests = Callable[[tuple[str, ...]], Run]


def main() -> int:
    """Judge the faults that are asked for; 1 if one was not caught, 2 if there is no such fault."""
    words = _arguments().words
    faults = chosen(read_faults(FAULTS), words)
    if not faults:
        print(f"no fault is called like that: {' '.join(words)}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="stories-mutants-") as place:
        copy = copied(ROOT, Path(place).resolve() / "copy")
        judged = []
        try:
            for each in judge(faults, copy, partial(run_tests, copy)):
                judged.append(each)
                print(f"{each.verdict:<8}{each.seconds:7.1f} s  {each.fault.name}\n{'':18}{each.why}", flush=True)
        except KeyboardInterrupt:
            return 130
    print(f"\n{summary(judged)}")
    return int(any(each.verdict != "caught" for each in judged))


def read_faults(file: Path) -> list[Fault]:
    """The faults that a file lists."""
    listed: list[dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return [Fault(**{**fault, "tests": tuple(fault["tests"])}) for fault in listed]


def chosen(faults: Iterable[Fault], words: Sequence[str]) -> list[Fault]:
    """Those whose name or file holds any of ``words``; all of them without words."""
    wanted = [word.casefold() for word in words]
    return [
        fault
        for fault in faults
        if not wanted or any(word in f"{fault.name} {fault.file}".casefold() for word in wanted)
    ]


def copied(root: Path, to: Path) -> Path:
    """A copy of the working tree, without what is made from it."""
    shutil.copytree(root, to, symlinks=True, ignore=_LEFT_OUT)
    return to


def judge(faults: Iterable[Fault], copy: Path, run: RunTests) -> Iterator[Judged]:
    """Plant each fault into ``copy``, yield what the tests make of it, and restore the copy."""
    sound = cache(run)
    for number, fault in enumerate(faults, 1):
        began = time.monotonic()
        verdict, why = _verdict(fault, copy, number, sound, run)
        yield Judged(fault, verdict, time.monotonic() - began, why)


def _verdict(fault: Fault, copy: Path, number: int, sound: RunTests, run: RunTests) -> tuple[Verdict, str]:
    path, old, new = copy / fault.file, fault.old.encode(), fault.new.encode()
    content = path.read_bytes() if path.is_file() else b""
    if (count := content.count(old)) != 1:
        return "stale", f"its text stands {count} times in {fault.file}"
    before = sound(fault.tests)
    if before.status != 0:
        return "failing", f"without the fault: {', '.join(before.failed) or before.last}"
    kept = path.stat()
    path.write_bytes(content.replace(old, new))
    # Python tells by second and size whether a module that it has compiled is still the same.
    _set_time(path, kept.st_mtime_ns + number * 1_000_000_000)
    try:
        found = run(fault.tests)
    finally:
        path.write_bytes(content)
        _set_time(path, kept.st_mtime_ns)
    if found.status == 1 and found.failed:
        return "caught", found.failed[0]
    return "MISSED", "did not end in time" if found.status is None else f"exit status {found.status}: {found.last}"


def _set_time(path: Path, moment: int) -> None:
    os.utime(path, ns=(moment, moment))


def run_tests(copy: Path, tests: tuple[str, ...]) -> Run:
    """Run tests of the copy with the copy's software, up to the first that fails."""
    there = {entry.name for entry in copy.iterdir()}
    with tempfile.TemporaryDirectory(prefix="stories-mutants-") as place, tempfile.TemporaryFile() as said:
        report = Path(place) / "report.xml"
        # A folder of their own: others' tests clear what lies in the usual one.
        own = [f"--junit-xml={report}", f"--basetemp={place}/tests", "-p", "no:cacheprovider"]
        process = subprocess.Popen(
            [sys.executable, "-m", "pytest", "-x", "-q", *own, *tests],
            cwd=copy,
            env={**os.environ, "PYTHONPATH": str(copy)},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            status: int | None = process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            _end(process)
            status = None
        except BaseException:
            _end(process)
            raise
        found = Run(status, _failed(report), _last_line(said))
    # Remove files that faulty software has cached: they must not serve the next fault.
    for entry in copy.iterdir():
        if entry.name not in there:
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    for kept in copy.rglob("*.kept"):
        kept.unlink()
    return found


def _end(process: subprocess.Popen[bytes]) -> None:
    """End tests that run still, and what they have started."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _failed(report: Path) -> tuple[str, ...]:
    """The tests that failed in themselves: what a fixture or a module raised is an ``error`` there, no ``failure``."""
    if not report.is_file():
        return ()
    cases = ET.parse(report).iter("testcase")  # noqa: S314 - pytest has just written it
    names = (f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}" for case in cases if _fails(case))
    return tuple(names)


def _fails(case: ET.Element) -> bool:
    return case.find("failure") is not None


def _last_line(said: IO[bytes]) -> str:
    said.seek(0)
    lines = said.read().decode(errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


def summary(judged: Sequence[Judged]) -> str:
    """How many there are of each verdict, and in which time."""
    counted = Counter(each.verdict for each in judged)
    told = ", ".join(f"{counted[verdict]} {verdict}" for verdict in ("caught", "MISSED", "stale", "failing"))
    minutes, seconds = divmod(round(sum(each.seconds for each in judged)), 60)
    return f"{len(judged)} faults: {told}; {minutes} min {seconds} s"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="mutants", description="Plants faults and shows that the tests catch each.")
    parser.add_argument(
        "words", nargs="*", metavar="WORDS", help="only faults whose name or file holds one of these; all by default"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
