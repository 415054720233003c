"""What a built site lets out: every text of every file as the audit of a withdrawal reads it, and every file's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from site_builder.withdrawal.contents import FileText, contents
from site_builder.withdrawal.phrases import letters, readings

# A token of ``canaries``, without its accent.
_TOKEN = re.compile(rb"zqn([0-9]{4})x")


def _text(data: bytes) -> str:
    """All that programs read in a file, in every way in which they may."""
    found = (each.words for each in contents(data) if isinstance(each, FileText))
    return "\n".join({reading for words in found for reading in readings(words)})


@cache
def _texts(folder: Path) -> tuple[tuple[str, str], ...]:
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return tuple((file.relative_to(folder).as_posix(), _text(file.read_bytes())) for file in files)


def leaks(folder: Path, secrets: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each secret that stands in a file or its name, with that file; capitals do not matter."""
    texts = [(name, f"{name}\n{text}".lower()) for name, text in _texts(folder)]
    yield from ((secret, name) for secret in secrets for name, text in texts if secret.lower() in text)


def tokens(data: bytes) -> set[int]:
    """The numbers of all tokens in a file's bytes."""
    return _numbers(_text(data))


def tokens_in(folder: Path) -> dict[int, set[str]]:
    """The tokens in all files of ``folder`` and in their names, each with the files that hold it."""
    found: dict[int, set[str]] = {}
    for name, text in _texts(folder):
        for number in _numbers(f"{name}\n{text}"):
            found.setdefault(number, set()).add(name)
    return found


def _numbers(text: str) -> set[int]:
    return {int(number) for number in _TOKEN.findall(letters(text))}
