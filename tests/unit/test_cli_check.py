"""`stories check`: all problems, in the form that is asked for."""

import json
import os
from pathlib import Path

import pytest

from tests.support.command_line import STORY, Stories, make_project, put

BROKEN = STORY.replace("2022-12-08", "8/12/2022").replace("[SV]", "[El Salvador]")
WARNED = STORY.replace("They worked for it.", "All 400 of them worked for it.")


@pytest.fixture
def stories(capsys: pytest.CaptureFixture[str]) -> Stories:
    """The command, in English."""
    return Stories(capsys)


def test_nothing_wrong(stories: Stories, tmp_path: Path) -> None:
    """A project without problems is told so, and the exit status is 0."""
    assert stories("check", "--project", make_project(tmp_path, one=STORY)) == 0
    assert stories.out == "No problems.\n"


def test_all_problems_at_once(stories: Stories, tmp_path: Path) -> None:
    """Every file's problems are told in one run, each with its place and rule, and counted at the end."""
    project = make_project(tmp_path, one=BROKEN, two=BROKEN)
    assert stories("check", "--project", project) == 1
    assert "stories/one/story.yml:7:7: error: " in stories.out
    assert "stories/two/story.yml:8:13: error: " in stories.out
    assert stories.out.splitlines()[-1] == "4 errors in 2 files"


def test_problems_in_spanish(stories: Stories, tmp_path: Path) -> None:
    """With --lang es a communications officer reads Spanish, plural forms included."""
    assert stories("check", "--project", make_project(tmp_path, one=BROKEN), "--lang", "es") == 1
    assert stories.out.splitlines()[-1] == "2 errores en 1 archivo"


