"""The store's index: which key stands for what, most lately used first. A line each, under a digest of them all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from site_builder.store.files import write_whole
from site_builder.store.keys import digest_of
from site_builder.store.packs import Where, pack_of

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


def bounded(index: Mapping[str, Where], limit: int) -> dict[str, Where]:
    """The index as far as ``limit`` goes: bytes of contents, each counted once."""
    kept: dict[str, Where] = {}
    counted: set[str] = set()
    size = 0
    for name, where in index.items():
        if name[0] == "v":
            size += pack_of(where)[1]
        else:
            digest, _, length = where.partition(":")
            size += 0 if digest in counted else int(length)
            counted.add(digest)
        if size > limit:
            break
        kept[name] = where
    return kept
