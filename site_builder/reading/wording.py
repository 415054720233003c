"""The words of a language put into a record at their place, and not another byte of the file touched.

As with marks (``marking``) and new items (``appending``): the places are looked up, the words put in as the file
writes its texts, and the result is read again. It must say what the file said, with these words, and nothing else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from site_builder.reading.outline import Node, outline
from site_builder.reading.saying import Path, Words, says_only
from site_builder.reading.scalars import WIDTH, block, inline, says
from site_builder.reading.source import Source, decode
from site_builder.reading.splicing import Splice, spliced
from site_builder.reading.yaml import load

_HEADER = re.compile(r"[|>][^\n]*")
_INDICATOR = re.compile(r"[1-9]")
_BLOCK = ("|", ">")


class _Spot(NamedTuple):
    """A mapping by language in a file, how deep its keys stand, and whether it is written in braces."""

    mapping: Node
    in_flow: bool


def with_words(file: str, data: bytes, changes: Sequence[tuple[Path, Words]]) -> bytes | None:
    """The bytes of a record in which each text says other words. A path ends with the language; a unit of measure
    may have words for each kind of number.

    None where that cannot be done without touching anything else: a person has to.
    """
    source, unfit = decode(file, data)
    top = None if unfit else outline(source.text)
    if top is None:
        return None
    splices: list[Splice] = []
    for path, words in changes:
        spot = _spot(source, top, path[:-1])
        found = None if spot is None else _splices(source, spot, str(path[-1]), words)
        if found is None:
            return None
        splices += found
    made = spliced(data, source, splices)
    if made is None or not says_only(data, made, changes):
        return None
    # What the reading of records has to say of the file is what it had to say before.
    before, after = (Counter(problem.rule for problem in load(file, each)[1]) for each in (data, made))
    return made if before == after else None


def _spot(source: Source, top: Node, path: Path) -> _Spot | None:
    node, in_flow = top, _is_flow(source, top)
    for part in path:
        child = node.children.get(part)
        if child is None:
            return None
        node, in_flow = child, in_flow or _is_flow(source, child)
    return _Spot(node, in_flow) if node.children and node.value is None else None


def _is_flow(source: Source, node: Node) -> bool:
    return node.value is None and source.text[node.start : node.start + 1] in ("{", "[")


def _splices(source: Source, spot: _Spot, key: str, words: Words) -> list[Splice] | None:
    here = spot.mapping.children.get(key)
    if isinstance(words, str):
        one = _added(source, spot, key, words) if here is None else _replaced(source, spot, here, words)
        return None if one is None else [one]
    if here is not None and here.children:
        inner = _Spot(here, spot.in_flow or _is_flow(source, here))
        found = [_splices(source, inner, form, each) for form, each in words.items()]
        return None if any(each is None for each in found) else [splice for each in found for splice in each or ()]
    written = ", ".join(f"{form}: {inline(each, '', in_flow=True)}" for form, each in words.items())
    if here is not None:
        is_inline = here.value is not None and here.style not in _BLOCK
        return [Splice(here.start, here.end, _after(source, here, f"{{{written}}}"))] if is_inline else None
    pad = " " * (_column(source, _last(spot)) + 2)
    lines = "".join(f"\n{pad}{form}: {inline(each, '', in_flow=False)}" for form, each in words.items())
    in_braces = spot.in_flow or any(_is_flow(source, child) for child in spot.mapping.children.values())
    return [_inserted(source, spot, f"{key}: {{{written}}}" if in_braces else f"{key}:{lines}")]


def _replaced(source: Source, spot: _Spot, node: Node, words: str) -> Splice | None:
    if node.value is None:
        return None
    if node.style in _BLOCK:
        return _other_block(source, node, words)
    column = _column(source, node)
    written = inline(words, node.style, in_flow=spot.in_flow)
    is_long = len(source.line_at(node.key)[: node.start - source.line_start(node.key)]) + len(written) > WIDTH
    if not spot.in_flow and (is_long or "\n" in words) and not _tail(source, node):
        for candidate in block(words, ">-", column + 2, WIDTH):
            if says(candidate, words, column):
                return Splice(node.start, node.end, _after(source, node, candidate))
    return Splice(node.start, node.end, _after(source, node, written))


def _after(source: Source, node: Node, written: str) -> str:
    """What takes the place of a value; where there was none, with the space behind the colon."""
    return written if node.end > node.start or source.text[node.start - 1 : node.start].isspace() else f" {written}"


def _tail(source: Source, node: Node) -> str:
    """What follows a value on its line."""
    return source.line_at(node.end)[node.end - source.line_start(node.end) :].strip()


def _other_block(source: Source, node: Node, words: str) -> Splice | None:
    header = _HEADER.match(source.text, node.start)
    content = source.text[header.end() + 1 : node.end].rstrip() if header else ""
    if header is None or not content:
        return None
    lines = [line for line in content.split("\n") if line.strip()]
    indent = min(len(line) - len(line.lstrip(" ")) for line in lines)
    column = _column(source, node)
    width = min(max(map(len, lines)), WIDTH)
    for candidate in block(words, header[0], indent, width):
        if says(candidate, words, column):
            return Splice(node.start, header.end() + 1 + len(content), candidate)
    return None


def _added(source: Source, spot: _Spot, key: str, words: str) -> Splice | None:
    beside = _last(spot)
    column = _column(source, beside)
    if spot.in_flow:
        style = beside.style if beside.value is not None else ""
        return _inserted(source, spot, f"{key}: {inline(words, style, in_flow=True)}")
    if beside.style in _BLOCK:
        header = _HEADER.match(source.text, beside.start)
        plain = _INDICATOR.sub("", header[0].partition(" ")[0]) if header else ">-"
        candidates = block(words, plain, column + 2, WIDTH)
    else:
        line = inline(words, beside.style, in_flow=False)
        is_long = column + len(f"{key}: ") + len(line) > WIDTH or "\n" in words
        candidates = block(words, ">-", column + 2, WIDTH) if is_long else iter((line,))
    for candidate in (*candidates, inline(words, '"', in_flow=False)):
        if says(candidate, words, column):
            return _inserted(source, spot, f"{key}: {candidate}")
    return None


def _last(spot: _Spot) -> Node:
    """The language that stands last: the next one goes below it."""
    return max(spot.mapping.children.values(), key=lambda child: child.key)


def _column(source: Source, node: Node) -> int:
    return node.key - source.line_start(node.key)


def _inserted(source: Source, spot: _Spot, written: str) -> Splice:
    end = max(_ends(source, _last(spot)))
    if spot.in_flow:
        return Splice(end, end, f", {written}")
    end = len(source.text[:end].rstrip())
    end = source.line_start(end) + len(source.line_at(end))
    return Splice(end, end, f"\n{' ' * _column(source, _last(spot))}{written}")


def _ends(source: Source, node: Node) -> Iterator[int]:
    yield node.start
    if node.value is not None:
        yield node.end
    elif _is_flow(source, node):
        yield node.end + 1
    for child in node.children.values():
        yield from _ends(source, child)
