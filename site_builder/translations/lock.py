"""Reads and writes ``translations.lock``: what each translation was made from, by whom and when.

One line a translation, sorted, so that a change is a line in a diff and two people's changes merge; where a merge keeps
both (``merge=union``) both hold. With a line that cannot be read nothing in the file counts, and only an explicit
command writes it anew.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Literal, NamedTuple

from site_builder.locales import edtf

FILE = "translations.lock"

Translator = Literal["human", "machine"]

Author = Literal["human", "machine", "reviewed"]
"""Who made a translation: a person, a machine, or a machine whose work a person has reviewed."""

_HEAD = (
    "# Written by the program: what each translation was made from, by whom and when.\n"
    "# Lo escribe el programa: de qué se hizo cada traducción, quién la hizo y cuándo.\n"
)
_LINE = re.compile(r"(\S{1,300}) ([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*) ([0-9a-f]{20}) (human|machine|reviewed) (\S{10})\Z")
_MOST_LINES = 20_000


class LockEntry(NamedTuple):
    """What a translation was made from: the ``digest`` of those words, ``by`` whom, and ``on`` which day."""

    digest: str
    by: Author
    on: date


Key = tuple[str, str]
"""A field's name as the lock has it, and a locale."""

Lock = Mapping[Key, tuple[LockEntry, ...]]

NO_LOCK: Lock = MappingProxyType({})


def digest(words: str) -> str:
    """Return the digest of words, whatever white space stands between them."""
    return hashlib.sha256(" ".join(words.split()).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def parse(text: str) -> tuple[Lock | None, int]:
    """Read a lock; return None and the index of the first line that cannot be read, where there is one."""
    found: dict[Key, tuple[LockEntry, ...]] = {}
    lines = text.split("\n")
    index = 0
    for number, line in enumerate(lines):
        words = line.strip()
        if words and not words.startswith("#"):
            read = _entry(words) if number < _MOST_LINES else None
            if read is None:
                return None, index
            key, entry = read
            found[key] = (*found.get(key, ()), entry)
        index += len(line) + 1
    return found, -1


def _entry(line: str) -> tuple[Key, LockEntry] | None:
    match = _LINE.match(line)
    if match is None:
        return None
    day = edtf.parse_part(match[5])
    if day is None or day.day is None:
        return None
    by: Author = match[4]  # type: ignore[assignment]
    return (match[1], match[2]), LockEntry(match[3], by, day.first_day)


def dump(lock: Lock) -> bytes:
    """Write a lock as a file: the same lock, the same bytes."""
    lines = (
        f"{name} {locale} {entry.digest} {entry.by} {entry.on.isoformat()}\n"
        for (name, locale), entries in sorted(lock.items())
        for entry in sorted(set(entries))
    )
    return (_HEAD + "".join(lines)).encode()
