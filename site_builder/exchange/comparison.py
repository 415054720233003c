"""Compares a file that comes back with today's records: which texts are taken, which are refused, which are the same.

Nothing that a file says of code, places or sources is believed; each text is checked against the records.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from site_builder.exchange.model import (
    Code,
    FaultError,
    Parts,
    Progress,
    Returned,
    ReturnedSegment,
    ReturnedUnit,
)
from site_builder.exchange.segmentation import Codes, Segmented, coded, destinations, one_line, uncoded, whole
from site_builder.exchange.units import Collected, UnitForm, aligned, forms, is_markdown
from site_builder.reading.source import BIDI, CONTROL
from site_builder.translations.fields import Field, translations
from site_builder.translations.lock import Translator, digest

_OWN = frozenset({"figure", "story", "photo", "quote"})
# Pages would show it as text, so it is harmless; but no translator writes it.
_ACTIVE = re.compile(r"<[\s/]*(?:script|iframe|object|embed|svg)\b|javascript\s*:", re.IGNORECASE)
_LONGEST = 200_000
_SIGNS = re.compile(r"\W+")
_LINE_END = re.compile(r"\r\n?")
_BREAKS = {0x85: " ", 0x2028: " ", 0x2029: " "}
_ORDER: tuple[Progress, ...] = ("initial", "unstated", "translated", "reviewed")


class Refusal(NamedTuple):
    """A text that is refused by itself, for the reason ``cli.exchange.refused.<kind>``."""

    field: Field
    kind: str
    line: int


class Taken(NamedTuple):
    """A text that is taken. ``words``: the new ones, of a unit of measure by form; None where the old ones stay and
    were only reviewed."""

    field: Field
    words: str | Mapping[str, str] | None


class Difference(NamedTuple):
    """What a file would change. ``waiting``: texts with an unfinished translation; ``empty``: without one."""

    taken: tuple[Taken, ...]
    refused: tuple[Refusal, ...]
    unchanged: int
    waiting: int
    empty: int


class _UnitRefusedError(Exception):
    """Why a text is refused, and its line in the file."""

    def __init__(self, kind: str, line: int) -> None:
        super().__init__(kind)
        self.kind = kind
        self.line = line


def difference(file: Returned, known: Collected, locale: str, by: Translator) -> Difference:
    """Compare a file with today's records. ``by`` machine: what it marks as unfinished is taken too.

    Raises FaultError where the file is to be refused whole.
    """
    replies = _replies(file, known, locale)
    state = {id(each.field): each.state for each in translations(known.fields, [locale])}
    taken, refused = [], []
    counts = {"unchanged": 0, "waiting": 0, "empty": 0}
    for field, units in replies:
        line = next(unit.line for unit in units if unit is not None)
        if (field.document, field.name) in known.withheld:
            refused.append(Refusal(field, "withdrawn", line))
            continue
        wanted = forms(field, locale)
        try:
            found = [_suggestion(field, form, unit) for form, unit in zip(wanted, units, strict=True)]
        except _UnitRefusedError as refusal:
            refused.append(Refusal(field, refusal.kind, refusal.line))
            continue
        outcome = _outcome(found, state[id(field)], by)
        if outcome != "taken":
            counts[outcome] += 1
        elif all(each.is_same for each in found):
            taken.append(Taken(field, None))
        elif wanted[0].category:
            taken.append(Taken(field, {form.category: each.words for form, each in zip(wanted, found, strict=True)}))
        else:
            taken.append(Taken(field, found[0].words))
    return Difference(tuple(taken), tuple(refused), **counts)


def _replies(file: Returned, known: Collected, locale: str) -> list[tuple[Field, list[ReturnedUnit | None]]]:
    """Return each text of the file with its units, form by form. Raises FaultError for units that must not be there."""
    if file.target.lower() != locale.lower():
        raise FaultError("locale", file.line, found=file.target[:20], wanted=locale)
    by_id = {form.id(field): field for field in known.fields if field.source != locale for form in forms(field, locale)}
    found: dict[str, ReturnedUnit] = {}
    for unit in file.units:
        if unit.id in found:
            raise FaultError("twice", unit.line, id=unit.id[:80])
        if unit.id not in by_id:
            raise FaultError("unknown", unit.line, id=unit.id[:80])
        if file.source and by_id[unit.id].source.lower() != file.source.lower():
            raise FaultError("source-locale", file.line, found=file.source[:20], wanted=by_id[unit.id].source)
        found[unit.id] = unit
    fields = {id(by_id[name]): by_id[name] for name in found}
    return [(field, [found.get(form.id(field)) for form in forms(field, locale)]) for field in fields.values()]


class _Suggestion(NamedTuple):
    """What a file suggests for a text. ``words``: empty where not all are there; ``is_same``: the record has them, or
    the file has those that were exported and the record has newer ones."""

    words: str
    is_same: bool
    progress: Progress


def _outcome(
    found: Sequence[_Suggestion], state: str, by: Translator
) -> Literal["taken", "unchanged", "waiting", "empty"]:
    """Return the outcome for a text whose every form was read.

    Words that the record has already are accepted again: stale ones by a file that says they are finished, a
    machine's only by one that says they are reviewed.
    """
    if all(each.is_same for each in found):
        if state == "missing":
            return "empty"
        finished = all(each.progress in ("translated", "reviewed") for each in found)
        reviewed = by == "human" and all(each.progress == "reviewed" for each in found)
        return "taken" if (state == "stale" and finished) or (state == "machine" and reviewed) else "unchanged"
    if any(not each.words for each in found):
        return "empty"
    if by == "human" and any(each.progress == "initial" for each in found if not each.is_same):
        return "waiting"
    return "taken"


def _suggestion(field: Field, form: UnitForm, unit: ReturnedUnit | None) -> _Suggestion:
    """Read ``unit`` as the translation of a form.

    Raises _UnitRefusedError where it cannot be taken, FaultError where the file cannot.
    """
    same = _Suggestion(form.target, True, "unstated")
    nothing = _Suggestion("", False, "initial")
    if unit is None or not unit.segments:
        return same if form.target else nothing
    for segment in unit.segments:
        _check_characters(segment)
    if not any(_plain(segment.target).strip() for segment in unit.segments):
        return nothing._replace(is_same=not form.target)
    source, target = _segmented(field, form, unit)
    codes = _codes(source, target) if is_markdown(field) else [{} for _ in source.flat]
    if not _has_todays_source(source, unit, codes):
        if _has_todays_target(unit, target):
            return same
        raise _UnitRefusedError("source", unit.line)
    has_lines = len(source.flat) == 1 and "\n" in source.raw[0] + (target.raw[0] if target else "")
    segments = [_markdown(segment, known, has_lines) for segment, known in zip(unit.segments, codes, strict=True)]
    if not all(segments):
        return nothing
    words = (target or source).joined(segments)
    progress = min((segment.progress for segment in unit.segments), key=_ORDER.index)
    if words.strip() == form.target.strip():
        return same._replace(progress=progress)
    if unit.was and digest(words) == unit.was:
        return same
    _check(field, form, unit, words)
    return _Suggestion(words.strip(), False, progress)


def _check(field: Field, form: UnitForm, unit: ReturnedUnit, words: str) -> None:
    """Check that the record has no newer translation, and that the new one has the links and layout of its source."""
    if unit.was and digest(form.target) != unit.was:
        raise _UnitRefusedError("edited", unit.line)
    if not is_markdown(field):
        return
    wanted, found = Counter(destinations(form.source)), Counter(destinations(words))
    known = set(wanted) | set(destinations(form.target))
    if any(link not in known and link[0] not in _OWN for link in found):
        raise FaultError("added", unit.line)
    lost = any(wanted[link] != found[link] for link in wanted | found if link[0] in _OWN)
    if lost or sum(wanted.values()) > sum(found.values()):
        raise _UnitRefusedError("link", unit.line)
    if len(unit.segments) > 1 and aligned(form.source, words, in_pieces=True)[1] is None:
        raise _UnitRefusedError("layout", unit.line)


def _segmented(field: Field, form: UnitForm, unit: ReturnedUnit) -> tuple[Segmented, Segmented | None]:
    """Return source and translation in the segments that the file has: in pieces, or each as one."""
    source, target = aligned(form.source, form.target, in_pieces=is_markdown(field))
    if len(unit.segments) == 1 and (len(source.flat) > 1 or (form.target and target is None)):
        return whole(form.source), whole(form.target) if form.target else None
    return source, target


def _check_characters(segment: ReturnedSegment) -> None:
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
    """Return the Markdown of the codes of each segment, numbered as in the export."""
    found: list[Codes] = []
    count = 0
    for index, words in enumerate(source.flat):
        own = coded(words, count + 1)
        other = coded(target.flat[index], count + 1, own.codes, "t") if target else own
        found.append({**own.codes, **other.codes})
        count += len(found[-1])
    return found


def _has_todays_source(source: Segmented, unit: ReturnedUnit, codes: list[Codes]) -> bool:
    if len(unit.segments) != len(source.flat):
        return False
    try:
        return all(
            digest(uncoded(segment.source, known)) == digest(words)
            for segment, known, words in zip(unit.segments, codes, source.flat, strict=True)
        )
    except KeyError:
        return False


def _has_todays_target(unit: ReturnedUnit, target: Segmented | None) -> bool:
    """Whether a file with an old source brings only the translation that the record has already."""
    said = tuple(part for segment in unit.segments for part in segment.target)
    flat = " ".join(target.flat) if target else ""
    today = flat if all(isinstance(part, str) for part in said) else _plain(coded(flat).parts)
    return _SIGNS.sub("", _plain(said)) == _SIGNS.sub("", today)


def _markdown(segment: ReturnedSegment, codes: Codes, has_lines: bool) -> str:
    """Return the words of a translated segment with its codes as Markdown again."""
    given = Counter(part for part in segment.target if isinstance(part, Code))
    try:
        words = _LINE_END.sub("\n", uncoded(segment.target, codes)).translate(_BREAKS).strip()
    except KeyError:
        raise _UnitRefusedError("link", segment.line) from None
    if given and max(given.values()) > 1:
        raise _UnitRefusedError("link", segment.line)
    return words if has_lines else one_line(words)
