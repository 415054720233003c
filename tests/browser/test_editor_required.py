"""What must not be empty: the editor refuses to save it, and the check names it where somebody has written by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from site_builder.problems import Severity
from site_builder.problems.report import position
from tests.support import projects
from tests.support.desk import STORY, Desk, at_desk, project_with_editor

NEW = "stories/nine-wells-for-nine-villages"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project with an editor."""
    return project_with_editor(tmp_path_factory.mktemp("editor"))


@pytest.fixture(scope="module")
def site(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of that project."""
    return projects.build(project, tmp_path_factory.mktemp("editor-site") / "site")


@pytest.fixture
def desk(browser: Browser, site: Path, project: Path) -> Iterator[Desk]:
    """Somebody who has opened the editor and chosen the project's folder."""
    with at_desk(browser, site, project) as found:
        yield found


def test_what_is_required_must_be_filled_in(desk: Desk) -> None:
    """A form in which something required is empty is not saved, and says where that is."""
    desk.go("stories/new")
    desk.write("title.en", "Nine wells for nine villages")
    desk.save()
    expect(desk.page.get_by_text("2 fields have errors")).to_be_visible()
    expect(desk.field("date").get_by_text("This field is required")).to_be_visible()
    desk.write("date", "2025-03-01")
    desk.pick("countries", "Guatemala (GT)")
    desk.save()
    expect(desk.page.get_by_text("“Summary” is empty: write it in at least one language.")).to_be_visible()
    assert not [path for path in desk.files() if path.startswith(NEW)]


def test_a_published_story_is_not_saved_unfinished(desk: Desk, project: Path) -> None:
    """Without its title in its own language, or a photo's description, a published story is not saved, and the message
    names each; as a draft it is."""
    desk.go("stories/entries/water-points/story")
    desk.write("title.en", "")
    desk.unfold("photos")
    desk.write("photos.0.alt.en", "")
    desk.write("photos.0.alt.es", "")
    desk.save()
    told = desk.page.get_by_text(
        "The state is “Published”, but these fields are still empty: Title (English); Photo 1 › "
    )
    expect(told).to_be_visible()
    assert "Draft" in told.inner_text()
    assert desk.files()[STORY] == (project / STORY).read_bytes()
    desk.page.keyboard.press("Escape")
    desk.choose("state", "Draft")
    desk.save()
    expect(desk.page.get_by_text("Entry saved")).to_be_visible()
    assert b"state: draft" in desk.files()[STORY]


def test_a_field_of_one_line_is_asked_for_in_its_place(desk: Desk, project: Path) -> None:
    """A figure without its value, and a new photo of which nobody says who is on it, are told at the field."""
    desk.go("stories/entries/water-points/story")
    desk.unfold("results")
    desk.write("results.0.value", "")
    count = (project / STORY).read_text("utf-8").count("    file: ")
    desk.add("photos")
    desk.save()
    for path in ("results.0.value", f"photos.{count}.people"):
        expect(desk.field(path).get_by_text("This field is required")).to_be_visible()
    assert desk.files()[STORY] == (project / STORY).read_bytes()


def test_it_is_refused_in_spanish(browser: Browser, site: Path, project: Path) -> None:
    """In a Spanish browser the message, the field and its language are in Spanish."""
    with at_desk(browser, site, project, language="es") as desk:
        desk.go("stories/entries/water-points/story")
        desk.write("summary.en", "")
        desk.page.get_by_role("button", name="Guardar", exact=True).click()
        told = desk.page.get_by_text("El estado es “Publicada”, pero aún hay campos vacíos: Resumen (Inglés).")
        expect(told).to_be_visible()
        expect(desk.page.get_by_role("alertdialog").get_by_text("No se guardó.")).to_be_visible()
        expect(desk.page.get_by_text("Inténtalo")).to_have_count(0)


@pytest.mark.parametrize(
    ("written", "by_hand", "told"),
    [
        (r"  en: Water points in two invented valleys\n", "", "4 text-required"),
        (r"    alt:\n      en: Four.*\n      es: Cuatro.*\n", "", "104 alt-missing"),
        (r"    value: 12500\n", "    value:\n", "37 field-empty"),
        (r"    people: identifiable\n", "", "104 people-missing"),
    ],
)
def test_what_is_saved_by_hand_is_told(project: Path, tmp_path: Path, written: str, by_hand: str, told: str) -> None:
    """The same file, emptied by hand in a published story: the check names the field, at its line."""
    copy = projects.copy(project, tmp_path / "project")
    text = (copy / STORY).read_text("utf-8")
    (copy / STORY).write_text(re.sub(written, by_hand, text, count=1), "utf-8")
    found = [problem for problem in projects.prepared(copy).problems if position(problem).file == STORY]
    lines = [f"{position(problem).line} {problem.rule}" for problem in found if problem.severity is not Severity.NOTE]
    assert told in lines
