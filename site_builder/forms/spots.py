"""Where a form's field stands in its record, and what is asked of it there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from site_builder.forms.words import FormWords

Shape = dict[str, Any]
"""How the value of a field stands in the record, for ``assets/editor/records.js``."""

ASKED = frozenset({"photo.credit", "photo.licence", "photo.people", "quote.speaker_kind"})
"""What a record may lack while it is written, and what is not published without: the form asks for it."""

_SPARED = frozenset({"story.body", "result.countries"})
"""Required in the record, not in the form: a body may stand in a file of its own, a figure may be about no country."""

_MARKED = frozenset({"story.body", "photo.alt"})
"""Shown and marked as if they were required, though there are records without them."""

_OWN = frozenset({"story.title", "story.summary", "story.body", "quote.text"})
"""Texts that must be there in the language that the record was first written in."""

_UNLESS: Mapping[str, str] = {"photo.alt": "decorative"}
"""What need not be there where another field of the same record says so."""


@dataclass(frozen=True)
class Spot:
    """One field of a model: where it is, and what is said of it there."""

    record: str
    name: str
    is_required: bool
    default: object
    is_filled: bool

    @property
    def key(self) -> str:
        """The record's and the field's name."""
        return f"{self.record}.{self.name}"

    @property
    def is_marked(self) -> bool:
        """Whether the form shows it as required."""
        return self.is_required or self.key in _MARKED

    @property
    def is_spared(self) -> bool:
        """Whether the record requires it and the form does not."""
        return self.key in _SPARED


def spot_of(model: type[BaseModel], name: str, info: FieldInfo) -> Spot:
    """The field ``name`` of a kind of record."""
    record = model.__name__.lower()
    key = f"{record}.{name}"
    is_required = (info.is_required() or key in ASKED) and key not in _SPARED
    # A photo is called by its file's name, a story by its folder's, unless they say otherwise.
    is_required = is_required and key not in {"story.id", "photo.id", "story.language"}
    default = None if info.default is PydanticUndefined else info.default
    is_filled = any(getattr(each, "min_length", None) for each in info.metadata)
    return Spot(record, name, is_required, default, is_filled)


def must(spot: Spot, shape: Shape, words: FormWords) -> Shape:
    """What is asked of a record that is to be published, and what the field is called where that is told."""
    found: Shape = {}
    if shape["is"] == "record":
        found["called"] = words.label(spot.record, spot.name)
    elif shape["is"] == "list" and shape["of"]["is"] == "record":
        found["called"] = words.one(spot.record, spot.name)
    if spot.is_marked:
        found["must"] = words.label(spot.record, spot.name)
        found |= {"own": True} if spot.key in _OWN else {}
        found |= {"unless": _UNLESS[spot.key]} if spot.key in _UNLESS else {}
        found |= {"beside": True} if spot.is_spared else {}
    return found


def with_default(shape: Shape, spot: Spot) -> Shape:
    """A shape with what a record means that says nothing: it need not be written then."""
    if spot.default is None or isinstance(spot.default, tuple):
        return shape
    return {**shape, "default": str(spot.default).lower() if isinstance(spot.default, bool) else str(spot.default)}
