"""One more item at the end of a record's list, and not another byte of the file touched.

Comments, quotation marks, the order of fields and the ends of lines are staff's own: a YAML library that writes the
whole file anew would change them. So a few lines are put in where they belong, and the file is read again: if it does
not say exactly what it said before and the new item beside, it is left alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from site_builder.reading.outline import Node, outline
from site_builder.reading.source import decode
from site_builder.reading.yaml import load

Value = str | Sequence[str] | Mapping[str, "Value"]

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_LINE_END = re.compile(r"\r\n|\r|\n")
# What YAML and the reader take for these very letters, without quotation marks.
_PLAIN = re.compile(r"[A-Za-z0-9][\w./-]*\Z", re.ASCII)
_NOTHING = frozenset({"null", "~", ""})


def with_item(file: str, data: bytes, field: str, item: Mapping[str, Value]) -> bytes | None:
    """``data``, the YAML of ``file``, with ``item`` as the last one of the list ``field`` at its top.

    None where that cannot be done without changing more: the list stands in brackets, or the file is no YAML.
    """
    before, problems = load(file, data)
    if before is None or problems or not isinstance(before.get(field, []), list):
        return None
    source, _ = decode(file, data)
    lines = _LINE.findall(data.decode("utf-8"))
    place = _place(source.text, field, outline(source.text))
    if place is None:
        return None
    at, indent, brackets = place
    ended = _LINE_END.search("".join(lines))
    end = ended[0] if ended else "\n"
    added = [f"{indent}{line}{end}" for line in _item_lines(item)]
    if brackets is not None:
        # An empty list in brackets: they give way to the item.
        mark = 1 if lines[at - 1].startswith("\ufeff") else 0
        begin, stop = (column + mark for column in brackets)
        lines[at - 1] = lines[at - 1][:begin].rstrip() + lines[at - 1][stop:]
    elif field not in before and at == len(lines) and not _has_key(source.text, field):
        added.insert(0, f"{field}:{end}")
    if at and not lines[at - 1].endswith(("\n", "\r")):
        lines[at - 1] += end
    made = "".join([*lines[:at], *added, *lines[at:]]).encode()
    after, problems = load(file, made)
    wanted = {**before, field: [*before.get(field, []), _tree(item)]}
    return made if after == wanted and not problems else None


def item_text(item: Mapping[str, Value]) -> str:
    """The item as it stands in a list, to be copied by hand."""
    return "".join(f"  {line}\n" for line in _item_lines(item))


def _has_key(text: str, field: str) -> bool:
    top = outline(text)
    return top is not None and field in top.children


def _place(text: str, field: str, top: Node | None) -> tuple[int, str, tuple[int, int] | None] | None:
    """Behind how many lines the item goes, its indent, and the columns of empty brackets that it takes the place of."""
    if top is None or field not in top.children:
        return text.count("\n") + (not text.endswith("\n") and bool(text)), "  ", None
    listed = top.children[field]
    line = text.count("\n", 0, listed.key)
    if listed.value is not None:
        is_empty = not listed.style and listed.value == "" and text.count("\n", 0, listed.start) == line
        return (line + 1, "  ", None) if is_empty else None
    if text[listed.start] == "[":
        end = text.find("]", listed.start) + 1
        begin = text.rfind("\n", 0, listed.start) + 1
        is_empty = not listed.children and not text[listed.start + 1 : end - 1].strip(" ")
        return (line + 1, "  ", (listed.start - begin, end - begin)) if is_empty else None
    if not listed.children:
        return None
    column = listed.start - text.rfind("\n", 0, listed.start) - 1
    return _behind(text.split("\n"), _last_line(text, listed), column), " " * column, None


def _last_line(text: str, node: Node) -> int:
    """The number of the line, from 0, on which the last word of a node stands."""
    last = max(_ends(text, node))
    return text.count("\n", 0, len(text[:last].rstrip()))


def _ends(text: str, node: Node) -> Iterator[int]:
    if node.value is not None:
        yield node.end
    elif text[node.start : node.start + 1] in ("[", "{"):
        yield node.end + 1
    for child in node.children.values():
        yield from _ends(text, child)


def _behind(lines: Sequence[str], last: int, column: int) -> int:
    """How many lines there are up to the item's end: comments below it that are indented further are its own."""
    end = last + 1
    for number in range(last + 1, len(lines)):
        words = lines[number].lstrip(" ")
        if words and not (words.startswith("#") and len(lines[number]) - len(words) > column):
            break
        if words:
            end = number + 1
    return end


def _item_lines(item: Mapping[str, Value]) -> list[str]:
    first, *rest = _lines(item, "")
    return [f"- {first}", *(f"  {line}" for line in rest)]


def _lines(item: Mapping[str, Value], indent: str) -> Iterator[str]:
    for key, value in item.items():
        if isinstance(value, Mapping):
            yield f"{indent}{key}:"
            yield from _lines(value, f"{indent}  ")
        elif isinstance(value, str):
            yield f"{indent}{key}: {_scalar(value)}"
        else:
            yield f"{indent}{key}: [{', '.join(map(_scalar, value))}]"


def _scalar(value: str) -> str:
    return value if _PLAIN.match(value) and value not in _NOTHING else json.dumps(value, ensure_ascii=False)


def _tree(value: Value) -> object:
    """The value as reading gives it."""
    if isinstance(value, Mapping):
        return {key: _tree(part) for key, part in value.items()}
    return value if isinstance(value, str) else _listed(value)


def _listed(values: Iterable[str]) -> list[str]:
    return list(values)
