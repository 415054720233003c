"""What a built site lets out: every byte of every file, and of what Pagefind has packed."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path


@cache
def _content(folder: Path) -> tuple[tuple[str, bytes], ...]:
    found = []
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            data = file.read_bytes()
            if data.startswith(b"\x1f\x8b"):
                data = gzip.decompress(data)
            found.append((file.relative_to(folder).as_posix(), data))
    return tuple(found)


def leaks(folder: Path, secrets: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each secret that stands in a file or its name, with that file; capitals do not matter."""
    for secret in secrets:
        wanted = secret.lower().encode()
        for name, data in _content(folder):
            if wanted in data.lower() or wanted in name.lower().encode():
                yield secret, name
