"""Writes texts as gettext PO and reads them back.

PO has no codes: links stand there as the Markdown that they are, and a file that comes back is checked against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from site_builder.exchange.model import (
    MOST_UNITS,
    FaultError,
    Progress,
    Returned,
    ReturnedSegment,
    ReturnedUnit,
    TranslationUnit,
)
from site_builder.locales import po
from site_builder.locales.catalog import Catalog

_SOURCE = "X-Source-Language"
_WAS = "#. was: "
_NUMBERED = re.compile(r"(.+)::(\d{1,5})\Z", re.DOTALL)
_CHARSET = re.compile(r"charset=utf-?8\s*\Z", re.IGNORECASE)


def dump(units: Iterable[TranslationUnit], source: str, target: str, words: Catalog) -> bytes:
    """Write the units in the order given, as a file from ``source`` into ``target``: same units, same bytes."""
    header = {
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": target.replace("-", "_"),
        _SOURCE: source,
    }
    lines = [
        *po.message_lines({"msgid": "", "msgstr": "".join(f"{name}: {value}\n" for name, value in header.items())})
    ]
    for unit in units:
        lines += _messages(unit, words)
    return "\n".join(lines).encode()


def _messages(unit: TranslationUnit, words: Catalog) -> Iterator[str]:
    comments = [f"#. {note}" for _, note in unit.notes(words)]
    comments += [f"{_WAS}{unit.was}", f"#: {unit.document.replace(' ', '_')}"]
    if unit.state in ("stale", "machine"):
        comments.append("#, fuzzy")
    for number, (source, target) in enumerate(unit.segments, 1):
        context = f"{unit.id}::{number}" if len(unit.segments) > 1 else unit.id
        yield from po.message_lines({"msgctxt": context, "msgid": source, "msgstr": target}, comments)


def load(data: bytes) -> Returned:
    """Read a file that came back. Raises FaultError for the first thing in it that is not as it should be."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FaultError("encoding", data.count(b"\n", 0, error.start) + 1) from None
    messages = map(_checked, po.messages(text))
    head = next(messages, None)
    if head is None or head.text("msgid") or "msgctxt" in head:
        raise FaultError("po-header", head.line if head else 1)
    header = po.header_fields(head)
    if not _CHARSET.search(header.get("content-type", "")):
        raise FaultError("encoding", head.line)
    source, target = (header.get(name.lower(), "").replace("_", "-") for name in (_SOURCE, "Language"))
    return Returned(source, target, tuple(_units(messages)), head.line)


def _checked(message: po.Message) -> po.Message:
    """Return a message that is read without a fault and has one form."""
    for keyword, line in message.lines.items():
        if keyword == "msgid_plural" or keyword.startswith("msgstr["):
            raise FaultError("po-plural", line)
    for line in sorted([*message.faults, *message.escapes]):
        raise FaultError("po", line)
    if "msgid" not in message or "msgstr" not in message:
        raise FaultError("po", message.end + 1)
    return message


def _units(messages: Iterator[po.Message]) -> Iterator[ReturnedUnit]:
    """Put the messages together: those of one text are numbered and stand one after the other."""
    name, was, line = "", "", 0
    segments: list[ReturnedSegment] = []
    for count, message in enumerate(messages):
        if count >= MOST_UNITS:
            raise FaultError("units", message.line, limit=MOST_UNITS)
        if "msgctxt" not in message:
            raise FaultError("unknown", message.line, id=message.text("msgid")[:40])
        context = message.text("msgctxt")
        numbered = _NUMBERED.match(context)
        identifier, number = (numbered[1], int(numbered[2])) if numbered else (context, 1)
        if number <= 1:
            if segments:
                yield ReturnedUnit(name, was, tuple(segments), line)
            was = next((note.removeprefix(_WAS) for note in message.comments if note.startswith(_WAS)), "")
            name, line, segments = identifier, message.line, []
        elif identifier != name or number != len(segments) + 1:
            raise FaultError("po-order", message.line, id=context[:80])
        source, target = (message.text("msgid"),), (message.text("msgstr"),)
        progress: Progress = "initial" if message.is_fuzzy else "reviewed"
        segments.append(ReturnedSegment(source, target, progress, message.lines["msgstr"]))
    if segments:
        yield ReturnedUnit(name, was, tuple(segments), line)
