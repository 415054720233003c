"""Where promises stand on a day, and in which order readers meet them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.facts.ledger import OVERDUE, STANDINGS, ledger, ledger_entry
from site_builder.records.registers import Standing
from tests.support import cases, records

CASES = cases.records("facts/standings")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["behaviour"])
def test_where_a_promise_stands(case: dict[str, Any]) -> None:
    """A promise stands where its last word says, and is overdue from the day after it was due."""
    fields = {name: case[name] for name in ("due", "updates") if name in case}
    found = ledger_entry(records.milestone(**fields), date.fromisoformat(case["today"]))
    assert found.standing == case["standing"]


def test_every_standing_has_a_case() -> None:
    """No way in which a promise may stand is untried, and all of them have their order."""
    assert {case["standing"] for case in CASES} == set(STANDINGS)
    assert set(STANDINGS) == {OVERDUE, *get_args(Standing)}


@settings(deadline=None, derandomize=True, database=None)
@given(
    st.sampled_from(["proposed", "planned", "under-way"]),
    st.dates(date(1900, 1, 1), date(2150, 1, 1)),
    st.integers(-15_000, 18_000),
)
def test_no_promise_is_met_by_itself(status: str, due: date, days: int) -> None:
    """However long one waits, a promise that was open last is open or overdue."""
    promise = records.milestone(due=due.isoformat(), updates=[{"on": "1850", "status": status}])
    standing = ledger_entry(promise, due + timedelta(days=days)).standing
    assert standing == (OVERDUE if days > 0 or status == OVERDUE else ledger_entry(promise, due).standing)


def test_what_had_come_by_that_day_is_told() -> None:
    """A reader of an older site sees the words of its day and no later ones."""
    updates = [{"on": "2023-01", "status": "planned"}, {"on": "2024-01", "status": "under-way"}]
    found = ledger_entry(records.milestone(updates=updates), date(2023, 6, 1))
    assert [str(update.on) for update in found.updates] == ["2023-01"]


def test_what_needs_an_answer_comes_first() -> None:
    """Overdue promises come first, then those that are open, then the closed ones."""
    statuses = ["ended", "dropped", "met", "partly-met", "proposed", "planned", "under-way"]
    promises = [records.milestone(status, updates=[{"on": "2023", "status": status}]) for status in statuses]
    late = records.milestone("late", due="2023")
    found = [ledger_entry.standing for ledger_entry in ledger([*promises, late], date(2024, 6, 1))]
    assert found == list(STANDINGS)


def test_the_promises_of_one_standing_come_by_due_date() -> None:
    """What was due first comes first, what has no due date last, and the rest as it was written."""
    dues = {"open": "2020/..", "none": None, "late": "2030", "soon": "2026-03", "soon-too": "2026-Q1", "first": "2025"}
    promises = [records.milestone(name, **({"due": due} if due else {})) for name, due in dues.items()]
    found = [ledger_entry.milestone.id for ledger_entry in ledger(promises, date(2024, 6, 1))]
    assert found == ["first", "soon", "soon-too", "late", "open", "none"]
