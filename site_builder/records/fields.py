"""The kinds of value a field may hold, each read from the text that staff wrote.

Every type here takes the text as it stands in the YAML and gives a typed value. What it cannot take it refuses with a
``PydanticCustomError`` whose type is the name of a rule (``problems/rules.py``) and whose context are that rule's
public parameters.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from site_builder.locales import Edtf, Text
from site_builder.records.countries import COUNTRIES
from site_builder.records.dates import read_day, read_day_or_moment, read_edtf, read_when
from site_builder.records.line import read_line


class _Key(Enum):
    FLAGS = "flags"


FLAGS = _Key.FLAGS
"""The key under which reading tells a text what is known against its translations: no string, so no file can say it."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
LOCALE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?\Z", re.ASCII)
_GROUPED = re.compile(r"-?\d{1,3}(?:[,.\s'’]\d{3})+(?:[.,]\d+)?\Z", re.ASCII)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
_EMAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\Z")
_REPOSITORY = re.compile(r"[\w.-]+(?:/[\w.-]+)+\Z", re.ASCII)
_FAMILIES = re.compile(r"[^\W_][\w .-]{0,60}(?:,\s*[^\W_][\w .-]{0,60}){0,9}\Z")
_URL = re.compile(r"https?://[^\s<>\"'`\\]+\Z", re.IGNORECASE)


