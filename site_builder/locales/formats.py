"""Writes numbers, dates, periods, lists, and names of countries and languages in a language, by CLDR (Babel).

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
from site_builder.locales.edtf import Edtf, PartialDate
from site_builder.locales.languages import cldr, is_known, names_of
from site_builder.locales.pseudo import PSEUDO, pseudo
from site_builder.locales.text import Locale, Passage

# "e" before the sound of i, "u" before that of o (not before "hielo", whose i is not a vowel). CLDR says so in words.
_SPANISH_JOINTS = (
    (re.compile(r"h?[ií](?![aeoáéó])", re.IGNORECASE), " y ", " e "),
    (re.compile(r"h?[oó]|8|11(?!\d)", re.IGNORECASE), " o ", " u "),
)
# The digits of CLDR's numbering systems other than Latin: Babel knows their separators only.
_DIGITS = {
    "adlm": "𞥐𞥑𞥒𞥓𞥔𞥕𞥖𞥗𞥘𞥙",
    "arab": "٠١٢٣٤٥٦٧٨٩",
    "arabext": "۰۱۲۳۴۵۶۷۸۹",
    "beng": "০১২৩৪৫৬৭৮৯",
    "cakm": "𑄶𑄷𑄸𑄹𑄺𑄻𑄼𑄽𑄾𑄿",
    "deva": "०१२३४५६७८९",
    "hmnp": "𞅀𞅁𞅂𞅃𞅄𞅅𞅆𞅇𞅈𞅉",
    "mtei": "꯰꯱꯲꯳꯴꯵꯶꯷꯸꯹",
    "mymr": "၀၁၂၃၄၅၆၇၈၉",
    "nkoo": "߀߁߂߃߄߅߆߇߈߉",
    "olck": "᱐᱑᱒᱓᱔᱕᱖᱗᱘᱙",
    "tibt": "༠༡༢༣༤༥༦༧༨༩",
}
_TABLES = {system: str.maketrans("0123456789", digits) for system, digits in _DIGITS.items()}


def _in_own_digits(text: str, names: babel.Locale) -> str:
    table = _TABLES.get(names.default_numbering_system)
    return text.translate(table) if table else text


@lru_cache(maxsize=4096)
def number(value: Decimal | int, *languages: Locale) -> str:
    """Write a number in the language's digits and separators: ``1,234.5``."""
    names = cldr(*languages)
    # Never a negative zero, and the same for all that are equal.
    written = format_decimal(value or 0, locale=names, decimal_quantization=False, numbering_system="default")
    return _in_own_digits(str(written), names)


@lru_cache(maxsize=1024)
def year(value: int, *languages: Locale) -> str:
    """Write a year: without separators, in the language's digits."""
    return _in_own_digits(str(value), cldr(*languages))


@lru_cache(maxsize=4096)
def plural_form(value: Decimal | int, *languages: Locale) -> str:
    """Return CLDR's plural category of a number as ``number`` writes it: 1.0 is written as 1, and is one thing."""
    whole = int(value)
    return cldr(*languages).plural_form(whole if whole == value else Decimal(value).normalize())


@lru_cache(maxsize=4096)
def long_date(day: date, *languages: Locale) -> str:
    """Write a day in words: ``December 8, 2022``, ``8 de diciembre de 2022``."""
    names = cldr(*languages)
    return _in_own_digits(str(format_date(day, format="long", locale=names)), names)


@lru_cache(maxsize=4096)
def skeleton(day: date, pattern: str, *languages: Locale) -> str:
    """Write a day by a CLDR skeleton such as ``yMMMM`` (month and year)."""
    names = cldr(*languages)
    found = names.datetime_skeletons.get(pattern)
    return _in_own_digits(str(format_date(day, format=found.pattern if found else pattern, locale=names)), names)


def moment(when: datetime, words: Catalog) -> str:
    """Write a moment by day and minute in its own time zone: ``July 1, 2024 at 8:30 AM (GMT-06:00)``.

    Midnight is written as the day that it begins: ``July 1, 2024 (GMT-06:00)``.
    """
    names = cldr(*words.languages)
    # Not a zone's name: CLDR has few of them in Spanish, and CST is six zones.
    zone = get_timezone_gmt(when, locale=names)
    day = long_date(when.date(), *words.languages)
    if when.hour == when.minute == 0:
        return f"{day} ({zone})"
    time = _in_own_digits(format_time(when, format="short", locale=names), names)
    # Spanish says "a la 1:05" and "a las 2:05".
    return words.plural("time.moment", when.hour % 12, day=day, time=time, zone=zone)


