"""Suggests what was meant by a name or a value that a record cannot take: fields, choices, dates, numbers, ids."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import cache, partial
from pathlib import Path
from typing import TypeAlias

import yaml
from babel.dates import get_month_names

from site_builder.locales import Locale, edtf
from site_builder.locales.formats import country
from site_builder.locales.languages import cldr
from site_builder.locales.slugs import slugify
from site_builder.problems import Place, Problem
from site_builder.records.base import Record
from site_builder.records.fields import COUNTRIES
from site_builder.records.registers import REGISTER_OF_FIELD, ids_by_name, listed

Suggestion: TypeAlias = tuple[str, Mapping[str, object]]
"""The rule that says most about a value, and its parameters."""

_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\Z", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})\Z", re.ASCII)
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.-](\d{4})\Z", re.ASCII)
_ISO_LIKE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?\Z", re.ASCII)
_WHOLE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_WORD = re.compile(r"[^\W\d_]+|\d+")
_CENTURY = "20"
"""Of years that are written with two digits: no programme tells of another."""

_PLAIN_LETTERS = str.maketrans("áéíóúüñ", "aeiouun")
_FILLERS = {"de", "del", "of", "the", "st", "nd", "rd", "th", "el"}
_ID_PARTS = re.compile(r"[a-z0-9]+")
_LEADING_NUMBER = re.compile(r"[^\d-]{0,3}(-?\d{1,15}(?:\.\d{1,6})?)\s?[^\d.,].*\Z", re.ASCII | re.DOTALL)
_MILLIONS = re.compile(r"(-?\d{1,6}(?:\.\d{1,6})?)\s*(?:millions?|mill[oó]n|millones)\b", re.IGNORECASE)
_LIST = re.compile(r"(?P<field>\w+): \[(?P<items>.*)\]\Z", re.DOTALL)
# What may have stood between two items, or within one name.
_JOINTS = ("-", "-y-", "-e-", "-and-")


@cache
def _synonyms(kind: str) -> Mapping[str, str]:
    """Return the field names or choices that are meant by other words for them."""
    known = yaml.load(Path(__file__).with_name("synonyms.yml").read_bytes(), yaml.CBaseLoader)  # noqa: S506 - our own
    return {word: name for name, words in known[kind].items() for word in words}


def suggest_field(name: str, allowed: list[str]) -> str | None:
    """Return which of the allowed names was meant: a slip of the keyboard, the Spanish name, or what others call it."""
    plain = _plain(name).replace(" ", "_").replace("-", "_")
    for names in (_synonyms("spanish_fields"), _synonyms("other_fields")):
        if names.get(plain) in allowed:
            return names[plain]
    for candidate in allowed:
        if candidate in (plain, plain + "s", plain.removesuffix("s")):
            return candidate
    if close := get_close_matches(plain, allowed, n=1, cutoff=0.7):
        return close[0]
    spanish = {name: field for name, field in _synonyms("spanish_fields").items() if field in allowed}
    close = get_close_matches(plain, spanish, n=1, cutoff=0.8)
    return spanish[close[0]] if close else None


def suggest_choice(found: str, choices: list[str]) -> str | None:
    """Return the choice that was meant: in other letters, in Spanish, or with a slip of the keyboard."""
    plain = _plain(found)
    dashed = plain.replace(" ", "-").replace("_", "-")
    for candidate in (dashed, _synonyms("spanish_choices").get(plain), _synonyms("other_choices").get(dashed)):
        if candidate in choices:
            return candidate
    close = get_close_matches(dashed, choices, n=1, cutoff=0.7)
    return close[0] if close else None


def suggest_country(found: str) -> str | None:
    """Return the code of a country that was written as its name or in small letters."""
    text = found.strip()
    if text.upper() in COUNTRIES:
        return text.upper()
    return _countries_by_name().get(_plain(text))


@cache
def _countries_by_name() -> Mapping[str, str]:
    """Return the countries by their names in the languages that the interface speaks."""
    return {_plain(country(code, Locale(language))): code for language in ("en", "es") for code in COUNTRIES}


def _plain(text: str) -> str:
    return " ".join(text.strip().casefold().translate(_PLAIN_LETTERS).split())


def suggest_date(value: str) -> Suggestion:
    """Return the rule that a date breaks which is not EDTF, and its parameters.

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


