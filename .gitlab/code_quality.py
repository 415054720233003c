"""GitLab's code quality report from `stories check --format json`: problems on standard input, the report on output.

GitLab shows the report beside a merge request. A finding's fingerprint stays the same when lines above it move, so that
an old problem is not taken for a new one.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def findings(problems: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """GitLab's findings for problems as `stories check --format json` lists them, in the same order."""
    seen: Counter[tuple[str, str, str]] = Counter()
    found = []
    for problem in problems:
        identity = (problem["file"], problem["rule"], problem["message"])
        seen[identity] += 1
        fingerprint = hashlib.sha256("\0".join((*identity, str(seen[identity]))).encode()).hexdigest()
        found.append(
            {
                "description": problem["message"],
                "check_name": problem["rule"],
                "severity": SEVERITIES[problem["severity"]],
                "fingerprint": fingerprint,
                "location": {"path": problem["file"], "lines": {"begin": problem["line"] or 1}},
            }
        )
    return found


if __name__ == "__main__":
    json.dump(findings(json.load(sys.stdin)), sys.stdout, indent=2)
