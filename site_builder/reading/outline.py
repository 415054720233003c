"""Where everything stands in a YAML text: a tree of nodes with their indices, made only for files with problems."""

from __future__ import annotations

from dataclasses import dataclass, field

from yaml import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    YAMLError,
)

from site_builder.reading.events import end_of, events_of, start_of
from site_builder.reading.values import is_absent


@dataclass(slots=True)
class Node:
    """A value: ``start`` and ``end`` are indices into the text, ``key`` is where its key begins (or itself, in lists).

    ``style`` is YAML's mark for how a text is written (``''`` for plain). ``absent`` values are not in the record.
    """

    start: int
    end: int
    key: int
    style: str = ""
    value: str | None = None
    absent: bool = False
    children: dict[str | int, Node] = field(default_factory=dict)


@dataclass(slots=True)
class _Open:
    """A mapping or a list whose end has not come yet; ``key`` is the key that waits for its value."""

    node: Node
    is_mapping: bool
    key: tuple[str, int] | None = None

    def child(self, start: int, end: int) -> Node:
        return Node(start, end, self.key[1] if self.key else start)

    def add(self, node: Node) -> None:
        """Take in a finished value. List items that are absent do not count: records do not have them either."""
        if self.key is not None:
            self.node.children[self.key[0]] = node
            self.key = None
        elif not node.absent:
            self.node.children[len(self.node.children)] = node


def outline(text: str) -> Node | None:
    """The outline of the first document in ``text``, as far as it can be parsed; None where there is nothing."""
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
            elif isinstance(event, MappingStartEvent | SequenceStartEvent):
                node = top.child(start_of(event), end_of(event))
                open_nodes.append(_Open(node, isinstance(event, MappingStartEvent)))
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                _close(open_nodes, start_of(event))
            elif isinstance(event, AliasEvent):
                top.add(top.child(start_of(event), end_of(event)))
    except (YAMLError, ValueError):
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
