"""Marks that say that something was taken back, written into a record: a few characters, and no other byte changes.

A YAML library that keeps comments still lays out a file its own way: quotation marks, indentation, the ends of lines.
So the places are looked up, the characters put in, and the result is read again: it must hold the old record with
these marks and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from site_builder.reading.outline import Node, outline
from site_builder.reading.source import Source, decode
from site_builder.reading.splicing import Splice, spliced
from site_builder.reading.yaml import load

WITHDRAWN = "withdrawn"

Path = tuple[str | int, ...]
"""Leads through a record to what is marked: ``()`` to a story, else to a photo, a quotation or a person."""

_QUOTED = ("'", '"')


def is_marked(tree: dict[str, Any], path: Path) -> bool:
    """Whether what is at ``path`` of a record says already that it was taken back."""
    found: Any = tree
    for part in path:
        found = found[part]
    if not path:
        return bool(found.get("state") == WITHDRAWN)
    consent = found.get("consent")
    return isinstance(consent, dict) and consent.get("status") == WITHDRAWN


def marked(file: str, data: bytes, paths: Iterable[Path]) -> bytes | None:
    """The bytes of a record with what is at ``paths`` marked; the same bytes where all of it is.

    None where that cannot be done without touching anything else: a person has to.
    """
    tree, _ = load(file, data)
    source, unfit = decode(file, data)
    top = outline(source.text)
    if tree is None or unfit or top is None:
        return None
    wanted = deepcopy(tree)
    splices: list[Splice] = []
    for path in dict.fromkeys(paths):
        if is_marked(wanted, path):
            continue
        node = _at(top, path)
        splice = None if node is None else _splice(source, node, is_story=not path)
        if splice is None:
            return None
        splices.append(splice)
        _mark(wanted, path)
    new = spliced(data, source, splices)
    return new if new is not None and load(file, new)[0] == wanted else None


def _at(node: Node, path: Path) -> Node | None:
    for part in path:
        child = node.children.get(part)
        if child is None:
            return None
        node = child
    return node


def _mark(tree: dict[str, Any], path: Path) -> None:
    found: Any = tree
    for part in path:
        found = found[part]
    if not path:
        found["state"] = WITHDRAWN
    elif isinstance(found.get("consent"), dict):
        found["consent"]["status"] = WITHDRAWN
    else:
        found["consent"] = {"status": WITHDRAWN}


def _splice(source: Source, node: Node, *, is_story: bool) -> Splice | None:
    if is_story:
        return _field(source, node, "state", WITHDRAWN)
    consent = node.children.get("consent")
    if consent is not None and source.text[consent.start : consent.start + 1] == "{" and not consent.children:
        return Splice(consent.start + 1, consent.start + 1, f"status: {WITHDRAWN}")
    if consent is not None and consent.children:
        return _field(source, consent, "status", WITHDRAWN)
    return _field(source, node, "consent", f"{{status: {WITHDRAWN}}}")


def _field(source: Source, mapping: Node, name: str, words: str) -> Splice | None:
    """Has a mapping say ``name: words``, in the place of what it says there now, or before its first field."""
    found = mapping.children.get(name)
    if found is not None:
        return _value(source, found, words)
    if not mapping.children:
        return None
    first = min(child.key for child in mapping.children.values())
    if source.text[mapping.start] == "{":
        return Splice(first, first, f"{name}: {words}, ")
    line = source.line_start(first)
    lead = source.text[line:first]
    # Below the dash of a list's item the fields line up with the first of them.
    return Splice(first, first, f"{name}: {words}\n{' ' * len(lead)}")


def _value(source: Source, node: Node, words: str) -> Splice | None:
    if node.style in _QUOTED:
        # Something in braces is no text.
        mark = "" if words.startswith("{") else node.style
        return Splice(node.start, node.end, f"{mark}{words}{mark}")
    if node.style:
        return None
    if node.start != node.end:
        return Splice(node.start, node.end, words)
    colon = source.text.find(":", node.key)
    return None if colon < 0 else Splice(colon + 1, colon + 1, f" {words}")
