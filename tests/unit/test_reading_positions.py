"""Where problems are: lines and columns found again for the places that problems name."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.problems import Place, Position, Problem
from site_builder.reading import yaml_nodes
from site_builder.reading.files import read_bytes
from site_builder.reading.yaml_nodes import locate
from tests.support.command_line import put

RECORD = """\
# A comment.
id: a-story
title:
  en: Ninety people
  es: ''
countries: [SV, HN]
body:
  en: |

    The first paragraph
    has two lines.

    The second one.
  es: >-
    Un párrafo que se pliega
    en dos líneas.
summary:
  en: "Quoted \\"words\\" and
    a second line"
  es: 'It''s quoted
    twice'
results:
  -
  - id: first
    what:
      en: plain words that go on
        in a second line
  - id: second
"""


def at(
    path: tuple[str | int, ...], offset: int | None = None, *, on_key: bool = False, text: str = RECORD
) -> tuple[int, int]:
    """The line and column that a place in ``text`` comes to."""
    problem = Problem(Place("story.yml", path, offset, on_key), "file-unreadable")
    (located,) = locate([problem], Path(), {problem.at.file: text.encode()})
    assert isinstance(located.at, Position)
    return located.at.line, located.at.column


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ((), (2, 1)),
        (("id",), (2, 5)),
        (("title", "en"), (4, 7)),
        (("countries",), (6, 12)),
        (("countries", 1), (6, 17)),
        (("results", 0, "id"), (24, 9)),
        (("results", 1), (28, 5)),
        (("results", 1, "id"), (28, 9)),
    ],
)
def test_a_path_leads_to_its_value(path: tuple[str | int, ...], expected: tuple[int, int]) -> None:
    """A path through keys and indices comes to the value there; empty list items do not count, as in the record."""
    assert at(path) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("date",), (2, 1)),
        (("title", "es"), (5, 3)),
        (("title", "fr"), (3, 1)),
        (("results", 1, "what", "en"), (28, 5)),
        (("results", 7), (22, 1)),
        (("id", "deeper", 3), (2, 1)),
    ],
)
def test_a_missing_field_is_shown_at_its_parent(path: tuple[str | int, ...], expected: tuple[int, int]) -> None:
    """What is not there is shown at the deepest parent that is: at its key, or where its list item begins."""
    assert at(path) == expected


def test_a_key_can_be_pointed_at() -> None:
    """A problem about a field's name stands at the name, not at the value."""
    assert at(("title", "en"), on_key=True) == (4, 3)


@pytest.mark.parametrize(
    ("path", "text", "word", "expected"),
    [
        (("id",), "a-story", "story", (2, 7)),
        (("body", "en"), "The first paragraph\nhas two lines.\n\nThe second one.", "The first", (10, 5)),
        (("body", "en"), "The first paragraph\nhas two lines.\n\nThe second one.", "two", (11, 9)),
        (("body", "en"), "The first paragraph\nhas two lines.\n\nThe second one.", "second", (13, 9)),
        (("body", "es"), "Un párrafo que se pliega en dos líneas.", "pliega", (15, 23)),
        (("body", "es"), "Un párrafo que se pliega en dos líneas.", "líneas", (16, 12)),
        (("summary", "en"), 'Quoted "words" and a second line', "words", (18, 17)),
        (("summary", "en"), 'Quoted "words" and a second line', "second", (19, 7)),
        (("summary", "es"), "It's quoted twice", "quoted", (20, 14)),
        (("summary", "es"), "It's quoted twice", "twice", (21, 5)),
        (("results", 0, "what", "en"), "plain words that go on in a second line", "second", (27, 14)),
    ],
)
def test_an_offset_leads_into_the_text(
    path: tuple[str | int, ...], text: str, word: str, expected: tuple[int, int]
) -> None:
    """However a text is written (plain, quoted, folded, literal), its words are found on the line where they stand."""
    assert at(path, text.index(word)) == expected


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_do_not_shift_anything(newline: str, mark: str) -> None:
    """Files from Windows and from old Macs give the same lines and columns."""
    text = mark + RECORD.replace("\n", newline)
    assert at(("results", 1, "id"), text=text) == (28, 9)
    assert at(("body", "en"), "The first paragraph\nhas two lines.".index("two"), text=text) == (11, 9)


def test_a_text_file_is_counted_from_its_first_word() -> None:
    """Without a path the offset counts in the whole file, as the body is held: without the blank lines around it."""
    text = "\ufeff\r\n\r\nUn párrafo.\r\n\r\nY [otro](#x).\r\n"
    (located,) = locate(
        [Problem(Place("text.es.md", (), 13), "file-unreadable")], Path(), {"text.es.md": text.encode()}
    )
    assert located.at == Position("text.es.md", 5, 1)


def test_a_file_that_broke_meanwhile_still_gives_a_place() -> None:
    """Where the file was changed and is no longer YAML, the problem keeps the nearest place that can be found."""
    assert at(("title", "en"), text="id: a\ntitle:\n  en: b\n  es: 'c\n") == (3, 7)
    assert at(("title", "en"), text="\0") == (1, 1)


def test_an_offset_behind_the_end_is_the_end() -> None:
    """An offset that is too large points behind the last character."""
    assert at(("id",), 400) == (2, 12)


def test_problems_that_have_a_position_keep_it_and_files_are_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only files with unknown places are read, each once, and problems stay in their order."""
    read: list[str] = []

    def reading(root: Path, file: str) -> tuple[bytes | None, list[Problem]]:
        read.append(file)
        return read_bytes(root, file)

    monkeypatch.setattr(yaml_nodes, "read_bytes", reading)
    put(tmp_path / "a.yml", "id: a\n")
    known = Problem(Position("other.yml", 3, 4), "file-unreadable")
    found = locate(
        [Problem(Place("a.yml", ("id",)), "file-unreadable"), known, Problem(Place("a.yml"), "path-outside")], tmp_path
    )
    assert [problem.at for problem in found] == [Position("a.yml", 1, 5), known.at, Position("a.yml", 1, 1)]
    assert read == ["a.yml"]


def test_a_file_that_is_gone_gives_its_first_line(tmp_path: Path) -> None:
    """A file that can no longer be read is no reason to lose the problem."""
    (located,) = locate([Problem(Place("a.yml", ("id",)), "file-unreadable")], tmp_path)
    assert located.at == Position("a.yml", 1, 1)
