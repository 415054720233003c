"""What a field of each kind looks like in a form, as Sveltia CMS is told it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from site_builder.forms import patterns
from site_builder.forms.words import FormWords
from site_builder.records import fields as kinds

Field = dict[str, Any]

_LONG = frozenset({"summary", "body", "what", "reading", "text", "definition", "caption", "alt", "commitment"})
_LINES: Sequence[tuple[object, str | None]] = (
    (kinds.Line, None),
    (kinds.Id, patterns.ID),
    (kinds.Reference, patterns.REFERENCE),
    (kinds.Amount, patterns.NUMBER),
    (kinds.Period, patterns.PERIOD),
    (kinds.When, patterns.WHEN),
    (kinds.Day, patterns.DAY),
    (kinds.DayOrMoment, patterns.MOMENT),
    (kinds.Share, patterns.SHARE),
    (kinds.Url, patterns.URL),
    (kinds.Email, patterns.EMAIL),
    (kinds.LocaleName, patterns.LANGUAGE),
)


def line(hint: object, words: FormWords) -> Field:
    """A line of a kind that has a form of its own, or any line."""
    pattern = next((found for kind, found in _LINES if hint == kind), None)
    return {"widget": "string", **({"pattern": [pattern, words.mismatch]} if pattern else {})}


def text(name: str, words: FormWords) -> Field:
    """A text: the languages beside each other."""
    widget = "text" if name in _LONG else "string"
    fields = [
        {"name": locale, "label": words.language(locale), "widget": widget, "required": False}
        for locale in words.locales
    ]
    return {"widget": "object", "fields": fields}


def unit(words: FormWords) -> Field:
    """What is counted: in each language the word for one and for several."""

    def of(locale: str) -> Field:
        forms = [
            {"name": name, "label": words.option("unit", name), "widget": "string", "required": False}
            for name in ("one", "other")
        ]
        head = {"name": locale, "label": words.language(locale), "required": True}
        return {**head, "widget": "object", "fields": forms}

    return {"widget": "object", "fields": [of(locale) for locale in words.locales], "collapsed": "auto"}


def focus(words: FormWords) -> Field:
    """A place in a picture: across and down."""
    fields = [
        {
            "name": name,
            "label": words.option("focus", name),
            "widget": "string",
            "required": False,
            "pattern": [patterns.SHARE, words.mismatch],
        }
        for name in ("across", "down")
    ]
    # Most pictures may be cropped around their middle.
    return {"widget": "object", "fields": fields, "required": False}
