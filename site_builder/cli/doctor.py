"""``stories doctor``: whether this computer and this project are ready, and what to do where they are not."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from site_builder.cli.commands import Command, UsageError
from site_builder.cli.console import Console
from site_builder.cli.project import project_folder
from site_builder.cli.scaffold import REQUIREMENTS
from site_builder.locales import Locale
from site_builder.locales.catalog import Catalog
from site_builder.locales.system_errors import reason
from site_builder.outputs.editor_program import is_installed
from site_builder.problems import Problem
from site_builder.problems.report import hint, message
from site_builder.publish.staging import swap_at_once
from site_builder.reading.settings import read_settings
from site_builder.records import Settings

Grade = Literal["good", "note", "fault"]
"""A fault keeps the site from being made here, or private records from being private; a note does not."""

_COLOURS = {"good": "green", "note": "yellow", "fault": "red"}
OLDEST = (3, 11)
_LOCKS = ("requirements/site.txt", REQUIREMENTS)
_PIN = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)\s*(;)?")
_GB = 1_000_000_000
_LITTLE, _TOO_LITTLE = 2 * _GB, _GB // 2
_MOST_NAMES = 8
_CI = (".github/workflows/publish.yml", ".gitlab-ci.yml")
# ``https://user:secret@host/…``, ``git@host:…``, ``ssh://host/…``: of an address only its host is ever told.
_HOST = re.compile(r"(?:[a-z+]+://)?(?:[^@/\s]*@)?([A-Za-z0-9.-]+\.[A-Za-z]{2,})[:/]")
_LARGEST_EVENT = 4_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """Its words are ``cli.doctor.<what>.<grade>``, with ``params`` filled in; lines after the first say what to do."""

    what: str
    grade: Grade
    params: Mapping[str, object] = field(default_factory=dict)


def command(words: Catalog) -> click.Command:
    """Make the command."""
    return Command("doctor", words, _doctor, [])


def _doctor(console: Console, project: str | None) -> int:
    root = _root(project)
    findings = list(examine(root, console.environment, console.locale))
    for finding in findings:
        _say(console, finding)
    faults = sum(finding.grade == "fault" for finding in findings)
    words = console.words
    console.say(console.counted("cli.doctor.not-good", faults) if faults else words.text("cli.doctor.all-good"))
    return 1 if faults else 0


def examine(root: Path, environment: Mapping[str, str], locale: Locale) -> Iterator[Finding]:
    """Examine this computer and the project in ``root``; words of the check are in ``locale``."""
    settings, problems = read_settings(root)
    yield from _computer(root, settings)
    yield from _project(root, environment, locale, problems)


def _root(given: str | None) -> Path:
    """Find the project; where there is none, give the folder, of which it is then said that it holds none."""
    try:
        return project_folder(given, verb="doctor")
    except UsageError:
        if given is not None and not Path(given).is_dir():
            raise
        return Path(given or ".").resolve()


def _say(console: Console, finding: Finding) -> None:
    words = console.words
    grade = words.text(f"cli.doctor.grade.{finding.grade}")
    first, *rest = words.text(f"cli.doctor.{finding.what}.{finding.grade}", **_told(finding, words)).splitlines()
    console.say(f"{click.style(f'{grade:<6}', fg=_COLOURS[finding.grade])} {first}")
    for line in filter(None, rest):
        console.say(f"       {line}")


def _told(finding: Finding, words: Catalog) -> dict[str, object]:
    return {
        name: reason(value, words) if isinstance(value, Exception) else value for name, value in finding.params.items()
    }


def _computer(root: Path, settings: Settings | None) -> Iterator[Finding]:
    """Check what the work needs of this computer, for the project in ``root``. No network is asked."""
    yield _python(sys.version_info[:3])
    yield _packages(root)
    yield from _disk(root)
    yield _zone(settings.time_zone if settings else "America/El_Salvador")
    yield Finding("search", "note") if settings and not settings.search else _search()
    if settings and settings.editor:
        command = _here("stories editor")
        yield Finding("editor", "good") if is_installed() else Finding("editor", "fault", {"command": command})


def _python(found: tuple[int, ...]) -> Finding:
    return Finding("python", "good" if found >= OLDEST else "fault", {"found": ".".join(map(str, found))})


def _packages(root: Path) -> Finding:
    """Check the packages that the project's lock names, and their versions; those for other systems may be missing."""
    lock = next((name for name in _LOCKS if (root / name).is_file()), None)
    if lock is None:
        return Finding("packages", "note")
    pins: dict[str, tuple[set[str], bool]] = {}
    for line in (root / lock).read_text("utf-8", "replace").splitlines():
        if match := _PIN.match(line):
            versions, optional = pins.get(match[1], (set(), True))
            # A name may stand there several times, for one Python or system each.
            pins[match[1]] = ({*versions, _plain(match[2])}, optional and bool(match[3]))
    wrong = [name for name, (versions, optional) in pins.items() if not _is_there(name, versions, optional=optional)]
    if wrong:
        options = "" if lock == REQUIREMENTS else "--require-hashes "
        names = ", ".join(wrong[:_MOST_NAMES]) + (" …" if len(wrong) > _MOST_NAMES else "")
        return Finding("packages", "fault", {"file": lock, "names": names, "command": _pip(f"{options}-r {lock}")})
    return Finding("packages", "good", {"file": lock, "number": len(pins)})


