"""A result: one figure, what it counts, where and when, and how sure the source makes us."""

from __future__ import annotations

from typing import Literal

from site_builder.records.base import Record
from site_builder.records.fields import Amount, Country, Id, Reference, When, Words, WordsOrPlain
from site_builder.records.units import UnitField

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
