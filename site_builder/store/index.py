"""The store's index: which key stands for what, most lately used first. A line each, under a digest of them all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from site_builder.store.files import write_whole
from site_builder.store.keys import digest_of

_FORMAT = "store 2"


def read_index(path: Path) -> dict[str, str]:
    """Keys and where their contents are; nothing where the index is absent, damaged or of another version."""
    try:
        head, _, lines = path.read_text("ascii").partition("\n")
    except (OSError, UnicodeDecodeError):
        return {}
    if head != f"{_FORMAT} {digest_of(lines.encode())}":
        return {}
    pairs = (line.partition(" ") for line in lines.splitlines())
    return {name: where for name, _, where in pairs}


def write_index(path: Path, index: Mapping[str, str]) -> None:
    """Write the index whole or not at all. Raises OSError."""
    lines = "".join([f"{name} {where}\n" for name, where in index.items()])
    write_whole(path, f"{_FORMAT} {digest_of(lines.encode())}\n{lines}".encode())
