"""Which lines of a record may not be quoted in a message: consent, private notes, people's names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from site_builder.reading.field_names import is_field_or_locale
from site_builder.reading.source import Source
from site_builder.reading.values import NOTE_PREFIX

_PRIVATE = {"consent", "people"}
_FIELD = re.compile(r"""[ \t\-?]*["']?(?P<key>[\w-]+)["']?\s*:(?:\s|$)""")
# Fields that only consent has are private wherever they slipped to; these two occur in public records as well.
_CONSENT = "consent|people|reference|covers|until|guardian"
_SHARED = {"name", "status"}
_NAMES_PRIVATE = re.compile(rf"""(?<![\w-])(?:{_CONSENT}|{NOTE_PREFIX}\w*)["']?\s*:""")
_NAMES_NOTE = re.compile(rf"""(?<![\w-]){NOTE_PREFIX}\w*["']?\s*:""")


def is_private_key(key: object) -> bool:
    """Whether nothing under this key may ever be shown."""
    return isinstance(key, str) and (key in _PRIVATE or key.startswith(NOTE_PREFIX))


def is_private(source: Source, index: int, path: Iterable[str | int] = ()) -> bool:
    """Whether the line of ``index`` may hold private words.

    ``path`` is what is known of where it stands. A file that cannot be parsed says too little, so the keys of the less
    indented lines above it count as well, and a line that is no field follows the line above it: whatever cannot be
    told apart from private words is private.
    """
    if any(is_private_key(part) for part in path):
        return True
    lines = _upwards(source, index)
    if lines[0].lstrip().startswith("#"):
        return True
    for number, line in enumerate(lines):
        if _NAMES_PRIVATE.search(line):
            return True
        if _is_known_field(line):
            return _under(lines[number:], _NAMES_PRIVATE)
    return False


def is_note(source: Source, index: int) -> bool:
    """Whether the line of ``index`` belongs to a private note, which is read by nobody."""
    return _under(_upwards(source, index), _NAMES_NOTE)


def _upwards(source: Source, index: int) -> list[str]:
    """The line of ``index`` and those above it that are not blank, the nearest first."""
    return [source.line_at(index), *(line for line in source.lines_before(index) if line.strip())]


def _under(lines: list[str], names: re.Pattern[str]) -> bool:
    """Whether the first of ``lines``, or a field that it stands under, has one of these names."""
    depth = _depth(lines[0]) + 1
    for line in lines:
        if _depth(line) < depth:
            if names.search(line):
                return True
            depth = _depth(line)
        if not depth:
            break
    return False


def _is_known_field(line: str) -> bool:
    match = _FIELD.match(line)
    return match is not None and match["key"] not in _SHARED and is_field_or_locale(match["key"])


def _depth(line: str) -> int:
    """How far a line is indented; a list item under a field counts as deeper, however it is written."""
    words = line.lstrip()
    return 2 * (len(line) - len(words)) + (1 if words.startswith("-") else 0)