@lru_cache(maxsize=4096)
def as_of(when: Edtf | None, words: Catalog) -> str:
    """Write when the state of something was known: ``as of December 8, 2022``; other than a day, the plain period."""
    if when and when.is_single and when.start and when.start.day:
        return words.text("period.as-of", date=partial_date(when.start, words))
    return period(when, words)


@lru_cache(maxsize=4096)
def period(when: Edtf | None, words: Catalog) -> str:
    """Write ``2023``, ``by December 8, 2022``, ``from 2022``, ``October 2024 to October 2029``; None: not stated.

    The catalog has a phrase for each precision, since articles differ («hasta el 8 de diciembre», «hasta diciembre»).
    """
    start, end = (when.start, when.end) if when else (None, None)
    if start and end and start != end:
        last = words.text(f"period.end.{_precision(end)}", date=partial_date(end, words))
        return words.text(f"period.range.{_precision(start)}", start=partial_date(start, words), end=last)
    if start and end:
        return partial_date(start, words)
    if end:
        return words.text(f"period.by.{_precision(end)}", date=partial_date(end, words))
    if start:
        return words.text(f"period.from.{_precision(start)}", date=partial_date(start, words))
    return words.text("period.unstated")


@lru_cache(maxsize=4096)
def partial_date(date: PartialDate, words: Catalog) -> str:
    """Write a year, a quarter, a month or a day in words."""
    if date.day:
        return long_date(date.first_day, *words.languages)
    if date.month:
        return skeleton(date.first_day, "yMMMM", *words.languages)
    if date.quarter:
        return words.text(f"quarter.{date.quarter}", year=year(date.year, *words.languages))
    return year(date.year, *words.languages)


def _precision(date: PartialDate) -> str:
    return "day" if date.day else "month" if date.month else "quarter" if date.quarter else "year"


def country(code: str, *languages: Locale) -> str:
    """Return a country's name; the code itself where CLDR has none."""
    return country_passage(code, *languages).words


@lru_cache(maxsize=1024)
def country_passage(code: str, *languages: Locale) -> Passage:
    """Return a country's name together with its language."""
    for locale in languages:
        if (names := names_of(locale)) and (name := names.territories.get(code)):
            return Passage(str(name), locale, "unmarked")
    return Passage(code, languages[0], "unmarked")


@lru_cache(maxsize=1024)
def language(code: str, *languages: Locale) -> str:
    """Return a language's name: ``Spanish``, ``español (El Salvador)``; the code itself where CLDR has none."""
    base = code.partition("-")[0]
    for locale in languages:
        names = names_of(locale)
        if names is None or base not in names.languages:
            continue
        try:
            name = babel.Locale.parse(code, sep="-").get_display_name(names)
        except (babel.UnknownLocaleError, ValueError):
            name = str(names.languages[base])
        if name:
            return name
    return code


def autonym(words: Catalog) -> str:
    """Return a language's name in that language, as it begins a line: "English", "Español", "العربية".

    CLDR's; where it has none, that of the language's own catalog, and at last the code.
    """
    locale = words.locale
    if locale == PSEUDO:
        return pseudo("English")
    base = locale.partition("-")[0]
    # Not in the Spanish of a region, which names itself by the region.
    name = babel.Locale(base).languages.get(base) if is_known(locale) else None
    if not name and words.language_of("language.name") == locale:
        name = words.text("language.name")
    found = str(name or locale)
    return found[:1].upper() + found[1:]


def joined(words: Sequence[str], locale: Locale, style: str = "standard") -> str:
    """Write a list in words: ``a, b, and c``; in Spanish ``agua e inglés``, ``siete u ocho``."""
    names = cldr(locale)
    together = str(format_list(list(words), style=style, locale=names))  # type: ignore[arg-type]
    if names.language == "es" and len(words) > 1:
        last = words[-1]
        head = together.removesuffix(last)
        for sound, usual, before in _SPANISH_JOINTS:
            if head.endswith(usual) and sound.match(last):
                return f"{head.removesuffix(usual)}{before}{last}"
    return together
