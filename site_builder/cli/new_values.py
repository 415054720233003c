"""What a new story's fields take, as people type them: days, countries by name or code, entries of registers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from site_builder.cli.asking import UnfitError
from site_builder.cli.console import Console
from site_builder.locales import Locale, edtf, formats
from site_builder.locales.catalog import known_locales
from site_builder.locales.slugs import folded
from site_builder.problems import Position, Problem
from site_builder.problems.report import hint, message
from site_builder.reading.suggestions import suggest_day
from site_builder.records.fields import COUNTRIES


def today() -> date:
    """The day on this computer."""
    return datetime.now().astimezone().date()


def a_day(answer: str, console: Console) -> date:
    """A whole day; today where nothing is said. Raises UnfitError with the words of the check."""
    if not answer:
        return today()
    found = edtf.parse_part(answer)
    if found is not None and found.day is not None:
        return found.first_day
    rule, params = suggest_day(answer, "day-unreadable")
    problem = Problem(Position(""), rule, params)
    raise UnfitError(f"{message(problem, console.locale)} {hint(problem, console.locale)}")


def some_countries(answer: str, console: Console) -> tuple[str, ...]:
    """Countries by their two letters or their names in any language, in the order given. Raises UnfitError."""
    return tuple(dict.fromkeys(_country(one, console) for one in _parts(answer)))


def _country(word: str, console: Console) -> str:
    if word.upper() in COUNTRIES:
        return word.upper()
    wanted = folded(word)
    for locale in known_locales():
        for code in COUNTRIES:
            if folded(formats.country(code, locale)) == wanted:
                return code
    raise UnfitError(console.words.text("cli.new.again.country", found=word))


def all_countries(locale: Locale) -> str:
    """Every country with its letters, by name."""
    named = sorted((folded(formats.country(code, locale)), code) for code in COUNTRIES)
    return ", ".join(f"{code} {formats.country(code, locale)}" for _, code in named)


def some_entries(answer: str, entries: Mapping[str, str], console: Console) -> tuple[str, ...]:
    """Ids of ``entries`` (names by id) by their numbers in that order, from 1, ids or names. Raises UnfitError."""
    ids = list(entries)
    named = {folded(name): key for key, name in entries.items()}

    def chosen(word: str) -> str:
        if word in entries:
            return word
        if word.isdecimal() and 0 < int(word) <= len(ids):
            return ids[int(word) - 1]
        if found := named.get(folded(word)):
            return found
        raise UnfitError(console.words.text("cli.new.again.choice", found=word, known=", ".join(ids)))

    return tuple(dict.fromkeys(map(chosen, _parts(answer))))


def numbered(entries: Mapping[str, str]) -> Iterable[str]:
    """The entries as they can be chosen."""
    width = len(str(len(entries)))
    for number, (key, name) in enumerate(entries.items(), 1):
        yield f"  {number:>{width}}  {name} ({key})"


def _parts(answer: str) -> Sequence[str]:
    return [part.strip() for part in answer.split(",") if part.strip()]
