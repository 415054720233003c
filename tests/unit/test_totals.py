"""Which figures are added up, and what is said where they are not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, get_args

import pytest

from site_builder.locales import Locale
from site_builder.locales.catalog import catalog, known_locales
from site_builder.pages.figures import Reason, tally
from site_builder.records.story import measure
from tests.support import cases, records

CASES = cases.records("facts/totals")
_ADDS_UP = {"adds_up": "true", "counting": "increment"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["behaviour"])
def test_a_total_is_sound_or_its_lack_is_explained(case: dict[str, Any]) -> None:
    """Figures have a total only where the sum counts nobody twice and no plan as a fact; else a reason is given."""
    indicator = records.indicator(**{**_ADDS_UP, **case.get("indicator", {})})
    results = [
        (f"story/r{number}", measure(records.result(f"r{number}", **{"indicator": "learners", **fields})))
        for number, fields in enumerate(case["results"], 1)
    ]
    (found,) = tally(results, {"learners": indicator})
    assert found.reason == case.get("reason", "")
    assert found.total == (Decimal(case["total"]) if "total" in case else None)
    assert found.results == tuple(results)


def test_every_reason_has_a_case() -> None:
    """No reason why there is no total is untried."""
    assert {case.get("reason", "") for case in CASES} == set(get_args(Reason))


@pytest.mark.parametrize("locale", known_locales())
def test_every_reason_has_words(locale: Locale) -> None:
    """Readers are told why there is no total, in their language."""
    keys = [f"total-reason.{reason}" for reason in get_args(Reason) if reason]
    assert [key for key in keys if key not in catalog(locale)] == []


def test_figures_stand_by_indicator_and_those_without_come_last() -> None:
    """Figures that measure the same stand together, in the order in which readers first met them."""
    indicators = {name: records.indicator(name) for name in ("cows", "people")}
    named = [("a", None), ("b", "people"), ("c", "cows"), ("d", "unheard-of"), ("e", "people")]
    results = [(name, measure(records.result(name, **({"indicator": of} if of else {})))) for name, of in named]
    found = tally(results, indicators)
    assert [[name for name, _ in group.results] for group in found] == [["b", "e"], ["c"], ["a", "d"]]
    assert [group.indicator.id if group.indicator else None for group in found] == ["people", "cows", None]


def test_without_figures_there_is_nothing_to_add() -> None:
    """A site without figures has no groups."""
    assert tally([], {}) == ()
