"""The parser's events into plain values: every scalar is text, and what nobody filled in is not there.

The events are walked with a bound on depth: composing a tree from them as PyYAML does ends the process on deep input,
and its constructors turn ``NO`` into false.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from yaml import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    YAMLError,
)

from site_builder.reading.events import events_of
from site_builder.reading.refusals import Refusals, StopReading
from site_builder.reading.source import Source
from site_builder.reading.values import NOTE_PREFIX, is_absent
from site_builder.reading.yaml_errors import explained

Tree: TypeAlias = "dict[str, Tree] | list[Tree] | str"
MAX_DEPTH = 20


class TreeBuilder:
    """Builds the tree of one file; whatever records do not use goes to ``refusals``."""

    __slots__ = ("_container", "_escapes", "_is_mapping", "_key", "_next", "_stack", "_top", "refusals")

    def __init__(self, source: Source) -> None:
        self.refusals = Refusals(source, self.path)
        self._escapes = "\\" in source.text
        self._top: list[Any] = []
        # Where values go to now, under which key, and what to come back to when it is complete.
        self._container: Any = self._top
        self._key: str | None = None
        self._is_mapping = False
        self._stack: list[tuple[Any, str | None, bool]] = []

    def path(self) -> list[str | int]:
        """Where in the record the builder is: keys and list indices from the top."""
        outer = [len(container) if key is None else key for container, key, _ in self._stack[1:]]
        return [*outer, *([] if self._key is None else [self._key])]

    def build(self) -> Tree | None:
        """The tree; None for a file without any value. Read ``refusals`` before it is used."""
        source = self.refusals.source
        handlers: dict[type[Event], Callable[[Any], None]] = {
            ScalarEvent: self._scalar,
            MappingStartEvent: self._open,
            SequenceStartEvent: self._open,
            MappingEndEvent: self._close,
            SequenceEndEvent: self._close,
            AliasEvent: self._alias,
            DocumentStartEvent: self._document,
        }
        handler = handlers.get
        event: Event | None = None
        try:
            self._next = next_event = events_of(source.text)
            while (event := next_event()) is not None:
                handler(type(event), _pass)(event)
        except (YAMLError, ValueError) as error:
            self.refusals.broken(explained(source, error, event, self.path()))
        except StopReading:
            pass
        return self._top[0] if self._top else None

    def _scalar(self, event: ScalarEvent) -> None:
        if event.anchor is not None or event.tag is not None:
            self.refusals.decorated(event)
        if self._escapes and event.style == '"':
            self.refusals.check_escapes(event)
        value = event.value
        if not self._is_mapping:
            self._container.append(None if is_absent(value, event.style) else value)
        elif self._key is None:
            self._begin_field(event)
        elif is_absent(value, event.style):
            if not value:
                self.refusals.check_valueless(event, self._key)
            self._container[self._key] = self._key = None
        else:
            if value[0] == "-":
                self.refusals.check_value(event, self._key)
            self._container[self._key] = value
            self._key = None

    def _begin_field(self, event: ScalarEvent) -> None:
        key = event.value
        if key.startswith(NOTE_PREFIX):
            self._skip_value()
            return
        if key in self._container or " " in key or "\xa0" in key or not key or key[0] in "-<":
            self.refusals.check_key(event, self._container)
        self._key = key

    def _skip_value(self) -> None:
        """Pass over a private note, whatever it holds, within bounds."""
        depth = len(self._stack)
        while (event := self._next()) is not None:
            if isinstance(event, CollectionStartEvent):
                depth += 1
                self._check_depth(event, depth)
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                depth -= 1
            if depth == len(self._stack):
                return

    def _check_depth(self, event: Event, depth: int) -> None:
        if depth > MAX_DEPTH:
            self.refusals.too_deep(event, MAX_DEPTH)

    def _open(self, event: CollectionStartEvent) -> None:
        if event.anchor is not None or event.tag is not None:
            self.refusals.decorated(event)
        if self._is_mapping and self._key is None:
            self.refusals.complex_key(event)
        self._stack.append((self._container, self._key, self._is_mapping))
        self._check_depth(event, len(self._stack))
        self._is_mapping = type(event) is MappingStartEvent
        self._container, self._key = ({} if self._is_mapping else []), None

    def _close(self, _event: Event) -> None:
        finished = _without_absent(self._container)
        self._container, self._key, self._is_mapping = self._stack.pop()
        if self._is_mapping:
            self._container[self._key] = finished
            self._key = None
        else:
            self._container.append(finished)

    def _alias(self, event: AliasEvent) -> None:
        self.refusals.alias(event)

    def _document(self, event: DocumentStartEvent) -> None:
        if self._top:
            self.refusals.second_document(event)


def _pass(event: Event) -> None:
    """Events that carry no value."""


def _without_absent(container: Any) -> Any:
    """A mapping or list without what is absent; None where nothing else is left. An empty list was written as one."""
    if isinstance(container, dict):
        if None in container.values():
            container = {name: value for name, value in container.items() if value is not None}
        return container or None
    if None in container:
        return [value for value in container if value is not None] or None
    return container
