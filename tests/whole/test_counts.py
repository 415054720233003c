"""A build does not cost more than it did, in counts that no busy machine changes."""

from __future__ import annotations

import pytest
import yaml

from tests.support.counts import COUNTS, counted

MORE = 1.03
"""How much more than before is let pass: versions of Python and of libraries differ by less."""


@pytest.fixture(scope="module")
def today() -> dict[str, dict[str, int]]:
    """Today's counts."""
    return counted()


@pytest.mark.parametrize("build", ["cold", "one story changed"])
def test_a_build_costs_no_more(today: dict[str, dict[str, int]], build: str) -> None:
    """Neither calls of functions nor files opened nor bytes grow by more than three hundredths.

    Where it is worth it, ``python -m tests.support.counts`` writes them anew, and the commit says why.
    """
    before = yaml.safe_load(COUNTS.read_text("utf-8"))[build]
    grown = [
        f"{what}: {today[build].get(what, 0):,} instead of {before.get(what, 0):,}"
        for what in {**before, **today[build]}
        if today[build].get(what, 0) > before.get(what, 0) * MORE
    ]
    assert all(totals(today[build])[what] <= count * MORE for what, count in totals(before).items()), grown


def totals(counts: dict[str, int]) -> dict[str, int]:
    """The calls of all folders together, and the other counts."""
    calls = sum(count for what, count in counts.items() if what.startswith("calls in"))
    return {"calls": calls, **{what: count for what, count in counts.items() if not what.startswith("calls in")}}
