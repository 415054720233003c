"""What every record is: frozen, closed to unknown fields, and able to say where it stands."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from site_builder.problems import Place

PLACE = "\0place"
"""The key under which reading hands a record its place. NUL is refused in YAML, so nobody can write it."""


class Part(BaseModel):
    """A piece of a record that has no place of its own."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, validate_by_name=True, validate_by_alias=True
    )


class Record(Part):
    """A record or a piece of one that problems point at."""

    place: SkipJsonSchema[Annotated[Place, Field(alias=PLACE, exclude=True, repr=False)]] = Place("")

    def at(self, *path: str | int) -> Place:
        """The place of one of its fields."""
        return self.place.at(*path)
