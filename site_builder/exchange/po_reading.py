"""PO that comes back. Read strictly: a lenient reader joins two messages of one name, and knows no lines of either."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.exchange.faults import FaultError
from site_builder.exchange.po import HEADER, WAS
from site_builder.exchange.returned import MOST_UNITS, Ready, Returned, ReturnedSegment, ReturnedUnit

_KEYWORD = re.compile(r'(msgctxt|msgid|msgstr)[ \t]*"(.*)"\Z')
_CONTINUED = re.compile(r'"(.*)"\Z')
_ESCAPE = re.compile(r'\\(.?)|"', re.DOTALL)
_MEANT = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_NUMBERED = re.compile(r"(.+)::(\d{1,5})\Z", re.DOTALL)
_CHARSET = re.compile(r"charset=utf-?8\s*\Z", re.IGNORECASE)


class _Message:
    """A message as it is read: the pieces of its strings by keyword, the line on which each begins, and what comments
    say."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.pieces: dict[str, list[str]] = {}
        self.lines: dict[str, int] = {}
        self.is_fuzzy = False
        self.was = ""

    def words(self, keyword: str) -> str:
        """One of its strings."""
        return "".join(self.pieces.get(keyword, ()))


def read(data: bytes) -> Returned:
    """What a file says. Raises FaultError for the first thing in it that is not as it should be."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FaultError("encoding", data.count(b"\n", 0, error.start) + 1) from None
    found = _messages(text.replace("\r\n", "\n").split("\n"))
    head = next(found, None)
    if head is None or head.words("msgid") or "msgctxt" in head.pieces:
        raise FaultError("po-header", head.line if head else 1)
    header = dict(line.split(": ", 1) for line in head.words("msgstr").split("\n") if ": " in line)
    if not _CHARSET.search(header.get("Content-Type", "")):
        raise FaultError("encoding", head.line)
    languages = [header.get(name, "").strip().replace("_", "-") for name in reversed(HEADER)]
    return Returned(languages[0], languages[1], tuple(_units(found)), head.line)


def _messages(lines: list[str]) -> Iterator[_Message]:
    message: _Message | None = None
    keyword = ""
    for number, line in enumerate((*lines, ""), 1):
        words = line.strip()
        # A message is over where there is a blank line, or its translation and then no more of it.
        if message is not None and message.pieces and (not words or ("msgstr" in message.pieces and words[0] != '"')):
            if not message.pieces.keys() >= {"msgid", "msgstr"}:
                raise FaultError("po", number)
            yield message
            message = None
        if not words or words.startswith("#~"):
            continue
        message = message or _Message(number)
        if words.startswith("#"):
            _remark(message, words, number)
        elif found := _KEYWORD.match(words):
            keyword = found[1]
            if keyword in message.pieces:
                raise FaultError("po", number)
            message.pieces[keyword], message.lines[keyword] = [_unescaped(found[2], number)], number
        elif (found := _CONTINUED.match(words)) and message.pieces:
            message.pieces[keyword].append(_unescaped(found[1], number))
        else:
            raise FaultError("po-plural" if words.startswith(("msgid_plural", "msgstr[")) else "po", number)


def _remark(message: _Message, words: str, number: int) -> None:
    if message.pieces:
        raise FaultError("po", number)
    if words.startswith("#,"):
        message.is_fuzzy |= "fuzzy" in re.split(r"[,\s]+", words)
    elif words.startswith(f"#. {WAS}"):
        message.was = words[len(f"#. {WAS}") :].strip()


def _unescaped(words: str, line: int) -> str:
    def meant(found: re.Match[str]) -> str:
        if found[1] not in _MEANT:
            raise FaultError("po", line)
        return _MEANT[found[1]]

    return _ESCAPE.sub(meant, words)


def _units(messages: Iterator[_Message]) -> Iterator[ReturnedUnit]:
    """The messages put together: those of one text are numbered and stand one after the other."""
    name, was, line = "", "", 0
    segments: list[ReturnedSegment] = []
    for count, message in enumerate(messages):
        if count >= MOST_UNITS:
            raise FaultError("units", message.line, limit=MOST_UNITS)
        if "msgctxt" not in message.pieces:
            raise FaultError("unknown", message.line, id=message.words("msgid")[:40])
        context = message.words("msgctxt")
        numbered = _NUMBERED.match(context)
        identifier, number = (numbered[1], int(numbered[2])) if numbered else (context, 1)
        goes_on = number > 1 and identifier == name and number == len(segments) + 1
        if number > 1 and not goes_on:
            raise FaultError("po-order", message.line, id=context[:80])
        if segments and not goes_on:
            yield ReturnedUnit(name, was, tuple(segments), line)
            segments = []
        if not goes_on:
            name, was, line = identifier, message.was, message.line
        ready: Ready = "no" if message.is_fuzzy else "signed"
        source, target = (message.words("msgid"),), (message.words("msgstr"),)
        segments.append(ReturnedSegment(source, target, ready, message.lines["msgstr"]))
    if segments:
        yield ReturnedUnit(name, was, tuple(segments), line)
