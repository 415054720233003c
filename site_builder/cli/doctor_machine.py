"""What the work needs of a computer: Python, packages, a disk, time zones, what searches and what edits. No network is
asked."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Container, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from site_builder.cli.findings import Finding
from site_builder.outputs.editor_program import is_installed
from site_builder.publish.staging import swap_at_once
from site_builder.reading.settings import read_settings

OLDEST = (3, 11)
_LOCKS = ("requirements/site.txt", "requirements.txt")
_PIN = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)\s*(;)?")
_GB = 1_000_000_000
_LITTLE, _TOO_LITTLE = 2 * _GB, _GB // 2
_MOST_NAMES = 8


def machine(root: Path) -> Iterator[Finding]:
    """What there is to say of this computer, for the project in ``root``."""
    yield _python(sys.version_info[:3])
    yield _packages(root)
    yield from _disk(root)
    yield _zone(root)
    yield _search(root)
    yield from _editor(root)


def _python(found: tuple[int, ...]) -> Finding:
    return Finding("python", "good" if found >= OLDEST else "fault", {"found": ".".join(map(str, found))})


def _packages(root: Path) -> Finding:
    """Those that the project's lock names, in its versions; such as are for other systems may be missing."""
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
        names = ", ".join(wrong[:_MOST_NAMES]) + (" …" if len(wrong) > _MOST_NAMES else "")
        return Finding("packages", "fault", {"file": lock, "names": names, "command": _install(lock)})
    return Finding("packages", "good", {"file": lock, "number": len(pins)})


def _install(lock: str) -> str:
    return _pip(f"--require-hashes -r {lock}" if lock != "requirements.txt" else f"-r {lock}")


def _pip(what: str) -> str:
    """How to install, as it is typed in the project's folder on this computer."""
    return _here(f"python -m pip install {what}")


def _here(command: str) -> str:
    """A program of the project's own, as it is typed in its folder."""
    return f".venv\\Scripts\\{command}" if sys.platform == "win32" else f".venv/bin/{command}"


def _is_there(name: str, wanted: Container[str], *, optional: bool) -> bool:
    try:
        return _plain(version(name)) in wanted
    except PackageNotFoundError:
        return optional


def _plain(number: str) -> str:
    """A version without zeros at its end: 12.0 is 12.0.0."""
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


def _zone(root: Path) -> Finding:
    settings, _ = read_settings(root)
    name = settings.time_zone if settings else "America/El_Salvador"
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return Finding("zone", "fault", {"found": name, "command": _pip("tzdata")})
    return Finding("zone", "good", {"found": name})


def _editor(root: Path) -> Iterator[Finding]:
    settings, _ = read_settings(root)
    if settings and settings.editor:
        yield (
            Finding("editor", "good")
            if is_installed()
            else Finding("editor", "fault", {"command": _here("stories editor")})
        )


def _search(root: Path) -> Finding:
    settings, _ = read_settings(root)
    if settings and not settings.search:
        return Finding("search", "note")
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
