"""Edits a record where it stands: changes or adds values, and no byte outside of them.

Comments, quotation marks, the order of fields and the ends of lines are staff's own, and a YAML library that writes the
whole file anew would change them. So the places are looked up, the new words are put in as the file writes its own, and
the result is read again. Every function returns None where it does not say exactly what the file said before, with
this change: then a person has to make it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from yaml import YAMLError

from site_builder.reading import yaml_writing
from site_builder.reading.source import SourceText, decode
from site_builder.reading.yaml import load
from site_builder.reading.yaml_nodes import Node, RecordPath, index_in_text, outline
from site_builder.reading.yaml_writing import WIDTH, Value, block, inline, reads_as

Words = str | Mapping[str, str]
"""The words of a text; of a unit of measure those for each kind of number."""

_LINE_END = re.compile("\r\n|\r|\n")
_HEADER = re.compile(r"[|>][^\n]*")
_INDICATOR = re.compile(r"[1-9]")
_BLOCK = ("|", ">")


def set_texts(file: str, data: bytes, changes: Sequence[tuple[RecordPath, Words]]) -> bytes | None:
    """Set texts of a record in ``file``. Each path ends with the language, whose text may be there already or not."""
    with suppress(_ImpossibleError, RecursionError):
        document = _Document(file, data)
        edits = [edit for path, words in changes for edit in document.set_text(path[:-1], str(path[-1]), words)]
        return document.edited(edits, changes)
    return None


def set_fields(file: str, data: bytes, fields: Mapping[RecordPath, str]) -> bytes | None:
    """Set fields of a record that hold a word each. What is missing of a path's last two fields is added."""
    with suppress(_ImpossibleError):
        document = _Document(file, data, is_sound=True)
        edits = [document.set_field(path, value) for path, value in fields.items() if document.says(path) != value]
        return document.edited(edits, list(fields.items()))
    return None


def append_item(file: str, data: bytes, field: str, item: Mapping[str, Value]) -> bytes | None:
    """Add ``item`` behind the last of the list ``field`` at the top of a record; a list that is not there is begun."""
    with suppress(_ImpossibleError):
        document = _Document(file, data, is_sound=True)
        listed = document.top.children.get(field)
        index = len(listed.children) if listed else 0
        return document.edited(document.append(field, listed, item), [((field, index), item)])
    return None


def item_text(item: Mapping[str, Value], indent: str = "  ") -> str:
    """Write an item as it stands in a list, for people to copy."""
    return "".join(f"{line}\n" for line in _item_lines(item, indent))


def replace_words(
    file: str, data: bytes, path: RecordPath, replacements: Iterable[tuple[int, int, str]]
) -> bytes | None:
    """Replace words within the text at ``path``, or in a file of text where the path is empty.

    ``replacements``: begin and end, in characters of the text as records hold it, and the new words.
    """
    with suppress(_ImpossibleError, RecursionError):
        document = _Document(file, data, is_text=not path)
        return document.edited(*document.replace(path, sorted(replacements)))
    return None


class _ImpossibleError(Exception):
    """Raised where an edit cannot be made without touching anything else."""


class _Edit(NamedTuple):
    """Puts ``words`` in the place of the characters from ``start`` to ``end`` of a source's text."""

    start: int
    end: int
    words: str


