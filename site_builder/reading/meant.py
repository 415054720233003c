"""What a writer meant with a value that its field cannot take: the number in it, the id, the country, the date."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import partial

from site_builder.reading.choices import country_code
from site_builder.reading.dates import date_problem, day_problem

Said = tuple[str, Mapping[str, object]]

_ID_PARTS = re.compile(r"[a-z0-9]+")
_LEADING_NUMBER = re.compile(r"[^\d-]{0,3}(-?\d{1,15}(?:\.\d{1,6})?)\s?[^\d.,].*\Z", re.ASCII | re.DOTALL)
_MILLIONS = re.compile(r"(-?\d{1,6}(?:\.\d{1,6})?)\s*(?:millions?|mill[oó]n|millones)\b", re.IGNORECASE)


def meant(rule: str, text: str) -> Said | None:
    """The rule that says most about ``text``, which breaks ``rule``, with its parameters; None if there is none."""
    look = _MEANT.get(rule)
    return look(text) if look else None


def _number(text: str) -> Said:
    if not text.strip().strip("-.0123456789"):
        return "number-too-long", {}
    number = _number_meant(text)
    return ("number-with-words", {"corrected": number}) if number else ("number-expected", {})


def _id(text: str) -> Said:
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return "id-unreadable", {"corrected": "-".join(_ID_PARTS.findall(plain)) or "…"}


def _country(text: str) -> Said:
    code = country_code(text)
    return ("country-by-name", {"corrected": code}) if code else ("country-unknown", {})


def _number_meant(text: str) -> str | None:
    if match := _MILLIONS.search(text):
        whole, _, tail = match[1].partition(".")
        return whole + tail.ljust(6, "0") if whole not in ("0", "-0") else tail.ljust(6, "0").lstrip("0")
    match = _LEADING_NUMBER.match(text)
    return match[1] if match else None


_MEANT: Mapping[str, Callable[[str], Said]] = {
    "country-unknown": _country,
    "date-unreadable": date_problem,
    "day-unreadable": partial(day_problem, rule="day-unreadable"),
    "moment-unreadable": partial(day_problem, rule="moment-unreadable"),
    "id-unreadable": _id,
    "number-expected": _number,
}
