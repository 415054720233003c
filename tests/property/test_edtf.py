"""Dates and periods: what is read is written back the same, and what is no date is refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.locales import Edtf, PartialDate, edtf
from tests.support import cases

QUIET = settings(deadline=None, derandomize=True, database=None)

_DAYS = st.dates(date(1800, 1, 1), date(2199, 12, 31))
_PARTS = st.one_of(
    _DAYS.map(lambda day: PartialDate(day.year)),
    st.tuples(_DAYS, st.integers(1, 4)).map(lambda pair: PartialDate(pair[0].year, quarter=pair[1])),
    _DAYS.map(lambda day: PartialDate(day.year, month=day.month)),
    _DAYS.map(lambda day: PartialDate(day.year, month=day.month, day=day.day)),
)
_RANGES = st.one_of(
    _PARTS.map(lambda end: Edtf(None, end)),
    _PARTS.map(lambda start: Edtf(start, None)),
    st.tuples(_PARTS, _PARTS).filter(lambda ends: ends[0].first_day <= ends[1].last_day).map(lambda ends: Edtf(*ends)),
)
PERIODS = st.one_of(_PARTS.map(lambda part: Edtf(part, part)), _RANGES)


@QUIET
@given(PERIODS)
def test_what_is_written_is_read_back(period: Edtf) -> None:
    """Every date and period that there is says itself in one line that gives it again."""
    assert edtf.parse(str(period)) == period


@QUIET
@given(PERIODS)
def test_no_period_ends_before_it_begins(period: Edtf) -> None:
    """Where both ends are known, the first day is not after the last."""
    if period.first_day and period.last_day:
        assert period.first_day <= period.last_day


@QUIET
@given(st.text(alphabet="0123456789-/.Q ", max_size=24) | st.text(max_size=24))
def test_whatever_is_read_is_a_period(text: str) -> None:
    """No text raises, and what is accepted means the same when it is written back."""
    found = edtf.parse(text)
    if found is not None:
        assert edtf.parse(str(found)) == found


@pytest.mark.parametrize("text", ["", " ", *(row[0] for row in cases.table("locales/refused_dates"))])
def test_what_is_no_date_is_refused(text: str) -> None:
    """Days that are not in the calendar, other centuries, other ways of writing, and periods that end first."""
    assert edtf.parse(text) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-Q1", "2023-01-01", "2023-03-31"),
        ("2023-Q4", "2023-10-01", "2023-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2023-02-14", "2023-02-14", "2023-02-14"),
        ("2024-10/2029-10", "2024-10-01", "2029-10-31"),
        ("2023-06/2023", "2023-06-01", "2023-12-31"),
        ("../2022-12-08", "None", "2022-12-08"),
        ("2022/..", "2022-01-01", "None"),
        (" 2023 ", "2023-01-01", "2023-12-31"),
    ],
)
def test_the_days_that_a_period_may_mean(text: str, first: str, last: str) -> None:
    """A period that is vague begins on the first day that it may mean and ends on the last."""
    found = edtf.parse(text)
    assert found is not None
    assert (str(found.first_day), str(found.last_day)) == (first, last)
