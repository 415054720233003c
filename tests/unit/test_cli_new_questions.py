"""`stories new` at a terminal: it asks step by step, and by options nothing needs to be asked."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest

from site_builder.reading.yaml import load
from tests.support.command_line import Stories, make_project, put

THEMES = "work:\n  name: {en: Work, es: Trabajo}\nmarkets:\n  name: {en: Markets, es: Mercados}\n"
SOURCES = "note:\n  title: Annual note\n"


class Terminal(io.StringIO):
    """Somebody who types these lines and then presses Ctrl-C."""

    def isatty(self) -> bool:
        """Whether somebody is there."""
        return True

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        """The next line."""
        if line := super().readline():
            return line
        raise KeyboardInterrupt


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Path:
    """A project with two themes and a source."""
    project = make_project(tmp_path)
    put(project / "content" / "themes.yml", THEMES)
    put(project / "content" / "sources.yml", SOURCES)
    for name in ("partners", "programmes"):
        put(project / "content" / f"{name}.yml", "")
    return project


@pytest.fixture(name="stories")
def _stories(capsys: pytest.CaptureFixture[str]) -> Stories:
    """The command, in English."""
    return Stories(capsys)


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Somebody sits at the terminal and types."""
    monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{line}\n" for line in lines)))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)


def record(project: Path, folder: str) -> dict[str, Any]:
    """The record of a new story, as reading takes it."""
    tree, problems = load("story.yml", (project / "stories" / folder / "story.yml").read_bytes())
    assert problems == []
    assert tree is not None
    return tree


def test_it_asks_step_by_step(stories: Stories, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Titles, day, summaries, countries by name, themes and source by number: what is answered stands in the record."""
    typed(
        monkeypatch,
        *("Water: for all", "2024-05-06", "Agua: para todos", "It flows.", "Ya corre.", "Honduras, sv", "2, work", "1"),
    )
    assert stories("new", "--project", project) == 0, stories.err
    found = record(project, "water-for-all")
    assert found["title"] == {"en": "Water: for all", "es": "Agua: para todos"}
    assert found["summary"] == {"en": "It flows.", "es": "Ya corre."}
    assert (found["date"], found["countries"]) == ("2024-05-06", ["HN", "SV"])
    assert (found["themes"], found["source"], found["state"]) == (["markets", "work"], "note", "draft")
    assert "2  Markets (markets)" in stories.err
    assert "for example" in stories.err


def test_it_asks_in_spanish(stories: Stories, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With --lang es the questions and names are Spanish, and the Spanish title is asked for first."""
    typed(monkeypatch, "El agua", "", "Water", "", "", "Belice", "Trabajo", "")
    assert stories("new", "--lang", "es", "--project", project) == 0, stories.err
    found = record(project, "el-agua")
    assert found["title"] == {"en": "Water", "es": "El agua"}
    assert (found["countries"], found["themes"]) == (["BZ"], ["work"])
    assert "Título en español" in stories.err
    assert "1  Trabajo (work)" in stories.err


def test_an_answer_of_no_use_is_explained_and_asked_again(
    stories: Stories, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a day, a country, a theme that cannot be, it is said why, and the question comes again."""
    answers = [
        "",
        "Water",
        "6/5/2024",
        "2024-05-06",
        "",
        "",
        "",
        "Atlantis",
        "?",
        "HN",
        "work, astronomy",
        "3",
        "",
        "2",
    ]
    typed(monkeypatch, *answers, "")
    assert stories("new", "--project", project) == 0, stories.err
    assert "needs a title" in stories.err
    assert "can be read in two ways" in stories.err
    assert "no country “Atlantis”" in stories.err
    assert "GT Guatemala" in stories.err
    assert "“astronomy” is not in the list: work, markets" in stories.err
    assert record(project, "water")["countries"] == ["HN"]


@pytest.mark.parametrize("answered", range(8))
def test_breaking_off_leaves_nothing(
    stories: Stories, project: Path, monkeypatch: pytest.MonkeyPatch, answered: int
) -> None:
    """Ctrl-C at any question leaves no folder and no file."""
    typed(monkeypatch, *["Water", "", "", "", "", "", "", ""][:answered])
    before = sorted(project.rglob("*"))
    assert stories("new", "--project", project) == 1
    assert sorted(project.rglob("*")) == before


def test_breaking_off_while_it_is_written_leaves_nothing(
    stories: Stories, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C between two files leaves no half of a story."""
    written = Path.write_text

    def stopped(self: Path, *given: Any, **named: Any) -> int:
        if self.name == "text.en.md":
            raise KeyboardInterrupt
        return written(self, *given, **named)

    monkeypatch.setattr(Path, "write_text", stopped)
    before = sorted(project.rglob("*"))
    assert stories("new", "Water", "--project", project) == 1
    assert sorted(project.rglob("*")) == before


def test_everything_can_be_said_by_options(stories: Stories, project: Path) -> None:
    """Where nobody can be asked, options say all that questions would ask for."""
    told = ["--title", "es=El agua", "--summary", "en=It flows.", "--countries", "HN,El Salvador", "--themes", "work"]
    assert stories("new", "Water", *told, "--source", "note", "--date", "2024-05-06", "--project", project) == 0
    found = record(project, "water")
    assert found["title"] == {"en": "Water", "es": "El agua"}
    assert (found["countries"], found["themes"], found["source"]) == (["HN", "SV"], ["work"], "note")


def test_what_an_option_says_is_not_asked(stories: Stories, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At a terminal the questions that options answer do not come; with --no-questions none comes."""
    told = ["--title", "es=A", "--summary", "en=B", "--summary", "es=C", "--countries", "HN", "--themes", "work"]
    typed(monkeypatch, "note")
    assert stories("new", "Water", *told, "--date", "2024-05-06", "--project", project) == 0, stories.err
    assert record(project, "water")["source"] == "note"
    typed(monkeypatch)
    assert stories("new", "Fire", "--no-questions", "--project", project) == 0


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--countries", "Atlantis", "Atlantis"),
        ("--themes", "astronomy", "work, markets"),
        ("--source", "note, note2", "note2"),
        ("--title", "Agua", "es=…"),
        ("--summary", "fr=Eau", "en, es"),
        ("--date", "6/5/2024", "two ways"),
    ],
)
def test_an_option_of_no_use_is_refused(stories: Stories, project: Path, option: str, value: str, said: str) -> None:
    """What cannot be is told with what can, and nothing is written."""
    assert stories("new", "Water", option, value, "--project", project) == 2
    assert said in stories.err
    assert not (project / "stories" / "water").exists()
