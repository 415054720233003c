"""Defines what every record is: frozen, closed to unknown fields, and able to say where it stands."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from site_builder.problems import Place

PLACE = "\0place"
"""The key under which reading hands a record its place. NUL is refused in YAML, so nobody can write it."""


class Part(BaseModel):
    """A piece of a record that has no place of its own."""

    # Deferred: half of the models are only parts of others, and need no validator of their own.
    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        validate_by_name=True,
        validate_by_alias=True,
        defer_build=True,
    )

    def __reduce__(self) -> tuple[object, ...]:
        """Serialize its class and its values: half as long as what pydantic writes, and much quicker both ways."""
        return restored, (type(self), tuple(self.__dict__.values()))


class Record(Part):
    """A record or a piece of one that problems point at."""

    place: SkipJsonSchema[Annotated[Place, Field(alias=PLACE, exclude=True, repr=False)]] = Place("")

    def at(self, *path: str | int) -> Place:
        """Return the place of one of its fields."""
        return self.place.at(*path)


P = TypeVar("P", bound=Part)


def restored(kind: type[Part], values: tuple[Any, ...]) -> Part:
    """Return the record of this kind with these values, in the order of its fields. They were checked when it was
    first made.

    Every field counts as given. Raises TypeError where ``kind`` is no kind of record, ValueError where values are
    missing or left over.
    """
    if not issubclass(kind, Part):
        raise TypeError(kind)
    return with_fields(kind, dict(zip(kind.__pydantic_fields__, values, strict=True)))


@cache
def _names(kind: type[Part]) -> set[str]:
    # One set for all records of a kind, which nobody changes: one each would be a third of what a record takes.
    return set(kind.__pydantic_fields__)


def with_fields(kind: type[P], fields: dict[str, Any]) -> P:
    """Return the record of this kind that has these fields, which are not checked again."""
    record = object.__new__(kind)
    give = object.__setattr__
    give(record, "__dict__", fields)
    give(record, "__pydantic_fields_set__", _names(kind))
    give(record, "__pydantic_extra__", None)
    give(record, "__pydantic_private__", None)
    return record
