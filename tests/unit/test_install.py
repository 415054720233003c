"""requirements/install.py: what it finds, what it remembers, and how it says that something is missing."""

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.support import parts


@pytest.fixture
def install() -> ModuleType:
    """The script as a module."""
    spec = importlib.util.spec_from_file_location("install", parts.ROOT / "requirements" / "install.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def script(path: Path, words: str) -> Path:
    """An executable file."""
    path.write_text(f"#!/bin/sh\n{words}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_a_browser_that_does_not_start_is_passed_over(install: ModuleType, tmp_path: Path) -> None:
    """Of several Chromiums the first that starts is taken; broken and missing ones are not."""
    broken = script(tmp_path / "broken", "exit 1")
    works = script(tmp_path / "works", "echo Chromium 1.0")
    candidates = [None, "", str(tmp_path / "missing"), str(broken), str(works)]
    assert install.first_chromium(candidates) == str(works)
    assert install.first_chromium([str(broken)]) is None


def test_the_digest_follows_the_contents(install: ModuleType, tmp_path: Path) -> None:
    """A lock that changes is installed again; one that is only touched is not."""
    lock = tmp_path / "site.txt"
    lock.write_text("a==1", encoding="utf-8")
    before = install.digest([lock], "3.11")
    lock.touch()
    assert install.digest([lock], "3.11") == before
    assert install.digest([lock], "3.12") != before
    lock.write_text("a==2", encoding="utf-8")
    assert install.digest([lock], "3.11") != before


@pytest.mark.parametrize("contents", ["", "{", "[]", "\x00"])
def test_an_unreadable_record_means_nothing_is_installed(install: ModuleType, tmp_path: Path, contents: str) -> None:
    """A record cut short by a stopped installation is as good as none."""
    record = tmp_path / "installed.json"
    record.write_text(contents, encoding="utf-8")
    assert install.read_record(record) == {}
    assert install.read_record(tmp_path / "missing.json") == {}


@pytest.mark.parametrize("arguments", [[], ["everything"], ["site", "test"]])
def test_wrong_use_installs_nothing(
    install: ModuleType, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A purpose that does not exist is answered with those that do."""
    assert install.main(arguments) == 2
    assert "site|check|test" in capsys.readouterr().out


def test_an_old_python_is_told_so(
    install: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A Python that is too old gets a sentence, not a traceback."""
    monkeypatch.setattr(install.sys, "version_info", (3, 9, 6))
    assert install.main(["site"]) == 2
    assert "Python 3.11 or newer" in capsys.readouterr().out


def test_a_part_that_cannot_be_installed_is_named(tmp_path: Path) -> None:
    """When pip fails the words say what is missing, the status is 1, and the next run tries again."""
    requirements = tmp_path / "requirements"
    requirements.mkdir()
    shutil.copy(parts.ROOT / "requirements" / "install.py", requirements)
    for lock in ("site.txt", "test.txt"):
        (requirements / lock).write_text("not a requirement\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    command = [sys.executable, str(requirements / "install.py"), "site"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1
    assert "Could not install the Python packages of requirements/site.txt" in done.stdout
    record = json.loads((tmp_path / ".venv" / "installed.json").read_text(encoding="utf-8"))
    assert "site.txt" not in record


def test_a_missing_strace_is_named(install: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where strace is missing and cannot be installed, the words say so; on other systems it is not needed."""
    monkeypatch.setattr(install.shutil, "which", lambda name: None)
    monkeypatch.setattr(install, "install_debian_package", lambda *names: False)
    monkeypatch.setattr(install.sys, "platform", "linux")
    with pytest.raises(install.CannotInstallError, match="strace"):
        install.install_strace()
    monkeypatch.setattr(install.sys, "platform", "darwin")
    install.install_strace()


def test_a_missing_exiftool_is_named(install: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where exiftool is missing and cannot be installed, the words say so and name Debian's package."""
    monkeypatch.setattr(install.shutil, "which", lambda name: None)
    monkeypatch.setattr(install, "install_debian_package", lambda *names: False)
    with pytest.raises(install.CannotInstallError, match="libimage-exiftool-perl"):
        install.install_exiftool()


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("      editor:\n        host: github", True),
        ("      editor: {host: github, repository: a/b}", True),
        ("      editor: false", False),
        ("      editor: false # not yet", False),
        ("      # editor:\n      search: true", False),
        ("", False),
    ],
)
def test_the_editor_is_fetched_where_the_settings_want_it(
    install: ModuleType, tmp_path: Path, line: str, *, wanted: bool
) -> None:
    """A site without the editor fetches nothing for it."""
    settings = tmp_path / "mkdocs.yml"
    settings.write_text(f"plugins:\n  - stories:\n{line}\n", encoding="utf-8")
    assert install.wants_editor(settings) is wanted
    assert install.wants_editor(tmp_path / "none.yml") is False


@pytest.mark.parametrize(
    ("environment", "spanish"),
    [
        ({"LANG": "es_SV.UTF-8"}, True),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "es_SV.UTF-8"}, False),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "es:en"}, True),
        ({"LANG": "C.UTF-8", "LANGUAGE": "es"}, False),
        ({}, False),
    ],
)
def test_what_is_installed_is_told_in_the_languages_of_the_catalogs(
    install: ModuleType, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], *, spanish: bool
) -> None:
    """Before the catalogs can be read, Spanish is spoken where the environment asks for it."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert install.told("Installing", "Instalando") == ("Instalando" if spanish else "Installing")
