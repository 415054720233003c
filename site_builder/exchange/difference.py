"""What a file that comes back would change: which texts are taken, which are refused one by one, which say the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from site_builder.exchange.composing import Form, forms
from site_builder.exchange.faults import FaultError
from site_builder.exchange.gathering import Gathered
from site_builder.exchange.judging import RefusedError, Reply, reply
from site_builder.exchange.returned import Returned, ReturnedUnit
from site_builder.translations.fields import Field
from site_builder.translations.states import translations

By = Literal["human", "machine"]


class Refusal(NamedTuple):
    """A text that is not taken, by itself. ``kind``: its words are ``cli.exchange.refused.<kind>``."""

    field: Field
    kind: str
    line: int


class Taken(NamedTuple):
    """A text that is taken. ``words``: as they are to stand, of a unit of measure by form; None where they stand there
    already and only somebody has looked at them."""

    field: Field
    words: str | Mapping[str, str] | None


class Difference(NamedTuple):
    """What becomes of a file. ``waiting``: texts whose translation nobody has finished; ``empty``: without one."""

    taken: tuple[Taken, ...]
    refused: tuple[Refusal, ...]
    unchanged: int
    waiting: int
    empty: int


def difference(file: Returned, known: Gathered, locale: str, by: By) -> Difference:
    """Hold a file against today's records. ``by`` machine: what it marks as unfinished is taken too.

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
        try:
            answers = [reply(field, form, unit) for form, unit in zip(forms(field, locale), units, strict=True)]
        except RefusedError as refusal:
            refused.append(Refusal(field, refusal.kind, refusal.line))
            continue
        outcome = _outcome(answers, state[id(field)], by)
        if outcome == "taken":
            taken.append(Taken(field, _words(forms(field, locale), answers)))
        else:
            counts[outcome] += 1
    return Difference(tuple(taken), tuple(refused), **counts)


def _replies(file: Returned, known: Gathered, locale: str) -> list[tuple[Field, list[ReturnedUnit | None]]]:
    """Each text that the file speaks of with its units, form by form. What the file may not say is refused here."""
    if file.target.lower() != locale.lower():
        raise FaultError("locale", file.line, found=file.target[:20], wanted=locale)
    by_id: dict[str, tuple[Field, Form]] = {
        form.id(field): (field, form)
        for field in known.fields
        if field.source != locale
        for form in forms(field, locale)
    }
    found: dict[str, ReturnedUnit] = {}
    for unit in file.units:
        if unit.id in found:
            raise FaultError("twice", unit.line, id=unit.id[:80])
        if unit.id not in by_id:
            raise FaultError("unknown", unit.line, id=unit.id[:80])
        if file.source and by_id[unit.id][0].source.lower() != file.source.lower():
            raise FaultError("source-locale", file.line, found=file.source[:20], wanted=by_id[unit.id][0].source)
        found[unit.id] = unit
    fields = {id(by_id[name][0]): by_id[name][0] for name in found}
    return [(field, [found.get(form.id(field)) for form in forms(field, locale)]) for field in fields.values()]


def _outcome(answers: Sequence[Reply], state: str, by: By) -> Literal["taken", "unchanged", "waiting", "empty"]:
    """What becomes of a text whose every form was read.

    Words that stand there already are looked at: where they were stale, by whoever says that they are finished; where
    a machine made them, only by whoever signs them.
    """
    if all(answer.is_same for answer in answers):
        if state == "missing":
            return "empty"
        finished = all(answer.ready in ("translated", "signed") for answer in answers)
        signed = by == "human" and all(answer.ready == "signed" for answer in answers)
        return "taken" if (state == "stale" and finished) or (state == "machine" and signed) else "unchanged"
    if any(not answer.words for answer in answers):
        return "empty"
    if by == "human" and any(answer.ready == "no" for answer in answers if not answer.is_same):
        return "waiting"
    return "taken"


def _words(found: Sequence[Form], answers: Sequence[Reply]) -> str | Mapping[str, str] | None:
    if all(answer.is_same for answer in answers):
        return None
    if not found[0].category:
        return answers[0].words
    return {form.category: answer.words for form, answer in zip(found, answers, strict=True)}