def _matching(pattern: re.Pattern[str], rule: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        text = read_line(value)
        if not pattern.match(text) or len(text) > 500:
            raise PydanticCustomError(rule, "not of the expected form")
        return text

    return read


def read_text(value: Any) -> Text:
    """A text: a mapping from locale to words."""
    if isinstance(value, Text):
        return value
    if isinstance(value, str):
        raise PydanticCustomError("text-without-language", "the words of each language stand on a line of their own")
    if not isinstance(value, dict) or not value:
        raise PydanticCustomError("text-expected", "a text is expected")
    by_locale = {}
    flags = None
    for name, words in value.items():
        if name is FLAGS:
            flags = words
            continue
        locale = _locale(name)
        if locale is None:
            raise PydanticCustomError("text-language-unknown", "not a language", {"found": name})
        if not isinstance(words, str):
            raise PydanticCustomError("text-expected", "a text is expected")
        by_locale[locale] = words.strip()
    return Text(by_locale, None, flags)


@lru_cache(maxsize=256)
def _locale(name: str) -> str | None:
    """The language that a key names, always as the same string: a site has two of them, and thousands of texts."""
    return name if LOCALE.match(name) else None


def read_text_or_plain(value: Any) -> Text:
    """A text, or one plain string for all locales."""
    return Text({}, value.strip()) if isinstance(value, str) else read_text(value)


def read_number(value: Any) -> Decimal:
    """A number without a thousands separator, at most 15 digits before the point."""
    text = read_line(value)
    if _NUMBER.match(text):
        return Decimal(text)
    if _GROUPED.match(text):
        plain = re.sub(r"[,.\s'’](?=\d{3}(?:\D|$))", "", text).replace(",", ".")
        raise PydanticCustomError(
            "number-with-separator", "no separator", {"found": text[:40], "corrected": plain[:40]}
        )
    raise PydanticCustomError("number-expected", "a number is expected")


def read_flag(value: Any) -> bool:
    """Yes or no."""
    if isinstance(value, bool):
        return value
    text = read_line(value).lower()
    if text in {"true", "yes"}:
        return True
    if text in {"false", "no"}:
        return False
    raise PydanticCustomError("flag-expected", "true or false is expected")


def read_country(value: Any) -> str:
    """A country's two letters (ISO 3166-1)."""
    text = read_line(value)
    if text in COUNTRIES:
        return text
    raise PydanticCustomError("country-unknown", "no such country", {"found": text[:40]})


def read_share(value: Any) -> float:
    """A number from 0 to 1: a distance across a picture."""
    number = read_number(value)
    if not 0 <= number <= 1:
        raise PydanticCustomError("focus-outside", "from 0 to 1")
    return float(number)


def _middle_if_empty(value: Any) -> Any:
    return ["0.5", "0.5"] if value == [] else value


_TEXT_SCHEMA = {
    "type": "object",
    "propertyNames": {"pattern": r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"},
    "additionalProperties": {"type": "string"},
    "minProperties": 1,
}
_NUMBER_SCHEMA = {"type": "number"}
_EDTF_PART = r"(\d{4}(-(Q[1-4]|\d{2}(-\d{2})?))?)"
_EDTF_PATTERN = rf"^({_EDTF_PART}(/({_EDTF_PART}|\.\.))?|\.\./{_EDTF_PART})$"
_EDTF_SCHEMA = {"type": ["string", "integer"], "pattern": _EDTF_PATTERN}
_WHEN_SCHEMA = {"type": ["string", "integer"], "pattern": rf"{_EDTF_PATTERN}|^unstated$"}


def _written(schema: dict[str, Any]) -> tuple[WithJsonSchema, PlainSerializer]:
    return WithJsonSchema(schema), PlainSerializer(str)


Line = Annotated[str, BeforeValidator(read_line), WithJsonSchema({"type": ["string", "number"]})]
Id = Annotated[
    str,
    PlainValidator(_matching(_ID, "id-unreadable")),
    *_written({"type": "string", "pattern": _ID.pattern[:-2] + "$"}),
]
Reference = Annotated[
    str,
    PlainValidator(_matching(re.compile(rf"{_ID.pattern[:-2]}/{_ID.pattern[:-2]}\Z"), "reference-unreadable")),
    *_written({"type": "string", "pattern": "^[a-z0-9-]+/[a-z0-9-]+$"}),
]
LocaleName = Annotated[str, PlainValidator(_matching(LOCALE, "language-unreadable")), *_written({"type": "string"})]
Colour = Annotated[str, PlainValidator(_matching(_COLOUR, "colour-unreadable")), *_written({"type": "string"})]
Email = Annotated[
    str, PlainValidator(_matching(_EMAIL, "email-unreadable")), *_written({"type": "string", "format": "email"})
]
Url = Annotated[str, PlainValidator(_matching(_URL, "url-unreadable")), *_written({"type": "string", "format": "uri"})]
RepositoryPath = Annotated[
    str, PlainValidator(_matching(_REPOSITORY, "repository-unreadable")), *_written({"type": "string"})
]
Families = Annotated[str, PlainValidator(_matching(_FAMILIES, "font-names-unreadable")), *_written({"type": "string"})]
"""Names of fonts in one line, the first that a reader's computer has is used: ``Georgia, Cambria``."""
Words = Annotated[Text, PlainValidator(read_text), *_written(_TEXT_SCHEMA)]
WordsOrPlain = Annotated[
    Text, PlainValidator(read_text_or_plain), *_written({"anyOf": [{"type": "string"}, _TEXT_SCHEMA]})
]
Amount = Annotated[Decimal, PlainValidator(read_number), *_written(_NUMBER_SCHEMA)]
Period = Annotated[Edtf, PlainValidator(read_edtf), *_written(_EDTF_SCHEMA)]
When = Annotated[Edtf | None, PlainValidator(read_when), *_written(_WHEN_SCHEMA)]
Day = Annotated[date, PlainValidator(read_day), *_written({"type": "string", "format": "date"})]
DayOrMoment = Annotated[date | datetime, PlainValidator(read_day_or_moment), *_written({"type": "string"})]
Flag = Annotated[bool, PlainValidator(read_flag), *_written({"type": "boolean"})]
Country = Annotated[str, PlainValidator(read_country), *_written({"type": "string", "enum": sorted(COUNTRIES)})]
Share = Annotated[float, PlainValidator(read_share), *_written({"type": "number", "minimum": 0, "maximum": 1})]
Spot = Annotated[tuple[Share, Share], BeforeValidator(_middle_if_empty)]
"""A place in a picture; a list that a form left empty is its middle."""
