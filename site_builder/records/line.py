"""A line of text: what every value of a record is before it means anything."""

from __future__ import annotations

from typing import Any

from pydantic_core import PydanticCustomError


def read_line(value: Any) -> str:
    """The text without space around it; ``text-expected`` where it is none."""
    if not isinstance(value, str):
        raise PydanticCustomError("text-expected", "a line of text is expected")
    return value.strip()
