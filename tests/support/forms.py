"""Records with something in every field, made from the models: a new field is tried as soon as it is there."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from site_builder.records import Indicator, Milestone, Partner, Programme, Source, Story, Theme
from site_builder.records import fields as kinds
from site_builder.records.fields import UnitField

MODELS: Mapping[str, type[BaseModel]] = {
    "story": Story,
    "milestones": Milestone,
    "themes": Theme,
    "partners": Partner,
    "programmes": Programme,
    "indicators": Indicator,
    "sources": Source,
}
"""What the editor has forms for, by the names of their formats."""

_TEXT = {"en": "A fox: “red” #1", "es": "Un zorro: «rojo» n.º 1"}
# What a field of each kind may hold, and how else it may be written.
_EXAMPLES: list[tuple[object, list[Any]]] = [
    (kinds.Line, ["C-0142", "null", "~"]),
    (kinds.Id, ["a-name"]),
    (kinds.Reference, ["a-story/a-figure"]),
    (kinds.Amount, ["3700.5"]),
    (kinds.Period, ["2022", "2023-Q1", "2024-10/2029-10", "../2022-12-08", "2022/.."]),
    (kinds.When, ["unstated", "2022-12"]),
    (kinds.Day, ["2022-12-08"]),
    (kinds.DayOrMoment, ["2022-12-20T08:00-06:00", "2022-12-20"]),
    (kinds.Flag, ["true", "false"]),
    (kinds.Country, ["NO"]),
    (kinds.Point, [["0.25", "0.5"]]),
    (kinds.Url, ["https://example.org/a?b=1"]),
    (kinds.LocaleName, ["es"]),
    (kinds.Words, [_TEXT, {"es": "Solo en español"}, {"en": "Two lines\n\nand *one* more"}]),
    (kinds.WordsOrPlain, ["null hypothesis", _TEXT]),
    (
        UnitField,
        ["USD", {"en": {"one": "person", "other": "people"}, "es": {"one": "persona", "other": "personas"}}, _TEXT],
    ),
]


def fields_of(model: type[BaseModel]) -> Iterator[tuple[str, Any]]:
    """The fields that people write, with what they hold."""
    hints = get_type_hints(model, include_extras=True)
    return ((name, hints[name]) for name, info in model.model_fields.items() if not info.exclude)


def examples(hint: Any) -> list[Any]:
    """What a field of this kind may hold."""
    found = next((values for kind, values in _EXAMPLES if hint == kind), None)
    if found is not None:
        return found
    if get_origin(hint) is Annotated or get_origin(hint) in (Union, types.UnionType):
        return examples(get_args(hint)[0])
    if get_origin(hint) is Literal:
        return list(get_args(hint))
    if get_origin(hint) is tuple:
        return [examples(get_args(hint)[0])]
    assert issubclass(hint, BaseModel), hint
    return [record(hint, variant) for variant in range(3)]


def record(model: type[BaseModel], variant: int = 0) -> dict[str, Any]:
    """A record with something in every field. ``variant``: which of the examples."""
    found = {}
    for name, hint in fields_of(model):
        values = examples(hint)
        # A copy: the same value in two places would be written as an anchor and an alias.
        found[name] = deepcopy(values[variant % len(values)])
    # Records of one list are known by their ids.
    return {**found, "id": f"a-name-{variant}"} if "id" in found else found


def without_places(value: Any) -> Any:
    """A record as plain values, wherever it was read."""
    if isinstance(value, BaseModel):
        return {name: without_places(inner) for name, inner in value.__dict__.items() if name != "place"}
    if isinstance(value, tuple | list):
        return [without_places(inner) for inner in value]
    return value
