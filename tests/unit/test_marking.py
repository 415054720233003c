"""Marks that say that something was taken back: put into a record, and nothing else of it touched."""

from __future__ import annotations

import pytest

from site_builder.reading.withdrawals import marked
from site_builder.reading.yaml import load
from tests.support import cases

CASES = cases.records("reading-marks/marks")
FILE = "stories/x/story.yml"
LONG = """\
# The record of a story.
title:   'Quoted'   # kept as it is
state: {state}
note_of_ours: "don't touch"

photos:
- id: one
  file: one.jpg # no consent here
-   id: two
    consent:
        reference: 'C-1'
        status: '{status}'     # asked by phone
"""


def path(case: dict[str, str]) -> tuple[str | int, ...]:
    """Where a case puts its mark."""
    return tuple(int(part) if part.isdecimal() else part for part in str(case.get("path", "")).split())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["behaviour"])
def test_a_mark(case: dict[str, str]) -> None:
    """The mark stands where its case says, in the case's own way of writing; where none can be put, it says so."""
    found = marked(FILE, case["before"].encode(), [path(case)])
    assert (found.decode() if found is not None else "by hand") == case.get("after", "by hand")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_not_another_byte_changes(end: str, mark: str) -> None:
    """Comments, quotation marks, indentation, ends of lines and a byte order mark are those of the old file."""
    before, after = (
        f"{mark}{LONG.format(state=state, status=status)}".replace("\n", end).encode()
        for state, status in (("published", "given"), ("withdrawn", "withdrawn"))
    )
    assert marked(FILE, before, [("photos", 1), ()]) == after
    assert marked(FILE, after, [("photos", 1), ()]) == after


def test_several_marks_in_one_record() -> None:
    """Every one of them is there when the record is read again, and the rest is as it was."""
    data = LONG.format(state="published", status="given").encode()
    found = marked(FILE, data, [("photos", 0), ("photos", 1)])
    assert found is not None
    before, _ = load(FILE, data)
    tree, _ = load(FILE, found)
    assert before is not None
    consents = [{"status": "withdrawn"}, {"reference": "C-1", "status": "withdrawn"}]
    photos: list[dict[str, object]] = [{"id": "one", "file": "one.jpg"}, {"id": "two"}]
    marked_ones = [{**one, "consent": it} for one, it in zip(photos, consents, strict=True)]
    assert dict[str, object](tree or {}) == {**before, "photos": marked_ones}


@pytest.mark.parametrize("data", [b"title: [a\n", b"\xff", b"", b"- a\n", b"a: &x b\nc: *x\n"])
def test_a_broken_record_is_left_to_people(data: bytes) -> None:
    """What cannot be read is not written to."""
    assert marked(FILE, data, [()]) is None
