"""Reads YAML files strictly into plain values: every scalar is text, and what nobody filled in is not there.

The parser's events are walked with a bound on depth: composing a tree from them as PyYAML does ends the process on deep
input, and its constructors turn ``NO`` into false.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

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

from site_builder.problems import Problem
from site_builder.reading.source import SourceText, decode
from site_builder.reading.yaml_nodes import NOTE_PREFIX, events_of, is_absent, lost_behind_hash, start_of

if TYPE_CHECKING:
    from site_builder.reading.yaml_refusals import Refusals

Tree: TypeAlias = "dict[str, Tree] | list[Tree] | str"
Top = TypeVar("Top", dict[str, Any], list[Any])
MAX_DEPTH = 20


def load(file: str, data: bytes) -> tuple[dict[str, Tree] | None, list[Problem]]:
    """Return the fields in a YAML file, or None and what is wrong with it, each problem with its line and column.

    Keys whose value is empty (nothing, ``''``, ``~``, ``null``) are left out, so are mappings and list items of which
    nothing else remains, and every key that starts with ``note_`` with all that is in it. ``[]`` stays. An empty file
    has no fields. A file that is no YAML gives exactly one problem; things that are YAML but that records do not use
    give one each. Positions are not kept: see ``reading.locate``.
    """
    return _load(file, data, dict)


def load_list(file: str, data: bytes) -> tuple[list[Tree] | None, list[Problem]]:
    """Return the same for a file that holds a list of records; an empty file holds an empty one."""
    return _load(file, data, list)


def _load(file: str, data: bytes, top: type[Top]) -> tuple[Top | None, list[Problem]]:
    source, unfit = decode(file, data)
    if unfit:
        return None, unfit
    loader = _Loader(source)
    tree = loader.load()
    is_suspect = loader.refused is not None or next(lost_behind_hash(source), None) is not None
    if is_suspect and (problems := loader.refusals.listed()):
        return None, problems
    if tree is None:
        return top(), []
    if not isinstance(tree, top):
        return None, [loader.refusals.wrong_top(tree, top)]
    return tree, []


class StopReading(Exception):  # noqa: N818 - no error: reading ends early, and the refusals say why
    """Raised where there is no use in reading on."""


class _Loader:
    """Builds the tree of one file, and keeps track of the path in the record."""

    __slots__ = ("_escapes", "_key", "_next", "_outer", "_source", "refused")

    def __init__(self, source: SourceText) -> None:
        self._source = source
        self._escapes = "\\" in source.text
        # The collections that are open, by key or by the list that they stand in; the field that is being read.
        self._outer: list[str | list[Any] | None] = []
        self._key: str | None = None
        self.refused: Refusals | None = None

    @property
    def refusals(self) -> Refusals:
        """Collect what the file holds that records do not use; loaded when there is something to refuse."""
        if self.refused is None:
            from site_builder.reading.yaml_refusals import Refusals

            self.refused = Refusals(self._source, self.path)
        return self.refused

    def path(self) -> list[str | int]:
        """Return keys and list indices from the top. The item that is being read counts as the next one of its list."""
        outer: list[str | int] = [part if isinstance(part, str) else len(part or ()) for part in self._outer[1:]]
        return outer if self._key is None else [*outer, self._key]

    def load(self) -> Tree | None:
        """Return the tree; None for a file without any value. Look at ``refused`` before it is used."""
        top: list[Any] = []
        try:
            self._next = events_of(self._source.text)
            while (event := self._next()) is not None:
                if isinstance(event, ScalarEvent | CollectionStartEvent | AliasEvent):
                    top.append(self._value(event, top))
                elif isinstance(event, DocumentStartEvent) and top:
                    self.refusals.end("yaml-several-documents", event)
        except (YAMLError, ValueError):
            self.refusals.not_yaml()
        except StopReading:
            pass
        return top[0] if top else None

    def _value(self, event: Any, around: list[Any] | None = None) -> Any:
        """Read what begins with ``event``, to its end; None where it is absent. ``around``: the list it stands in."""
        if type(event) is not ScalarEvent:
            return self._collection(event, around)
        if event.anchor is not None or event.tag is not None:
            self.refusals.decorated(event)
        value, style = event.value, event.style
        if style == '"' and self._escapes:
            self.refusals.check_escapes(event)
        if is_absent(value, style):
            if not value and around is None and not style and self._lacks_colon(start_of(event)):
                self.refusals.valueless(event, self._key or "")
            return None
        if value[0] == "-" and around is None:
            self.refusals.check_value(event, self._key or "")
        return value

    def _lacks_colon(self, index: int) -> bool:
        """Return whether the empty value at ``index`` belongs to a key in braces without a colon: behind a comma."""
        text = self._source.text
        return not text[:index].rstrip().endswith(":") and text[index:].lstrip()[:1] in ("", ",", "}")

    def _collection(self, event: Any, around: list[Any] | None) -> Any:
        self._check_undecorated(event)
        self._outer.append(around if self._key is None else self._key)
        self._key = None
        self._check_depth(event, len(self._outer))
        found = self._mapping() if type(event) is MappingStartEvent else self._list()
        self._outer.pop()
        return found

    def _check_undecorated(self, event: Any) -> None:
        if type(event) is AliasEvent:
            self.refusals.alias(event)
        if event.anchor is not None or event.tag is not None:
            self.refusals.decorated(event)

    def _mapping(self) -> dict[str, Any] | None:
        next_event = self._next
        found: dict[str, Any] = {}
        while type(event := next_event()) is not MappingEndEvent:
            key = self._read_key(event, found)
            if key.startswith(NOTE_PREFIX):
                self._skip_value()
                continue
            self._key = key
            found[key] = self._value(next_event())
            self._key = None
        if None in found.values():
            found = {key: value for key, value in found.items() if value is not None}
        return found or None

    def _read_key(self, event: Any, found: dict[str, Any]) -> str:
        """Return the name of a field that is to be added to ``found``."""
        if type(event) is not ScalarEvent:
            self._check_undecorated(event)
            self.refusals.end("yaml-key-unusual", event)
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
            found.append(self._value(event, found))
        if None in found:
            return [value for value in found if value is not None] or None
        return found

    def _skip_value(self) -> None:
        """Pass over a private note, whatever it holds, within bounds."""
        depth = outer = len(self._outer)
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
            self.refusals.end("yaml-too-deep", event, limit=MAX_DEPTH)
