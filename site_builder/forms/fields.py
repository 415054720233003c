"""From the models of records to the fields of forms.

A form is a list of fields as Sveltia CMS is told them, and beside it a *shape*: how the value of each field stands in
the record, so that ``assets/editor/records.js`` can open a record into the form and close it again. Both follow from
the models, so that a new field has its place in the form as soon as it is in its model.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from site_builder.forms import patterns
from site_builder.forms.words import FormWords
from site_builder.records import fields as kinds
from site_builder.records.countries import COUNTRIES
from site_builder.records.units import UnitField

Field = dict[str, Any]
Shape = dict[str, Any]

REGISTERS: Mapping[str, str] = {
    "themes": "themes",
    "partners": "partners",
    "organisation": "partners",
    "by": "partners",
    "programmes": "programmes",
    "programme": "programmes",
    "indicator": "indicators",
    "source": "sources",
}
"""The register in which the ids of a field stand, by the field's name."""

ASKED = frozenset({"photo.credit", "photo.licence", "photo.people", "quote.speaker_kind"})
"""What a record may lack while it is written, and what is not published without: the form asks for it."""

_LONG = frozenset({"summary", "body", "what", "reading", "text", "definition", "caption", "alt", "commitment"})
_SPARED = frozenset({"story.body", "result.countries"})
"""Required in the record, not in the form: a body may stand in a file of its own, a figure may be about no country."""

_MARKED = frozenset({"story.body", "photo.alt"})
"""Shown and marked as if they were required, though there are records without them."""

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
)
_TEXTS: Sequence[tuple[object, str]] = ((kinds.Words, "text"), (kinds.WordsOrPlain, "plain"))


@dataclass(frozen=True)
class Form:
    """``fields``: as Sveltia CMS is told them. ``shapes``: how each of them stands in the record, by its name."""

    fields: list[Field]
    shapes: dict[str, Shape]

    @property
    def shape(self) -> Shape:
        """How the whole stands in the record."""
        return {"is": "record", "fields": self.shapes}


@dataclass(frozen=True)
class _Spot:
    """One field of a model: where it is, and what is said of it there."""

    record: str
    name: str
    is_required: bool
    default: object
    is_filled: bool

    @property
    def key(self) -> str:
        return f"{self.record}.{self.name}"


def form_of(model: type[BaseModel], words: FormWords, without: Sequence[str] = ()) -> Form:
    """The form of a kind of record. ``without``: fields that it has no place for."""
    form = Form([], {})
    hints = get_type_hints(model, include_extras=True)
    for name, info in model.model_fields.items():
        if info.exclude or name in without:
            continue
        spot = _spot(model, name, info)
        field, shape = _field(spot, hints[name], words)
        form.fields.append({**_head(spot, words), **field})
        form.shapes[name] = shape
    return form


def listed_as(form: Form, words: FormWords) -> Field:
    """What an entry of a list shows while it is closed: what it goes by, and its first words."""
    name = next((name for name in ("id", "name", "on", "file") if form.shapes.get(name, {}).get("is") == "line"), None)
    text = next((name for name, shape in form.shapes.items() if shape["is"] in {"text", "plain"}), None)
    parts = [name, f"{text}.{words.shown_in}" if text else None]
    return {"summary": " – ".join(f"{{{{fields.{part}}}}}" for part in parts if part)}


def _spot(model: type[BaseModel], name: str, info: FieldInfo) -> _Spot:
    record = model.__name__.lower()
    key = f"{record}.{name}"
    is_required = (info.is_required() or key in ASKED) and key not in _SPARED
    # A photo is called by its file's name, a story by its folder's, unless they say otherwise.
    is_required = is_required and key not in {"story.id", "photo.id", "story.language"}
    default = None if info.default is PydanticUndefined else info.default
    is_filled = any(getattr(each, "min_length", None) for each in info.metadata)
    return _Spot(record, name, is_required, default, is_filled)


def _head(spot: _Spot, words: FormWords) -> Field:
    return {
        "name": spot.name,
        "label": words.label(spot.record, spot.name),
        "hint": words.hint(spot.record, spot.name),
        "required": spot.is_required or spot.key in _MARKED,
    }


