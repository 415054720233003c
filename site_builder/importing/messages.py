"""Conversations as messengers export them: a line begins with the moment and the sender."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from site_builder.importing.cleaning import clean

_MOMENT = (
    r"\[?(?P<a>\d{1,4})[/.-](?P<b>\d{1,2})[/.-](?P<c>\d{2,4}),?\s+\d{1,2}:\d{2}(?::\d{2})?"
    r"(?:\s?[ap]\.?\s?m\.?)?\]?"
)
_LINE = re.compile(rf"\A{_MOMENT}\s*(?:[-–]\s+)?(?:(?P<sender>[^:\n]{{1,60}}):\s)?(?P<words>.*)\Z", re.IGNORECASE)
_ATTACHED = re.compile(
    r"<(?:attached|adjunto|archivo adjunto):\s*(?P<a>[^<>\n]{1,200})>"
    r"|(?P<b>[^\s<>][^<>\n]{0,199}\.\w{2,5})\s*\((?:file attached|archivo adjunto)\)",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(
    r"<(?:media omitted|multimedia omitido)>|(?:image|imagen|video|audio) (?:omitted|omitid[oa])", re.IGNORECASE
)
_SYSTEM = re.compile(r"end-to-end encrypted|cifrad[oa]s? de extremo a extremo", re.IGNORECASE)
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody wrote; ``attached``: the name of the file that came with it."""

    words: str
    attached: str | None = None


@dataclass(frozen=True, slots=True)
class Messages:
    """``aside``: who wrote, and what the messenger itself said. ``day``: of the last message, where it is certain."""

    messages: tuple[Message, ...]
    aside: tuple[tuple[str, str], ...]
    day: str | None


def messages(text: str) -> Messages | None:
    """The messages in a text; None where it is no conversation."""
    lines = [line.lstrip("\u200e\u200f ") for line in text.split("\n")]
    if sum(1 for line in lines if _LINE.match(line)) < _FEWEST and not (lines and _LINE.match(lines[0])):
        return None
    made: list[list[str]] = []
    aside: list[tuple[str, str]] = []
    moments: list[tuple[str, str, str]] = []
    senders: dict[str, None] = {}
    for line in lines:
        if found := _LINE.match(line):
            moments.append((found["a"], found["b"], found["c"]))
            if found["sender"] is None or _SYSTEM.search(found["words"]):
                aside.append(("system", clean(found["words"])))
                continue
            senders.setdefault(clean(found["sender"]))
            made.append([found["words"]])
        elif made:
            made[-1].append(line)
        elif line.strip():
            aside.append(("unread", clean(line)))
    for lines_of_one in made:
        aside.extend(("left-out", clean(found[0])) for found in _LEFT_OUT.finditer("\n".join(lines_of_one)))
    aside.extend(("sender", sender) for sender in senders)
    return Messages(tuple(map(_message, made)), tuple(aside), _day(moments))


def _message(lines: list[str]) -> Message:
    words = _LEFT_OUT.sub("", "\n".join(lines))
    attached = _ATTACHED.search(words)
    return Message(_ATTACHED.sub("", words).strip(), clean(attached["a"] or attached["b"]) if attached else None)


def _day(moments: list[tuple[str, str, str]]) -> str | None:
    """The day of the last moment. 3/4 is in March or in April: one that is certain tells it of all the others."""
    if not moments:
        return None
    if len(moments[0][0]) == 4:
        year, month, day = moments[-1]
        return _iso(year, month, day)
    day_first = any(int(a) > 12 for a, _, _ in moments)
    month_first = any(int(b) > 12 for _, b, _ in moments)
    a, b, year = moments[-1]
    if day_first == month_first:
        return _iso(year, a, b) if a == b else None
    return _iso(year, b, a) if day_first else _iso(year, a, b)


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day)).isoformat()
    except ValueError:
        return None
