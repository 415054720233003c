"""How a locale writes numbers, days, country names and lists. All of it comes from CLDR (Babel)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

import babel
from babel.dates import format_date, format_time, get_timezone_gmt
from babel.lists import format_list
from babel.numbers import format_decimal

from site_builder.locales.catalog import catalog
from site_builder.locales.pseudo import PSEUDO
from site_builder.locales.text import Locale

# Spanish here is read in Central America and Mexico: 1,234.5, not 1.234,5.
_REGIONAL = {"es": "es_419"}


@lru_cache(maxsize=64)
def cldr(locale: Locale) -> babel.Locale:
    """The CLDR locale that writes numbers and dates for a language of the site; what CLDR lacks writes as English."""
    try:
        return babel.Locale.parse(_REGIONAL.get(locale, locale.replace("-", "_")))
    except (babel.UnknownLocaleError, ValueError):
        return babel.Locale.parse("en")


def is_known(locale: Locale) -> bool:
    """Whether CLDR knows the language: how it writes numbers, dates and its own name."""
    if locale == PSEUDO:
        return True
    try:
        return bool(babel.Locale.parse(locale, sep="-"))
    except (babel.UnknownLocaleError, ValueError):
        return False


@lru_cache(maxsize=4096)
def number(value: Decimal | int, locale: Locale) -> str:
    """A number in the locale's digits and separators: ``1,234.5``."""
    # Not a zero below zero, and the same for all that are equal.
    return str(format_decimal(value or 0, locale=cldr(locale), decimal_quantization=False))


@lru_cache(maxsize=4096)
def plural_form(value: Decimal | int, locale: Locale) -> str:
    """CLDR's plural category of a number as ``number`` writes it: 1.0 is written as 1, and is one thing."""
    whole = int(value)
    return cldr(locale).plural_form(whole if whole == value else Decimal(value).normalize())


@lru_cache(maxsize=4096)
def long_date(day: date, locale: Locale) -> str:
    """A day in words: ``December 8, 2022``, ``8 de diciembre de 2022``."""
    return str(format_date(day, format="long", locale=cldr(locale)))


@lru_cache(maxsize=4096)
def skeleton(day: date, pattern: str, locale: Locale) -> str:
    """A day by a CLDR skeleton such as ``yMMMM`` (month and year)."""
    names = cldr(locale)
    found = names.datetime_skeletons.get(pattern)
    return str(format_date(day, format=found.pattern if found else pattern, locale=names))


def moment(when: datetime, locale: Locale) -> str:
    """A moment with its day and minute, in its own time zone: ``July 1, 2024 at 8:30 AM (GMT-06:00)``.

    The moment at which a day begins is that day: ``July 1, 2024 (GMT-06:00)``.
    """
    names = cldr(locale)
    # Not a zone's name: CLDR has few of them in Spanish, and CST is six zones.
    zone = get_timezone_gmt(when, locale=names)
    day = long_date(when.date(), locale)
    if when.hour == when.minute == 0:
        return f"{day} ({zone})"
    time = format_time(when, format="short", locale=names)
    # Spanish says "a la 1:05" and "a las 2:05".
    return catalog(locale).plural("time.moment", when.hour % 12, day=day, time=time, zone=zone)


@lru_cache(maxsize=1024)
def country(code: str, locale: Locale) -> str:
    """A country's name; the code itself where CLDR has none."""
    return str(cldr(locale).territories.get(code, code))


@lru_cache(maxsize=1024)
def language(code: str, locale: Locale) -> str:
    """A language's name: ``Spanish``, ``español (El Salvador)``; the code itself where CLDR has none."""
    names = cldr(locale).languages
    try:
        found = babel.Locale.parse(code, sep="-")
    except (babel.UnknownLocaleError, ValueError):
        return str(names.get(code.partition("-")[0], code))
    return found.get_display_name(cldr(locale)) or code


def joined(words: Sequence[str], locale: Locale, style: str = "standard") -> str:
    """A list in words: ``a, b, and c``."""
    return str(format_list(list(words), style=style, locale=cldr(locale)))  # type: ignore[arg-type]
