"""Words as YAML: in the way that a file writes its texts, or in the next that can hold them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import yaml

WIDTH = 118
"""How long a line of a record is at most; longer texts stand in a block."""

_NARROWEST = 60
_BREAK = re.compile(r"(?<=\S) (?=\S)")


def inline(words: str, style: str, *, in_flow: bool) -> str:
    """Words on one line: plain (``style`` empty) or in quotation marks like ``style``, where that can hold them; else
    in double ones, which can hold everything. ``in_flow``: between brackets or braces."""
    if style == "'" and "\n" not in words:
        return f"'{words.replace(style, style * 2)}'"
    quoted = json.dumps(words, ensure_ascii=False)
    return words if not style and _is_plain(words, in_flow=in_flow) else quoted


def block(words: str, header: str, indent: int, width: int) -> Iterator[str]:
    """Words as a block below ``header`` (``>-``), each line ``indent`` columns in: as it says, then as they stand.

    ``width``: how long a line may be where lines mean nothing.
    """
    if header.startswith(">") and (folded := _folded(words, max(width - indent, _NARROWEST))) is not None:
        yield _block(header, folded, indent)
    yield _block(f"|{header[1:]}", words, indent)


def says(written: str, words: str, column: int = 0) -> bool:
    """Whether ``written`` is YAML for these words as the value of a key at ``column``."""
    pad = " " * column
    try:
        found = yaml.load(f"{pad}k: {written}\n", yaml.CBaseLoader)  # noqa: S506 - makes nothing but text
    except (yaml.YAMLError, ValueError):
        return False
    value = found.get("k") if isinstance(found, dict) and len(found) == 1 else None
    return isinstance(value, str) and value.strip() == words


def _is_plain(words: str, *, in_flow: bool) -> bool:
    """Whether every program reads words without quotation marks as these very words."""
    wanted = {"k": words, "l": "x"}
    if "\n" in words:
        return False
    try:
        return bool(yaml.load(f"{{k: {words}, l: x}}" if in_flow else f"k: {words}\nl: x", yaml.CSafeLoader) == wanted)
    except (yaml.YAMLError, ValueError):
        return False


def _block(header: str, words: str, indent: int) -> str:
    pad = " " * indent
    return "\n".join([header, *(f"{pad}{line}" if line else "" for line in words.split("\n"))])


def _folded(words: str, width: int) -> str | None:
    """Words with breaks where a space stands between others, and one more wherever they have one."""
    lines: list[str] = []
    for line in re.sub(r"\n+", lambda breaks: f"{breaks[0]}\n", words).split("\n"):
        if line[:1] in (" ", "\t"):
            return None
        start = 0
        current = ""
        for found in (*_BREAK.finditer(line), None):
            piece = line[start : found.start() if found else len(line)]
            start = found.end() if found else start
            if current and len(current) + 1 + len(piece) > width:
                lines.append(current)
                current = piece
            else:
                current = f"{current} {piece}" if current else piece
        lines.append(current)
    return "\n".join(lines)
