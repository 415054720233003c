"""What a request to take something back may mean in records that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.reading.withdrawals import WithdrawalRequest, could_mention
from site_builder.withdrawal.marking import mark
from site_builder.withdrawal.references import Unknown, find
from tests.support import cases
from tests.support.command_line import put

MENTIONS = cases.records("withdrawal/mentions")
QUOTATION, PHOTO = ("well", "quotes", "farmer"), ("well", "photos", "farmer")


@pytest.mark.parametrize("case", MENTIONS, ids=lambda case: case["behaviour"])
def test_what_a_record_could_mention(case: dict[str, str]) -> None:
    """Rather too many records than too few are said to hold a reference."""
    data = case["record"].encode(case.get("encoding", "utf-8"))
    assert could_mention(data, case["words"]) == (case["mentioned"] == "yes")


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("well/farmer", {QUOTATION, PHOTO}),
        ("stories/well/farmer", {QUOTATION, PHOTO}),
        ("quote:well/farmer", {QUOTATION}),
        ("photo:el-pozo/farmer", {PHOTO}),
    ],
)
def test_a_part_of_a_record_that_cannot_be_read(tmp_path: Path, typed: str, parts: set[tuple[str, str, str]]) -> None:
    """It means what it says, though nobody can look it up: a person is then told to put the record right."""
    put(tmp_path / "stories/well/story.yml", "title: [\nslug: {es: el-pozo}\nquotes:\n- id: farmer\n")
    assert find(tmp_path, typed, {}) == WithdrawalRequest(parts=frozenset(parts))


def test_a_record_that_held_it_when_it_could_be_read(tmp_path: Path) -> None:
    """It may have lost the reference since, by being cut: a person must look at it all the same."""
    put(tmp_path / "stories/well/story.yml", "title: [\n")
    (found,) = mark(tmp_path, WithdrawalRequest(references=frozenset({"C-1"})), (), frozenset({"well"}))
    assert (found.folder, found.by_hand) == ("well", "broken")


@pytest.mark.parametrize("typed", ["well/baker", "bridge/farmer", "story:well/farmer", "consent:well/farmer"])
def test_what_no_record_can_mean(tmp_path: Path, typed: str) -> None:
    """What a broken record does not hold is no part of it."""
    put(tmp_path / "stories/well/story.yml", "title: [\nquotes:\n- id: farmer\n")
    assert isinstance(find(tmp_path, typed, {}), Unknown)
