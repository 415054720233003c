"""The outbox: what is made to be sent to somebody lies in one folder, and Git takes nothing of it along."""

from __future__ import annotations

import errno
import os
import subprocess
from pathlib import Path

import pytest

from site_builder import outbox
from site_builder.outbox import outbox_file, outbox_files
from tests.support.command_line import STORY, Stories, make_project, put

DRAFT = STORY.replace("state: published", "state: draft").replace('  es: "Jóvenes terminan cursos técnicos"\n', "")
EXPORT = ("translations", "export", "--to", "es")
PREVIEW = ("preview", "mine", "--both")
BOTH = [EXPORT, PREVIEW]
MADE = {EXPORT: "translations.es.xlf", PREVIEW: "mine.html"}


@pytest.fixture
def stories(capsys: pytest.CaptureFixture[str]) -> Stories:
    """The command, in English."""
    return Stories(capsys)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a draft that has no Spanish title yet, all of it committed."""
    project = make_project(tmp_path / "project", mine=DRAFT)
    git(project, "init", "--quiet")
    commit(project)
    return project


def git(project: Path, *words: str) -> str:
    """What Git says in the project, with nobody's settings."""
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "core.excludesFile=")
    command = ["git", "-C", str(project), *who, *words]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout


def commit(project: Path) -> None:
    """Everything that Git would take."""
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "All")


def uncommitted(project: Path) -> str:
    """What the next commit of everything would take along."""
    return git(project, "status", "--porcelain", "--untracked-files=all")


@pytest.mark.parametrize("ignored", [None, ".cache/\n"], ids=["a new project", "a project that does not know it"])
def test_git_sees_nothing_of_what_is_sent(stories: Stories, project: Path, ignored: str | None) -> None:
    """A story for approval and a file for translators lie in the outbox, where the project's own rules say nothing of
    it too, and with them nothing else is left behind."""
    if ignored is not None:
        put(project / ".gitignore", ignored)
        commit(project)
    for typed in BOTH:
        assert stories(*typed, "--project", project) == 0, stories.err
        assert str(project / "outbox" / MADE[typed]) in stories.out
        assert "commit" not in stories.err
    assert {path.name for path in outbox_files(project)} == set(MADE.values())
    assert uncommitted(project) == ""


