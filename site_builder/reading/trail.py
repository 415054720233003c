"""Where in a record its reader is."""

from __future__ import annotations

from typing import Any


class Trail:
    """The collections that are open, and ``key``: the field whose value is being read, None outside of fields."""

    __slots__ = ("_outer", "key")

    def __init__(self) -> None:
        self.key: str | None = None
        self._outer: list[str | list[Any] | None] = []

    def enter(self, around: list[Any] | None) -> int:
        """Go into a collection, the value of ``key`` or the next item of the list ``around``; how deep that is."""
        self._outer.append(around if self.key is None else self.key)
        self.key = None
        return len(self._outer)

    def leave(self) -> None:
        """Come out of a collection that is complete."""
        self._outer.pop()

    @property
    def depth(self) -> int:
        """How many collections are open."""
        return len(self._outer)

    def path(self) -> list[str | int]:
        """Keys and list indices from the top. The item that is being read counts as the next one of its list."""
        outer: list[str | int] = [part if isinstance(part, str) else len(part or ()) for part in self._outer[1:]]
        return outer if self.key is None else [*outer, self.key]
