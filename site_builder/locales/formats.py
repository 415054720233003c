"""How a language writes numbers, days, country names and lists. All of it comes from CLDR (Babel).

``languages``: those that readers read, the best first (``priority``); what CLDR lacks in one it takes from the next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

import babel
from babel.dates import format_date, format_time, get_timezone_gmt
from babel.lists import format_list
from babel.numbers import format_decimal

from site_builder.locales.catalog import Catalog
from site_builder.locales.cldr import cldr, names_of
from site_builder.locales.digits import in_own_digits
from site_builder.locales.text import Locale, Passage

# "e" before the sound of i, "u" before that of o (not before "hielo", whose i is no vowel). CLDR says so in words.
_SPANISH_JOINTS = (
    (re.compile(r"h?[ií](?![aeoáéó])", re.IGNORECASE), " y ", " e "),
    (re.compile(r"h?[oó]|8|11(?!\d)", re.IGNORECASE), " o ", " u "),
)


@lru_cache(maxsize=4096)
def number(value: Decimal | int, *languages: Locale) -> str:
    """A number in the language's digits and separators: ``1,234.5``."""
    names = cldr(*languages)
    # Not a zero below zero, and the same for all that are equal.
    written = format_decimal(value or 0, locale=names, decimal_quantization=False, numbering_system="default")
    return in_own_digits(str(written), names)


@lru_cache(maxsize=1024)
def year(value: int, *languages: Locale) -> str:
    """A year: without separators, in the language's digits."""
    return in_own_digits(str(value), cldr(*languages))


@lru_cache(maxsize=4096)
def plural_form(value: Decimal | int, *languages: Locale) -> str:
    """CLDR's plural category of a number as ``number`` writes it: 1.0 is written as 1, and is one thing."""
    whole = int(value)
    return cldr(*languages).plural_form(whole if whole == value else Decimal(value).normalize())


@lru_cache(maxsize=4096)
def long_date(day: date, *languages: Locale) -> str:
    """A day in words: ``December 8, 2022``, ``8 de diciembre de 2022``."""
    names = cldr(*languages)
    return in_own_digits(str(format_date(day, format="long", locale=names)), names)


@lru_cache(maxsize=4096)
def skeleton(day: date, pattern: str, *languages: Locale) -> str:
    """A day by a CLDR skeleton such as ``yMMMM`` (month and year)."""
    names = cldr(*languages)
    found = names.datetime_skeletons.get(pattern)
    return in_own_digits(str(format_date(day, format=found.pattern if found else pattern, locale=names)), names)


def moment(when: datetime, words: Catalog) -> str:
    """A moment with its day and minute, in its own time zone: ``July 1, 2024 at 8:30 AM (GMT-06:00)``.

    The moment at which a day begins is that day: ``July 1, 2024 (GMT-06:00)``.
    """
    names = cldr(*words.languages)
    # Not a zone's name: CLDR has few of them in Spanish, and CST is six zones.
    zone = get_timezone_gmt(when, locale=names)
    day = long_date(when.date(), *words.languages)
    if when.hour == when.minute == 0:
        return f"{day} ({zone})"
    time = in_own_digits(format_time(when, format="short", locale=names), names)
    # Spanish says "a la 1:05" and "a las 2:05".
    return words.plural("time.moment", when.hour % 12, day=day, time=time, zone=zone)


def country(code: str, *languages: Locale) -> str:
    """A country's name; the code itself where CLDR has none."""
    return country_passage(code, *languages).words


@lru_cache(maxsize=1024)
def country_passage(code: str, *languages: Locale) -> Passage:
    """The same, saying which language the name is in."""
    for locale in languages:
        if (names := names_of(locale)) and (name := names.territories.get(code)):
            return Passage(str(name), locale, "unmarked")
    return Passage(code, languages[0], "unmarked")


@lru_cache(maxsize=1024)
def language(code: str, *languages: Locale) -> str:
    """A language's name: ``Spanish``, ``español (El Salvador)``; the code itself where CLDR has none."""
    for locale in languages:
        names = names_of(locale)
        if names and (name := _language(code, names)):
            return name
    return code


def _language(code: str, names: babel.Locale) -> str | None:
    base = code.partition("-")[0]
    if base not in names.languages:
        return None
    try:
        return babel.Locale.parse(code, sep="-").get_display_name(names) or None
    except (babel.UnknownLocaleError, ValueError):
        return str(names.languages[base])


def joined(words: Sequence[str], locale: Locale, style: str = "standard") -> str:
    """A list in words: ``a, b, and c``; in Spanish ``agua e inglés``, ``siete u ocho``."""
    names = cldr(locale)
    together = str(format_list(list(words), style=style, locale=names))  # type: ignore[arg-type]
    if names.language == "es" and len(words) > 1:
        last = words[-1]
        head = together.removesuffix(last)
        for sound, usual, before in _SPANISH_JOINTS:
            if head.endswith(usual) and sound.match(last):
                return f"{head.removesuffix(usual)}{before}{last}"
    return together
