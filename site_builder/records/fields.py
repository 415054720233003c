"""Defines the kinds of value a field may hold, each read from the text that staff wrote.

Every type here takes the text as it stands in the YAML and gives a typed value. What it cannot take it refuses with a
``PydanticCustomError`` whose type is the name of a rule (``problems/rules.yml``) and whose context are that rule's
public parameters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Annotated, Any, LiteralString

from babel import Locale
from pydantic import BeforeValidator, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from site_builder.locales import Edtf, Text, edtf
from site_builder.locales.slugs import PLAIN_SLUG

# CLDR also names regions ("419"), the euro area and made-up test territories.
_NOT_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
COUNTRIES: frozenset[str] = frozenset(
    code for code in map(str, Locale("en").territories) if re.fullmatch("[A-Z]{2}", code) and code not in _NOT_COUNTRIES
)
_CATEGORIES = {"zero", "one", "two", "few", "many", "other"}


class _Key(Enum):
    FLAGS = "flags"


FLAGS = _Key.FLAGS
"""The key under which reading gives a text the flags of its translations: no string, so that no file can hold it."""

LOCALE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?\Z", re.ASCII)
_GROUPED = re.compile(r"-?\d{1,3}(?:[,.\s'’]\d{3})+(?:[.,]\d+)?\Z", re.ASCII)


def read_line(value: Any) -> str:
    """Read the text without space around it; ``text-expected`` where it is none."""
    if not isinstance(value, str):
        raise PydanticCustomError("text-expected", "a line of text is expected")
    return value.strip()


def read_edtf(value: Any) -> Edtf:
    """Read a date or a period in EDTF."""
    if isinstance(value, Edtf):
        return value
    text = read_line(value)
    if found := edtf.parse(text):
        return found
    raise _date_error(text)


def read_when(value: Any) -> Edtf | None:
    """Read a date or a period, or the word ``unstated`` (None): the source does not say."""
    return None if value is None or value == "unstated" else read_edtf(value)


def read_day(value: Any) -> date:
    """Read a whole day, ``2022-12-08``."""
    text = read_line(value)
    found = edtf.parse_part(text)
    if found is None or found.day is None:
        raise _date_error(text, "day-unreadable")
    return found.first_day


def read_day_or_moment(value: Any) -> date | datetime:
    """Read a day, or a moment with its zone: ``2022-12-20T08:00-06:00``."""
    text = read_line(value)
    if len(text) <= 10:
        return read_day(text)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise _date_error(text, "moment-unreadable") from None
    if not edtf.parse_part(text[:4]):
        raise _date_error(text, "moment-unreadable")
    if moment.tzinfo is None:
        raise PydanticCustomError("moment-without-zone", "a time needs its zone", {"found": text[:40]})
    return moment


def _date_error(text: str, rule: LiteralString = "date-unreadable") -> PydanticCustomError:
    return PydanticCustomError(rule, "not of the expected form", {"found": text[:40]})


def read_text(value: Any) -> Text:
    """Read a text: a mapping from locale to words."""
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
    """Return the language that a key names, always as the same string: a site has two of them, and thousands of
    texts."""
    return name if LOCALE.match(name) else None


def read_text_or_plain(value: Any) -> Text:
    """Read a text, or one plain string for all locales."""
    return Text({}, value.strip()) if isinstance(value, str) else read_text(value)


def read_number(value: Any) -> Decimal:
    """Read a number without a thousands separator, at most 15 digits before the point."""
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
    """Read yes or no."""
    if isinstance(value, bool):
        return value
    text = read_line(value).lower()
    if text in {"true", "yes"}:
        return True
    if text in {"false", "no"}:
        return False
    raise PydanticCustomError("flag-expected", "true or false is expected")


def read_country(value: Any) -> str:
    """Read a country's two letters (ISO 3166-1)."""
    text = read_line(value)
    if text in COUNTRIES:
        return text
    raise PydanticCustomError("country-unknown", "no such country", {"found": text[:40]})


def read_fraction(value: Any) -> float:
    """Read a number from 0 to 1: a distance across a picture."""
    number = read_number(value)
    if not 0 <= number <= 1:
        raise PydanticCustomError("focus-outside", "from 0 to 1")
    return float(number)


