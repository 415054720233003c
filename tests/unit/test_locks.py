"""The locks in requirements/: complete, hashed, in step with each other, and free of any registry's name."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from tests.support import parts

REQUIREMENTS = parts.ROOT / "requirements"
PYTHON_LOCKS = ("site.txt", "test.txt", "bench.txt")
EDITOR = parts.ROOT / "site_builder" / "assets" / "editor"
NPM_LOCKS = tuple(folder / "npm" / "package-lock.json" for folder in (REQUIREMENTS, parts.ROOT / "benchmarks", EDITOR))
PIN = re.compile(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==(\S+)", re.MULTILINE)


def pins(lock: str) -> list[tuple[str, str]]:
    """The packages that a lock holds with their versions; one may be there twice, for older and newer Pythons."""
    return PIN.findall((REQUIREMENTS / lock).read_text(encoding="utf-8"))


def wanted(lines: list[str]) -> set[str]:
    """The names of the packages in requirements such as `babel>=2.18`, as locks write them."""
    names = (re.match(r"[A-Za-z0-9_.-]+", line) for line in lines)
    return {re.sub(r"[-_.]+", "-", name[0]).lower() for name in names if name}


@pytest.mark.parametrize(
    "lock",
    [*(REQUIREMENTS / name for name in PYTHON_LOCKS), EDITOR / "npm" / "python.txt", *NPM_LOCKS],
    ids=lambda lock: lock.name,
)
def test_no_lock_names_a_registry(lock: Path) -> None:
    """A lock says what to install, not from where: each machine uses its own registry."""
    text = lock.read_text(encoding="utf-8")
    assert "resolved" not in text
    assert "index-url" not in text
    assert not re.search(r"pypi|pythonhosted|registry|npmjs", text)


@pytest.mark.parametrize("lock", PYTHON_LOCKS)
def test_every_python_package_has_a_hash(lock: str) -> None:
    """Each pinned package is followed by the digests of its files."""
    text = (REQUIREMENTS / lock).read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"^(?=[a-z])", text, flags=re.MULTILINE) if entry]
    assert len(entries) == len(pins(lock))
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("lock", NPM_LOCKS, ids=lambda lock: lock.parts[-3])
def test_every_npm_package_has_a_hash(lock: Path) -> None:
    """Each package in an npm lock has the digest of its file."""
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []


def test_the_tests_run_with_what_the_site_runs_with() -> None:
    """The tests' lock holds every package of the site's lock, in the same version."""
    assert set(pins("site.txt")) <= set(pins("test.txt"))


def test_the_locks_hold_what_is_asked_for() -> None:
    """What pyproject.toml and test.in ask for is locked."""
    project = tomllib.loads((parts.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = (REQUIREMENTS / "test.in").read_text(encoding="utf-8").splitlines()
    assert wanted(project["dependencies"]) <= dict(pins("site.txt")).keys()
    assert wanted([line for line in asked if not line.startswith("#")]) <= dict(pins("test.txt")).keys()


@pytest.mark.parametrize("lock", NPM_LOCKS, ids=lambda lock: lock.parts[-3])
def test_npm_installs_the_versions_that_are_asked_for(lock: Path) -> None:
    """An npm lock holds the exact versions in package.json."""
    asked = json.loads((lock.parent / "package.json").read_text(encoding="utf-8"))["dependencies"]
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in asked} == asked


def test_the_editors_program_is_pinned() -> None:
    """What the editor is made of is wanted in one version each; npm's client, where pip fetches it, with its hash."""
    wanted = json.loads((EDITOR / "npm" / "package.json").read_text(encoding="utf-8"))["dependencies"]
    locked = json.loads((EDITOR / "npm" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    client = (EDITOR / "npm" / "python.txt").read_text(encoding="utf-8")
    assert set(PIN.findall(client)) <= set(pins("test.txt"))
    assert "--hash=sha256:" in client
