"""Days and years in words, as EDTF."""

from __future__ import annotations

import re
from datetime import date

from site_builder.importing.cleaning import folded
from site_builder.locales import Locale
from site_builder.locales.languages import cldr

_ISO = re.compile(r"(?<![\d-])((?:19|20)\d\d)-(\d\d)-(\d\d)(?![\d-])")
_YEAR = re.compile(r"(?<![\w,.-])((?:19|20)\d\d)(?![\w-]|[.,]\d)")


def _months(locale: Locale) -> dict[str, int]:
    wide = cldr(locale).months["format"]["wide"]
    return {folded(name): number for number, name in wide.items()}


def days(words: str, locale: Locale) -> list[date]:
    """The whole days that the words name, with day, month in words (or ISO 8601) and year, in order."""
    months = _months(locale)
    names = "|".join(map(re.escape, sorted(months, key=len, reverse=True)))
    pattern = re.compile(
        rf"\b(?P<m1>{names})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>(?:19|20)\d\d)\b"
        rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th|o|º)?\s+(?:de\s+|of\s+)?(?P<m2>{names}),?\s+(?:(?:de|del|of)\s+)?(?P<y2>(?:19|20)\d\d)\b"
    )
    found: list[tuple[int, date]] = []
    for match in pattern.finditer(folded(words)):
        month, day, year = match["m1"] or match["m2"], match["d1"] or match["d2"], match["y1"] or match["y2"]
        _add(found, match.start(), int(year), months[month], int(day))
    for match in _ISO.finditer(words):
        _add(found, match.start(), *map(int, match.groups()))
    return [day for _, day in sorted(found)]


def _add(found: list[tuple[int, date]], at: int, year: int, month: int, day: int) -> None:
    try:
        found.append((at, date(year, month, day)))
    except ValueError:
        # The thirty-first of February is nobody's day.
        return


def only_time(words: str, locale: Locale) -> str | None:
    """The one day, or else the one year, that the words name; None where they name none or several."""
    named = days(words, locale)
    if named:
        return named[0].isoformat() if len(set(named)) == 1 else None
    years = set(_YEAR.findall(words))
    return years.pop() if len(years) == 1 else None
