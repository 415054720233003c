"""The command line as somebody meets it who types something wrong, or asks for help."""

import re
from pathlib import Path

import pytest

from tests.support.command_line import STORY, Stories, make_project

VERBS = [
    "init",
    "new",
    "import",
    "photo",
    "serve",
    "check",
    "explain",
    "preview",
    "consent",
    "translations",
    "build",
    "rollback",
    "withdraw",
    "clean",
    "words",
    "editor",
    "upgrade",
    "doctor",
]


@pytest.fixture
def stories(capsys: pytest.CaptureFixture[str]) -> Stories:
    """The command, in English."""
    return Stories(capsys)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    ("lang", "headings"),
    [("en", ["Usage: stories", "Options:", "Examples:"]), ("es", ["Uso: stories", "Opciones:", "Ejemplos:"])],
)
def test_every_verb_explains_itself(stories: Stories, verb: str, lang: str, headings: list[str]) -> None:
    """The help of a verb is in the language asked for, with examples to type."""
    assert stories(verb, "--lang", lang, "--help") == 0
    assert all(heading in stories.out for heading in headings)
    assert f"stories {verb}" in stories.out.partition(headings[2])[2]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_everything_in_the_help_is_explained(stories: Stories, verb: str, lang: str) -> None:
    """Each argument and option has words beside it, and the bounds of a number are no formula."""
    assert stories(verb, "--lang", lang, "--help") == 0
    lists = re.split(r"^(?:Arg|Op)\w+:$", stories.out, maxsplit=1, flags=re.MULTILINE)[1]
    explained = re.findall(r"^  ((?!stories )\S.*)$", lists, re.MULTILINE)
    lines = stories.out.splitlines()
    assert explained
    for row in explained:
        below = lines[lines.index(f"  {row}") + 1]
        assert re.search(r"\S {2,}\S", row) or below.startswith("    "), row
    assert "<=" not in stories.out
    assert "Positional" not in stories.out


def test_help_follows_the_environment(capsys: pytest.CaptureFixture[str]) -> None:
    """A computer that is set to Spanish gets Spanish help without asking."""
    stories = Stories(capsys, {"LANG": "es_SV.UTF-8"})
    assert stories() == 0
    assert "Comandos" in stories.out


def test_help_names_every_verb(stories: Stories) -> None:
    """Without a verb the program says what can be done."""
    assert stories("--help") == 0
    assert all(f"  {verb} " in stories.out for verb in VERBS)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["biuld"], "“build”"),
        (
            ["publish-now"],
            ", ".join(VERBS),
        ),
        (["check", "--fromat", "json"], "--format"),
        (["check", "--format", "xml"], "text, json, github"),
        (["check", "--as-of", "8/12/2022"], "2027-01-15"),
        (["check", "--as-of", ""], "2027-01-15"),
        (["check", "--as-of", "0001-01-01T00:00+14:00"], "2027-01-15"),
        (["build", "--as-of", "tomorrow"], "2027-01-15"),
        (["build", "unexpected"], "too many words here"),
        (["build", "--site-dir"], "The option --site-dir has no value"),
        (["check", "stories/nowhere"], "stories/nowhere"),
        (["check", ".."], ".."),
        (["serve", "--port", "0"], "from 1 to 65535"),
        (["serve", "--port", "eight"], "from 1 to 65535"),
        (["build", "--jobs", "0"], "from 1 to 64"),
        (["build", "--jobs", "65"], "from 1 to 64"),
        (["new"], "stories new"),
        (["new", "A", "--lang", "fr"], "its languages are: en, es"),
        (["new", "A", "--date", "2027-02-30"], "2027-02-30"),
        (["init"], "FOLDER"),
        (["check", "--lang", "fr"], "en, es"),
        (["translations", "--story", "one", "accept", "one", "--to", "es"], "--story comes before “accept”"),
        (["translations", "--story", "oen"], "“one”"),
        (["translations", "--story", "nothing-like-it"], "story or file does not exist"),
        (["translations", "acept", "one"], "“accept”"),
        (["translations", "accept", "--to", "es"], "Name the stories"),
        (["translations", "accept", "one", "--all", "--to", "es"], "Name the stories"),
        (["translations", "accept", "one"], "one of en, es"),
        (["translations", "accept", "one", "--to", "fr"], "one of en, es"),
        (["translations", "accept", "one", "--to", "es", "--by", "me"], "human, machine"),
        (["translations", "accept", "one", "titel", "--to", "es"], "story or file does not exist"),
        (["translations", "accept", "one", "--to", "es", "--rebuild"], "Do not use fields or --to"),
        (["translations", "accept", "one", "title", "--rebuild"], "Do not use fields or --to"),
        (["translations", "record", "nothing-like-it"], "story or file does not exist"),
        (["check", "--project", "nowhere"], "nowhere"),
        (["check", "--project", "stories"], "mkdocs.yml is missing"),
    ],
)
def test_wrong_use_is_answered_in_words(
    stories: Stories, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    """What cannot be done is said in a sentence with the way to the help, and the exit status is 2."""
    monkeypatch.chdir(make_project(tmp_path, one=STORY))
    assert stories(*arguments) == 2
    assert said in stories.err
    assert "--help" in stories.err
    assert stories.out == ""


def test_a_clock_that_cannot_be_read_is_wrong_use(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A SOURCE_DATE_EPOCH that is no number is told, not guessed at."""
    stories = Stories(capsys, {"SOURCE_DATE_EPOCH": "yesterday"})
    assert stories("check", "--project", make_project(tmp_path)) == 2
    assert "SOURCE_DATE_EPOCH" in stories.err


def test_no_project_anywhere(stories: Stories, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside of a project the program says what one is and how to make one."""
    monkeypatch.chdir(tmp_path)
    assert stories("check") == 2
    assert "stories init" in stories.err


def test_the_nearest_project_upwards_counts(stories: Stories, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Inside of a story's folder the project is found without naming it."""
    make_project(tmp_path, one=STORY)
    monkeypatch.chdir(tmp_path / "stories" / "one")
    assert stories("check", ".") == 0


def test_output_that_nobody_watches_has_no_colours(stories: Stories, tmp_path: Path) -> None:
    """In a file or a log there are no colour codes."""
    project = make_project(tmp_path, one=STORY.replace("2022-12-08", "8/12/2022"))
    assert stories("check", "--project", project) == 1
    assert "\x1b" not in stories.out + stories.err
