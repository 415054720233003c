"""Reads plain text, Markdown and exported chats as a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from site_builder.importing.document import (
    MOST_BLOCKS,
    MOST_LETTERS,
    DocumentBlock,
    ImportFaultError,
    Location,
    Remark,
    SourceDocument,
)
from site_builder.importing.text import clean, clean_lines
from site_builder.markdown import parse, plain

_GAP = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*\Z")
_UNDERLINED = re.compile(r"(.+)\n(=+|-{3,})\Z")
_PICTURE = re.compile(r"!\[([^\]\n]{0,500})\]\(<?([^()\s<>]{1,300})>?(?:\s+\"[^\"\n]{0,200}\")?\)\Z")
_ITEM = re.compile(r"(?:[-*•·–]|\d{1,3}[.)])[ \t]+\S")
_IS_MARKDOWN = re.compile(r"^#{1,6} \S|\*\*\S", re.MULTILINE)
# More empty lines than that mark the end of an unknown page in text that was taken out of a PDF.
_LONG_GAP = 3
# Stands for a form feed, which cleaning would remove.
_FEED = "\n\n\ue00c\n\n"

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


def read_text(name: str, content: bytes) -> SourceDocument:
    """Read a text file: UTF-8, UTF-16 with its mark, else Western Windows. Raises ImportFaultError ``too-long``,
    ``empty``."""
    remarks: tuple[Remark, ...] = ()
    try:
        is_utf_16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        text = content.decode("utf-16", "replace") if is_utf_16 else content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text, remarks = content.decode("cp1252", "replace"), (Remark("old-encoding"),)
    if len(text) > MOST_LETTERS:
        raise ImportFaultError("too-long", limit=MOST_LETTERS)
    text = clean_lines(text.replace("\f", _FEED))
    document = _chat(name, text, remarks)
    if document is None:
        is_markdown = name.lower().endswith((".md", ".markdown")) or bool(_IS_MARKDOWN.search(text))
        document = SourceDocument(name, tuple(_blocks(text, is_markdown=is_markdown)), remarks=remarks)
    if len(document.blocks) > MOST_BLOCKS:
        raise ImportFaultError("too-long", limit=MOST_LETTERS)
    if not any(block.words or block.picture for block in document.blocks):
        raise ImportFaultError("empty")
    return document


def _blocks(text: str, *, is_markdown: bool) -> Iterator[DocumentBlock]:
    pages = text.split(_FEED) if _FEED in text else [text]
    for page, words in enumerate(pages, 1):
        if page > 1:
            yield DocumentBlock("break")
        number, position = 1, 0
        for gap in [*_GAP.finditer(words), None]:
            part = words[position : gap.start() if gap else len(words)].strip("\n")
            for block in _part(part, Location(page if len(pages) > 1 else None, number), is_markdown=is_markdown):
                yield block
                number += 1
            if gap is None:
                break
            position = gap.end()
            if gap[0].count("\n") > _LONG_GAP and part.strip():
                yield DocumentBlock("break")


def _part(part: str, location: Location, *, is_markdown: bool) -> Iterator[DocumentBlock]:
    """Read what stands between two empty lines: headings with what follows them at once, a list, or one paragraph."""
    lines = part.split("\n")
    at = location
    while is_markdown and lines and (heading := _HEADING.match(lines[0].strip())):
        if words := clean(plain(parse(heading[2]))):
            yield DocumentBlock("heading", words, at, level=len(heading[1]))
            at = Location(at.page, (at.paragraph or 0) + 1)
        lines = lines[1:]
    if is_markdown and (heading := _UNDERLINED.match("\n".join(lines))):
        yield DocumentBlock("heading", clean(plain(parse(heading[1]))), at, level=1 if heading[2][0] == "=" else 2)
        return
    rest = "\n".join(lines)
    if picture := _PICTURE.match(rest.strip()):
        yield DocumentBlock("picture", clean(picture[1]), at, picture=picture[2])
    elif len(lines) > 1 and all(_ITEM.match(line.strip()) for line in lines if line.strip()):
        for index, line in enumerate(filter(str.strip, lines)):
            words = clean(re.sub(r"\A(?:[-*•·–]|\d{1,3}[.)])\s+", "", line.strip()))
            yield DocumentBlock("item", words, Location(at.page, (at.paragraph or 0) + index))
    elif rest.strip():
        words = clean(plain(parse(rest))) if is_markdown else clean(rest)
        # Without any markup it counts as plain, and figures in it can be linked.
        yield DocumentBlock(
            "paragraph", words, at, markdown=rest.strip() if is_markdown and words != clean(rest) else None
        )


def _chat(name: str, text: str, remarks: tuple[Remark, ...]) -> SourceDocument | None:
    """Read a chat as messengers export it: a line begins with the moment and the sender. None where it is not one."""
    lines = [line.lstrip("\u200e\u200f ") for line in text.split("\n")]
    if sum(1 for line in lines if _LINE.match(line)) < _FEWEST and not (lines and _LINE.match(lines[0])):
        return None
    messages: list[list[str]] = []
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
            messages.append([found["words"]])
        elif messages:
            messages[-1].append(line)
        elif line.strip():
            aside.append(("unread", clean(line)))
    blocks: list[DocumentBlock] = []
    for words in map("\n".join, messages):
        aside.extend(("left-out", clean(found[0])) for found in _LEFT_OUT.finditer(words))
        blocks += _message(_LEFT_OUT.sub("", words), len(blocks))
    aside.extend(("sender", sender) for sender in senders)
    return SourceDocument(name, tuple(blocks), (), tuple(aside), (*remarks, Remark("messages")), _day(moments))


def _message(words: str, before: int) -> list[DocumentBlock]:
    made: list[DocumentBlock] = []
    attached = _ATTACHED.search(words)
    if attached and (picture := clean(attached["a"] or attached["b"])):
        made.append(DocumentBlock("picture", picture=picture, location=Location(paragraph=before + 1)))
    for part in map(clean, _GAP.split(_ATTACHED.sub("", words).strip())):
        if part:
            made.append(DocumentBlock("paragraph", part, Location(paragraph=before + len(made) + 1)))
    return made


def _day(moments: list[tuple[str, str, str]]) -> str | None:
    """Return the day of the last moment. 3/4 is in March or in April: one certain day decides for all."""
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
