"""One text that came back, held against what stands in the records: nothing else of the file is believed."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from site_builder.exchange.composing import Form, is_markdown, shapes
from site_builder.exchange.faults import FaultError
from site_builder.exchange.inline import Codes, coded, destinations, uncoded
from site_builder.exchange.returned import Ready, ReturnedSegment, ReturnedUnit
from site_builder.exchange.segments import Segmented, one_line, whole
from site_builder.exchange.unit import Code, Parts
from site_builder.reading.source import BIDI, CONTROL
from site_builder.translations.fields import Field
from site_builder.translations.lock import digest

_OWN = frozenset({"figure", "story", "photo", "quote"})
# Pages would show it as text, so it harms nobody; but no translator writes it.
_ACTIVE = re.compile(r"<[\s/]*(?:script|iframe|object|embed|svg)\b|javascript\s*:", re.IGNORECASE)
_LONGEST = 200_000
_SIGNS = re.compile(r"\W+")
_LINE_END = re.compile(r"\r\n?")
_BREAKS = {0x85: " ", 0x2028: " ", 0x2029: " "}


class RefusedError(Exception):
    """Why a text is not taken, and its line in the file."""

    def __init__(self, kind: str, line: int) -> None:
        super().__init__(kind)
        self.kind = kind
        self.line = line


class Reply(NamedTuple):
    """What a file says for a text: its ``words``, empty where not all of them are there; whether they stand there
    already, or the file has those that went out and others have been put there since; how finished they are."""

    words: str
    is_same: bool
    ready: Ready


_NOTHING = Reply("", False, "no")
_ORDER: tuple[Ready, ...] = ("no", "unsaid", "translated", "signed")


def reply(field: Field, form: Form, unit: ReturnedUnit | None) -> Reply:
    """What ``unit`` says for a form of a text. Raises RefusedError where it cannot be taken, FaultError where the file
    cannot."""
    if unit is None or not unit.segments:
        return Reply(form.target, True, "unsaid") if form.target else _NOTHING
    for segment in unit.segments:
        _harmless(segment)
    if not any(_plain(segment.target).strip() for segment in unit.segments):
        return Reply("", not form.target, "no")
    source, target = _shapes(field, form, unit)
    codes = _codes(source, target) if is_markdown(field) else [{} for _ in source.flat]
    if not _source_is_todays(source, unit, codes):
        if _says_todays(unit, target):
            return Reply(form.target, True, "unsaid")
        raise RefusedError("source", unit.line)
    has_lines = len(source.flat) == 1 and "\n" in source.raw[0] + (target.raw[0] if target else "")
    stretches = [_stretch(segment, known, has_lines) for segment, known in zip(unit.segments, codes, strict=True)]
    if not all(stretches):
        return _NOTHING
    words = (target or source).joined(stretches)
    ready = min((segment.ready for segment in unit.segments), key=_ORDER.index)
    if words.strip() == form.target.strip():
        return Reply(form.target, True, ready)
    if unit.was and digest(words) == unit.was:
        return Reply(form.target, True, "unsaid")
    _sound(field, form, unit, words)
    return Reply(words.strip(), False, ready)


def _sound(field: Field, form: Form, unit: ReturnedUnit, words: str) -> None:
    """Nobody has translated the text meanwhile, and the new words lead and are laid out as their source."""
    if unit.was and digest(form.target) != unit.was:
        raise RefusedError("edited", unit.line)
    if is_markdown(field):
        _same_links(form, words, unit)
        _same_layout(form, words, unit)


def _shapes(field: Field, form: Form, unit: ReturnedUnit) -> tuple[Segmented, Segmented | None]:
    """Source and translation in the stretches in which the file has them: in pieces, or each as one."""
    source, target = shapes(form.source, form.target, in_pieces=is_markdown(field))
    if len(unit.segments) == 1 and (len(source.flat) > 1 or (form.target and target is None)):
        return whole(form.source), whole(form.target) if form.target else None
    return source, target


def _harmless(segment: ReturnedSegment) -> None:
    words = _plain(segment.target)
    if len(words) > _LONGEST:
        raise FaultError("long", segment.line, limit=_LONGEST)
    if found := _ACTIVE.search(words):
        raise FaultError("active", segment.line, found=found[0])
    if (found := BIDI.search(words)) or (found := CONTROL.search(words)):
        raise FaultError("invisible", segment.line, code=f"U+{ord(found[0]):04X}")


def _plain(parts: Parts) -> str:
    return "".join(part for part in parts if isinstance(part, str))


def _codes(source: Segmented, target: Segmented | None) -> list[Codes]:
    """What the codes of each stretch stand for, numbered as they went out."""
    found: list[Codes] = []
    count = 0
    for index, words in enumerate(source.flat):
        own = coded(words, count + 1)
        other = coded(target.flat[index], count + 1, own.codes, "t") if target else own
        found.append({**own.codes, **other.codes})
        count += len(found[-1])
    return found


def _source_is_todays(source: Segmented, unit: ReturnedUnit, codes: list[Codes]) -> bool:
    if len(unit.segments) != len(source.flat):
        return False
    for segment, known, words in zip(unit.segments, codes, source.flat, strict=True):
        try:
            said = uncoded(segment.source, known)
        except KeyError:
            return False
        if digest(said) != digest(words):
            return False
    return True


def _says_todays(unit: ReturnedUnit, target: Segmented | None) -> bool:
    """Whether a file whose source is an old one brings no other translation than the one that is there."""
    said = tuple(part for segment in unit.segments for part in segment.target)
    flat = " ".join(target.flat) if target else ""
    today = flat if all(isinstance(part, str) for part in said) else _plain(coded(flat).parts)
    return _SIGNS.sub("", _plain(said)) == _SIGNS.sub("", today)


def _stretch(segment: ReturnedSegment, codes: Codes, has_lines: bool) -> str:
    """The words of a translated stretch, its codes as Markdown again."""
    given = Counter(part for part in segment.target if isinstance(part, Code))
    try:
        words = _LINE_END.sub("\n", uncoded(segment.target, codes)).translate(_BREAKS).strip()
    except KeyError:
        raise RefusedError("link", segment.line) from None
    if given and max(given.values()) > 1:
        raise RefusedError("link", segment.line)
    return words if has_lines else one_line(words)


def _same_links(form: Form, words: str, unit: ReturnedUnit) -> None:
    """A translation leads where its source leads, and nowhere else."""
    wanted, found = Counter(destinations(form.source)), Counter(destinations(words))
    known = set(wanted) | set(destinations(form.target))
    if any(link not in known and link[0] not in _OWN for link in found):
        raise FaultError("added", unit.line)
    if any(wanted[link] != found[link] for link in wanted | found if link[0] in _OWN):
        raise RefusedError("link", unit.line)
    if sum(wanted.values()) > sum(found.values()):
        raise RefusedError("link", unit.line)


def _same_layout(form: Form, words: str, unit: ReturnedUnit) -> None:
    """No stretch has become a heading, a list or two paragraphs."""
    if len(unit.segments) > 1 and shapes(form.source, words, in_pieces=True)[1] is None:
        raise RefusedError("layout", unit.line)
