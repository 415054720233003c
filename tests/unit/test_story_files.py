"""What a story is made from: its digest tells every change that could change the story, and links lead nowhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.reading.settings import read_settings
from site_builder.reading.source import MAX_BYTES
from site_builder.reading.story import StoryFiles, read_record, story_files, with_pictures
from site_builder.records import Settings
from tests.support import projects

LOCALES = ("en", "es")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one story of two files, and a secret beside it."""
    (tmp_path / "secret.md").write_text("A secret.", "utf-8")
    folder = tmp_path / "project" / "stories" / "maize"
    folder.mkdir(parents=True)
    (folder / "story.yml").write_text("title:\n  en: Maize\n", "utf-8")
    (folder / "text.en.md").write_text("Words.", "utf-8")
    return tmp_path / "project"


def found(project: Path) -> StoryFiles:
    """The files of the one story."""
    return story_files(project, "maize", LOCALES)


CHANGES: dict[str, Callable[[Path], object]] = {
    "record": lambda folder: (folder / "story.yml").write_text("title:\n  en: Maise\n", "utf-8"),
    "no record": lambda folder: (folder / "story.yml").unlink(),
    "record in another folder's place": lambda folder: _into_folder(folder / "story.yml"),
    "text": lambda folder: (folder / "text.en.md").write_text("Other words.", "utf-8"),
    "text in another language": lambda folder: (folder / "text.en.md").rename(folder / "text.es.md"),
    "words from one file to another": lambda folder: _move_words(folder / "story.yml", folder / "text.en.md"),
    "file beside": lambda folder: (folder / "photo.jpg").touch(),
    "link out": lambda folder: _link(folder / "text.en.md", folder.parents[2] / "secret.md"),
}


def _into_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _move_words(one: Path, other: Path) -> None:
    words = one.read_bytes() + other.read_bytes()
    one.write_bytes(words[:-3])
    other.write_bytes(words[-3:])


def _link(file: Path, to: Path) -> None:
    file.unlink()
    file.symlink_to(to)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_to_a_storys_files_changes_the_digest(project: Path, change: Callable[[Path], object]) -> None:
    """A story is read again when anything has changed that it is made from."""
    before = found(project).digest()
    assert found(project).digest() == before
    change(project / "stories" / "maize")
    assert found(project).digest() != before


def test_two_folders_with_equal_files_differ(project: Path) -> None:
    """The folder's name is the story's id and address unless the record says otherwise."""
    (project / "stories" / "maize").rename(project / "stories" / "beans")
    beans = story_files(project, "beans", LOCALES)
    (project / "stories" / "beans").rename(project / "stories" / "maize")
    assert beans.digest() != found(project).digest()


def test_what_is_hidden_does_not_count(project: Path) -> None:
    """An editor's swap file or a draft with an underscore is no change."""
    before = found(project)
    for name in (".story.yml.swp", "_old.md"):
        (project / "stories" / "maize" / name).touch()
    assert found(project) == before


def test_links_out_of_the_project_are_not_followed(project: Path) -> None:
    """Neither a linked file nor a linked folder brings words from outside into a story."""
    _link(project / "stories" / "maize" / "text.en.md", project.parent / "secret.md")
    ((locale, content),) = found(project).texts
    assert (locale, content.data) == ("en", None)
    assert [(problem.at.file, problem.rule) for problem in content.problems] == [
        ("stories/maize/text.en.md", "path-outside")
    ]
    elsewhere = project.parent / "elsewhere"
    (project / "stories" / "maize").rename(elsewhere)
    (project / "stories" / "maize").symlink_to(elsewhere)
    assert found(project).record.data is None
    assert [problem.rule for problem in found(project).record.problems] == ["path-outside"]


def test_a_link_within_the_project_is_followed(project: Path) -> None:
    """A text may be shared by two stories."""
    (project / "shared.md").write_text("Shared words.", "utf-8")
    _link(project / "stories" / "maize" / "text.en.md", Path("../../shared.md"))
    assert found(project).texts[0][1].data == b"Shared words."


def test_no_more_is_read_than_may_be(project: Path) -> None:
    """Of a file that is too large, one byte too many is read, which tells that it is."""
    (project / "stories" / "maize" / "story.yml").write_bytes(b"a" * (2 * MAX_BYTES))
    assert len(found(project).record.data or b"") == MAX_BYTES + 1


def test_a_folder_that_is_not_there_has_no_files(project: Path) -> None:
    """Nothing is raised where a folder has just been removed."""
    gone = story_files(project, "gone", LOCALES)
    assert (gone.names, gone.record.data, gone.texts) == (frozenset(), None, ())


def settings_of(project: Path) -> Settings:
    """The settings of a project of the tests."""
    settings, problems = read_settings(project)
    assert settings is not None, problems
    return settings


def test_a_story_follows_from_its_files_and_its_pictures_are_read_anew(tmp_path: Path) -> None:
    """A kept record is as good as a fresh one, and never hides that a picture has changed."""
    project = projects.copy(projects.SMALL, tmp_path / "project")
    settings = settings_of(project)
    files = story_files(project, "water-points", settings.locales)
    kept = read_record(files, settings)
    assert kept.pictures == {}
    before = with_pictures(project, kept)
    assert before == with_pictures(project, read_record(files, settings))
    name = min(before.pictures)
    (project / name).write_bytes((project / name).read_bytes() + b"\0")
    after = with_pictures(project, kept)
    assert after.pictures[name].digest != before.pictures[name].digest
    (project / name).unlink()
    assert with_pictures(project, kept).absent == {name}
