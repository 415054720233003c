"""The parser's events into plain values: every scalar is text, and what nobody filled in is not there.

The events are walked with a bound on depth: composing a tree from them as PyYAML does ends the process on deep input,
and its constructors turn ``NO`` into false.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from yaml import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    YAMLError,
)

from site_builder.reading.events import events_of
from site_builder.reading.refusals import Refusals, StopReading
from site_builder.reading.source import Source
from site_builder.reading.trail import Trail
from site_builder.reading.values import NOTE_PREFIX, is_absent
from site_builder.reading.yaml_errors import explained

Tree: TypeAlias = "dict[str, Tree] | list[Tree] | str"
MAX_DEPTH = 20


class TreeBuilder:
    """Builds the tree of one file; whatever records do not use goes to ``refusals``."""

    __slots__ = ("_escapes", "_last", "_next", "_trail", "refusals")

    def __init__(self, source: Source) -> None:
        self._trail = Trail()
        self.refusals = Refusals(source, self._trail.path)
        self._escapes = "\\" in source.text
        self._last: Event | None = None

    def build(self) -> Tree | None:
        """The tree; None for a file without any value. Read ``refusals`` before it is used."""
        source = self.refusals.source
        top: list[Any] = []
        try:
            self._next = events_of(source.text)
            while (event := self._next()) is not None:
                self._last = event
                if isinstance(event, ScalarEvent | CollectionStartEvent | AliasEvent):
                    top.append(self._value(event, top))
                elif isinstance(event, DocumentStartEvent) and top:
                    self.refusals.second_document(event)
        except (YAMLError, ValueError) as error:
            self.refusals.broken(explained(source, error, self._last, self._trail.path()))
        except StopReading:
            pass
        return top[0] if top else None

    def _value(self, event: Any, around: list[Any] | None = None) -> Any:
        """What begins with ``event``, to its end; None where it is absent. ``around``: the list that it stands in."""
        if type(event) is not ScalarEvent:
            return self._collection(event, around)
        if event.anchor is not None or event.tag is not None:
            self.refusals.decorated(event)
        value, style = event.value, event.style
        if style == '"' and self._escapes:
            self.refusals.check_escapes(event)
        if is_absent(value, style):
            if not value and around is None:
                self.refusals.check_valueless(event, self._trail.key or "")
            return None
        if value[0] == "-" and around is None:
            self.refusals.check_value(event, self._trail.key or "")
        return value

    def _collection(self, event: Any, around: list[Any] | None) -> Any:
        self._check_undecorated(event)
        trail = self._trail
        self._check_depth(event, trail.enter(around))
        found = self._mapping() if type(event) is MappingStartEvent else self._list()
        trail.leave()
        return found

    def _check_undecorated(self, event: Any) -> None:
        if type(event) is AliasEvent:
            self.refusals.alias(event)
        if event.anchor is not None or event.tag is not None:
            self.refusals.decorated(event)

    def _mapping(self) -> dict[str, Any] | None:
        trail, next_event = self._trail, self._next
        found: dict[str, Any] = {}
        while type(event := next_event()) is not MappingEndEvent:
            self._last = event
            key = self._key(event, found)
            if key.startswith(NOTE_PREFIX):
                self._skip_value()
                continue
            trail.key = key
            self._last = event = next_event()
            found[key] = self._value(event)
            trail.key = None
        self._last = event
        if None in found.values():
            found = {key: value for key, value in found.items() if value is not None}
        return found or None

    def _key(self, event: Any, found: dict[str, Any]) -> str:
        """The name of a field that is to be added to ``found``."""
        if type(event) is not ScalarEvent:
            self._check_undecorated(event)
            self.refusals.complex_key(event)
        if event.anchor is not None or event.tag is not None:
            self.refusals.decorated(event)
        if self._escapes and event.style == '"':
            self.refusals.check_escapes(event)
        key: str = event.value
        # Names of fields are words; names of other kinds are looked at.
        if (key in found or not key.isidentifier()) and not key.startswith(NOTE_PREFIX):
            self._check_key(event, found)
        return key

    def _check_key(self, event: Any, found: dict[str, Any]) -> None:
        key = event.value
        if key in found or " " in key or "\xa0" in key or not key or key[0] in "-<":
            self.refusals.check_key(event, found)

    def _list(self) -> list[Any] | None:
        next_event = self._next
        found: list[Any] = []
        while type(event := next_event()) is not SequenceEndEvent:
            self._last = event
            found.append(self._value(event, found))
        self._last = event
        if None in found:
            return [value for value in found if value is not None] or None
        return found

    def _skip_value(self) -> None:
        """Pass over a private note, whatever it holds, within bounds."""
        depth = outer = self._trail.depth
        while (event := self._next()) is not None:
            if isinstance(event, CollectionStartEvent):
                depth += 1
                self._check_depth(event, depth)
            elif isinstance(event, CollectionEndEvent):
                depth -= 1
            if depth == outer:
                return

    def _check_depth(self, event: Event, depth: int) -> None:
        if depth > MAX_DEPTH:
            self.refusals.too_deep(event, MAX_DEPTH)
