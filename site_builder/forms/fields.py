"""Make the fields of forms from the models of records.

A form is a list of fields in the format of Sveltia CMS, and beside it a *shape*: how the value of each field stands in
the record, so that ``assets/editor/records.js`` can open a record into the form and close it again. Both follow from
the models: a new field of a model is in the form at once.
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from site_builder.forms.words import FormWords
from site_builder.records import fields as kinds
from site_builder.records.fields import COUNTRIES, UnitField
from site_builder.records.registers import REGISTER_OF_FIELD

Field = dict[str, Any]
"""A field in the format of Sveltia CMS."""

Shape = dict[str, Any]
"""How the value of a field stands in the record, for ``assets/editor/records.js``."""

_REQUIRED_TO_PUBLISH = frozenset({"photo.credit", "photo.licence", "photo.people", "quote.speaker_kind"})
"""Optional while a record is written, and required before it is published: the form asks for them."""

_OPTIONAL_IN_FORM = frozenset({"story.body", "result.countries"})
"""Required in the record, not in the form: a body may stand in a file of its own, a figure may be about no country."""

# A photo is called by its file's name, a story by its folder's, unless they say otherwise.
_DERIVED = frozenset({"story.id", "photo.id", "story.language"})

_MARKED_REQUIRED = frozenset({"story.body", "photo.alt"})
"""Shown as if they were required, though there are records without them."""

_IN_OWN_LANGUAGE = frozenset({"story.title", "story.summary", "story.body", "quote.text"})
"""Texts that must be there in the language that the record was first written in."""

_UNLESS: Mapping[str, str] = {"photo.alt": "decorative"}
"""Fields that may be empty where another field of the same record says so."""

_TEXTS: Sequence[tuple[object, str]] = ((kinds.Words, "text"), (kinds.WordsOrPlain, "plain"))
_LONG = frozenset({"summary", "body", "what", "reading", "text", "definition", "caption", "alt", "commitment"})

_ID = "[a-z0-9]+(-[a-z0-9]+)*"
_PART = r"\d{4}(-(Q[1-4]|\d{2}(-\d{2})?))?"
_PERIOD = rf"{_PART}(/({_PART}|\.\.))?|\.\./{_PART}"

# Each lets an empty line through too: whether a field may be empty is said elsewhere.
PATTERNS: Sequence[tuple[object, str]] = (
    (kinds.Id, rf"^(|{_ID})$"),
    (kinds.Reference, rf"^(|{_ID}/{_ID})$"),
    (kinds.Amount, r"^(|-?\d{1,15}(\.\d{1,6})?)$"),
    (kinds.Period, rf"^(|{_PERIOD})$"),
    (kinds.When, rf"^(|unstated|{_PERIOD})$"),
    (kinds.Day, r"^(|\d{4}-\d{2}-\d{2})$"),
    (kinds.DayOrMoment, r"^(|\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2}))?)$"),
    (kinds.Fraction, r"^(|0(\.\d{1,6})?|1(\.0{1,6})?)$"),
    (kinds.Url, r"""^(|https?://[^\s<>"'`\\]+)$"""),
    (kinds.Email, r"""^(|[^\s@<>"']+@[^\s@<>"']+)$"""),
    (kinds.LocaleName, "^(|unknown|[a-z]{2,3}(-[A-Za-z0-9]{2,8})*)$"),
)
"""What ``records.fields`` accepts in a line of each kind, as regular expressions of browsers."""


@dataclass(frozen=True)
class Form:
    """``fields``: of Sveltia CMS. ``shapes``: how each of them stands in the record, by name."""

    fields: list[Field]
    shapes: dict[str, Shape]

    @property
    def shape(self) -> Shape:
        """How the whole stands in the record."""
        return {"is": "record", "fields": self.shapes}


@dataclass(frozen=True)
class _ModelField:
    """A field of a model. ``is_filled``: whether its list needs an entry."""

    record: str
    name: str
    is_required: bool
    default: object
    is_filled: bool

    @classmethod
    def of(cls, model: type[BaseModel], name: str, info: FieldInfo) -> _ModelField:
        """Describe the field ``name`` of a model."""
        record = model.__name__.lower()
        key = f"{record}.{name}"
        is_required = (info.is_required() or key in _REQUIRED_TO_PUBLISH) and key not in _OPTIONAL_IN_FORM | _DERIVED
        default = None if info.default is PydanticUndefined else info.default
        return cls(record, name, is_required, default, any(getattr(each, "min_length", None) for each in info.metadata))

    @property
    def key(self) -> str:
        """The record's and the field's name."""
        return f"{self.record}.{self.name}"

    @property
    def is_marked(self) -> bool:
        """Whether the form shows it as required."""
        return self.is_required or self.key in _MARKED_REQUIRED

    def with_default(self, shape: Shape) -> Shape:
        """Add to a shape the value that an absent field has: it need not be written."""
        if self.default is None or isinstance(self.default, tuple):
            return shape
        return {**shape, "default": str(self.default).lower() if isinstance(self.default, bool) else str(self.default)}

    def required(self, shape: Shape, words: FormWords) -> Shape:
        """Say what is required of the field before publishing, and what messages call it."""
        found: Shape = {}
        if shape["is"] == "record":
            found["called"] = words.label(self.record, self.name)
        elif shape["is"] == "list" and shape["of"]["is"] == "record":
            found["called"] = words.one(self.record, self.name)
        if self.is_marked:
            found["must"] = words.label(self.record, self.name)
            found |= {"own": True} if self.key in _IN_OWN_LANGUAGE else {}
            found |= {"unless": _UNLESS[self.key]} if self.key in _UNLESS else {}
            found |= {"beside": True} if self.key in _OPTIONAL_IN_FORM else {}
        return found


