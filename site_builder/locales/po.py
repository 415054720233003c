"""Reads and writes gettext PO: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html

A file may come from anybody: nothing in it is run, and nothing becomes larger than it is written. Babel's reader was
tried: it joins two messages of one name, takes quotation marks and escapes that do not belong there, and starts slower.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

MOST_FORMS = 6
"""The most plural forms that a language has (Arabic)."""

_STRING = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)[ \t]*)?"((?:[^"\\]|\\.)*)"\Z')
# Characters that no page and no feed may hold; a feed with one of them is not XML.
_CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_ESCAPE = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"', "\t": "\\t", "\r": "\\r"})
# Matched against stripped values: no two parts of it can take the same characters.
_PLURAL = re.compile(r"nplurals\s*=\s*(\d)\s*;\s*plural\s*=([^;]+);?\Z")


class Message:
    """A message as it stands in a file.

    ``line`` and ``end``: its first line, comments included, and the last of its strings; ``lines``: where each string
    begins, by keyword (``msgid``, ``msgstr[0]``); ``comments``: those before it. ``faults``: lines that cannot be read;
    ``escapes``: lines with an escape that PO does not have, which is read as the character itself.
    """

    def __init__(self, line: int) -> None:
        self.line = self.end = line
        self.comments: list[str] = []
        self.lines: dict[str, int] = {}
        self.faults: list[int] = []
        self.escapes: list[int] = []
        self.has_translation = False
        self._pieces: dict[str, list[str]] = {}
        self._keyword = ""

    def __contains__(self, keyword: str) -> bool:
        return keyword in self.lines

    def text(self, keyword: str) -> str:
        """Return one of its strings, empty where the message has none by that keyword."""
        return "".join(self._pieces.get(keyword, ()))

    @property
    def is_fuzzy(self) -> bool:
        """Whether it is flagged as unfinished."""
        return any(line.startswith("#,") and "fuzzy" in re.split(r"[,\s]+", line[2:]) for line in self.comments)

    def forms(self) -> tuple[str, ...] | None:
        """Return the translation by plural form, or the only one; None where there is none or one is missing."""
        names = [name for name in self.lines if name.startswith("msgstr")]
        if names == ["msgstr"] or names == [f"msgstr[{index}]" for index in range(len(names))]:
            return tuple(map(self.text, names)) or None
        return None

    def add(self, line: int, keyword: str | None, written: str) -> None:
        """Add a string, or a piece of the one before where there is no ``keyword``."""
        if keyword in self.lines if keyword else not self.lines:
            self.faults.append(line)
            return
        self.end = line
        if keyword:
            self._keyword = keyword
            self.lines[keyword] = line
            self._pieces[keyword] = []
            self.has_translation |= keyword.startswith("msgstr")
        if "\\" in written:
            if any(sign not in _ESCAPES for sign in _ESCAPE.findall(written)):
                self.escapes.append(line)
            written = _ESCAPE.sub(lambda sign: _ESCAPES.get(sign[1], sign[1]), written)
        self._pieces[self._keyword].append(written)


def messages(text: str, forbidden: re.Pattern[str] | None = None) -> Iterator[Message]:
    """Yield every message of ``text`` in order, those with faults too. Obsolete ones (``#~``) are comments.

    Lines in which ``forbidden`` is found cannot be read.
    """
    message: Message | None = None
    for number, line in enumerate(text.split("\n"), 1):
        words = line.strip()
        found = None if words[:1] in ("", "#") else _STRING.match(words)
        starts = found is not None and found[1] in ("msgctxt", "msgid")
        if message and (
            (message.has_translation and (starts or words[:1] in ("", "#")))
            or (starts and ("msgid" in message or message.faults))
        ):
            yield message
            message = None
        if not words or words.startswith("#~"):
            continue
        message = message or Message(number)
        if words.startswith("#"):
            message.comments.append(words)
        elif found is None or (forbidden and forbidden.search(words)):
            message.faults.append(number)
        else:
            message.add(number, found[1], found[2])
    if message and (message.lines or message.faults):
        yield message


def header_fields(message: Message) -> dict[str, str]:
    """Return the fields of a header (the message with an empty id) by their names in small letters."""
    fields = (line.partition(":") for line in message.text("msgstr").split("\n"))
    return {name.strip().lower(): value.strip() for name, _, value in fields}


def message_lines(strings: Mapping[str, str], comments: Iterable[str] = ()) -> Iterator[str]:
    """Yield the lines of a message: ``comments`` as they are, ``strings`` by keyword, and an empty line."""
    yield from comments
    for keyword, words in strings.items():
        lines = words.translate(_ESCAPED).split("\n")
        if len(lines) == 1:
            yield f'{keyword} "{lines[0]}"'
            continue
        yield f'{keyword} ""'
        yield from (f'"{line}\\n"' for line in lines[:-1])
        if lines[-1]:
            yield f'"{lines[-1]}"'
    yield ""


class CatalogEntry(NamedTuple):
    """A message of a catalog. ``forms``: one for each plural form, or one alone; all of them may be empty."""

    key: str
    forms: tuple[str, ...]
    line: int
    has_forms: bool = False


class Header(NamedTuple):
    """How many plural ``forms`` a language has, and the C expression that gives the one of a number ``n``."""

    forms: int
    plural: str
    line: int


class Po(NamedTuple):
    """A catalog. ``header`` is None where the file declares no plural forms; ``faults``: the lines that cannot be
    read, in order."""

    header: Header | None
    entries: tuple[CatalogEntry, ...]
    faults: tuple[int, ...]


def parse(text: str) -> Po:
    """Read a catalog. Messages that are flagged as fuzzy are left out, as gettext does, and so are broken ones."""
    header: Header | None = None
    entries: list[CatalogEntry] = []
    faults: set[int] = set()
    for message in messages(text, _CONTROL):
        faults.update(message.faults)
        if message.faults:
            continue
        forms = message.forms()
        line = message.lines.get("msgid", message.line)
        if forms is None or "msgid" not in message or "msgctxt" in message:
            faults.add(line)
        elif key := message.text("msgid"):
            if not message.is_fuzzy:
                entries.append(CatalogEntry(key, forms, line, "msgstr" not in message))
        elif (rule := header_fields(message).get("plural-forms")) is not None:
            match = _PLURAL.match(rule)
            if match and 1 <= int(match[1]) <= MOST_FORMS:
                header = Header(int(match[1]), match[2].strip(), line)
            else:
                header = None
                faults.add(line)
    return Po(header, tuple(entries), tuple(sorted(faults)))