class _Document:
    """Holds a file with the places of its values; ``top`` is empty where nothing is in it.

    ``is_text``: its whole text is the only value. ``is_sound``: a file is refused in which reading finds a problem.
    """

    def __init__(self, file: str, data: bytes, *, is_sound: bool = False, is_text: bool = False) -> None:
        self._file, self._data, self._is_text = file, data, is_text
        self._source, unfit = decode(file, data)
        self._problems = self._rules(data)
        if unfit or (is_sound and self._problems):
            raise _ImpossibleError
        self.top = self._outline(self._source)

    def _outline(self, source: SourceText) -> Node:
        end = len(source.text)
        if self._is_text:
            return Node(0, end, 0, style="|", value=source.text)
        try:
            return outline(source.text, strict=True) or Node(end, end, end)
        except (YAMLError, ValueError) as error:
            raise _ImpossibleError from error

    def _rules(self, data: bytes) -> Counter[str]:
        """Count the problems that reading finds in the file, by rule."""
        return Counter() if self._is_text else Counter(problem.rule for problem in load(self._file, data)[1])

    def edited(self, edits: Iterable[_Edit], changes: Iterable[tuple[RecordPath, Any]]) -> bytes:
        """Return the file's bytes with ``edits``, once it is verified that they make ``changes`` and no others."""
        made = self._spliced(edits)
        new = self._outline(decode(self._file, made)[0])
        wanted = _values(self.top)
        for path, value in (leaf for change in changes for leaf in _leaves(*change)):
            found = new.at(path)
            if found is None or found.value is None or found.value.strip() != value:
                raise _ImpossibleError
            wanted = _with_value(wanted, path, found.value)
        if wanted != _values(new) or self._rules(made) != self._problems:
            raise _ImpossibleError
        return made

    def _spliced(self, edits: Iterable[_Edit]) -> bytes:
        """Make the edits, whose places count in the text as it is read: without a byte order mark, each line ended by
        a line feed. Line feeds in their words become the file's own ends of lines."""
        text = self._data.decode("utf-8")
        breaks = [match.span() for match in _LINE_END.finditer(text)]
        line_end = text[slice(*breaks[0])] if breaks else "\n"
        starts = [1 if text.startswith("\ufeff") else 0, *(end for _, end in breaks)]
        pieces: list[str] = []
        stop = len(text)
        for edit in sorted(edits, reverse=True):
            begin, end = (starts[at.line - 1] + at.column - 1 for at in map(self._source.position, edit[:2]))
            if end > stop:
                raise _ImpossibleError
            pieces += [text[end:stop], edit.words.replace("\n", line_end)]
            stop = begin
        return "".join([text[:stop], *reversed(pieces)]).encode("utf-8")

    def says(self, path: RecordPath) -> str | None:
        """Return the word at ``path``."""
        node = self.top.at(path)
        return node.value if node else None

    def _column(self, index: int) -> int:
        return index - self._source.line_start(index)

    def _line_end(self, index: int) -> int:
        return self._source.line_start(index) + len(self._source.line_at(index))

    def _lines_after(self, index: int, lines: Iterable[str]) -> _Edit:
        """Put lines behind that of ``index``."""
        at, end = self._line_end(index), len(self._source.text)
        added = "\n".join(lines)
        return _Edit(at, at, f"\n{added}" if at < end else f"\n{added}\n" if self._column(end) else f"{added}\n")

    def replace(self, path: RecordPath, replacements: Sequence[tuple[int, int, str]]) -> tuple[list[_Edit], list[Any]]:
        """Return the edits within a text, and the change that they make together."""
        node = self.top.at(path)
        if node is None or node.value is None:
            raise _ImpossibleError
        words = made = node.value.strip()
        edits = []
        for start, end, new in reversed(replacements):
            at = index_in_text(self._source.text, None if self._is_text else node, start)
            if not self._source.text.startswith(words[start:end], at):
                raise _ImpossibleError
            edits.append(_Edit(at, at + end - start, new))
            made = made[:start] + new + made[end:]
        return edits, [(path, made)]

    def set_field(self, path: RecordPath, value: str) -> _Edit:
        """Have the last field of a path hold ``value``: in the place of what stands there, or before other fields."""
        *outer, name = path
        mapping = self.top.at(outer)
        if mapping is None:
            return self.set_field(tuple(outer), f"{{{name}: {value}}}")
        if (found := mapping.children.get(name)) is not None:
            if found.style in _BLOCK:
                raise _ImpossibleError
            # Something in braces is no text.
            mark = "" if value.startswith("{") else found.style
            return self._value(found, f"{mark}{value}{mark}")
        if not mapping.children:
            if mapping.in_flow and self._source.text.startswith("{", mapping.start):
                return _Edit(mapping.start + 1, mapping.start + 1, f"{name}: {value}")
            if not outer:
                raise _ImpossibleError
            return self.set_field(tuple(outer), f"{{{name}: {value}}}")
        first = min(child.key for child in mapping.children.values())
        # Below the dash of a list's item the fields line up with the first of them.
        between = ", " if mapping.in_flow else "\n" + " " * self._column(first)
        return _Edit(first, first, f"{name}: {value}{between}")

    def _value(self, node: Node, written: str) -> _Edit:
        """Put something in the place of a value; where there is none yet, with the space behind the colon."""
        is_apart = node.end > node.start or self._source.text[node.start - 1 : node.start].isspace()
        return _Edit(node.start, node.end, written if is_apart else f" {written}")

    def set_text(self, path: RecordPath, key: str, words: Words) -> Iterator[_Edit]:
        """Yield the edits by which the text at ``path`` says ``words`` in the language ``key``."""
        mapping = self.top.at(path)
        if mapping is None or not mapping.children:
            raise _ImpossibleError
        here = mapping.children.get(key)
        if isinstance(words, str):
            yield self._add_text(mapping, key, words) if here is None else self._replace_text(here, words)
        elif here is not None and here.children:
            for form, each in words.items():
                yield from self.set_text((*path, key), form, each)
        else:
            listed = ", ".join(f"{form}: {inline(each, '', in_flow=True)}" for form, each in words.items())
            if here is not None and (here.value is None or here.style in _BLOCK):
                raise _ImpossibleError
            if here is not None:
                yield self._value(here, f"{{{listed}}}")
            elif any(child.in_flow for child in mapping.children.values()):
                yield self._add_field(mapping, [f"{key}: {{{listed}}}"])
            else:
                forms = (f"  {form}: {inline(each, '', in_flow=False)}" for form, each in words.items())
                yield self._add_field(mapping, [f"{key}:", *forms])

    def _replace_text(self, node: Node, words: str) -> _Edit:
        if node.value is None:
            raise _ImpossibleError
        column = self._column(node.key)
        if node.style not in _BLOCK:
            has_tail = bool(self._source.text[node.end : self._line_end(node.end)].strip())
            written = self._written(words, node, column, self._column(node.start), may_fold=not has_tail)
            return self._value(node, written)
        header = _HEADER.match(self._source.text, node.start)
        content = self._source.text[header.end() + 1 : node.end].rstrip() if header else ""
        lines = [line for line in content.split("\n") if line.strip()]
        if header is None or not lines:
            raise _ImpossibleError
        indent = min(len(line) - len(line.lstrip(" ")) for line in lines)
        candidates = block(words, header[0], indent, min(max(map(len, lines)), WIDTH))
        return _Edit(node.start, header.end() + 1 + len(content), _first_right(candidates, words, column))

    def _add_text(self, mapping: Node, key: str, words: str) -> _Edit:
        beside = _last(mapping)
        column = self._column(beside.key)
        header = _HEADER.match(self._source.text, beside.start) if beside.style in _BLOCK else None
        if header is None:
            written = self._written(words, beside, column, column + len(f"{key}: "))
        else:
            plain = _INDICATOR.sub("", header[0].partition(" ")[0])
            candidates = [*block(words, plain, column + 2, WIDTH), inline(words, '"', in_flow=False)]
            written = _first_right(candidates, words, column)
        return self._add_field(mapping, f"{key}: {written}".split("\n"), is_laid_out=True)

    def _written(self, words: str, like: Node, column: int, start: int, *, may_fold: bool = True) -> str:
        """Write words as those of ``like`` are written, or in the next style that can hold them. ``column``: of the
        key; ``start``: of the first word."""
        line = inline(words, like.style, in_flow=like.in_flow)
        is_long = start + len(line) > WIDTH or "\n" in words
        blocks = block(words, ">-", column + 2, WIDTH) if is_long and may_fold and not like.in_flow else ()
        return _first_right([*blocks, line, inline(words, '"', in_flow=like.in_flow)], words, column)

    def _add_field(self, mapping: Node, lines: Sequence[str], *, is_laid_out: bool = False) -> _Edit:
        """Put a field behind the last one. The lines are lined up with it, but those below a text ``is_laid_out``."""
        end, column = _last(mapping).text_end(), self._column(_last(mapping).key)
        if mapping.in_flow:
            return _Edit(end, end, ", " + lines[0])
        pad = " " * column
        below = lines[1:] if is_laid_out else [pad + line for line in lines[1:]]
        at = self._line_end(len(self._source.text[:end].rstrip()))
        return _Edit(at, at, "\n" + "\n".join([pad + lines[0], *below]))

    def append(self, field: str, listed: Node | None, item: Mapping[str, Value]) -> list[_Edit]:
        """Return the edits that put an item at the end of the list of this name, which ``listed`` is."""
        text = self._source.text
        if listed is None:
            return [self._lines_after(len(text), [f"{field}:", *_item_lines(item, "  ")])]
        if listed.children and not listed.in_flow:
            column = self._column(listed.start)
            return [self._lines_after(self._item_end(listed, column), _item_lines(item, " " * column))]
        edits = [self._lines_after(listed.key, _item_lines(item, "  "))]
        if listed.value is None and text[listed.start : listed.end].replace(" ", "") == "[]":
            # Empty brackets give way to the item.
            begin = len(text[: listed.start].rstrip(" "))
            return [_Edit(begin, listed.end, ""), *edits]
        if listed.value != "" or listed.style:
            raise _ImpossibleError
        return edits

    def _item_end(self, listed: Node, column: int) -> int:
        """Return where a list's last item ends: comments below it that are indented further are its own."""
        text = self._source.text
        at = end = self._line_end(len(text[: listed.text_end()].rstrip()))
        for line in text[end + 1 :].split("\n"):
            at += 1 + len(line)
            words = line.lstrip(" ")
            if words and not (words.startswith("#") and len(line) - len(words) > column):
                break
            if words:
                end = at
        return end


