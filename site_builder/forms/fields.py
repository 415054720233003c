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

from site_builder.forms import widgets
from site_builder.forms.spots import Shape, Spot, must, spot_of, with_default
from site_builder.forms.widgets import Field
from site_builder.forms.words import FormWords
from site_builder.records import fields as kinds
from site_builder.records.fields import COUNTRIES, UnitField

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


def form_of(model: type[BaseModel], words: FormWords, without: Sequence[str] = ()) -> Form:
    """The form of a kind of record. ``without``: fields that it has no place for."""
    form = Form([], {})
    hints = get_type_hints(model, include_extras=True)
    for name, info in model.model_fields.items():
        if info.exclude or name in without:
            continue
        spot = spot_of(model, name, info)
        field, shape = _field(spot, hints[name], words)
        form.fields.append({**_head(spot, words), **field})
        form.shapes[name] = {**shape, **must(spot, shape, words)}
    return form


def listed_as(form: Form, words: FormWords) -> Field:
    """What an entry of a list shows while it is closed: what it goes by, and its first words."""
    name = next((name for name in ("id", "name", "on", "file") if form.shapes.get(name, {}).get("is") == "line"), None)
    text = next((name for name, shape in form.shapes.items() if shape["is"] in {"text", "plain"}), None)
    parts = [name, f"{text}.{words.shown_in}" if text else None]
    return {"summary": " – ".join(f"{{{{fields.{part}}}}}" for part in parts if part)}


def _head(spot: Spot, words: FormWords) -> Field:
    return {
        "name": spot.name,
        "label": words.label(spot.record, spot.name),
        "hint": words.hint(spot.record, spot.name),
        "required": spot.is_marked,
    }


def _field(spot: Spot, hint: Any, words: FormWords) -> tuple[Field, Shape]:
    hint = _without_none(hint)
    if hint == UnitField:
        return widgets.unit(words), {"is": "unit"}
    for kind, shape in _TEXTS:
        if hint == kind:
            return widgets.text(spot.name, words), {"is": shape, **_needed(spot, words)}
    if get_origin(hint) is tuple:
        return _many(spot, get_args(hint), words)
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        form = form_of(hint, words)
        return {"widget": "object", "fields": form.fields, "collapsed": "auto"}, form.shape
    if hint == kinds.Flag:
        return {"widget": "boolean", "default": bool(spot.default)}, with_default({"is": "flag"}, spot)
    return _line(spot, hint, words), with_default({"is": "line"}, spot)


def _line(spot: Spot, hint: Any, words: FormWords) -> Field:
    if spot.name == "file":
        return {"widget": "image", "choose_url": False, "accept": ".jpg,.jpeg,.png,.webp,.avif"}
    if spot.name in REGISTERS and hint == kinds.Id:
        return words.relation(REGISTERS[spot.name])
    if options := _options(spot, hint, words):
        return {"widget": "select", "options": options, **({"default": spot.default} if spot.default else {})}
    if hint == kinds.Day:
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
    return widgets.line(hint, words)


def _many(spot: Spot, inner: tuple[Any, ...], words: FormWords) -> tuple[Field, Shape]:
    hint = inner[0]
    if inner == (kinds.Share, kinds.Share):
        return widgets.focus(words), {"is": "pair"}
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        form = form_of(hint, words)
        return {
            "widget": "list",
            "fields": form.fields,
            "collapsed": "auto",
            "label_singular": words.one(spot.record, spot.name),
            **listed_as(form, words),
        }, {"is": "list", "of": form.shape}
    shape = {"is": "list", "of": {"is": "line"}, "stays": spot.is_spared}
    least = {"min": 1} if spot.is_filled else {}
    if spot.name in REGISTERS and hint == kinds.Id:
        return {**words.relation(REGISTERS[spot.name]), "multiple": True, **least}, shape
    if options := _options(spot, hint, words):
        return {"widget": "select", "multiple": True, "options": options, **least}, shape
    field = widgets.line(hint, words)
    return {"widget": "list", **({"pattern": field["pattern"]} if "pattern" in field else {})}, shape


def _options(spot: Spot, hint: Any, words: FormWords) -> list[dict[str, str]]:
    """The values to choose from; none where people write."""
    if get_origin(hint) is Literal:
        return [{"value": value, "label": words.option(spot.name, value)} for value in get_args(hint)]
    if hint == kinds.Country:
        return words.countries(COUNTRIES)
    if spot.key == "story.language":
        return words.languages()
    return []


def _needed(spot: Spot, words: FormWords) -> Shape:
    return {"needed": words.label(spot.record, spot.name)} if spot.is_required else {}


def _without_none(hint: Any) -> Any:
    """What a field holds where it is not absent; a name of a language beside a word counts as the language."""
    if hint == kinds.When or get_origin(hint) not in (Union, types.UnionType, Annotated):
        return hint
    if get_origin(hint) is Annotated:
        return get_args(hint)[0] if get_origin(get_args(hint)[0]) is tuple else hint
    return next(_members(hint))


def _members(hint: Any) -> Iterator[Any]:
    return (member for member in get_args(hint) if member is not type(None))
