"""Looks up fields in the records' own models: for suggestions, and to tell a field from a pasted sentence."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from site_builder import records

_LOCALE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?\Z")


def fields(model: type[BaseModel]) -> dict[str, Any]:
    """Return the fields that staff may write in a record of this kind, with their types."""
    return {name: field.annotation for name, field in model.model_fields.items() if not field.exclude}


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models that a field's type holds, on its own or in a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) in (Annotated, Union, types.UnionType, tuple, list, dict):
        for argument in get_args(annotation):
            yield from models_in(argument)


def model_at(model: type[BaseModel], path: tuple[str | int, ...]) -> type[BaseModel] | None:
    """Return the model of the record that a path leads to; None where the path leads to no record."""
    current: type[BaseModel] | None = model
    for part in path:
        if isinstance(part, int):
            continue
        annotation = fields(current).get(part) if current else None
        current = next(models_in(annotation), None)
    return current


@cache
def known_names() -> frozenset[str]:
    """Return every name that a field has in any kind of record."""
    return frozenset(name for kind in records.__all__ if _is_model(kind) for name in fields(getattr(records, kind)))


@cache
def _list_names() -> frozenset[str]:
    kinds = [getattr(records, kind) for kind in records.__all__ if _is_model(kind)]
    return frozenset(name for kind in kinds for name, type_ in fields(kind).items() if get_origin(type_) is tuple)


def holds_list(name: str) -> bool:
    """Return whether a field of this name holds a list, in whatever record."""
    return name in _list_names()


def _is_model(name: str) -> bool:
    kind = getattr(records, name)
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def is_field_or_locale(name: str) -> bool:
    """Return whether a key is one that the contract knows, or a language."""
    return name in known_names() or bool(_LOCALE.match(name))
