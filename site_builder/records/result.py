"""A result: one figure, what it counts, where and when, and how sure the source makes us."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

from site_builder.records.base import Record
from site_builder.records.fields import Amount, Country, Id, Reference, When, Words, WordsOrPlain
from site_builder.records.units import Unit, UnitField

Status = Literal["achieved", "under-way", "planned", "unclear"]
Level = Literal["output", "outcome", "impact"]
Counting = Literal["increment", "cumulative", "unknown"]
Basis = Literal["stated", "inferred"]


class Result(Record):
    """One figure of a story."""

    id: Id
    value: Amount
    indicator: Id | None = None
    unit: UnitField | None = None
    what: Words
    countries: tuple[Country, ...]
    country_basis: Basis = "stated"
    status: Status
    when: When
    level: Level | None = None
    counting: Counting | None = None
    programme: Id | None = None
    part_of: Id | None = None
    may_be_part_of: Id | None = None
    apart_from: tuple[Id, ...] = ()
    supersedes: Reference | None = None
    source: Id | None = None
    source_at: WordsOrPlain | None = None
    reading: Words | None = None


class Measure(NamedTuple):
    """A figure without its words: what totals and lists of figures go by.

    ``unit``: only where an indicator has one too. ``is_inside``: whether it is, or may be, part of another figure.
    """

    id: str
    value: Decimal
    indicator: str | None
    unit: Unit | None
    countries: tuple[str, ...]
    status: Status
    counting: Counting | None
    programme: str | None
    is_inside: bool
    supersedes: str | None


def measure(result: Result) -> Measure:
    """The measure of a figure."""
    return Measure(
        id=result.id,
        value=result.value,
        indicator=result.indicator,
        unit=result.unit if result.indicator else None,
        countries=result.countries,
        status=result.status,
        counting=result.counting,
        programme=result.programme,
        is_inside=bool(result.part_of or result.may_be_part_of),
        supersedes=result.supersedes,
    )
