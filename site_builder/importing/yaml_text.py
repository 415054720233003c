"""YAML written line by line: what comes out reads back as exactly the same words."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from site_builder.locales import Locale

_PLAIN = re.compile(r"[a-z][a-z0-9-]*(?:\.[a-z]+)?\Z|-?\d+(?:\.\d+)?\Z|(?:\.\./)?\d{4}(?:-\d\d)*\Z|[A-Z]{2}\Z")
_SPOKEN = frozenset({"true", "false", "yes", "no", "null", "on", "off", "y", "n"})
_WIDTH = 118
_SHORT = 90

Value: TypeAlias = "str | Sequence[str] | Mapping[str, Value] | Mapping[Locale, Value] | None"


def field(name: str, value: Value, depth: int = 0) -> Iterator[str]:
    """The lines of a field. A mapping goes a level deeper, a list of names stands on one line, None is left empty."""
    indent = "  " * depth
    if value is None:
        yield f"{indent}{name}:"
    elif isinstance(value, str):
        yield from _words(f"{indent}{name}:", value, depth)
    elif isinstance(value, Mapping):
        yield f"{indent}{name}:"
        for inner, words in value.items():
            yield from field(inner, words, depth + 1)
    else:
        yield f"{indent}{name}: [{', '.join(map(_scalar, value))}]"


def _words(head: str, value: str, depth: int) -> Iterator[str]:
    indent = "  " * (depth + 1)
    if len(value) <= _SHORT or value != " ".join(value.split()):
        yield f"{head} {_scalar(value)}"
        return
    yield f"{head} >-"
    for line in textwrap.wrap(value, _WIDTH - len(indent), break_long_words=False, break_on_hyphens=False):
        yield f"{indent}{line}"


def block(name: str, value: str, depth: int = 0) -> Iterator[str]:
    """The lines of a field that holds a text of several paragraphs, to be read and edited as it stands."""
    indent = "  " * depth
    lines = value.rstrip("\n").split("\n")
    if not value.strip() or lines[0][:1].isspace() or not all(line.isprintable() for line in lines):
        yield f"{indent}{name}: {_scalar(value)}" if value.strip() else f"{indent}{name}:"
        return
    yield f"{indent}{name}: |-"
    for line in lines:
        yield f"{indent}  {line}" if line else ""


def _scalar(value: str) -> str:
    if _PLAIN.match(value) and value not in _SPOKEN:
        return value
    return json.dumps(value, ensure_ascii=False)


def item(lines: Iterator[str]) -> Iterator[str]:
    """Lines of fields, as one item of a list a level deeper."""
    for number, line in enumerate(lines):
        yield f"  {'- ' if number == 0 else '  '}{line}"


def comment(words: str, depth: int = 0) -> Iterator[str]:
    """Words as a comment."""
    indent = "  " * depth
    for line in words.splitlines():
        for part in textwrap.wrap(line, _WIDTH - len(indent) - 2, break_on_hyphens=False) or [""]:
            yield f"{indent}# {part}".rstrip()
