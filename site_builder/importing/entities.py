"""Finds countries and entries of the project's registers in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from site_builder.importing.document import Location
from site_builder.importing.draft import Mentions
from site_builder.importing.languages import vocabulary
from site_builder.importing.text import folded
from site_builder.locales import Locale, Text
from site_builder.locales.formats import country
from site_builder.records.base import Record
from site_builder.records.fields import COUNTRIES

Located = Sequence[tuple[str, Location]]
"""Words in order, each with their place."""

_FEWEST = 3
_LINKS = r"(?:\s*,\s*(?:and|y|e)?\s*|\s+(?:and|y|e|&)\s+)"


@lru_cache(maxsize=8)
def _countries(locales: tuple[Locale, ...]) -> tuple[Mapping[str, str], re.Pattern[str]]:
    """Return codes by folded names, and a pattern for any of the names."""
    codes: dict[str, str] = {}
    for locale in locales:
        for code in sorted(COUNTRIES):
            name = country(code, locale)
            if name != code:
                codes.setdefault(folded(name), code)
    return codes, re.compile(rf"(?<!\w)(?:{_longest_first(codes)})(?![\w-])")


def _longest_first(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))


def countries_at(words: str, locales: tuple[Locale, ...]) -> list[tuple[int, int, str]]:
    """Return the place and code of each country that the words name. Names begin with a capital."""
    codes, pattern = _countries(locales)
    return [
        (found.start(), found.end(), codes[found[0]])
        for found in pattern.finditer(folded(words))
        if words[found.start()].isupper()
    ]


def masked(words: str, names: re.Pattern[str] | None) -> str:
    """Return the words with the names of organisations blotted out: an agency of a country is not the country."""
    return names.sub(lambda found: "·" * len(found[0]), words) if names else words


def countries(told: Located, locales: tuple[Locale, ...], hidden: re.Pattern[str] | None) -> Mentions:
    """Return the countries in which something happens, and ``others``; all that are named where no word decides."""
    places: dict[str, Location] = {}
    named: dict[str, Location] = {}
    prepositions = "|".join(known.places for locale in locales if (known := vocabulary(locale)))
    before = re.compile(rf"(?:^|[\s(])(?:{prepositions})\s+\Z", re.IGNORECASE) if prepositions else None
    for words, at in told:
        plain = masked(words, hidden)
        last = (-1, False)
        for start, end, code in countries_at(plain, locales):
            goes_on = last[0] >= 0 and bool(re.fullmatch(_LINKS, plain[last[0] : start]))
            inside = last[1] if goes_on else bool(before and before.search(plain[max(0, start - 20) : start]))
            (places if inside else named).setdefault(code, at)
            last = (end, inside)
    if not places:
        return Mentions(named)
    return Mentions(places, {code: at for code, at in named.items() if code not in places})


def entries(told: Located, register: Mapping[str, Record]) -> Mentions:
    """Return the entries of a register that the words name, in the order of the text."""
    found: dict[str, Location] = {}
    for words, at in told:
        plain = folded(words)
        places: list[tuple[int, str]] = []
        for name, record in register.items():
            # An acronym is written in capitals: "arco" is a bow.
            wanted = [(folded(each), plain) for field in ("name", "in_source") for each in _names(record, field)]
            wanted += [(acronym, words) for acronym in _names(record, "acronym")]
            places += [(match.start(), name) for each, text in wanted if (match := _whole(each).search(text))]
        for _, name in sorted(places):
            found.setdefault(name, at)
    return Mentions(found)


def names_pattern(register: Mapping[str, Record]) -> re.Pattern[str] | None:
    """Return a pattern for all names and acronyms in a register; None where it has none."""
    names = {name for record in register.values() for field in ("name", "acronym") for name in _names(record, field)}
    return re.compile(rf"(?<!\w)(?:{_longest_first(names)})(?!\w)", re.IGNORECASE) if names else None


@lru_cache(maxsize=2048)
def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")


def _names(record: Record, field: str) -> Iterable[str]:
    text = getattr(record, field, None)
    if not isinstance(text, Text):
        return ()
    return [words for words in (text.everywhere, *text.by_locale.values()) if words and len(words) >= _FEWEST]