def form_of(model: type[BaseModel], words: FormWords) -> Form:
    """Make the form of a kind of record."""
    form = Form([], {})
    hints = get_type_hints(model, include_extras=True)
    for name, info in model.model_fields.items():
        if info.exclude:
            continue
        field = _ModelField.of(model, name, info)
        widget, shape = _widget(field, hints[name], words)
        head = {
            "name": name,
            "label": words.label(field.record, name),
            "hint": words.hint(field.record, name),
            "required": field.is_marked,
        }
        form.fields.append({**head, **widget})
        form.shapes[name] = {**shape, **field.required(shape, words)}
    return form


def list_summary(form: Form, words: FormWords) -> Field:
    """Say what a list shows of a closed entry: its id, name, day or file, and its first text."""
    name = next((name for name in ("id", "name", "on", "file") if form.shapes.get(name, {}).get("is") == "line"), None)
    text = next((name for name, shape in form.shapes.items() if shape["is"] in {"text", "plain"}), None)
    parts = [name, f"{text}.{words.shown_in}" if text else None]
    return {"summary": " – ".join(f"{{{{fields.{part}}}}}" for part in parts if part)}


def _widget(field: _ModelField, hint: Any, words: FormWords) -> tuple[Field, Shape]:
    hint = _without_none(hint)
    if hint == UnitField:
        return _unit(words), {"is": "unit"}
    for kind, shape in _TEXTS:
        if hint == kind:
            needed = {"needed": words.label(field.record, field.name)} if field.is_required else {}
            return _text(field.name, words), {"is": shape, **needed}
    if get_origin(hint) is tuple:
        return _list(field, get_args(hint), words)
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        form = form_of(hint, words)
        return {"widget": "object", "fields": form.fields, "collapsed": "auto"}, form.shape
    if hint == kinds.Flag:
        return {"widget": "boolean", "default": bool(field.default)}, field.with_default({"is": "flag"})
    return _line(field, hint, words), field.with_default({"is": "line"})


def _line(field: _ModelField, hint: Any, words: FormWords) -> Field:
    if field.name == "file":
        return {"widget": "image", "choose_url": False, "accept": ".jpg,.jpeg,.png,.webp,.avif"}
    if field.name in REGISTER_OF_FIELD and hint == kinds.Id:
        return words.relation(REGISTER_OF_FIELD[field.name])
    if options := _options(field, hint, words):
        return {"widget": "select", "options": options, **({"default": field.default} if field.default else {})}
    if hint == kinds.Day:
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
    return {"widget": "string", **_pattern(hint, words)}


def _pattern(hint: object, words: FormWords) -> Field:
    return next(({"pattern": [pattern, words.mismatch]} for kind, pattern in PATTERNS if hint == kind), {})


def _list(field: _ModelField, inner: tuple[Any, ...], words: FormWords) -> tuple[Field, Shape]:
    hint = inner[0]
    if inner == (kinds.Fraction, kinds.Fraction):
        return _focus(words), {"is": "pair"}
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        form = form_of(hint, words)
        return {
            "widget": "list",
            "fields": form.fields,
            "collapsed": "auto",
            "label_singular": words.one(field.record, field.name),
            **list_summary(form, words),
        }, {"is": "list", "of": form.shape}
    shape = {"is": "list", "of": {"is": "line"}, "stays": field.key in _OPTIONAL_IN_FORM}
    least = {"min": 1} if field.is_filled else {}
    if field.name in REGISTER_OF_FIELD and hint == kinds.Id:
        return {**words.relation(REGISTER_OF_FIELD[field.name]), "multiple": True, **least}, shape
    if options := _options(field, hint, words):
        return {"widget": "select", "multiple": True, "options": options, **least}, shape
    return {"widget": "list", **_pattern(hint, words)}, shape


def _options(field: _ModelField, hint: Any, words: FormWords) -> list[dict[str, str]]:
    """List the values to choose from; none where people write."""
    if get_origin(hint) is Literal:
        return [{"value": value, "label": words.option(field.name, value)} for value in get_args(hint)]
    if hint == kinds.Country:
        return words.countries(COUNTRIES)
    return words.languages() if field.key == "story.language" else []


def _text(name: str, words: FormWords) -> Field:
    """Make a text's field: its languages beside each other."""
    widget = "text" if name in _LONG else "string"
    return {"widget": "object", "fields": _strings(((each, words.language(each)) for each in words.locales), widget)}


def _strings(labels: Iterable[tuple[str, str]], widget: str = "string") -> list[Field]:
    return [{"name": name, "label": label, "widget": widget, "required": False} for name, label in labels]


def _unit(words: FormWords) -> Field:
    """Make a unit's field: in each language the word for one and for several."""
    fields = [
        {
            "name": locale,
            "label": words.language(locale),
            "required": True,
            "widget": "object",
            "fields": _strings((name, words.option("unit", name)) for name in ("one", "other")),
        }
        for locale in words.locales
    ]
    return {"widget": "object", "fields": fields, "collapsed": "auto"}


def _focus(words: FormWords) -> Field:
    """Make the field of a point in a picture: across and down."""
    strings = _strings((name, words.option("focus", name)) for name in ("across", "down"))
    # Most pictures may be cropped around their middle.
    return {
        "widget": "object",
        "fields": [{**each, **_pattern(kinds.Fraction, words)} for each in strings],
        "required": False,
    }


def _without_none(hint: Any) -> Any:
    """Give the type of a field that is not absent; a language's name that may be another word counts as a language."""
    if hint == kinds.When or get_origin(hint) not in (Union, types.UnionType, Annotated):
        return hint
    if get_origin(hint) is Annotated:
        return get_args(hint)[0] if get_origin(get_args(hint)[0]) is tuple else hint
    return next(member for member in get_args(hint) if member is not type(None))
