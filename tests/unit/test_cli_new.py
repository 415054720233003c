"""`stories new`: a folder that is ready to fill in."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from site_builder.cli.scaffold import new_story
from site_builder.locales import Locale, edtf
from site_builder.reading.yaml import load
from site_builder.records.schemas import schemas
from tests.support.command_line import Stories, make_project, put

LOCALES = [Locale("en"), Locale("es")]
DAY = edtf.parse_part("2027-01-15")
COMMENTED = re.compile(r"^#(?! \S|$)", re.MULTILINE)


@pytest.fixture
def stories(capsys: pytest.CaptureFixture[str]) -> Stories:
    """The command, in English."""
    return Stories(capsys)


def record(title: str, language: str = "en") -> str:
    """The record that a title gives."""
    assert DAY
    return new_story(title, DAY.first_day, Locale(language), LOCALES).files["story.yml"]


@pytest.mark.parametrize(
    ("title", "folder", "kept"),
    [
        ("Ninety people finish", "ninety-people-finish", "Ninety people finish"),
        ("¿Qué pasó? ¡Sí!", "que-paso-si", "¿Qué pasó? ¡Sí!"),
        ('Water: "for all" #1 & more', "water-for-all-1-more", 'Water: "for all" #1 & more'),
        ("- [a](b) {c: d} *e &f !g", "a-b-c-d-e-f-g", "- [a](b) {c: d} *e &f !g"),
        ("../../etc/passwd", "etc-passwd", "../../etc/passwd"),
        ("C:\\Users\\x", "c-users-x", "C:\\Users\\x"),
        ("two\nlines\tand\x00more\x1b[31m", "two-lines-and-more-31m", "two lines and more [31m"),
        ("turned \u202eround", "turned-round", "turned round"),
        ("half \udcff letter", "half-letter", "half letter"),
        ("NUL", "story-nul", "NUL"),
        ("故事", "story-2027-01-15", "故事"),
        ("x" * 300, "x" * 80, "x" * 300),
        ("null", "null", "null"),
    ],
)
def test_any_title_makes_a_safe_folder_and_stays_as_it_is(title: str, folder: str, kept: str) -> None:
    """Whatever is typed, the folder's name works everywhere and the record reads back the title."""
    assert DAY
    story = new_story(title, DAY.first_day, Locale("en"), LOCALES)
    tree, problems = load("story.yml", story.files["story.yml"].encode())
    assert (story.folder, problems) == (folder, [])
    assert tree is not None
    assert tree["title"] == {"en": kept}


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_line_that_is_commented_out_can_be_used(language: str) -> None:
    """With the # taken away from all optional lines the record is still YAML, with every field that there is."""
    found = yaml.load(COMMENTED.sub("", record("A", language)), yaml.CBaseLoader)
    fields = schemas()["story"]
    assert set(found) == set(fields["properties"]) - {"body"}
    for kind, name in (("Result", "results"), ("Quote", "quotes"), ("Photo", "photos"), ("Person", "people")):
        assert set(found[name][0]) == set(fields["$defs"][kind]["properties"])


def values(found: object) -> Iterator[str]:
    """Every value of a record that is not empty."""
    if isinstance(found, dict):
        found = list(found.values())
    if isinstance(found, list):
        for part in found:
            yield from values(part)
    elif found:
        yield str(found)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_form_invents_nothing(language: str) -> None:
    """With every # taken away there is no figure, name or date but the story's own, only what holds without saying."""
    found = yaml.load(COMMENTED.sub("", record("A", language)), yaml.CBaseLoader)
    own = {"A", "2027-01-15", "draft", language}
    assert set(values(found)) - own == {"success-story", "photograph", "stated", "output", "unknown", "false"}
    assert found["results"][0]["status"] == found["quotes"][0]["speaker_kind"] == found["photos"][0]["people"] == ""


def test_what_stays_empty_is_asked_for(stories: Stories, tmp_path: Path) -> None:
    """A form that is uncommented and not filled in is not published: the check names every field that is needed."""
    project = make_project(tmp_path)
    assert stories("new", "A", "--project", project) == 0
    file = project / "stories/a/story.yml"
    text = COMMENTED.sub("", file.read_text(encoding="utf-8")).replace("state: draft", "state: published")
    put(file, text.replace("summary:\n  en:", "summary:\n  en: B").replace("countries: []", "countries: [HN]", 1))
    put(file.with_name("text.en.md"), "C\n")
    assert stories("check", "--project", project) == 1
    for field in ("id", "value", "what", "status", "when", "speaker", "role", "text", "file", "name"):
        assert f"The field “{field}” is still empty" in stories.out


def test_what_to_type_next_can_be_typed(stories: Stories, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next steps name the program as it was typed: from a folder that no search finds it would else be unknown."""
    monkeypatch.setattr("sys.argv", [".venv/bin/stories"])
    assert stories("new", "A", "--project", make_project(tmp_path)) == 0
    assert ".venv/bin/stories serve" in stories.out
    assert ".venv/bin/stories check" in stories.out


def test_messages_follow_the_computer_and_the_form_the_project(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """On a computer in English a project whose first language is Spanish gives a Spanish form and English messages."""
    stories = Stories(capsys, {"LANG": "en_US.UTF-8"})
    assert stories("init", tmp_path / "p", "--lang", "es") == 0
    assert stories("new", "La cosecha", "--project", tmp_path / "p") == 0
    assert "New story" in stories.out
    assert "El titular" in (tmp_path / "p/stories/la-cosecha/story.yml").read_text(encoding="utf-8")


def test_comments_are_in_the_storys_language() -> None:
    """A story that is begun in Spanish is explained in Spanish."""
    assert "El titular" in record("A", "es")
    assert "The headline" not in record("A", "es")
    assert 'es: "A"' in record("A", "es")


def test_filled_in_it_is_a_draft_without_errors(stories: Stories, tmp_path: Path) -> None:
    """Once the required fields are filled in, the check has nothing against the draft."""
    project = make_project(tmp_path)
    assert stories("new", "A", "first", "harvest", "--date", "2027-01-15", "--project", project) == 0
    assert "stories/a-first-harvest" in stories.out
    file = project / "stories/a-first-harvest/story.yml"
    text = file.read_text(encoding="utf-8").replace("countries: []", "countries: [HN]")
    text = text.replace("summary:\n  en:\n", "summary:\n  en: It came early.\n")
    put(file, text)
    put(file.with_name("text.en.md"), "The harvest came early.\n")
    assert stories("check", "--project", project) == 0, stories.out
    assert stories("build", "--project", project) == 0


def test_nothing_that_is_there_is_touched(stories: Stories, tmp_path: Path) -> None:
    """A second story of the same name is refused, and the first stays as it was."""
    project = make_project(tmp_path)
    assert stories("new", "A", "--project", project) == 0
    put(project / "stories/a/story.yml", "mine")
    assert stories("new", "A", "--project", project) == 2
    assert "stories/a" in stories.err
    assert (project / "stories/a/story.yml").read_text() == "mine"


def test_the_language_decides_words_and_files(stories: Stories, tmp_path: Path) -> None:
    """With --lang es the messages are Spanish and lead to the Spanish text."""
    project = make_project(tmp_path)
    assert stories("new", "La cosecha", "--lang", "es", "--project", project) == 0
    assert "Historia nueva" in stories.out
    assert "text.es.md" in stories.out
    assert "language: es" in (project / "stories/la-cosecha/story.yml").read_text(encoding="utf-8")