def _pip(what: str) -> str:
    """Give the command that installs, as it is typed in the project's folder on this computer."""
    return _here(f"python -m pip install {what}")


def _here(command: str) -> str:
    """Give a program of the project's own as it is typed in its folder."""
    return f".venv\\Scripts\\{command}" if sys.platform == "win32" else f".venv/bin/{command}"


def _is_there(name: str, wanted: Container[str], *, optional: bool) -> bool:
    try:
        return _plain(version(name)) in wanted
    except PackageNotFoundError:
        return optional


def _plain(number: str) -> str:
    """Give a version without zeros at its end: 12.0 is 12.0.0."""
    return re.sub(r"(?:\.0)+\Z", "", number)


def _disk(root: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(root).free
    grade = "fault" if free < _TOO_LITTLE else "note" if free < _LITTLE else "good"
    beside = root / ".cache"
    try:
        # Two places, since the store and the site may be on two disks.
        with (
            tempfile.TemporaryDirectory(prefix=".doctor-", dir=beside if beside.is_dir() else root) as kept,
            tempfile.TemporaryDirectory(prefix=".doctor-", dir=root) as made,
        ):
            one, other = Path(made, "one"), Path(made, "other")
            one.mkdir()
            other.mkdir()
            Path(kept, "file").write_bytes(b"1")
            yield Finding("store", "good")
            yield Finding("links", "good" if _links(Path(kept, "file"), one / "file") else "note")
            yield Finding("exchange", "good" if swap_at_once(one, other) else "note")
    except OSError as error:
        yield Finding("store", "fault", {"reason": error})
    yield Finding("disk", grade, {"free": f"{free / _GB:.1f}"})  # type: ignore[arg-type]


def _links(source: Path, target: Path) -> bool:
    try:
        target.hardlink_to(source)
    except OSError:
        return False
    return True


def _zone(name: str) -> Finding:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return Finding("zone", "fault", {"found": name, "command": _pip("tzdata")})
    return Finding("zone", "good", {"found": name})


def _search() -> Finding:
    try:
        from pagefind_bin import get_executable

        command = [str(get_executable()), "--version"]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, timeout=30)
        said = " ".join((done.stdout or done.stderr).split())[:100]
        if done.returncode == 0:
            return Finding("search", "good", {"found": said})
        reason: object = said or done.returncode
    except (ImportError, OSError, subprocess.TimeoutExpired) as error:
        reason = error
    return Finding("search", "fault", {"reason": reason, "command": _pip("--force-reinstall pagefind")})


def _project(
    root: Path, environment: Mapping[str, str], locale: Locale, problems: Sequence[Problem]
) -> Iterator[Finding]:
    """Check what the work needs of the project in ``root``. ``problems``: of its settings."""
    told = [{"message": message(first, locale), "hint": hint(first, locale)} for first in problems[:1]]
    yield Finding("settings", "fault", told[0]) if told else Finding("settings", "good")
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
    """Tell whether everybody can read the repository, as CI says of the one that it works on; None where nobody says.

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
    """List the hosts to which git would push; none where git is not there or cannot say."""
    command = ["git", "-C", str(root), "config", "--get-regexp", r"^remote\..*\.url$"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return []
    urls = (line.partition(" ")[2] for line in done.stdout.splitlines())
    return sorted({match[1].lower() for url in urls if (match := _HOST.match(url))})
