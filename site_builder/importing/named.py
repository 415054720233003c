"""What a document names: countries, and the entries of the project's registers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from site_builder.importing.cleaning import folded
from site_builder.importing.proposals import Naming, Where
from site_builder.importing.vocabulary import vocabulary
from site_builder.locales import Locale, Text
from site_builder.locales.formats import country
from site_builder.records.base import Record
from site_builder.records.fields import COUNTRIES

Told = Sequence[tuple[str, Where]]
"""Words in order, each with where they stood."""

_FEWEST = 3
_LINKS = r"(?:\s*,\s*(?:and|y|e)?\s*|\s+(?:and|y|e|&)\s+)"


@lru_cache(maxsize=8)
def _countries(locales: tuple[Locale, ...]) -> tuple[Mapping[str, str], re.Pattern[str]]:
    """Codes by folded names, and a pattern for any of them, the longest first."""
    codes: dict[str, str] = {}
    for locale in locales:
        for code in sorted(COUNTRIES):
            name = country(code, locale)
            if name != code:
                codes.setdefault(folded(name), code)
    names = "|".join(re.escape(name) for name in sorted(codes, key=lambda name: (-len(name), name)))
    return codes, re.compile(rf"(?<!\w)(?:{names})(?![\w-])")


def countries_at(words: str, locales: tuple[Locale, ...]) -> list[tuple[int, int, str]]:
    """Each country that the words name: where, and its code. Names begin with a capital."""
    codes, pattern = _countries(locales)
    return [
        (found.start(), found.end(), codes[found[0]])
        for found in pattern.finditer(folded(words))
        if words[found.start()].isupper()
    ]


def masked(words: str, names: re.Pattern[str] | None) -> str:
    """The words with the names of organisations blotted out: an agency of a country is no country."""
    return names.sub(lambda found: "·" * len(found[0]), words) if names else words


def countries(told: Told, locales: tuple[Locale, ...], hidden: re.Pattern[str] | None) -> Naming:
    """The countries in which something happens; ``others`` are named otherwise. Where none is, all that are named."""
    places: dict[str, Where] = {}
    named: dict[str, Where] = {}
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
        return Naming(named)
    return Naming(places, {code: at for code, at in named.items() if code not in places})


def entries(told: Told, register: Mapping[str, Record]) -> Naming:
    """The entries of a register that the words name, in the order of the text."""
    found: dict[str, Where] = {}
    for words, at in told:
        places = sorted(
            (place, name) for name, pattern, said in _patterns(register, words) if (place := _first(pattern, said)) >= 0
        )
        for _, name in places:
            found.setdefault(name, at)
    return Naming(found)


def names_pattern(register: Mapping[str, Record]) -> re.Pattern[str] | None:
    """A pattern for all names and acronyms in a register; None where it has none."""
    names = {name for record in register.values() for field in ("name", "acronym") for name in _names(record, field)}
    if not names:
        return None
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)", re.IGNORECASE)


def _first(pattern: re.Pattern[str], words: str) -> int:
    found = pattern.search(words)
    return found.start() if found else -1


def _patterns(register: Mapping[str, Record], words: str) -> Iterator[tuple[str, re.Pattern[str], str]]:
    said = folded(words)
    for name, record in register.items():
        for field in ("name", "in_source"):
            for words_of in _names(record, field):
                yield name, _whole(folded(words_of)), said
        for acronym in _names(record, "acronym"):
            # An acronym is written in capitals: "arco" is a bow.
            yield name, _whole(acronym), words


@lru_cache(maxsize=2048)
def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")


def _names(record: Record, field: str) -> Iterable[str]:
    text = getattr(record, field, None)
    if not isinstance(text, Text):
        return ()
    return [words for words in (text.everywhere, *text.by_locale.values()) if words and len(words) >= _FEWEST]
