"""`stories editor`: what it installs, and what it says where there is nothing to install or it cannot be done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.outputs import editor_program
from site_builder.outputs.editor_program import EditorInstallError, EditorMissingError, program_files
from tests.support.command_line import Stories, make_project

EDITOR = "      editor:\n        host: gitlab\n        repository: group/stories\n"


@pytest.fixture
def stories(capsys: pytest.CaptureFixture[str]) -> Stories:
    """The command line."""
    return Stories(capsys)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose settings want the editor."""
    made = make_project(tmp_path / "project")
    settings = made / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").rstrip("\n") + "\n" + EDITOR, "utf-8")
    return made


def used(monkeypatch: pytest.MonkeyPatch, install: Callable[[], None], *, there: bool) -> None:
    """Have the verb find the program there or not, and install it so."""
    monkeypatch.setattr("site_builder.cli.editor.is_installed", lambda: there)
    monkeypatch.setattr("site_builder.cli.editor.install", install)


def never() -> None:
    """What must not be called."""
    raise AssertionError


def test_nothing_is_fetched_for_a_site_without_it(
    stories: Stories, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where the settings name no repository nothing is installed, and that is no mistake."""
    used(monkeypatch, never, there=False)
    assert stories("editor", "--project", make_project(tmp_path)) == 0
    assert "nothing to install" in stories.out


def test_it_is_fetched_once(stories: Stories, monkeypatch: pytest.MonkeyPatch, project: Path) -> None:
    """It is installed where it is wanted and missing, and left alone where it is there."""
    asked: list[bool] = []
    used(monkeypatch, lambda: asked.append(True), there=False)
    assert stories("editor", "--project", project) == 0
    assert asked == [True]
    used(monkeypatch, never, there=True)
    assert stories("editor", "--project", project) == 0
    assert "already" in stories.out


def test_why_it_cannot_be_fetched_is_said(stories: Stories, monkeypatch: pytest.MonkeyPatch, project: Path) -> None:
    """Without a registry the verb fails with what npm said."""

    def fail() -> None:
        raise EditorInstallError("no registry answers")

    used(monkeypatch, fail, there=False)
    assert stories("editor", "--project", project) == 1
    assert "no registry answers" in stories.err


def test_a_build_without_the_program_says_what_to_do(
    stories: Stories, monkeypatch: pytest.MonkeyPatch, project: Path
) -> None:
    """A site that wants the editor is not published without it, and the old one stays."""
    monkeypatch.setattr(editor_program, "is_installed", lambda place: False)
    assert stories("build", "--project", project) == 1
    assert "stories editor" in stories.out + stories.err
    assert not (project / "site").exists()


@pytest.mark.parametrize("left", [None, "", "of another version"])
def test_half_a_program_is_none(tmp_path: Path, left: str | None) -> None:
    """A folder without its seal, or with that of another version, is not used."""
    (tmp_path / "cms.js").write_text("", "utf-8")
    if left is not None:
        (tmp_path / "installed").write_text(left, "ascii")
    with pytest.raises(EditorMissingError):
        list(program_files(["en"], tmp_path))
