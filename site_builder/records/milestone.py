"""A milestone: a promise, and what became of it."""

from __future__ import annotations

from typing import Literal

from site_builder.records.base import Record
from site_builder.records.fields import Country, Id, Period, Reference, Words, WordsOrPlain
from site_builder.records.result import Basis

Standing = Literal["proposed", "planned", "under-way", "met", "partly-met", "dropped", "ended"]


class Update(Record):
    """One word on where a promise stands, on a day (or month, where no day is known)."""

    on: Period
    status: Standing
    what: Words | None = None
    evidence: tuple[Id, ...] = ()
    actual: Reference | None = None


class Milestone(Record):
    """A promise out of ``content/milestones.yml``. ``updates``: newest last."""

    id: Id
    commitment: Words
    by: tuple[Id, ...] = ()
    countries: tuple[Country, ...] = ()
    country_basis: Basis = "stated"
    programme: Id | None = None
    result: Reference | None = None
    due: Period | None = None
    due_words: Words | None = None
    updates: tuple[Update, ...] = ()
    source: Id | None = None
    source_at: WordsOrPlain | None = None
    reading: Words | None = None
