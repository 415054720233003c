"""Records as people write them, and the problems that reading must find: a folder of data files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from site_builder.locales import Locale
from site_builder.locales.catalog import catalog
from site_builder.problems import Place, Position, Problem
from site_builder.reading.records import build
from site_builder.reading.yaml import load
from site_builder.reading.yaml_nodes import locate
from site_builder.records import Story

CASES = Path(__file__).parents[1] / "cases" / "reading"
SOURCES = sorted(path for path in CASES.iterdir() if path.suffix in {".yml", ".bin"})
REFUSED = [path for path in SOURCES if path.with_suffix(".expected").exists()]
ACCEPTED = [path for path in SOURCES if path.with_suffix(".json").exists()]
# A name that stands in the private parts of the cases, and nowhere else in them.
PRIVATE_NAMES = ("Maria", "maria", "Ana", "anamaria")


def problems_of(source: Path) -> list[Problem]:
    """What reading finds in a case; those named ``field-…`` are read as a story, all with line and column."""
    data = source.read_bytes()
    tree, problems = load(source.name, data)
    if tree is not None and source.name.startswith("field-"):
        _, problems = build(Story, tree, Place(source.name))
    return locate(problems, CASES)


def outcome(source: Path) -> list[str]:
    """The problems of a case as its ``.expected`` file holds them: line, column, rule and what was meant."""
    return [_line(problem) for problem in problems_of(source)]


def _line(problem: Problem) -> str:
    assert isinstance(problem.at, Position)
    meant = problem.params.get("suggestion", problem.params.get("corrected"))
    return f"{problem.at.line}:{problem.at.column} {problem.rule}" + (f" -> {meant}" if meant else "")


def tree_of(source: Path) -> object:
    """The values that a case holds."""
    return load(source.name, source.read_bytes())[0]


@pytest.mark.parametrize("source", REFUSED, ids=lambda path: path.stem)
def test_problems_are_found_where_they_are(source: Path) -> None:
    """Each case gives exactly the problems listed beside it, at their line and column, with what was meant."""
    assert outcome(source) == source.with_suffix(".expected").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("source", ACCEPTED, ids=lambda path: path.stem)
def test_what_is_accepted_is_read_as_text(source: Path) -> None:
    """Each case gives the values listed beside it: all of them text, nothing that is empty, no private note."""
    assert outcome(source) == []
    assert tree_of(source) == json.loads(source.with_suffix(".json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("source", REFUSED, ids=lambda path: path.stem)
def test_every_problem_has_words(source: Path, language: str) -> None:
    """Each problem and its hint can be said in English and in Spanish, with nothing left to fill in."""
    words = catalog(Locale(language))
    for problem in problems_of(source):
        for key in (f"rule.{problem.rule}", f"rule.{problem.rule}.hint"):
            assert key in words
            assert words.text(key, **problem.params)


@pytest.mark.parametrize("source", REFUSED, ids=lambda path: path.stem)
def test_no_problem_repeats_what_is_private(source: Path) -> None:
    """Names in consent, in private notes, in people and in comments are in no parameter of any problem."""
    shown = " ".join(str(value) for problem in problems_of(source) for value in problem.params.values())
    assert [name for name in PRIVATE_NAMES if name in shown.split() or f'"{name}' in shown] == []


@pytest.mark.parametrize("source", REFUSED, ids=lambda path: path.stem)
def test_a_corrected_line_is_right(source: Path) -> None:
    """What a message offers as the corrected line is one that reading accepts (single lines of YAML only)."""
    for problem in problems_of(source):
        corrected = problem.params.get("corrected")
        if isinstance(corrected, str) and problem.rule.startswith("yaml-") and problem.rule not in UNFINISHED:
            _, found = load("corrected.yml", corrected.strip().removeprefix("- ").encode())
            assert [other.rule for other in found] in ([], ["yaml-top-not-mapping"])


# The line of a paragraph is only right among the others, and a comment's words may end in the middle of a text.
UNFINISHED = {"yaml-unindented-text", "yaml-odd-space"}


def test_every_case_is_used() -> None:
    """No data file lies there without its expectation, and there are enough of them to be telling."""
    assert set(REFUSED) | set(ACCEPTED) == set(SOURCES)
    assert len(SOURCES) > 60