def _field(spot: _Spot, hint: Any, words: FormWords) -> tuple[Field, Shape]:
    hint = _without_none(hint)
    if hint == UnitField:
        return _unit(words), {"is": "unit"}
    for kind, shape in _TEXTS:
        if hint == kind:
            return _text(spot, words), {"is": shape, **_needed(spot, words)}
    if get_origin(hint) is tuple:
        return _many(spot, get_args(hint), words)
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        form = form_of(hint, words)
        return {"widget": "object", "fields": form.fields, "collapsed": "auto"}, form.shape
    if hint == kinds.Flag:
        return {"widget": "boolean", "default": bool(spot.default)}, _with_default({"is": "flag"}, spot)
    return _line(spot, hint, words), _with_default({"is": "line"}, spot)


def _line(spot: _Spot, hint: Any, words: FormWords) -> Field:
    if spot.name == "file":
        return {"widget": "image", "choose_url": False, "accept": ".jpg,.jpeg,.png,.webp,.avif"}
    if spot.name in REGISTERS and hint == kinds.Id:
        return words.relation(REGISTERS[spot.name])
    if options := _options(spot, hint, words):
        return {"widget": "select", "options": options, **({"default": spot.default} if spot.default else {})}
    if hint == kinds.Day:
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
    return _lined(hint, words)


def _lined(hint: Any, words: FormWords) -> Field:
    # A name of a language, or a word beside it.
    pattern = next((found for kind, found in _LINES if hint == kind), patterns.LANGUAGE)
    return {"widget": "string", **({"pattern": [pattern, words.mismatch]} if pattern else {})}


def _many(spot: _Spot, inner: tuple[Any, ...], words: FormWords) -> tuple[Field, Shape]:
    hint = inner[0]
    if inner == (kinds.Share, kinds.Share):
        return _focus(words), {"is": "pair"}
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        form = form_of(hint, words)
        return {
            "widget": "list",
            "fields": form.fields,
            "collapsed": "auto",
            "label_singular": words.one(spot.record, spot.name),
            **listed_as(form, words),
        }, {"is": "list", "of": form.shape}
    shape = {"is": "list", "of": {"is": "line"}, "stays": spot.key in _SPARED}
    least = {"min": 1} if spot.is_filled else {}
    if spot.name in REGISTERS and hint == kinds.Id:
        return {**words.relation(REGISTERS[spot.name]), "multiple": True, **least}, shape
    if options := _options(spot, hint, words):
        return {"widget": "select", "multiple": True, "options": options, **least}, shape
    field = _lined(hint, words)
    return {"widget": "list", **({"pattern": field["pattern"]} if "pattern" in field else {})}, shape


def _options(spot: _Spot, hint: Any, words: FormWords) -> list[dict[str, str]]:
    """The values to choose from; none where people write."""
    if get_origin(hint) is Literal:
        return [{"value": value, "label": words.option(spot.name, value)} for value in get_args(hint)]
    if hint == kinds.Country:
        return words.countries(COUNTRIES)
    if spot.key == "story.language":
        return words.languages()
    return []


def _text(spot: _Spot, words: FormWords) -> Field:
    widget = "text" if spot.name in _LONG else "string"
    fields = [
        {"name": locale, "label": words.language(locale), "widget": widget, "required": False}
        for locale in words.locales
    ]
    return {"widget": "object", "fields": fields}


def _unit(words: FormWords) -> Field:
    def of(locale: str) -> Field:
        forms = [
            {"name": name, "label": words.option("unit", name), "widget": "string", "required": False}
            for name in ("one", "other")
        ]
        head = {"name": locale, "label": words.language(locale), "required": True}
        return {**head, "widget": "object", "fields": forms}

    return {"widget": "object", "fields": [of(locale) for locale in words.locales], "collapsed": "auto"}


def _focus(words: FormWords) -> Field:
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


def _needed(spot: _Spot, words: FormWords) -> Shape:
    return {"needed": words.label(spot.record, spot.name)} if spot.is_required else {}


def _with_default(shape: Shape, spot: _Spot) -> Shape:
    """A shape with what a record means that says nothing: it need not be written then."""
    if spot.default is None or isinstance(spot.default, tuple):
        return shape
    return {**shape, "default": str(spot.default).lower() if isinstance(spot.default, bool) else str(spot.default)}


def _without_none(hint: Any) -> Any:
    """What a field holds where it is not absent; a name of a language beside a word counts as the language."""
    if hint == kinds.When or get_origin(hint) not in (Union, types.UnionType, Annotated):
        return hint
    if get_origin(hint) is Annotated:
        return get_args(hint)[0] if get_origin(get_args(hint)[0]) is tuple else hint
    return next(_members(hint))


def _members(hint: Any) -> Iterator[Any]:
    return (member for member in get_args(hint) if member is not type(None))
