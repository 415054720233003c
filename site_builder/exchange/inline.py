"""Links of a body as protected codes: what they lead to is no translator's business, their words are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from site_builder.exchange.unit import Code, Parts
from site_builder.markdown import DestinationKind, MarkdownLink, links, parse


class Protected(NamedTuple):
    """The Markdown of a code: before its words and behind them; of a place, all of it before."""

    before: str
    after: str = ""
    kind: DestinationKind = "web"


Codes = Mapping[str, Protected]
"""What each code stands for, by its id."""


class Coded(NamedTuple):
    """Words with codes, and what these stand for."""

    parts: Parts
    codes: Codes


def coded(text: str, first: int = 1, known: Codes | None = None, prefix: str = "") -> Coded:
    """Markdown with each link a code, numbered from ``first`` on in their order, ``prefix`` before the number.

    ``known``: of the source: a code that stands for the same has the same id, as long as there are such.
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
    """The Markdown again. Raises KeyError for a code that is none of ``codes``."""
    return "".join(
        part if isinstance(part, str) else codes[part.id].after if part.mark == "close" else codes[part.id].before
        for part in parts
    )


def _protected(text: str) -> Iterator[tuple[int, int, Protected, tuple[int, int] | None]]:
    """Each outermost link: where it stands, what is protected of it, and where its words stand."""
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
    """Where the words of a link stand; None where it has none to translate."""
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
    """What the links of a body lead to, in order."""
    return [(link.destination.kind, link.destination.target) for link in links(parse(text))]
