"""From a place in a record to a line and a column: the file is read again, but only where there is a problem."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from site_builder.problems import Place, Position, Problem
from site_builder.reading.source import Source, decode
from site_builder.reading.yaml_nodes import Node, outline

# A character as it is written: escapes are longer than the character that they stand for.
_WRITTEN = {
    '"': re.compile(r"\\(?:x..|u.{4}|U.{8}|.)|.", re.DOTALL),
    "'": re.compile(r"''|.", re.DOTALL),
}
_PLAIN = re.compile(r".", re.DOTALL)
_WRITTEN_SPACE = re.compile(r"\\(?:[tnvfrNLP_ \t\n]|x(?:0[9a-dA-D]|20|85|[aA]0))|\s", re.DOTALL)
# Records do not tell a field that nobody wrote from one that was left empty; here it is seen again.
_LEFT_EMPTY = {"field-missing": "field-empty"}
_BLOCK_HEADER = re.compile(r"[|>][^\n]*\n?")


def locate(problems: Iterable[Problem], read: Callable[[str], bytes]) -> list[Problem]:
    """The same problems, in the same order, each Place replaced by its Position.

    ``read`` gives a file's bytes by its name. A path that leads nowhere (a field that is missing) means its deepest
    parent that is there, by its key; of a field that is there, ``field-missing`` turns into ``field-empty``. An offset
    counts characters of the text as records hold it, that is without the space around it; where ``path`` is empty the
    text is the whole file.
    """
    files: dict[str, tuple[Source, Node | None]] = {}
    located = []
    for problem in problems:
        place = problem.at
        if isinstance(place, Position):
            located.append(problem)
            continue
        if place.file not in files:
            files[place.file] = _read(place.file, read)
        source, node = files[place.file]
        rule = _LEFT_EMPTY.get(problem.rule)
        if rule is None or not _is_written(place, node):
            rule = problem.rule
        located.append(replace(problem, at=_position(place, source, node), rule=rule))
    return located


def _read(file: str, read: Callable[[str], bytes]) -> tuple[Source, Node | None]:
    try:
        source, unfit = decode(file, read(file))
    except OSError:
        return Source(file, ""), None
    return source, None if unfit or file.endswith(".md") else outline(source.text)


def _is_written(place: Place, node: Node | None) -> bool:
    """Whether the file has something, though it be an empty value, at the end of a place's path."""
    return node is not None and node.at(place.path) is not None


def _position(place: Place, source: Source, node: Node | None) -> Position:
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
    """Where the characters of a text that are not space begin and end, as they are written from ``start`` on."""
    for match in _WRITTEN.get(style, _PLAIN).finditer(text, start):
        if not _WRITTEN_SPACE.fullmatch(match[0]):
            yield match.span()


def _nth(written: Iterator[tuple[int, int]], value: str, offset: int, start: int) -> int:
    """The index at which the character ``offset`` of ``value`` is written.

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
