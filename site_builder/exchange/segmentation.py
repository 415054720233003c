"""Segments a body for translators: its paragraphs, headings and items, with links as protected codes.

Line breaks inside of a segment that mean nothing are a space. What lies between segments (blank lines, ``## ``,
``- ``, photos and quotations on lines of their own, code) is kept by the character, so that a translation has the
layout of its source unless it has one of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from site_builder.exchange.model import Code, Parts
from site_builder.markdown import DestinationKind, Document, MarkdownLink, Target, Token, links, parse

_INLINE = frozenset({"emphasis", "strong", "link", "image", "text", "code", "html", "soft-break", "hard-break"})
_HIDDEN = frozenset({"code-block", "html-block"})


class Segmented(NamedTuple):
    """A text in segments: ``gaps`` around and between them, ``raw`` the segments as they stand, ``flat`` the same
    without line breaks that mean nothing."""

    gaps: tuple[str, ...]
    raw: tuple[str, ...]
    flat: tuple[str, ...]

    def joined(self, segments: Sequence[str]) -> str:
        """Return the text with other segments in place of these; those that are the same keep their line breaks."""
        kept = [raw if new == flat else new for new, raw, flat in zip(segments, self.raw, self.flat, strict=True)]
        return self.gaps[0] + "".join(f"{words}{gap}" for words, gap in zip(kept, self.gaps[1:], strict=True))

    def is_laid_out_as(self, other: Segmented) -> bool:
        """Whether both have the same number of segments, and the same between them, white space aside."""
        return [gap.split() for gap in self.gaps] == [gap.split() for gap in other.gaps]


def whole(text: str) -> Segmented:
    """Return a text as one segment."""
    return Segmented(("", ""), (text,), (text,))


def split(text: str) -> Segmented:
    """Split Markdown into its segments; a text without any is a segment itself."""
    document = parse(text)
    spans = [span for run in _runs(document) if (span := _span(document, run))]
    if not spans:
        return whole(text)
    gaps, raw, flat = [], [], []
    end = 0
    for start, stop, words in spans:
        gaps.append(text[end:start])
        raw.append(text[start:stop])
        flat.append(words)
        end = stop
    return Segmented((*gaps, text[end:]), tuple(raw), tuple(flat))


def one_line(words: str) -> str:
    """Return words without line breaks that mean nothing; those that Markdown shows stay."""
    # Each run of white space is looked at once: a file that comes back may hold very long ones.
    return re.sub(r"\\\n[ \t]*|[ \t\n]+", _one_space, words.strip())


def _one_space(found: re.Match[str]) -> str:
    run = found[0]
    before, _, after = run.partition("\n")
    is_break = before.endswith(("\\", "  ")) and "\n" not in after
    return run if is_break or "\n" not in run else " "


def _runs(document: Document) -> Iterator[list[Token]]:
    """Yield the tokens of each block."""
    run: list[Token] = []
    is_hidden = False
    for token in document.tokens:
        if token.kind in _INLINE:
            if not is_hidden:
                run.append(token)
            continue
        if run:
            yield run
            run = []
        if token.kind in _HIDDEN:
            is_hidden = token.mark == "enter"
    if run:
        yield run


def _span(document: Document, run: Sequence[Token]) -> tuple[int, int, str] | None:
    """Return where a run of tokens stands in the text, and its words in one line; None where it has no words."""
    if not _has_words(run):
        return None
    text, position = document.text, document.positions()
    start, stop = position(min(token.start for token in run)), position(max(token.end for token in run))
    if start and text[start - 1] == "\\":
        # What is escaped begins behind its backslash.
        start -= 1
    words: list[str] = []
    at = start
    for token, following in pairwise(run):
        if token.kind == "soft-break":
            # Up to the next word: what stands before it on its line belongs to the list or quotation around.
            begin, end = position(token.start), position(following.start)
            end -= 1 if text[end - 1] == "\\" else 0
            words += [text[at:begin].rstrip(" \t"), " "]
            at = end
    words.append(text[at:stop])
    return start, stop, "".join(words)


def _has_words(run: Sequence[Token]) -> bool:
    unseen = 0
    for token in run:
        if isinstance(token.value, Target) and (token.kind == "image" or token.value.destination.is_place):
            unseen += 1 if token.mark == "enter" else -1
        elif not unseen and isinstance(token.value, str) and not token.value.isspace():
            return True
    return False


class Protected(NamedTuple):
    """The Markdown that a code stands for: before its words and behind them; of a place, all of it before."""

    before: str
    after: str = ""
    kind: DestinationKind = "web"


Codes = Mapping[str, Protected]
"""The Markdown of each code, by its id."""


class Coded(NamedTuple):
    """Words with codes, and the Markdown of these."""

    parts: Parts
    codes: Codes


def coded(text: str, first: int = 1, known: Codes | None = None, prefix: str = "") -> Coded:
    """Replace each link by a code, numbered from ``first`` on in their order, ``prefix`` before the number.

    ``known``: those of the source; a code for the same Markdown gets the same id, as long as there are such.
    """
    free = dict(known or {})
    found: dict[str, Protected] = {}
    parts: list[str | Code] = []
    at, number = 0, first
    for start, end, protected, inside in _protected(text):
        name = next((name for name, other in free.items() if other == protected), None)
        if name is None:
            name, number = f"{prefix}{number}", number + 1
        free.pop(name, None)
        found[name] = protected
        parts.append(text[at:start])
        if inside is None:
            parts.append(Code("hold", name))
        else:
            within = coded(text[inside[0] : inside[1]], number, free, prefix)
            number += len(within.codes.keys() - free.keys())
            free = {name: other for name, other in free.items() if name not in within.codes}
            found |= within.codes
            parts += [Code("open", name), *within.parts, Code("close", name)]
        at = end
    parts.append(text[at:])
    return Coded(tuple(part for part in parts if part), found)


def uncoded(parts: Parts, codes: Codes) -> str:
    """Return the Markdown again. Raises KeyError for a code that is not in ``codes``."""
    return "".join(
        part if isinstance(part, str) else codes[part.id].after if part.mark == "close" else codes[part.id].before
        for part in parts
    )


def _protected(text: str) -> Iterator[tuple[int, int, Protected, tuple[int, int] | None]]:
    """Yield each outermost link: its place, its protected Markdown, and the place of its words."""
    end = -1
    for link in links(parse(text)):
        start = link.offset
        if start < end:
            continue
        end = start + link.length
        kind = link.destination.kind
        inside = _inside(text, start, end, link)
        if inside is None:
            yield start, end, Protected(text[start:end], "", kind), None
        else:
            yield start, end, Protected(text[start : inside[0]], text[inside[1] : end], kind), inside


def _inside(text: str, start: int, end: int, link: MarkdownLink) -> tuple[int, int] | None:
    """Return where the words of a link stand; None where it has none to translate."""
    if link.is_image or link.destination.is_place or text[start] != "[" or not link.words.strip():
        return None
    depth = 0
    position = start
    while position < end:
        sign = text[position]
        if sign == "\\":
            position += 1
        elif sign == "[":
            depth += 1
        elif sign == "]":
            depth -= 1
            if not depth:
                return start + 1, position
        position += 1
    return None


def destinations(text: str) -> Sequence[tuple[DestinationKind, str]]:
    """Return the destinations of the links in a body, in order."""
    return [(link.destination.kind, link.destination.target) for link in links(parse(text))]
