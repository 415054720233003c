"""Parses YAML into events, and into nodes that know where they stand; finds lines and columns for places in records."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

from yaml import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    YAMLError,
)
from yaml._yaml import CParser

from site_builder.problems import Place, Position, Problem
from site_builder.reading.files import read_bytes
from site_builder.reading.source import SourceText, decode

NOTE_PREFIX = "note_"
"""Begins the names of fields that are notes among colleagues, read by nobody else."""

RecordPath: TypeAlias = tuple[str | int, ...]
"""Leads to a value in a record: keys, and indices of list items."""

# A character as it is written: escapes are longer than the character that they stand for.
_WRITTEN = {
    '"': re.compile(r"\\(?:x..|u.{4}|U.{8}|.)|.", re.DOTALL),
    "'": re.compile(r"''|.", re.DOTALL),
}
_BEFORE_COMMENT = " \t[]{},\"'"
# More space than anybody puts before a comment.
_WIDEST_GAP = 500
_PLAIN = re.compile(r".", re.DOTALL)
_WRITTEN_SPACE = re.compile(r"\\(?:[tnvfrNLP_ \t\n]|x(?:0[9a-dA-D]|20|85|[aA]0))|\s", re.DOTALL)
_BLOCK_HEADER = re.compile(r"[|>][^\n]*\n?")


def events_of(text: str) -> Callable[[], Event | None]:
    """Return a function that gives the next of libyaml's events of ``text``, None behind the last.

    It raises yaml.YAMLError where the text is no YAML, and ValueError for some characters.
    """
    get_event: Callable[[], Event | None] = CParser(text).get_event
    return get_event


def start_of(event: Event) -> int:
    """Return the index at which an event begins."""
    return event.start_mark.index if event.start_mark else 0


def end_of(event: Event) -> int:
    """Return the index behind an event's last character."""
    return event.end_mark.index if event.end_mark else 0


def is_absent(value: str, style: str | None) -> bool:
    """Return whether a scalar stands for nothing: no words at all, ``~``, or the bare word ``null``.

    Form editors write these for what nobody filled in. ``Null`` and ``NULL`` are words (a surname, an acronym), and so
    is anything in quotation marks.
    """
    if not value or value.isspace():
        return True
    return not style and value in ("~", "null")


@dataclass(slots=True)
class Node:
    """Holds a value: ``start`` and ``end`` are indices into the text, ``key`` is where its key begins (or itself, in
    lists).

    ``style`` is YAML's mark for how a text is written (``''`` for plain); ``in_flow`` says whether a value stands in
    brackets or braces, or is written in them. ``absent`` values are not in the record.
    """

    start: int
    end: int
    key: int
    in_flow: bool = False
    style: str = ""
    value: str | None = None
    absent: bool = False
    children: dict[str | int, Node] = field(default_factory=dict)

    def at(self, path: Iterable[str | int]) -> Node | None:
        """Return the node that a path leads to; None where it leads nowhere."""
        node: Node | None = self
        for part in path:
            node = node.children.get(part) if node else None
        return node

    def text_end(self) -> int:
        """Return the index behind the last value in the node: a collection in lines ends only where the next begins."""
        if self.in_flow or not self.children:
            return self.end
        return max(child.text_end() for child in self.children.values())


@dataclass(slots=True)
class _Open:
    """Holds a mapping or a list whose end has not come yet; ``key`` is the key that waits for its value."""

    node: Node
    is_mapping: bool
    key: tuple[str, int] | None = None

    def child(self, start: int, end: int, *, in_flow: bool = False) -> Node:
        return Node(start, end, self.key[1] if self.key else start, in_flow or self.node.in_flow)

    def add(self, node: Node) -> None:
        """Take in a finished value. List items that are absent do not count: records do not have them either."""
        if self.key is not None:
            self.node.children[self.key[0]] = node
            self.key = None
        elif not node.absent:
            self.node.children[len(self.node.children)] = node


def outline(text: str, *, strict: bool = False) -> Node | None:
    """Return the outline of the first document in ``text``; None where there is nothing.

    A text that is no YAML is outlined as far as it can be parsed; with ``strict``, YAMLError or ValueError is raised.
    """
    document = _Open(Node(0, len(text), 0), is_mapping=False)
    open_nodes = [document]
    try:
        next_event = events_of(text)
        while (event := next_event()) is not None:
            top = open_nodes[-1]
            if isinstance(event, ScalarEvent):
                if top.is_mapping and top.key is None:
                    top.key = (event.value, start_of(event))
                    continue
                node = top.child(start_of(event), end_of(event))
                node.value, node.style = event.value, event.style or ""
                node.absent = is_absent(node.value, node.style)
                top.add(node)
            elif isinstance(event, CollectionStartEvent):
                node = top.child(start_of(event), end_of(event), in_flow=bool(event.flow_style))
                open_nodes.append(_Open(node, isinstance(event, MappingStartEvent)))
            elif isinstance(event, CollectionEndEvent):
                _close(open_nodes, end_of(event))
            elif isinstance(event, AliasEvent):
                top.add(top.child(start_of(event), end_of(event)))
    except (YAMLError, ValueError):
        if strict:
            raise
        # What comes before the break is still worth pointing at.
        while len(open_nodes) > 1:
            _close(open_nodes, len(text))
    return document.node.children.get(0)


def _close(open_nodes: list[_Open], end: int) -> None:
    closed = open_nodes.pop()
    node = closed.node
    node.end = end
    given = any(not child.absent for child in node.children.values())
    node.absent = not given and (closed.is_mapping or bool(node.children))
    open_nodes[-1].add(node)


