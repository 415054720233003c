"""Decides what a message may repeat of a record: never consent, private notes or people's names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from site_builder.reading.source import SourceText
from site_builder.reading.yaml_nodes import NOTE_PREFIX
from site_builder.records.field_names import is_field_or_locale

_PRIVATE = {"consent", "people"}
_FIELD = re.compile(r"""[ \t\-?]*["']?(?P<key>[\w-]+)["']?\s*:(?:\s|$)""")
# Fields that only consent has are private wherever they slipped to; these two occur in public records as well.
_CONSENT = "consent|people|reference|covers|until|guardian"
_SHARED = {"name", "status"}
_NAMES_PRIVATE = re.compile(rf"""(?<![\w-])(?:{_CONSENT}|{NOTE_PREFIX}\w*)["']?\s*:""")
_NAMES_NOTE = re.compile(rf"""(?<![\w-]){NOTE_PREFIX}\w*["']?\s*:""")
# Here people are quoted or named who may not have agreed to it: only what looks like a choice or a date is repeated.
_PERSONAL = {"quotes", "photos"}
_OTHER_FIELDS = re.compile(r":(?:\s|$)|#|\n")
TOKEN = re.compile(r"[\w./:+-]{1,25}\Z")
# Parameters that repeat or interpret what was written, and the rules to name instead where that may be private.
_FROM_VALUE = {"found", "corrected", "language", "day_first", "month_first"}
_WITHOUT_VALUE: Mapping[str, str] = {
    "choice-misspelt": "choice-expected",
    "choice-unknown": "choice-expected",
    "country-by-name": "country-unknown",
    "date-ambiguous": "date-unreadable",
    "date-form": "date-unreadable",
    "date-not-there": "date-unreadable",
    "number-with-words": "number-expected",
    "number-with-separator": "number-expected",
}


def is_private_key(key: object) -> bool:
    """Return whether nothing under this key may ever be shown."""
    return isinstance(key, str) and (key in _PRIVATE or key.startswith(NOTE_PREFIX))


def is_private(source: SourceText, index: int, path: Iterable[str | int] = ()) -> bool:
    """Return whether the line of ``index`` may hold private words.

    ``path``: where it stands in the record, as far as that is known. Since a file that cannot be parsed tells too
    little, the keys of less indented lines above it count as well, and a line that is no field follows the line above
    it: what cannot be told from private words is private.
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


def is_note(source: SourceText, index: int) -> bool:
    """Return whether the line of ``index`` belongs to a private note, which is read by nobody."""
    return _under(_upwards(source, index), _NAMES_NOTE)


def _upwards(source: SourceText, index: int) -> list[str]:
    """Return the line of ``index`` and those above it that are not blank, the nearest first."""
    return [source.line_at(index), *(line for line in source.lines_before(index) if line.strip())]


def _under(lines: list[str], names: re.Pattern[str]) -> bool:
    """Return whether the first of ``lines``, or a field that it stands under, has one of these names."""
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
    """Return how far a line is indented; a list item under a field counts as deeper, however it is written."""
    words = line.lstrip()
    return 2 * (len(line) - len(words)) + (1 if words.startswith("-") else 0)


def public(
    rule: str, params: Mapping[str, object], given: object, path: tuple[str | int, ...]
) -> tuple[str, Mapping[str, object]]:
    """Return a rule and parameters without words that may be private; suggestions would tell them as well."""
    told = [name for name in params if name in _FROM_VALUE]
    words = given if isinstance(given, str) else " ".join(str(params[name]) for name in told)
    if not told or may_be_shown(words, path):
        return rule, params
    if rule in _WITHOUT_VALUE:
        return _WITHOUT_VALUE[rule], {"choices": params["choices"]} if "choices" in params else {}
    return rule, {**params, **dict.fromkeys(told, "…")}


def may_have_swallowed(word: str) -> bool:
    """Return whether a value may hold lines that follow it, since its quotation mark was never closed."""
    return bool(_OTHER_FIELDS.search(word))


def may_be_shown(word: str, path: tuple[str | int, ...]) -> bool:
    """Return whether ``word``, which stands at ``path`` (or is the name of a field there), cannot be a private word."""
    if any(is_private_key(part) for part in path):
        return is_field_or_locale(word)
    if may_have_swallowed(word):
        return False
    return not any(part in _PERSONAL for part in path) or bool(TOKEN.match(word))