def _last(mapping: Node) -> Node:
    return max(mapping.children.values(), key=lambda child: child.key)


def _first_right(candidates: Iterable[str], words: str, column: int) -> str:
    """Return the first way of writing words that reads as them."""
    for candidate in candidates:
        if reads_as(candidate, words, column):
            return candidate
    raise _ImpossibleError


def _item_lines(item: Mapping[str, Value], indent: str) -> Iterator[str]:
    return yaml_writing.item((line for name, value in item.items() for line in yaml_writing.field(name, value)), indent)


def _values(node: Node) -> Any:
    """Return what a node holds, lists as mappings from their indices."""
    return {key: _values(child) for key, child in node.children.items()} if node.children else node.value


def _leaves(path: RecordPath, value: Any) -> Iterator[tuple[RecordPath, str]]:
    """Yield the words in a value, each with its path."""
    if isinstance(value, str):
        yield path, value
    elif value is not None:
        for key, inner in value.items() if isinstance(value, Mapping) else enumerate(value):
            yield from _leaves((*path, key), inner)


def _with_value(tree: Any, path: RecordPath, value: str) -> Any:
    """Return the tree with ``value`` at ``path``; mappings that are missing on the way are added."""
    if not path:
        return value
    inner = dict(tree) if isinstance(tree, dict) else {}
    return {**inner, path[0]: _with_value(inner.get(path[0]), path[1:], value)}
