"""Whatever bytes a file holds, reading answers with a record or with problems, never with an exception."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from site_builder.locales import Locale
from site_builder.locales.catalog import catalog
from site_builder.problems import RULES, Place, Position, Problem
from site_builder.reading.source import MAX_BYTES
from site_builder.reading.yaml import load, load_list
from site_builder.reading.yaml_nodes import locate, outline

CASES = Path(__file__).parents[1] / "cases" / "reading"
RECORDS = [path.read_text(encoding="utf-8") for path in sorted(CASES.glob("*.yml"))]
SIGNS = list(":#-?[]{}&*!|>'\"%@`,~\\\t\n \u00a0\u2028\u202e\ufeff\0<=.")
PIECES = st.sampled_from(
    [*SIGNS, ": ", " #", "- ", "\n  ", "\n", "---\n", "...\n", "<<: ", "note_a: ", "consent:\n  ", "en: ", "…"]
)

# The same examples in every run; how busy the machine is decides nothing.
QUIET = settings(deadline=None, derandomize=True, database=None, max_examples=300)


def check(data: bytes) -> None:
    """What must hold for any file: an answer, and at most twenty problems, each with a place in it and words."""
    for reading in (load, load_list):
        tree, problems = reading("story.yml", data)
        assert (tree is None) == bool(problems)
        assert len(problems) <= 20
        lines = (data.count(b"\n") + data.count(b"\r")) + 1
        for problem in problems:
            said(problem)
            assert isinstance(problem.at, Position)
            assert 1 <= problem.at.line <= lines
            assert problem.at.column >= 1


def said(problem: Problem) -> None:
    """A problem can be said in both languages."""
    assert problem.rule in RULES
    for language in ("en", "es"):
        words = catalog(Locale(language))
        assert words.text(f"rule.{problem.rule}", **problem.params)
        assert words.text(f"rule.{problem.rule}.hint", **problem.params)


@QUIET
@given(st.binary(max_size=300))
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf")
@example(b"\xed\xa0\x80")
@example(b"[" * 100_000)
@example(b"{" * 100_000)
@example(b"a: " * 50_000)
@example(b"- " * 100_000)
@example(b"? " * 100_000)
@example(b"a:\n" + b"".join(b" " * depth + b"a:\n" for depth in range(2_000)))
@example(b"a: " + b"9" * 5_000)
@example(b"!" * 5_000)
@example(b"a: &a [" + b"*a," * 1_000 + b"]")
def test_any_bytes_are_answered(data: bytes) -> None:
    """Random bytes, 100,000 brackets and 2,000 levels give a record or problems with a place."""
    check(data)


@QUIET
@given(st.lists(PIECES | st.text(string.printable, max_size=6), max_size=40).map("".join))
def test_any_soup_of_yaml_signs_is_answered(text: str) -> None:
    """Signs that mean something to YAML, in any order, give a record or problems with a place."""
    check(text.encode("utf-8", "surrogatepass"))


@QUIET
@given(st.data())
def test_any_slip_in_a_record_is_answered(data: st.DataObject) -> None:
    """A record in which something was deleted, pasted or moved gives a record or problems with a place."""
    text = data.draw(st.sampled_from(RECORDS))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 12)))
        text = text[:start] + data.draw(PIECES) + text[end:]
    check(text.encode())


@QUIET
@given(st.data())
def test_every_text_can_be_pointed_into(data: st.DataObject) -> None:
    """Any offset into any text of any record is found on one of that text's own lines."""
    source = data.draw(st.sampled_from(RECORDS))
    tree, _ = load("story.yml", source.encode())
    paths = list(texts(tree)) if tree else []
    if not paths:
        return
    path, text = data.draw(st.sampled_from(paths))
    offset = data.draw(st.integers(0, len(text.strip())))
    (found,) = locate(
        [Problem(Place("story.yml", path, offset), "file-unreadable")], Path(), {"story.yml": source.encode()}
    )
    assert isinstance(found.at, Position)
    line = source.translate({0x2028: " ", 0x85: " "}).split("\n")[found.at.line - 1]
    letter = text.strip()[offset : offset + 1]
    if letter.isalnum() and "\\" not in line:
        assert line[found.at.column - 1] == letter


def texts(tree: object, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], str]]:
    """Every text in a tree, with its path."""
    if isinstance(tree, str):
        return [(path, tree)]
    entries = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [found for key, value in entries for found in texts(value, (*path, key))]


@QUIET
@given(st.text(max_size=200))
def test_any_text_has_an_outline(text: str) -> None:
    """Looking for a place never fails, even in a file that was broken since it was read."""
    outline(text.encode("utf-8", "replace").decode())


def test_a_file_that_is_too_large_is_not_parsed() -> None:
    """One byte more than 1 MiB gives one problem."""
    tree, problems = load("story.yml", b"a" * (MAX_BYTES + 1))
    assert tree is None
    assert [problem.rule for problem in problems] == ["file-too-large"]


@pytest.mark.parametrize(
    "kind", ["- a\n", "a{}: b\n", "[", "'", '"', "#a\n", "a: #b\n", "x\n", "- - - a\n", "a: b: c\n", "consent:\n"]
)
def test_a_large_file_is_answered_soon(kind: str) -> None:
    """A file of 1 MiB of whatever repeats costs no more than a few seconds."""
    count = MAX_BYTES // (len(kind) + 6)
    text = "".join(kind.format(number) if "{}" in kind else kind for number in range(count))
    check(text.encode())
