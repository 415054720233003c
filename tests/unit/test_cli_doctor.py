"""`stories doctor`: whether a computer and a project are ready, each line in words with what to do."""

from __future__ import annotations

import errno
import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from site_builder.cli import doctor
from site_builder.locales import Locale
from site_builder.locales.catalog import catalog
from tests.support.command_line import STORY, Stories, make_project, put

EN = Locale("en")


class Usage(NamedTuple):
    """What is free of a disk."""

    free: int


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Path:
    """A project as `stories init` makes it, with a lock that fits what is installed."""
    project = make_project(tmp_path / "project", one=STORY)
    here, elsewhere = f"click=={version('click')} ; python_version >= '3'\n", "click==1 ; python_version < '3'\n"
    put(project / "requirements.txt", f"{here}{elsewhere}not-for-here==1 ; sys_platform == 'none'\n")
    return project


def grades(root: Path, environment: dict[str, str] | None = None) -> dict[str, str]:
    """What is found, by what it is about."""
    found = list(doctor.examine(root, environment or {}, EN))
    return {finding.what: finding.grade for finding in found}


def told(root: Path, what: str, environment: dict[str, str] | None = None) -> str:
    """The words of one finding, in English."""
    found = list(doctor.examine(root, environment or {}, EN))
    (finding,) = [finding for finding in found if finding.what == what]
    return catalog(EN).text(f"cli.doctor.{what}.{finding.grade}", **finding.params)


def git(project: Path, *words: str) -> None:
    """Git in the project."""
    subprocess.run(["git", "-C", str(project), *words], check=True, capture_output=True, timeout=60)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_ready_project(capsys: pytest.CaptureFixture[str], project: Path, language: str) -> None:
    """Where nothing is missing every line says so, the exit status is 0, and nothing in the project has changed."""
    before = sorted(project.rglob("*"))
    stories = Stories(capsys)
    assert stories("doctor", "--project", project, "--lang", language) == 0, stories.out
    lines = stories.out.splitlines()
    assert lines[-1] == catalog(Locale(language)).text("cli.doctor.all-good")
    assert catalog(Locale(language)).text("cli.doctor.grade.fault") not in stories.out
    assert sorted(project.rglob("*")) == before