def lost_behind_hash(source: SourceText) -> Iterator[int]:
    """Yield where ``#word`` follows a value on its line and so is read as a comment: ``title: Group #4 wins``.

    A comment that people mean has a space behind the number sign, or a line to itself; those are left alone, and so is
    what stands in private notes. Words that are lost begin with a letter or a digit.
    """
    suspects = list(_suspects(source.text))
    if suspects:
        from site_builder.reading.privacy import is_note

        yield from (index for index in _after_values(source.text, suspects) if not is_note(source, index))


def _suspects(text: str) -> Iterator[int]:
    at = text.find("#")
    while at >= 0:
        end = at + 1
        while text.startswith("#", end):
            end += 1
        is_comment = at > 0 and text[at - 1] in _BEFORE_COMMENT
        if is_comment and text[end : end + 1].isalnum() and _follows_something(text, at):
            yield at
        at = text.find("#", end)


def _follows_something(text: str, at: int) -> bool:
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    return not text[start:at].isspace()


def _after_values(text: str, suspects: list[int]) -> Iterator[int]:
    """Yield those of ``suspects`` before which a plain or empty value stands, as far as the text parses."""
    waiting = deque(suspects)
    last_end, plain = 0, True
    try:
        next_event = events_of(text)
        while waiting and (event := next_event()) is not None:
            start, end = start_of(event), end_of(event)
            while waiting and waiting[0] < start:
                suspect = waiting.popleft()
                if plain and _only_space(text, last_end, suspect):
                    yield suspect
            # Inside of quotation marks and of blocks a number sign is a letter like any other.
            while waiting and waiting[0] < end:
                waiting.popleft()
            if end > start or isinstance(event, ScalarEvent):
                last_end, plain = end, not isinstance(event, ScalarEvent) or not event.style
    except (YAMLError, ValueError):
        pass
    yield from (suspect for suspect in waiting if plain and _only_space(text, last_end, suspect))


def _only_space(text: str, start: int, end: int) -> bool:
    return end - start < _WIDEST_GAP and not text[start:end].strip(" \t[{,")


def locate(problems: Iterable[Problem], root: Path, edited: Mapping[str, bytes] | None = None) -> list[Problem]:
    """Return the same problems, in the same order, each Place replaced by its Position.

    Their files are those of the project in ``root``; of some, ``edited`` has other bytes by their names.

    A path that leads nowhere (a field that is missing) means its deepest parent that is there, by its key; of a field
    that is there, ``field-missing`` turns into ``field-empty``. An offset counts characters of the text as records hold
    it, that is without the space around it; where ``path`` is empty the text is the whole file.
    """
    files: dict[str, tuple[SourceText, Node | None]] = {}
    located = []
    for problem in problems:
        place = problem.at
        if isinstance(place, Position):
            located.append(problem)
            continue
        if place.file not in files:
            files[place.file] = _read(root, place.file, edited or {})
        source, node = files[place.file]
        # Records do not tell a field that nobody wrote from one that was left empty; here it is seen again.
        is_empty = problem.rule == "field-missing" and node is not None and node.at(place.path) is not None
        rule = "field-empty" if is_empty else problem.rule
        located.append(replace(problem, at=_position(place, source, node), rule=rule))
    return located


def _read(root: Path, file: str, edited: Mapping[str, bytes]) -> tuple[SourceText, Node | None]:
    data = edited[file] if file in edited else read_bytes(root, file)[0]
    if data is None:
        return SourceText(file, ""), None
    source, unfit = decode(file, data)
    return source, None if unfit or file.endswith(".md") else outline(source.text)


def _position(place: Place, source: SourceText, node: Node | None) -> Position:
    if not place.path:
        if place.offset is not None:
            return source.position(index_in_text(source.text, None, place.offset))
        return source.position(node.start if node else 0)
    if node is None:
        return source.position(0)
    on_key = place.on_key
    for part in place.path:
        child = node.children.get(part)
        if child is None:
            on_key = True
            break
        node = child
    else:
        if place.offset is not None and node.value is not None:
            return source.position(index_in_text(source.text, node, place.offset))
        on_key = on_key or node.absent
    return source.position(node.key if on_key else node.start)


def index_in_text(text: str, node: Node | None, offset: int) -> int:
    """Return the index in ``text`` of the character ``offset`` of the words that a scalar holds; without a node, of
    those that the whole file holds."""
    if node is None:
        return _nth(_characters(text, "", 0), text.strip(), offset, 0)
    start = node.start
    if node.style in ("|", ">"):
        header = _BLOCK_HEADER.match(text, start)
        start = header.end() if header else start
    elif node.style:
        start += 1
    written = _characters(text[: node.end - 1 if node.style in _WRITTEN else node.end], node.style, start)
    return _nth(written, (node.value or "").strip(), offset, start)


def _characters(text: str, style: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield where the characters of a text that are not space begin and end, as they are written from ``start`` on."""
    for match in _WRITTEN.get(style, _PLAIN).finditer(text, start):
        if not _WRITTEN_SPACE.fullmatch(match[0]):
            yield match.span()


def _nth(written: Iterator[tuple[int, int]], value: str, offset: int, start: int) -> int:
    """Return the index at which the character ``offset`` of ``value`` is written.

    However YAML folds lines and takes indentation off, it keeps every character that is not space, and their order.
    """
    before = sum(not character.isspace() for character in value[:offset])
    on_space = offset >= len(value) or value[offset].isspace()
    end = start
    for number, (begins, ends) in enumerate(written):
        if number == before and not on_space:
            return begins
        if number >= before:
            break
        end = ends
    return end
