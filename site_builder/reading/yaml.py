"""YAML into plain values: every scalar is text, what nobody filled in is not there, and nothing is done by magic.

The C parser's events are walked with a bound on depth: composing a tree from them as PyYAML does ends the process on
deep input, and its constructors turn ``NO`` into false.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from yaml import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    YAMLError,
)

from site_builder.problems import Problem
from site_builder.reading.events import events_of
from site_builder.reading.refusals import Refusals
from site_builder.reading.source import Source, decode
from site_builder.reading.values import NOTE_PREFIX, is_absent
from site_builder.reading.yaml_errors import explained

Tree = dict[str, "Tree"] | list["Tree"] | str
MAX_DEPTH = 20
T = TypeVar("T", dict[str, Any], list[Any])


def load(file: str, data: bytes) -> tuple[dict[str, Tree] | None, list[Problem]]:
    """The fields in a YAML file, or None and what is wrong with it, each problem with its line and column.

    Keys whose value is empty (nothing, ``''``, ``~``, ``null``) are left out, so are mappings and list items of which
    nothing else remains, and every key that starts with ``note_`` with all that is in it. ``[]`` stays. An empty file
    has no fields. A file that is no YAML gives exactly one problem; things that are YAML but that records do not use
    give one each. Positions are not kept: see ``positions.locate``.
    """
    return _load(file, data, dict)


def load_list(file: str, data: bytes) -> tuple[list[Tree] | None, list[Problem]]:
    """The same for a file that holds a list of records; an empty file holds an empty one."""
    return _load(file, data, list)


def _load(file: str, data: bytes, top: type[T]) -> tuple[T | None, list[Problem]]:
    source, unfit = decode(file, data)
    if unfit:
        return None, unfit
    refusals = Refusals(source)
    tree = _build(source, refusals)
    if not refusals.problems:
        refusals.check_comments()
    if refusals.problems:
        return None, refusals.listed()
    if tree is None:
        return top(), []
    if not isinstance(tree, top):
        return None, [refusals.wrong_top(top)]
    return tree, []


def _build(source: Source, refusals: Refusals) -> Tree | None:
    """The tree, with whatever must be refused told to ``refusals``."""
    escapes = "\\" in source.text
    documents: list[Any] = []
    container: Any = documents
    key: str | None = None
    is_mapping = False
    stack: list[tuple[Any, str | None, bool]] = []
    refusals.watch(stack)
    event: Any = None
    try:
        get_event = events_of(source.text)
        while True:
            event = get_event()
            kind = type(event)
            if kind is ScalarEvent:
                value = event.value
                if event.anchor is not None or event.tag is not None:
                    refusals.decorated(event, key)
                if escapes and event.style == '"':
                    refusals.check_escapes(event)
                if not is_mapping:
                    container.append(None if is_absent(value, event.style) else value)
                    continue
                if key is None:
                    if value.startswith(NOTE_PREFIX):
                        if not _skip_value(get_event, len(stack), refusals):
                            return None
                        continue
                    if value in container or " " in value or "\xa0" in value or not value or value == "<<":
                        refusals.check_key(event, container)
                    key = value
                    continue
                if is_absent(value, event.style):
                    container[key] = None
                    if not value:
                        refusals.check_valueless(event, key)
                else:
                    container[key] = value
                key = None
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if event.anchor is not None or event.tag is not None:
                    refusals.decorated(event, key)
                if is_mapping and key is None:
                    refusals.complex_key(event)
                    return None
                if len(stack) >= MAX_DEPTH:
                    refusals.too_deep(event, MAX_DEPTH)
                    return None
                stack.append((container, key, is_mapping))
                is_mapping = kind is MappingStartEvent
                container, key = ({} if is_mapping else []), None
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                finished = _without_absent(container)
                container, key, is_mapping = stack.pop()
                if is_mapping:
                    container[key], key = finished, None
                else:
                    container.append(finished)
            elif kind is AliasEvent:
                refusals.alias(event, key)
                return None
            elif kind is DocumentStartEvent and documents:
                refusals.second_document(event)
                return None
            elif kind is StreamEndEvent:
                return documents[0] if documents else None
    except (YAMLError, ValueError) as error:
        refusals.broken(explained(source, error, event, [*refusals.path(), *([key] if key else [])]))
        return None


def _without_absent(container: Any) -> Any:
    """A mapping or list without what is absent; None where nothing else is left. An empty list was written as one."""
    if isinstance(container, dict):
        if None in container.values():
            container = {name: value for name, value in container.items() if value is not None}
        return container or None
    if None in container:
        return [value for value in container if value is not None] or None
    return container


def _skip_value(get_event: Callable[[], Event | None], depth: int, refusals: Refusals) -> bool:
    """Pass over one value, however deep within bounds; whether it was within them."""
    inner = 0
    while (event := get_event()) is not None:
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            inner += 1
            if depth + inner > MAX_DEPTH:
                refusals.too_deep(event, MAX_DEPTH)
                return False
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            inner -= 1
        if inner == 0:
            return True
    return False
