"""A gettext catalog (``.po``) read as text: its entries with their lines, and the lines that are none.

Nothing in it is run, and nothing is made larger than it is written: a catalog may come from anybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

MOST_FORMS = 6
"""The most plural forms that a language has (Arabic)."""

_LINE = re.compile(r'(msgid_plural|msgid|msgstr(?:\[(\d)\])?)?[ \t]*"((?:[^"\\]|\\.)*)"[ \t]*\Z')
# What stands in no page and no feed; a feed that holds one is no XML.
_CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
# An entry as nearly all are: a key and its words in a line each without escapes, then another entry or the end.
_PLAIN = r'"[^"\\\n\0-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]'
_USUAL = re.compile(rf'^msgid ({_PLAIN}++)"\nmsgstr ({_PLAIN}*+)"\n++(?=msgid {_PLAIN}++"\n|\Z)', re.MULTILINE)
_FLAGS = re.compile(r"^\s*#,", re.MULTILINE)
_ESCAPE = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
# Of values without white space at their ends: no two parts of it can take the same characters.
_PLURAL = re.compile(r"nplurals\s*=\s*(\d)\s*;\s*plural\s*=([^;]+);?\Z")


class Entry(NamedTuple):
    """``forms``: the words, one for each plural form, or one alone; all of them may be empty. ``line``: of the key."""

    key: str
    forms: tuple[str, ...]
    line: int
    has_forms: bool = False


class Header(NamedTuple):
    """How many ``forms`` a number may take, and which of them a number ``n`` takes, as C writes it. ``line``: where."""

    forms: int
    plural: str
    line: int


class Po(NamedTuple):
    """``header`` is None where the file does not say how its language makes plurals. ``faults``: lines that cannot be
    read, in order."""

    header: Header | None
    entries: tuple[Entry, ...]
    faults: tuple[int, ...]


class _Open:
    """An entry that is still being read."""

    def __init__(self, line: int, *, is_fuzzy: bool) -> None:
        self.line = line
        self.is_fuzzy = is_fuzzy
        self.is_broken = False
        self.parts: dict[str, list[str]] = {}

    def words(self, part: str) -> str:
        return "".join(self.parts.get(part, ()))

    def forms(self) -> tuple[str, ...] | None:
        """The words by their form; None where one is missing between two."""
        names = [name for name in self.parts if name.startswith("msgstr")]
        if names == ["msgstr"] or names == [f"msgstr[{index}]" for index in range(len(names))]:
            return tuple(map(self.words, names)) or None
        return None


def parse(text: str) -> Po:
    """What stands in ``text``. Entries that are marked as fuzzy are left out, as gettext does."""
    entries, rest = _usual(text)
    faults: list[int] = []
    header: Header | None = None
    for found in _entries(rest, faults):
        forms = found.forms()
        if found.is_broken:
            continue
        if forms is None:
            faults.append(found.line)
        elif key := found.words("msgid"):
            if not found.is_fuzzy:
                entries.append(Entry(key, forms, found.line, "msgstr" not in found.parts))
        else:
            header = _header(forms[0], found.line, faults)
    in_order = sorted(entries, key=lambda entry: entry.line)
    return Po(header, tuple(in_order), tuple(sorted(set(faults))))


def _usual(text: str) -> tuple[list[Entry], str]:
    """The entries that are read at once, for speed, and ``text`` with empty lines in their place.

    Where entries have flags there are none: a line with flags says something of the entry behind it.
    """
    entries: list[Entry] = []
    rest: list[str] = []
    at, line = 0, 1
    for match in () if _FLAGS.search(text) else _USUAL.finditer(text):
        before = text[at : match.start()]
        line += before.count("\n")
        entries.append(Entry(match[1][1:], (match[2][1:],), line))
        lines = match[0].count("\n")
        rest += (before, "\n" * lines)
        at, line = match.end(), line + lines
    return entries, "".join([*rest, text[at:]])


def _entries(text: str, faults: list[int]) -> Iterator[_Open]:
    here: _Open | None = None
    part = ""
    is_fuzzy = False
    for number, line in enumerate(text.split("\n"), start=1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            is_fuzzy = is_fuzzy or (stripped.startswith("#,") and "fuzzy" in stripped)
            continue
        match = _LINE.match(stripped)
        if match is None or _CONTROL.search(stripped):
            faults.append(number)
            if here:
                here.is_broken = True
            continue
        if match[1] == "msgid":
            if here:
                yield here
            here, is_fuzzy = _Open(number, is_fuzzy=is_fuzzy), False
        part = match[1] or part
        if here is None or (match[1] and part in here.parts):
            faults.append(number)
            if here:
                here.is_broken = True
            continue
        here.parts.setdefault(part, []).append(_ESCAPE.sub(lambda sign: _ESCAPES.get(sign[1], sign[1]), match[3]))
    if here:
        yield here


def _header(words: str, line: int, faults: list[int]) -> Header | None:
    for field in words.split("\n"):
        name, _, value = field.partition(":")
        if name.strip().lower() == "plural-forms":
            match = _PLURAL.match(value.strip())
            if match and 1 <= int(match[1]) <= MOST_FORMS:
                return Header(int(match[1]), match[2].strip(), line)
            faults.append(line)
    return None
