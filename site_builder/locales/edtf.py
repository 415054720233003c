"""Parses dates and periods as staff write them: one line of EDTF (ISO 8601-2), as far as ``records`` allows it."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

# Nobody reports on other centuries, and no sum of a day and an offset can leave the calendar.
_YEARS = range(1800, 2200)
_PART = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?\Z", re.ASCII)
_LONGEST = len("2023-02-14")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A year, a quarter, a month or a day; parts that the source does not give are None."""

    year: int
    quarter: int | None = None
    month: int | None = None
    day: int | None = None

    def __reduce__(self) -> tuple[object, ...]:
        return PartialDate, (self.year, self.quarter, self.month, self.day)

    @property
    def first_day(self) -> date:
        """The first day that it may mean."""
        month = self.month or ((self.quarter - 1) * 3 + 1 if self.quarter else 1)
        return date(self.year, month, self.day or 1)

    @property
    def last_day(self) -> date:
        """The last day that it may mean."""
        month = self.month or (self.quarter * 3 if self.quarter else 12)
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        if self.quarter:
            return f"{self.year:04}-Q{self.quarter}"
        tail = f"-{self.month:02}" if self.month else ""
        return f"{self.year:04}{tail}" + (f"-{self.day:02}" if self.day else "")


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date or a period. A single date has ``start == end``.

    ``start`` None is an open beginning (``../2022``: by), ``end`` None an open end (``2022/..``).
    """

    start: PartialDate | None
    end: PartialDate | None

    def __reduce__(self) -> tuple[object, ...]:
        return Edtf, (self.start, self.end)

    @property
    def is_single(self) -> bool:
        """Whether it is one date rather than a range."""
        return self.start == self.end

    @property
    def last_day(self) -> date | None:
        """The last day that it may mean; None where it has no end."""
        return self.end.last_day if self.end else None

    @property
    def first_day(self) -> date | None:
        """The first day that it may mean; None where it has no beginning."""
        return self.start.first_day if self.start else None

    def __str__(self) -> str:
        if self.is_single:
            return str(self.start)
        return f"{self.start or '..'}/{self.end or '..'}"


def parse_part(text: str) -> PartialDate | None:
    """Parse a date such as ``2023``, ``2023-Q1``, ``2023-02`` or ``2023-02-14``; None if there is no such date."""
    return _parse_part(text) if len(text) <= _LONGEST else None


# Records name few dates, many times each.
@lru_cache(maxsize=4096)
def _parse_part(text: str) -> PartialDate | None:
    match = _PART.match(text)
    if not match:
        return None
    year = int(match[1])
    quarter, month, day = (int(group) if group else None for group in match.groups()[1:])
    if year not in _YEARS or (month is not None and not 1 <= month <= 12):
        return None
    if month and day is not None and not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return PartialDate(year, quarter, month, day)


def parse(text: str) -> Edtf | None:
    """Parse a date or a range; None where it is neither, or ends before it begins."""
    line = text.strip()
    return _parse(line) if len(line) <= 2 * _LONGEST + 1 else None


@lru_cache(maxsize=4096)
def _parse(line: str) -> Edtf | None:
    first, slash, last = line.partition("/")
    if not slash:
        single = parse_part(first)
        return Edtf(single, single) if single else None
    start, end = parse_part(first), parse_part(last)
    if (start is None and first != "..") or (end is None and last != "..") or (start is None and end is None):
        return None
    if start and end and end.last_day < start.first_day:
        return None
    return Edtf(start, end)