def suggest_day(value: str, rule: str) -> Suggestion:
    """Return the same for a field that takes a whole day; ``rule`` is what it breaks where nothing more can be said.

    ``day-expected``: a month, a year or a period where a day must be.
    """
    text = value.strip()
    readings = _readings(text)
    if edtf.parse(text) or (readings and not _WHOLE_DAY.match(readings[0])):
        return "day-expected", {}
    said, params = suggest_date(text)
    return (rule if said == "date-unreadable" else said), params


def _readings(text: str) -> list[str]:
    """Return what a date may mean, as EDTF; of two readings, the one with the day first comes first."""
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
    """Return the names of the months, long and short, in the languages that the interface speaks."""
    return {
        name.casefold().rstrip("."): number
        for language in ("en", "es")
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=cldr(Locale(language))).items()
    }


def suggest(rule: str, text: str) -> Suggestion | None:
    """Return the rule that says most about ``text``, which breaks ``rule``; None where no other says more."""
    find = _SUGGESTIONS.get(rule)
    return find(text) if find else None


def _number(text: str) -> Suggestion:
    if not text.strip().strip("-.0123456789"):
        return "number-too-long", {}
    number = _number_meant(text)
    return ("number-with-words", {"corrected": number}) if number else ("number-expected", {})


def _id(text: str) -> Suggestion:
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return "id-unreadable", {"corrected": "-".join(_ID_PARTS.findall(plain)) or "…"}


def _country(text: str) -> Suggestion:
    code = suggest_country(text)
    return ("country-by-name", {"corrected": code}) if code else ("country-unknown", {})


def _number_meant(text: str) -> str | None:
    if match := _MILLIONS.search(text):
        whole, _, tail = match[1].partition(".")
        return whole + tail.ljust(6, "0") if whole not in ("0", "-0") else tail.ljust(6, "0").lstrip("0")
    match = _LEADING_NUMBER.match(text)
    return match[1] if match else None


_SUGGESTIONS: Mapping[str, Callable[[str], Suggestion]] = {
    "country-unknown": _country,
    "date-unreadable": suggest_date,
    "day-unreadable": partial(suggest_day, rule="day-unreadable"),
    "moment-unreadable": partial(suggest_day, rule="moment-unreadable"),
    "id-unreadable": _id,
    "number-expected": _number,
}


def suggest_ids(problems: Iterable[Problem], registers: Mapping[str, Mapping[str, Record]]) -> list[Problem]:
    """Return the problems; where a name was written in the place of an id, with the id that its register has for it.

    ``reference-by-name`` where it has none, with the ids that there are.
    """
    by_name = {name: ids_by_name(register) for name, register in registers.items()}
    return [_with_id(problem, registers, by_name) for problem in problems]


def _with_id(
    problem: Problem, registers: Mapping[str, Mapping[str, Record]], by_name: Mapping[str, Mapping[str, str]]
) -> Problem:
    path = problem.at.path if isinstance(problem.at, Place) else ()
    name = REGISTER_OF_FIELD.get(next((part for part in reversed(path) if isinstance(part, str)), ""))
    corrected = problem.params.get("corrected")
    if name is None or not isinstance(corrected, str):
        return problem
    register, names = registers[name], by_name[name]
    if problem.rule == "id-unreadable" and corrected not in register:
        if corrected in names:
            return replace(problem, params={"corrected": names[corrected]})
        params = {"file": f"content/{name}.yml", "known": listed(register)}
        return replace(problem, rule="reference-by-name", params=params)
    if problem.rule == "list-expected" and (found := _LIST.match(corrected)):
        slugs = [slugify(item) for item in found["items"].split(",")]
        whole = next((names[joined] for joint in _JOINTS if (joined := joint.join(slugs)) in names), None)
        ids = [whole] if whole else [slug if slug in register else names.get(slug, slug) for slug in slugs]
        return replace(problem, params={**problem.params, "corrected": f"{found['field']}: [{', '.join(ids)}]"})
    return problem
