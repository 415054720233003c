"""What is counted: a word or words a locale, with the forms that a number needs (one person, two people)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from site_builder.locales import Text
from site_builder.records.fields import FLAGS, read_text_or_plain

_CATEGORIES = {"zero", "one", "two", "few", "many", "other"}


@dataclass(frozen=True, slots=True)
class Unit:
    """``forms``: by CLDR plural category, the text for that form; ``other`` is always there."""

    forms: Mapping[str, Text]

    def __reduce__(self) -> tuple[object, ...]:
        return Unit, (self.forms,)

    def text(self, category: str, locale: str) -> Text:
        """The text whose form fits ``category`` in ``locale``; ``other`` where that form is not given there."""
        form = self.forms.get(category)
        return form if form and (form.everywhere or locale in form.by_locale) else self.forms["other"]


def read_unit(value: Any) -> Unit:
    """A unit from a plain string, a text, or a text whose locales give ``one`` and ``other``."""
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