def test_only_below_the_paths_given(stories: Stories, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With paths, which count from where one stands, the rest of the project is not told of and does not fail."""
    make_project(tmp_path, one=BROKEN, two=STORY, one_and_a_half=STORY)
    monkeypatch.chdir(tmp_path / "stories")
    assert stories("check", "two", "one-and-a-half") == 0
    assert stories("check", "one/story.yml", "--format", "json") == 1
    assert {problem["file"] for problem in json.loads(stories.out)} == {"stories/one/story.yml"}


def test_json_is_exactly_a_list_of_problems(stories: Stories, tmp_path: Path) -> None:
    """Programs get every problem with the same seven fields, and nothing else on that stream."""
    assert stories("check", "--project", make_project(tmp_path, one=BROKEN), "--format", "json") == 1
    found = json.loads(stories.out)
    fields = {"file", "line", "column", "severity", "rule", "message", "hint"}
    assert [set(problem) for problem in found] == [fields, fields]
    assert (found[0]["file"], found[0]["line"], found[0]["column"]) == ("stories/one/story.yml", 7, 7)
    assert stories("check", "--project", make_project(tmp_path, one=STORY), "--format", "json") == 0
    assert json.loads(stories.out) == []


def test_annotations_for_a_pull_request(stories: Stories, tmp_path: Path) -> None:
    """Each problem becomes a workflow command that names the record's line."""
    assert stories("check", "--project", make_project(tmp_path, one=BROKEN), "--format", "github") == 1
    lines = stories.out.splitlines()
    assert all(line.startswith("::error file=stories/one/story.yml,line=") for line in lines)


def test_a_pull_request_shows_no_words_of_what_is_not_published(stories: Stories, tmp_path: Path) -> None:
    """Logs may be public: of a draft and of a file that cannot be read they tell the line and the rule alone."""
    swallowed = "summary: A secret #word\n"
    draft = WARNED.replace("state: published", "state: draft")
    project = make_project(tmp_path, public=WARNED, draft=draft, broken=STORY + swallowed)
    assert stories("check", "--project", project, "--format", "github") == 1
    told = {line.partition("stories/")[2].partition("/")[0]: line for line in stories.out.splitlines()}
    assert "400" in told["public"]
    assert "400" not in told["draft"]
    assert "secret" not in told["broken"]
    assert "yaml-lost-behind-hash" in told["broken"]
    assert told["broken"].endswith("Run stories check on your own computer to see it.")
    assert stories("check", "--project", project) == 1
    assert "secret" in stories.out


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_ci_is_told_no_words_whatever_the_format(stories: Stories, tmp_path: Path, form: str) -> None:
    """With CI set the plain check and JSON say as little as annotations: of a draft, of what cannot be read, and of a
    quotation that is held back in a story that readers see. Words that readers see are told."""
    held = """\
quotes:
  - {id: maria, speaker: Maria Invented, speaker_kind: participant, role: {en: Farmer}, text: {en: A, es: B}}
"""
    shown = """\
quotes:
  - {id: office, speaker: An office, speaker_kind: official, role: {en: Minister}, text: {en: A, es: B}}
"""
    quotation = "quotes:\n  - id: a\n    text:\n      es: Dije a todos: no quiero\n"
    draft = WARNED.replace("state: published", "state: draft")
    project = make_project(
        tmp_path, public=WARNED, draft=draft, broken=STORY + quotation, held=STORY + held, shown=STORY + shown
    )
    stories.environment = {"CI": "true"}
    assert stories("check", "--project", project, "--format", form) == 1
    for word in ("no quiero", "Dije", "maria", "Maria"):
        assert word not in stories.out + stories.err
    assert "“es”: quotes/…/role" in stories.out
    for file, rule in (("broken", "yaml-unquoted-colon"), ("draft", "figure-unmatched"), ("held", "quote-consent")):
        assert f"stories/{file}/story.yml" in stories.out
        assert rule in stories.out
    assert stories.out.count("400") == 1
    stories.environment = {}
    stories("check", "--project", project)
    for word in ("no quiero", "maria"):
        assert word in stories.out


def test_warnings_fail_a_strict_check_only(stories: Stories, tmp_path: Path) -> None:
    """A warning lets the check pass unless it is strict."""
    project = make_project(tmp_path, one=WARNED)
    assert stories("check", "--project", project) == 0
    assert "1 warning in 1 file" in stories.out
    assert stories("check", "--project", project, "--strict") == 1


def test_settings_that_cannot_be_read(stories: Stories, tmp_path: Path) -> None:
    """Broken settings are a problem with a line, like any other."""
    project = make_project(tmp_path, one=STORY)
    put(project / "mkdocs.yml", "site_name: A\nplugins: [\n")
    assert stories("check", "--project", project) == 1
    assert stories.out.startswith("mkdocs.yml:")
    assert "1 error in 1 file" in stories.out


def test_as_of_another_day(stories: Stories, tmp_path: Path) -> None:
    """A consent that ends is told of on the day after, whatever the day is today."""
    people = "people:\n  - name: A\n    consent:\n      status: given\n      covers: [web]\n      until: 2030-01-01\n"
    project = make_project(tmp_path, one=STORY + people)
    assert stories("check", "--project", project, "--as-of", "2030-01-01") == 0
    before = stories.out
    assert stories("check", "--project", project, "--as-of", "2030-01-02") == 0
    assert stories.out != before


@pytest.mark.parametrize(
    ("environment", "is_terminal", "linked"),
    [
        ({"TERM": "xterm-256color"}, True, True),
        ({"TERM": "xterm-256color"}, False, False),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, True, False),
        ({"TERM": "dumb"}, True, False),
        ({"TERM": "linux"}, True, False),
        ({}, True, False),
    ],
)
def test_at_a_terminal_a_rule_leads_to_its_page(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    is_terminal: bool,
    linked: bool,
) -> None:
    """The rule's name opens the page that explains it, in one's language, where the project keeps it; in a file,
    without colours, and where the terminal knows no links, there is not one sign more."""
    project = make_project(tmp_path, one=BROKEN)
    page = project / "docs" / "rules" / "country-by-name.es.md"
    put(page, "#\n")
    monkeypatch.setattr("sys.stdout.isatty", lambda: is_terminal)
    stories = Stories(capsys, environment)
    assert stories("check", "--project", project, "--lang", "es") == 1
    out = stories.out
    assert (f"[\x1b]8;;{page.as_uri()}\x1b\\country-by-name\x1b]8;;\x1b\\]" in out) == linked
    assert ("\x1b]" in out) == linked
    assert ("[country-by-name]" in out) != linked


@pytest.mark.parametrize("file", ["content/pages/en/about.md", "stories/one/story.yml", "content/themes.yml"])
@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_what_is_no_file_is_named_and_not_waited_for(stories: Stories, tmp_path: Path, file: str, kind: str) -> None:
    """A pipe or a folder in a file's place is an error there; a pipe that is read would never end."""
    made = make_project(tmp_path, one=STORY)
    (made / file).unlink(missing_ok=True)
    (made / file).parent.mkdir(parents=True, exist_ok=True)
    if kind == "pipe":
        os.mkfifo(made / file)
    else:
        (made / file).mkdir()
    assert stories("check", "--project", made) == 1
    assert f"{file}:1:1: error: " in stories.out
