"""Problems as people, programs and pull requests read them."""

from __future__ import annotations

import json
import re

import pytest

from site_builder.locales import Locale
from site_builder.locales.environment import language
from site_builder.problems import Place, Position, Problem, blocking, in_order
from site_builder.problems.report import as_annotation, as_json, as_text, hint, message, position
from tests.support import cases

EN, ES = Locale("en"), Locale("es")
FILE = "stories/maize/story.yml"
MISSPELT = Problem(Position(FILE, 14, 7), "field-misspelt", {"key": "tilte", "suggestion": "title"})


@pytest.mark.parametrize(("wanted", "everything", "messages", "lang", "spoken"), cases.table("problems/languages"))
def test_the_language_to_speak(wanted: str, everything: str, messages: str, lang: str, spoken: str) -> None:
    """What is asked for, else what the environment says, else English."""
    given = {"LC_ALL": everything, "LC_MESSAGES": messages, "LANG": lang}
    environment = {name: value.replace("empty", "") for name, value in given.items() if value != "-"}
    assert language(environment, None if wanted == "-" else "".join(wanted)) == spoken


def test_a_problem_in_words() -> None:
    """A problem is told in one line with its place and its rule, and below it what to do."""
    first, *rest = as_text(MISSPELT, EN).splitlines()
    assert re.fullmatch(r"stories/maize/story\.yml:14:7: error: .*“tilte”.* \[field-misspelt\]", first)
    assert all(line.startswith("    ") for line in rest)
    assert "“title:”" in "".join(rest)
    assert "error: " in as_text(MISSPELT, ES)
    assert as_text(MISSPELT, ES) != as_text(MISSPELT, EN)


def test_a_problem_without_a_line_is_at_the_top_of_its_file() -> None:
    """Where no line was looked up, the first one stands for the file."""
    problem = Problem(Place(FILE, ("title",)), "field-missing", {"field": "title"})
    assert position(problem) == Position(FILE, 1, 1)
    assert as_text(problem, EN).startswith(f"{FILE}:1:1: ")


@pytest.mark.parametrize("sign", ["\n", "\r", "\x1b[2J", "\x07", "\u2028", "\u202e", "\x85", "\udcff"])
def test_nothing_that_a_file_holds_steers_a_terminal(sign: str) -> None:
    """Names of files and words out of records stay on their line and turn nothing round."""
    problem = Problem(
        Position(f"stories/a{sign}b/story.yml"), "field-misspelt", {"key": f"t{sign}x", "suggestion": "x"}
    )
    told = as_text(problem, EN)
    assert all(line.isprintable() for line in told.split("\n"))
    assert len(told.split("\n")) == 2
    told.encode()


def test_problems_for_programs() -> None:
    """JSON holds every part of a problem by itself, in the order in which they came."""
    first, second = json.loads(as_json([MISSPELT, MISSPELT], EN))
    assert first == second
    assert first == {
        "file": FILE,
        "line": 14,
        "column": 7,
        "severity": "error",
        "rule": "field-misspelt",
        "message": message(MISSPELT, EN),
        "hint": hint(MISSPELT, EN),
    }
    assert json.loads(as_json([], EN)) == []
    assert "“" in as_json([MISSPELT], EN)


def test_json_can_always_be_written() -> None:
    """A file name that is no text breaks no report."""
    problem = Problem(Position("stories/caf\udce9/story.yml"), "story-missing")
    assert json.loads(as_json([problem], EN).encode())[0]["file"] == "stories/caf\udce9/story.yml"
    as_annotation(problem, EN).encode()


def test_problems_in_a_pull_request() -> None:
    """A pull request shows a problem at its line, with its grade and what to do."""
    told = as_annotation(MISSPELT, EN)
    assert told.startswith("::error file=stories/maize/story.yml,line=14,col=7,title=field-misspelt::")
    assert "\n" not in told
    assert f"{message(MISSPELT, EN)}%0A{hint(MISSPELT, EN)}" in told


@pytest.mark.parametrize(
    ("rule", "command"), [("field-misspelt", "error"), ("listed-twice", "warning"), ("placed-held-back", "notice")]
)
def test_each_grade_has_its_command(rule: str, command: str) -> None:
    """Errors, warnings and notes look different in a pull request."""
    params = {"key": "x", "suggestion": "y", "found": "x", "id": "x", "name": "x", "kind": "x"}
    assert as_annotation(Problem(Position(FILE), rule, params), EN).startswith(f"::{command} ")


def test_signs_of_the_command_are_escaped() -> None:
    """A file name or a record's words cannot end the command, add a property or begin a new command."""
    words = "50%,\n::error::x\r"
    problem = Problem(Position("stories/a:b,c%\nd/story.yml"), "field-misspelt", {"key": words, "suggestion": words})
    told = as_annotation(problem, EN)
    assert "file=stories/a%3Ab%2Cc%25%0Ad/story.yml,line=1,col=1," in told
    assert "50%25,%0A::error::x%0D" in told
    assert not re.search(r"[\r\n]", told)


def test_problems_come_in_the_order_of_files_and_lines() -> None:
    """By file, line, column and rule; one without a line counts as its file's first."""
    problems = [
        Problem(Position("b", 1, 1), "story-missing"),
        Problem(Position("a", 10, 1), "story-missing"),
        Problem(Position("a", 2, 5), "story-missing"),
        Problem(Position("a", 2, 1), "unit-missing"),
        Problem(Position("a", 2, 1), "story-missing"),
        Problem(Place("a", ("title",)), "field-missing"),
    ]
    assert in_order(problems) == problems[::-1]


def test_what_stops_a_site() -> None:
    """Errors stop a site; warnings do where they are asked to; notes never."""
    problems = [Problem(Position("a"), rule) for rule in ("field-misspelt", "listed-twice", "placed-held-back")]
    assert [problem.rule for problem in blocking(problems)] == ["field-misspelt"]
    assert [problem.rule for problem in blocking(problems, strict=True)] == ["field-misspelt", "listed-twice"]