_TEXT_SCHEMA = {
    "type": "object",
    "propertyNames": {"pattern": r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"},
    "additionalProperties": {"type": "string"},
    "minProperties": 1,
}
_EDTF_PART = r"(\d{4}(-(Q[1-4]|\d{2}(-\d{2})?))?)"
_EDTF = rf"^({_EDTF_PART}(/({_EDTF_PART}|\.\.))?|\.\./{_EDTF_PART})$"


def _written(schema: dict[str, Any]) -> tuple[WithJsonSchema, PlainSerializer]:
    return WithJsonSchema(schema), PlainSerializer(str)


def _matching(
    expected: str, rule: str, flags: re.RegexFlag = re.NOFLAG, **schema: str
) -> tuple[PlainValidator, WithJsonSchema, PlainSerializer]:
    """Describe a line that the regular expression ``expected`` matches whole; another is refused with ``rule``."""
    compiled = re.compile(expected, flags)

    def read(value: Any) -> str:
        text = read_line(value)
        if not compiled.fullmatch(text) or len(text) > 500:
            raise PydanticCustomError(rule, "not of the expected form")
        return text

    return PlainValidator(read), *_written({"type": "string", **schema})


Line = Annotated[str, BeforeValidator(read_line), WithJsonSchema({"type": ["string", "number"]})]
Id = Annotated[str, *_matching(PLAIN_SLUG, "id-unreadable", pattern=f"{PLAIN_SLUG}$")]
Reference = Annotated[
    str, *_matching(f"{PLAIN_SLUG}/{PLAIN_SLUG}", "reference-unreadable", pattern="^[a-z0-9-]+/[a-z0-9-]+$")
]
LocaleName = Annotated[str, *_matching(LOCALE.pattern, "language-unreadable")]
Colour = Annotated[str, *_matching(r"#[0-9a-fA-F]{6}", "colour-unreadable")]
Email = Annotated[str, *_matching(r"[^\s@<>\"']+@[^\s@<>\"']+", "email-unreadable", format="email")]
Url = Annotated[str, *_matching(r"https?://[^\s<>\"'`\\]+", "url-unreadable", re.IGNORECASE, format="uri")]
RepositoryPath = Annotated[str, *_matching(r"[\w.-]+(?:/[\w.-]+)+", "repository-unreadable", re.ASCII)]
_FONT_NAME = r"[^\W_][\w .-]{0,60}"
FontNames = Annotated[str, *_matching(rf"{_FONT_NAME}(?:,\s*{_FONT_NAME}){{0,9}}", "font-names-unreadable")]
"""Names of fonts in one line, the first that a reader's computer has is used: ``Georgia, Cambria``."""
Words = Annotated[Text, PlainValidator(read_text), *_written(_TEXT_SCHEMA)]
WordsOrPlain = Annotated[
    Text, PlainValidator(read_text_or_plain), *_written({"anyOf": [{"type": "string"}, _TEXT_SCHEMA]})
]
Amount = Annotated[Decimal, PlainValidator(read_number), *_written({"type": "number"})]
Period = Annotated[Edtf, PlainValidator(read_edtf), *_written({"type": ["string", "integer"], "pattern": _EDTF})]
When = Annotated[
    Edtf | None,
    PlainValidator(read_when),
    *_written({"type": ["string", "integer"], "pattern": f"{_EDTF}|^unstated$"}),
]
Day = Annotated[date, PlainValidator(read_day), *_written({"type": "string", "format": "date"})]
DayOrMoment = Annotated[date | datetime, PlainValidator(read_day_or_moment), *_written({"type": "string"})]
Flag = Annotated[bool, PlainValidator(read_flag), *_written({"type": "boolean"})]
Country = Annotated[str, PlainValidator(read_country), *_written({"type": "string", "enum": sorted(COUNTRIES)})]
Fraction = Annotated[float, PlainValidator(read_fraction), *_written({"type": "number", "minimum": 0, "maximum": 1})]
Point = Annotated[tuple[Fraction, Fraction], BeforeValidator(lambda value: ["0.5", "0.5"] if value == [] else value)]
"""A point in a picture; a list that a form left empty is its middle."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Holds the word for what is counted, in the ``forms`` that numbers need (one person, two people), by CLDR plural
    category.

    ``other`` is always there.
    """

    forms: Mapping[str, Text]

    def __reduce__(self) -> tuple[object, ...]:
        return Unit, (self.forms,)

    def text(self, category: str, locale: str) -> Text:
        """Return the text whose form fits ``category`` in ``locale``; ``other`` where that form is not given there."""
        form = self.forms.get(category)
        return form if form and (form.everywhere or locale in form.by_locale) else self.forms["other"]


def read_unit(value: Any) -> Unit:
    """Read a unit from a plain string, a text, or a text whose locales give ``one`` and ``other``."""
    if isinstance(value, Unit):
        return value
    if not isinstance(value, dict) or dict not in (type(each) for name, each in value.items() if name is not FLAGS):
        return Unit({"other": read_text_or_plain(value)})
    forms: dict[str, dict[str, Any]] = {"other": {}}
    for locale, words in value.items():
        if locale is FLAGS:
            forms["other"][FLAGS] = words
            continue
        given = words if isinstance(words, dict) else {"other": words}
        if not set(given) <= _CATEGORIES or "other" not in given:
            raise PydanticCustomError("unit-forms-unreadable", "one and other", {"language": locale[:12]})
        for category, form in given.items():
            forms.setdefault(category, {})[locale] = form
    return Unit({category: read_text_or_plain(texts) for category, texts in forms.items()})


_FORMS = {
    "type": "object",
    "properties": {category: {"type": "string"} for category in sorted(_CATEGORIES)},
    "required": ["other"],
    "additionalProperties": False,
}
_SCHEMA = {
    "anyOf": [
        {"type": "string"},
        {"type": "object", "additionalProperties": {"anyOf": [{"type": "string"}, _FORMS]}, "minProperties": 1},
    ]
}

UnitField = Annotated[Unit, PlainValidator(read_unit), PlainSerializer(str), WithJsonSchema(_SCHEMA)]