def test_where_there_is_no_project(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Outside a project it still looks at the computer, and says how a project is begun."""
    monkeypatch.chdir(tmp_path)
    stories = Stories(capsys)
    assert stories("doctor") == 1
    assert "OK     Python" in stories.out
    assert "stories init" in stories.out


def test_broken_settings_are_told_in_words(project: Path) -> None:
    """What is wrong with mkdocs.yml is told as the check tells it."""
    put(project / "mkdocs.yml", "plugins:\n  - stories:\n")
    assert grades(project)["settings"] == "fault"
    assert "site_name" in told(project, "settings")


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements/site.txt"])
def test_packages_are_held_against_the_lock(project: Path, lock: str) -> None:
    """A package that is missing or of another version is named, with the command that installs it."""
    put(project / lock, "click==0.1 \\\n    --hash=sha256:0\nno-such-package==2\nbabel==" + version("babel") + ".0\n")
    words = told(project, "packages")
    assert "click, no-such-package." in words
    assert f"-r {lock}" in words
    (project / lock).unlink()
    shutil.rmtree(project / "requirements", ignore_errors=True)
    (project / "requirements.txt").unlink(missing_ok=True)
    assert grades(project)["packages"] == "note"


def test_an_old_python_is_told() -> None:
    """A Python that is too old is a fault, the oldest that will do is not."""
    assert doctor._python((3, 10, 9)).grade == "fault"
    assert doctor._python((3, 11, 0)).grade == "good"


def test_the_editor_is_missed_where_it_is_wanted(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No site is made where the settings ask for the editor and its program is not here: what installs it is said."""
    assert "editor" not in grades(project)
    settings = project / "mkdocs.yml"
    editor = "\n      editor:\n        host: github\n        repository: example/stories\n"
    put(settings, settings.read_text("utf-8").rstrip("\n") + editor)
    for installed, grade in ((True, "good"), (False, "fault")):
        monkeypatch.setattr(doctor, "is_installed", lambda installed=installed: installed)
        assert grades(project)["editor"] == grade
    assert "stories editor" in told(project, "editor")


def refuse(number: int) -> Callable[..., Any]:
    """Something that the system does not do."""

    def refused(*given: Any, **named: Any) -> Any:
        raise OSError(number, "refused")

    return refused


@pytest.mark.parametrize(
    ("owner", "name", "stand_in", "what", "grade"),
    [
        (tempfile, "TemporaryDirectory", refuse(errno.EROFS), "store", "fault"),
        (Path, "hardlink_to", refuse(errno.EPERM), "links", "note"),
        (doctor, "swap_at_once", lambda one, other: False, "exchange", "note"),
        (shutil, "disk_usage", lambda root: Usage(1_000_000_000), "disk", "note"),
        (shutil, "disk_usage", lambda root: Usage(1_000_000), "disk", "fault"),
        (doctor, "ZoneInfo", refuse(errno.ENOENT), "zone", "fault"),
        (subprocess, "run", refuse(errno.ENOEXEC), "search", "fault"),
    ],
)
def test_what_a_computer_lacks(
    project: Path, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, stand_in: Any, what: str, grade: str
) -> None:
    """What only makes things slower is noted; what keeps the site from being made is a fault; each says what to do."""
    assert grades(project)[what] == "good"
    monkeypatch.setattr(owner, name, stand_in)
    assert grades(project)[what] == grade
    assert len(told(project, what).splitlines()) == 2


def test_a_search_that_is_not_wanted_is_no_fault(project: Path) -> None:
    """Where the search is switched off its program need not be there."""
    settings = (project / "mkdocs.yml").read_text("utf-8")
    put(project / "mkdocs.yml", settings.replace("search: true", "search: false"))
    assert grades(project)["search"] == "note"


def test_it_reminds_of_privacy(project: Path) -> None:
    """Without a repository and with a remote it is a note; of the remote its host is told, and nothing else."""
    assert grades(project)["git"] == "note"
    git(project, "init", "--quiet")
    assert grades(project)["git"] == "good"
    git(project, "remote", "add", "origin", "https://canary:secret@git.example.org/office/canary.git")
    git(project, "remote", "add", "other", "git@code.example.net:office/canary.git")
    words = told(project, "privacy")
    assert grades(project)["privacy"] == "note"
    assert "code.example.net, git.example.org" in words
    assert "canary" not in words
    assert "secret" not in words


@pytest.mark.parametrize(("visibility", "grade"), [("public", "fault"), ("private", "good"), ("internal", "good")])
def test_ci_of_gitlab_knows(project: Path, visibility: str, grade: str) -> None:
    """Where GitLab says that the project is public, that is a fault."""
    assert grades(project, {"CI_PROJECT_VISIBILITY": visibility})["privacy"] == grade


@pytest.mark.parametrize(
    ("event", "what", "grade"),
    [
        ({"repository": {"private": False}}, "privacy", "fault"),
        ({"repository": {"private": True}}, "privacy", "good"),
        ({"repository": {}}, "git", "note"),
        (["x"], "git", "note"),
        ({"repository": {"private": "no"}}, "git", "note"),
    ],
)
def test_ci_of_github_knows(project: Path, tmp_path: Path, event: object, what: str, grade: str) -> None:
    """Where GitHub's event says whether the repository is private, that is told; an odd event says nothing."""
    put(tmp_path / "event.json", json.dumps(event))
    assert grades(project, {"GITHUB_EVENT_PATH": str(tmp_path / "event.json")})[what] == grade
    assert grades(project, {"GITHUB_EVENT_PATH": str(tmp_path / "gone.json")})["git"] == "note"


def test_publishing_by_itself(project: Path) -> None:
    """The files for CI are named; without any it is noted that nothing publishes by itself."""
    assert ".gitlab-ci.yml" in told(project, "ci")
    (project / ".gitlab-ci.yml").unlink()
    shutil.rmtree(project / ".github")
    assert grades(project)["ci"] == "note"
