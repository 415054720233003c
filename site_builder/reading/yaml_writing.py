"""Writes YAML line by line, and single texts in the style of those around them: all of it reads back as the same words.

Nothing is wrapped, quoted or sorted by a YAML library: what people will edit is laid out as people write it.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import yaml

from site_builder.locales import Locale

Value: TypeAlias = "str | Sequence[str] | Mapping[str, Value] | Mapping[Locale, Value] | None"

WIDTH = 118
"""The longest line of a record in characters; longer texts stand in a block."""

_NARROWEST = 60
_SHORT = 90
# What YAML and the reader take for these very letters, without quotation marks.
_PLAIN = re.compile(r"[A-Za-z0-9][\w./-]*\Z|-?\d+(?:\.\d+)?\Z|\.\./\d{4}(?:-\d\d)*\Z", re.ASCII)
# Nothing, and what older programs take for true or false.
_MISREAD = frozenset({"", "null", "yes", "no", "on", "off", "y", "n"})
_BREAK = re.compile(r"(?<=\S) (?=\S)")


def field(name: str, value: Value, depth: int = 0) -> Iterator[str]:
    """Yield the lines of a field. A mapping goes a level deeper, a list stands on one line, None is left empty."""
    indent = "  " * depth
    if value is None:
        yield f"{indent}{name}:"
    elif isinstance(value, str):
        is_long = len(value) > _SHORT and value == " ".join(value.split())
        written = next(block(value, ">-", len(indent) + 2, WIDTH)) if is_long else scalar(value)
        yield from f"{indent}{name}: {written}".split("\n")
    elif isinstance(value, Mapping):
        yield f"{indent}{name}:"
        for inner, words in value.items():
            yield from field(inner, words, depth + 1)
    else:
        yield f"{indent}{name}: [{', '.join(map(scalar, value))}]"


def paragraphs(name: str, value: str, depth: int = 0) -> Iterator[str]:
    """Yield the lines of a field that holds a text of several paragraphs, to be read and edited as it stands."""
    indent = "  " * depth
    lines = value.rstrip("\n").split("\n")
    if not value.strip():
        yield f"{indent}{name}:"
    elif lines[0][:1].isspace() or not all(line.isprintable() for line in lines):
        yield f"{indent}{name}: {scalar(value)}"
    else:
        yield f"{indent}{name}: |-"
        yield from (f"{indent}  {line}" if line else "" for line in lines)


def item(lines: Iterable[str], indent: str = "  ") -> Iterator[str]:
    """Yield the lines of fields as one item of a list, its dash ``indent`` deep."""
    for number, line in enumerate(lines):
        yield f"{indent}{'- ' if number == 0 else '  '}{line}"


def comment(words: str, depth: int = 0) -> Iterator[str]:
    """Yield words as the lines of a comment."""
    indent = "  " * depth
    for line in words.splitlines():
        for part in textwrap.wrap(line, WIDTH - len(indent) - 2, break_on_hyphens=False) or [""]:
            yield f"{indent}# {part}".rstrip()


def scalar(value: str) -> str:
    """Write a value on one line, in quotation marks where it needs any."""
    return value if _PLAIN.match(value) and value.casefold() not in _MISREAD else json.dumps(value, ensure_ascii=False)


def inline(words: str, style: str, *, in_flow: bool) -> str:
    """Write words on one line: plain (``style`` empty) or in quotation marks like ``style``, where that can hold them;
    else in double ones, which can hold everything. ``in_flow``: between brackets or braces."""
    if style == "'" and "\n" not in words:
        return f"'{words.replace(style, style * 2)}'"
    if not style and "\n" not in words and _is_plain(words, in_flow=in_flow):
        return words
    return json.dumps(words, ensure_ascii=False)


def block(words: str, header: str, indent: int, width: int) -> Iterator[str]:
    """Yield words as a block below ``header`` (``>-``), ``indent`` columns in: as it says, then as they stand.

    ``width``: the longest line where line breaks mean nothing.
    """
    if header.startswith(">") and (folded := _folded(words, max(width - indent, _NARROWEST))) is not None:
        yield _block(header, folded, indent)
    yield _block(f"|{header[1:]}", words, indent)


def reads_as(written: str, words: str, column: int = 0) -> bool:
    """Return whether ``written`` is YAML for these words as the value of a key at ``column``."""
    try:
        found = yaml.load(f"{' ' * column}k: {written}\n", yaml.CBaseLoader)  # noqa: S506 - makes nothing but text
    except (yaml.YAMLError, ValueError):
        return False
    value = found.get("k") if isinstance(found, dict) and len(found) == 1 else None
    return isinstance(value, str) and value.strip() == words


def _is_plain(words: str, *, in_flow: bool) -> bool:
    """Return whether every program reads words without quotation marks as these very words."""
    try:
        found = yaml.load(f"{{k: {words}, l: x}}" if in_flow else f"k: {words}\nl: x", yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError):
        return False
    return bool(found == {"k": words, "l": "x"})


def _block(header: str, words: str, indent: int) -> str:
    pad = " " * indent
    return "\n".join([header, *(f"{pad}{line}" if line else "" for line in words.split("\n"))])


def _folded(words: str, width: int) -> str | None:
    """Break lines where a space stands between words, and once more wherever the text has a break of its own."""
    lines: list[str] = []
    for line in re.sub(r"\n+", lambda breaks: f"{breaks[0]}\n", words).split("\n"):
        if line[:1] in (" ", "\t"):
            return None
        current, *pieces = _BREAK.split(line)
        for piece in pieces:
            if len(current) + 1 + len(piece) > width:
                lines.append(current)
                current = piece
            else:
                current = f"{current} {piece}"
        lines.append(current)
    return "\n".join(lines)
