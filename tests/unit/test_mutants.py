"""Planted faults: what counts as caught by the tests, and what does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.mutants import FAULTS, Fault, Run, chosen, judge, read_faults, run_tests
from tests.support.command_line import put

SOUND = "def double(number):\n    return number * 2\n"
TESTS = {
    "tests/test_good.py": "from software import double\n\n\ndef test_three():\n    assert double(3) == 6\n",
    "tests/test_blind.py": "from software import double\n\n\ndef test_nothing():\n    assert double\n",
    "tests/test_broken.py": "def test_wrong():\n    assert 1 == 2\n",
    "pytest.ini": "[pytest]\npythonpath = .\n",
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Software of one line with tests that notice its fault, that do not, and that fail in any case."""
    for name, text in {**TESTS, "software.py": SOUND}.items():
        put(tmp_path / name, text)
    return tmp_path


@pytest.mark.parametrize(
    ("old", "tests", "verdict"),
    [
        ("* 2", "tests/test_good.py", "caught"),
        ("* 2", "tests/test_blind.py", "MISSED"),
        ("* 2", "tests/test_broken.py", "failing"),
        ("* 2", "tests/test_missing.py", "failing"),
        ("* 3", "tests/test_good.py", "stale"),
        ("number", "tests/test_good.py", "stale"),
    ],
)
def test_what_becomes_of_a_fault(copy: Path, old: str, tests: str, verdict: str) -> None:
    """Only a test that fails because of the fault has caught it, and the software is as it was afterwards."""
    fault = Fault("doubles wrongly", "software.py", old, "* 4", (tests,))
    (found,) = judge([fault], copy, lambda named: run_tests(copy, named))
    assert found.verdict == verdict, found.why
    assert (copy / "software.py").read_text() == SOUND


def test_a_fault_that_breaks_the_tests_themselves_is_not_caught(copy: Path) -> None:
    """Where the software cannot even be imported no test has looked at anything."""
    fault = Fault("no software", "software.py", "def double", "def other", ("tests/test_good.py",))
    (found,) = judge([fault], copy, lambda named: run_tests(copy, named))
    assert found.verdict == "MISSED"


def test_tests_that_never_end_have_caught_nothing(copy: Path) -> None:
    """A run that is ended from outside says nothing."""
    fault = Fault("never ends", "software.py", "* 2", "* 4", ("tests/test_good.py",))
    runs = iter([Run(0), Run(None)])
    (found,) = judge([fault], copy, lambda _: next(runs))
    assert (found.verdict, found.why) == ("MISSED", "did not end in time")


def test_words_choose_faults() -> None:
    """By name or file, in any capitals; without words all of them; each has another name."""
    faults = read_faults(FAULTS)
    assert chosen(faults, []) == faults
    assert {fault.file for fault in chosen(faults, ["OUTPUTS/feed"])} == {"site_builder/outputs/feed.py"}
    assert len({fault.name for fault in faults}) == len(faults)
