"""GitLab's code quality report."""

import json
import subprocess
import sys
from typing import Any

from tests.support import parts


def problem(**changes: object) -> dict[str, Any]:
    """A problem as `stories check --format json` lists it."""
    return {
        "file": "stories/a/story.yml",
        "line": 14,
        "column": 7,
        "severity": "error",
        "rule": "unknown-country",
        "message": "there is no such country",
        "hint": "",
        **changes,
    }


def report(*problems: dict[str, Any]) -> list[dict[str, Any]]:
    """What the script makes of these problems."""
    command = [sys.executable, str(parts.ROOT / ".gitlab" / "code_quality.py")]
    done = subprocess.run(command, input=json.dumps(problems), capture_output=True, text=True, check=True, timeout=30)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_a_finding_points_at_the_records_line() -> None:
    """A finding has the rule, the words, GitLab's severity, and the place of the problem."""
    (finding,) = report(problem())
    fingerprint = finding.pop("fingerprint")
    assert len(fingerprint) == 64
    assert finding == {
        "description": "there is no such country",
        "check_name": "unknown-country",
        "severity": "major",
        "location": {"path": "stories/a/story.yml", "lines": {"begin": 14}},
    }


def test_an_old_problem_on_another_line_stays_the_same_finding() -> None:
    """A line added above a problem does not make it a new finding; a second such problem in the file does."""
    (before,) = report(problem(line=14))
    (after,) = report(problem(line=15))
    first, second = report(problem(line=14), problem(line=30))
    assert before["fingerprint"] == after["fingerprint"] == first["fingerprint"] != second["fingerprint"]


def test_a_problem_without_a_line_is_shown_at_the_top() -> None:
    """A problem of a whole file is shown at its first line."""
    (finding,) = report(problem(line=None))
    assert finding["location"]["lines"]["begin"] == 1