def test_paths_are_told_as_they_are_typed_here(
    stories: Stories, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever stands in the project is told a path to type there; made again, a file takes the place of the old one."""
    monkeypatch.chdir(project)
    put(project / "outbox/translations.es.xlf", "an older one")
    assert stories(*EXPORT) == 0
    assert stories.out == "1 text in outbox/translations.es.xlf.\n"
    assert "an older one" not in (project / "outbox/translations.es.xlf").read_text("utf-8")


@pytest.mark.parametrize("typed", BOTH, ids=MADE.get)
def test_a_link_in_its_place_is_refused(
    stories: Stories, project: Path, tmp_path: Path, typed: tuple[str, ...]
) -> None:
    """Nothing is put where the link leads, and it is said what to do."""
    (tmp_path / "elsewhere").mkdir()
    (project / "outbox").symlink_to(tmp_path / "elsewhere")
    assert stories(*typed, "--project", project) == 2
    assert "“outbox” in the project's folder is a link to another place" in stories.err
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert outbox_files(project) == ()


@pytest.mark.parametrize("typed", BOTH, ids=MADE.get)
def test_a_file_in_its_place_is_refused(stories: Stories, project: Path, typed: tuple[str, ...]) -> None:
    """The file stays as it is, and it is said what to do."""
    put(project / "outbox", "mine")
    assert stories(*typed, "--project", project) == 2
    assert "“outbox” in the project's folder is a file" in stories.err
    assert (project / "outbox").read_text("utf-8") == "mine"
    assert outbox_files(project) == ()


@pytest.mark.parametrize("typed", BOTH, ids=MADE.get)
def test_a_disk_that_takes_nothing_is_told(
    stories: Stories, project: Path, monkeypatch: pytest.MonkeyPatch, typed: tuple[str, ...]
) -> None:
    """Where the folder cannot be made, the reason is told and no file is promised."""

    def refused(path: Path, content: bytes) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    monkeypatch.setattr(outbox, "write_atomic", refused)
    assert stories(*typed, "--project", project) == 1
    assert "read-only" in stories.err
    assert stories.out == ""


def test_a_link_under_a_files_name_is_not_written_through(stories: Stories, project: Path, tmp_path: Path) -> None:
    """The link gives way to the file; what it led to stays as it was."""
    put(tmp_path / "other", "mine")
    outbox_file(project, "translations.es.xlf").symlink_to(tmp_path / "other")
    assert stories(*EXPORT, "--project", project) == 0
    assert (tmp_path / "other").read_text("utf-8") == "mine"
    assert not (project / "outbox/translations.es.xlf").is_symlink()


WARNING = "Do not commit {}: people's words and pictures are inside."
PLACES = [("sent", True), ("stories/mine", True), ("outbox", False), (".cache", False), ("../sent", False)]


@pytest.mark.parametrize("has_git", [True, False], ids=["with Git", "without Git"])
@pytest.mark.parametrize(("folder", "warned"), PLACES)
def test_a_typed_place_that_git_would_commit_is_told(
    stories: Stories, project: Path, monkeypatch: pytest.MonkeyPatch, folder: str, warned: bool, has_git: bool
) -> None:
    """The file goes where somebody typed; where the next commit would take it along, that is said."""
    if not has_git:
        monkeypatch.setenv("PATH", "")
    if folder != "outbox":
        (project / folder).mkdir(exist_ok=True)
    file = project / folder / "to-translate.xlf"
    assert stories(*EXPORT, "--project", project, "--output", file) == 0
    assert file.is_file()
    assert (WARNING.format("to-translate.xlf") in stories.err) == warned
    monkeypatch.undo()
    assert ("to-translate.xlf" in uncommitted(project)) == warned


def test_what_the_projects_rules_ignore_needs_no_warning(stories: Stories, project: Path) -> None:
    """A place that the project itself keeps from Git is as good as the outbox; one that Git knows already is not."""
    put(project / ".gitignore", "sent/\n.cache/\n")
    (project / "sent").mkdir()
    assert stories(*PREVIEW, "--project", project, "--to", project / "sent") == 0
    assert "commit" not in stories.err
    git(project, "add", "--force", "sent")
    assert stories("preview", "mine", "--project", project, "--to", project / "sent") == 0
    assert "commit" not in stories.err
    assert stories(*PREVIEW, "--project", project, "--to", project / "sent") == 0
    assert WARNING.format("mine.html") in stories.err


def test_several_files_are_one_warning(stories: Stories, project: Path) -> None:
    """A file for each language is told in one sentence, with the way out."""
    assert stories("preview", "mine", "--project", project, "--to", project) == 0
    assert stories.err.count("Do not commit") == 1
    assert WARNING.format("mine.en.html and mine.es.html") in stories.err
    assert "Without --to, such files go in outbox/" in stories.err


@pytest.mark.parametrize("name", ["", ".", "..", "../x", "/etc/x", "a/b", ".gitignore", "x/.."])
def test_a_name_leads_nowhere_else(tmp_path: Path, name: str) -> None:
    """A name that is not that of a file in the folder itself is refused, and no folder is made for it."""
    with pytest.raises(ValueError, match="no name of a file in outbox"):
        outbox_file(tmp_path, name)
    assert list(tmp_path.iterdir()) == []


def test_everything_in_it_is_listed(tmp_path: Path) -> None:
    """Whoever looks for what was sent finds every file, also in folders that people made, and follows no link."""
    assert outbox_files(tmp_path) == ()
    put(outbox_file(tmp_path, "b.html"), "")
    put(tmp_path / "outbox/agency/a.xlf", "")
    put(tmp_path / "outbox/agency/.gitignore", "")
    put(tmp_path / "private/c.html", "")
    (tmp_path / "outbox/link").symlink_to(tmp_path / "private")
    (tmp_path / "outbox/link.html").symlink_to(tmp_path / "private/c.html")
    found = [path.relative_to(tmp_path / "outbox").as_posix() for path in outbox_files(tmp_path)]
    assert found == ["agency/.gitignore", "agency/a.xlf", "b.html"]


def test_rules_that_somebody_wrote_there_stay(tmp_path: Path) -> None:
    """A `.gitignore` that is in the folder already is somebody's."""
    put(tmp_path / "outbox/.gitignore", "*.html\n")
    outbox_file(tmp_path, "a.html")
    assert (tmp_path / "outbox/.gitignore").read_text("utf-8") == "*.html\n"
