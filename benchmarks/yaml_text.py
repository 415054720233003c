"""Plain values as YAML text: enough for records and front matter, and the same bytes every time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

_PLAIN = re.compile(r"[A-Za-z0-9ÁÉÍÓÚáéíóúñ][\wÁÉÍÓÚáéíóúñ ,.()/-]*")

Value = str | int | bool | Sequence["Value"] | Mapping[str, "Value"]


def yaml_text(record: Mapping[str, Value]) -> str:
    """A mapping as a YAML document in block style; text of several lines becomes a literal block."""
    return "\n".join(_mapping(record, "")) + "\n"


def _mapping(values: Mapping[str, Value], indent: str) -> Iterator[str]:
    for key, value in values.items():
        yield from _entry(f"{indent}{key}:", value, f"{indent}  ")


def _entry(head: str, value: Value, indent: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield head
        yield from _mapping(value, indent)
    elif isinstance(value, str) and "\n" in value:
        yield f"{head} |"
        yield from (f"{indent}{line}" if line else "" for line in value.splitlines())
    elif isinstance(value, str | int):
        yield f"{head} {_scalar(value)}"
    elif all(isinstance(item, str | int) for item in value):
        yield f"{head} [{', '.join(_scalar(item) for item in value if isinstance(item, str | int))}]"
    else:
        yield head
        for item in value:
            assert isinstance(item, Mapping)
            first, *rest = _mapping(item, f"{indent}  ")
            yield f"{indent}- {first.strip()}"
            yield from rest


def _scalar(value: str | int) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) and _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
