"""What the work needs of a project: settings, a repository that is private, files for publishing by itself."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from site_builder.cli.findings import Finding
from site_builder.locales import Locale
from site_builder.problems.report import hint, message
from site_builder.reading.settings import read_settings

_CI = (".github/workflows/publish.yml", ".gitlab-ci.yml")
# ``https://user:secret@host/…``, ``git@host:…``, ``ssh://host/…``: of an address only its host is ever told.
_HOST = re.compile(r"(?:[a-z+]+://)?(?:[^@/\s]*@)?([A-Za-z0-9.-]+\.[A-Za-z]{2,})[:/]")
_LARGEST_EVENT = 4_000_000


def project(root: Path, environment: Mapping[str, str], locale: Locale) -> Iterator[Finding]:
    """What there is to say of the project in ``root``, in words of ``locale`` where the check has them."""
    _, problems = read_settings(root)
    if problems:
        words = {"message": message(problems[0], locale), "hint": hint(problems[0], locale)}
        yield Finding("settings", "fault", words)
    else:
        yield Finding("settings", "good")
    yield _repository(root, environment)
    files = [name for name in _CI if (root / name).is_file()]
    yield Finding("ci", "good" if files else "note", {"files": ", ".join(files)})


def _repository(root: Path, environment: Mapping[str, str]) -> Finding:
    is_public = _public(environment)
    if is_public is not None:
        return Finding("privacy", "fault" if is_public else "good")
    if not any((folder / ".git").exists() for folder in (root, *root.parents)):
        return Finding("git", "note")
    hosts = _hosts(root)
    return Finding("privacy", "note", {"hosts": ", ".join(hosts)}) if hosts else Finding("git", "good")


def _public(environment: Mapping[str, str]) -> bool | None:
    """Whether everybody can read the repository, as CI says of the one that it works on; None where nobody says.

    https://docs.gitlab.com/ci/variables/predefined_variables/
    https://docs.github.com/webhooks/webhook-events-and-payloads
    """
    if visibility := environment.get("CI_PROJECT_VISIBILITY"):
        return visibility == "public"
    try:
        event = Path(environment.get("GITHUB_EVENT_PATH") or "\0")
        found = json.loads(event.read_bytes()) if event.stat().st_size < _LARGEST_EVENT else {}
        is_private = found["repository"]["private"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return not is_private if isinstance(is_private, bool) else None


def _hosts(root: Path) -> list[str]:
    """Where git would send the repository to; nothing where git is not there or cannot say."""
    command = ["git", "-C", str(root), "config", "--get-regexp", r"^remote\..*\.url$"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return []
    urls = (line.partition(" ")[2] for line in done.stdout.splitlines())
    return sorted({match[1].lower() for url in urls if (match := _HOST.match(url))})
