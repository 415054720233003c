"""One file of records: from its bytes to a tree of text, and from the tree to typed records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from site_builder.problems import Place, Problem
from site_builder.reading import schema_errors
from site_builder.records.base import PLACE, Record

R = TypeVar("R", bound=Record)


def build(model: type[R], tree: Mapping[str, Any], place: Place) -> tuple[R | None, list[Problem]]:
    """A record of ``model`` from its tree; None and every problem of it where it is not one."""
    try:
        return model.model_validate({**tree, PLACE: place}), []
    except ValidationError as error:
        return None, schema_errors.problems(error, model, place)


def with_places(items: object, place: Place, nested: tuple[str, ...] = ()) -> object:
    """A list of records, each told its place, so that problems can point at it. ``nested``: keys that hold one more."""
    if not isinstance(items, list):
        return items
    return [_placed(item, place.at(index), nested) for index, item in enumerate(items)]


def _placed(item: object, place: Place, nested: tuple[str, ...]) -> object:
    if not isinstance(item, dict):
        return item
    inner = {key: _placed(item[key], place.at(key), ()) for key in nested if key in item}
    return {**item, **inner, PLACE: place}
