"""Dates as people write them: which day ``8/12/2022`` or ``8 de diciembre de 2022`` may mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from babel.dates import get_month_names

from site_builder.locales import Locale, edtf
from site_builder.locales.languages import cldr

_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\Z", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})\Z", re.ASCII)
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.-](\d{4})\Z", re.ASCII)
_ISO_LIKE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?\Z", re.ASCII)
_WHOLE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_WORD = re.compile(r"[^\W\d_]+|\d+")
_CENTURY = "20"
"""Of years that are written with two digits: no programme tells of another."""

_FILLERS = {"de", "del", "of", "the", "st", "nd", "rd", "th", "el"}


def date_problem(value: str) -> tuple[str, Mapping[str, object]]:
    """The rule that a date breaks which is not EDTF, and its parameters.

    ``date-ambiguous``: two readings, both given. ``date-not-there``: no such day. ``date-form``: one reading, in
    another form. ``date-unreadable``: none of these.
    """
    text = value.strip()
    found = text[:40]
    readings = _readings(text)
    if len(readings) == 2:
        return "date-ambiguous", {"found": found, "day_first": readings[0], "month_first": readings[1]}
    if readings:
        return "date-form", {"found": found, "corrected": readings[0]}
    if _ISO_LIKE.match(text) or _SLASHED.match(text):
        return "date-not-there", {"found": found}
    return "date-unreadable", {"found": found}


def day_problem(value: str, rule: str) -> tuple[str, Mapping[str, object]]:
    """The same for a field that takes a whole day; ``rule`` is what it breaks where nothing more can be said.

    ``day-expected``: a month, a year or a period where a day must be.
    """
    text = value.strip()
    readings = _readings(text)
    if edtf.parse(text) or (readings and not _WHOLE_DAY.match(readings[0])):
        return "day-expected", {}
    said, params = date_problem(text)
    return (rule if said == "date-unreadable" else said), params


def _readings(text: str) -> list[str]:
    """What a date may mean, as EDTF; where two readings stand, the one with the day first comes first."""
    if match := _SLASHED.match(text):
        first, second, year = match.groups()
        year = year if len(year) == 4 else _CENTURY + year
        return _existing([f"{year}-{int(second):02}-{int(first):02}", f"{year}-{int(first):02}-{int(second):02}"])
    if match := _YEAR_FIRST.match(text):
        year, month, day = match.groups()
        return _existing([f"{year}-{int(month):02}-{int(day):02}"])
    if match := _MONTH_YEAR.match(text):
        return _existing([f"{match[2]}-{int(match[1]):02}"])
    return _from_words(text)


def _from_words(text: str) -> list[str]:
    words = [word for word in _WORD.findall(text.casefold()) if word not in _FILLERS]
    months = [_months()[word] for word in words if word in _months()]
    numbers = [word for word in words if word.isdecimal()]
    years = [number for number in numbers if len(number) == 4]
    days = [int(number) for number in numbers if len(number) <= 2]
    if len(months) != 1 or len(years) != 1 or len(days) > 1 or len(words) != 1 + len(numbers):
        return []
    return _existing([f"{years[0]}-{months[0]:02}" + "".join(f"-{day:02}" for day in days)])


def _existing(readings: list[str]) -> list[str]:
    return [reading for reading in dict.fromkeys(readings) if edtf.parse_part(reading)]


@cache
def _months() -> Mapping[str, int]:
    """The names of the months, long and short, in the languages that the interface speaks."""
    return {
        name.casefold().rstrip("."): number
        for language in ("en", "es")
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=cldr(Locale(language))).items()
    }
