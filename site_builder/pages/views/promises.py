"""Promises as pages show them: the ledger, its counts and its timeline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from site_builder.locales import Passage
from site_builder.pages.page import Link, Note, Phrase
from site_builder.pages.views.parts import Figure


@dataclass(frozen=True, slots=True)
class Word:
    """One update of a promise. ``day``: ISO date or month. ``note``: on its translation."""

    day: str
    date: str
    status: str
    status_words: Passage
    what: Passage | None
    evidence: tuple[Link, ...]
    note: Note | None


@dataclass(frozen=True, slots=True)
class Promise:
    """A milestone. ``standing`` is a record's word or ``overdue``; ``standing_words`` what readers see. ``note``: on
    its translation as a whole; ``notes``: by field."""

    id: str
    commitment: Passage
    standing: str
    standing_words: Passage
    due: Passage
    due_day: str
    by: tuple[Link, ...]
    countries: tuple[Link, ...]
    country_codes: tuple[str, ...]
    country_note: Passage | None
    programme: Link | None
    planned: Figure | None
    actual: Figure | None
    updates: tuple[Word, ...]
    reading: Passage | None
    source: Passage | None
    source_note: tuple[Phrase, ...]
    source_at: Passage | None
    address: str
    note: Note | None
    notes: Mapping[str, Note]


@dataclass(frozen=True, slots=True)
class Standing:
    """How many promises stand in one way."""

    standing: str
    words: Passage
    count: int
    number: str
    address: str


@dataclass(frozen=True, slots=True)
class Event:
    """A point on the timeline: an update, or a day that passed without one."""

    day: str
    date: str
    standing: str
    standing_words: Passage
    commitment: Passage
    what: Phrase
    address: str

    @property
    def is_machines(self) -> bool:
        """Whether a machine translated any of it, and nobody has looked."""
        return any(passage.is_machines for passage in (self.commitment, *self.what))


@dataclass(frozen=True, slots=True)
class ProgressView:
    """The ledger. ``groups``: promises by standing, the overdue first. ``by_country``: the same promises by country."""

    standings: tuple[Standing, ...]
    promises: Passage
    groups: tuple[tuple[Standing, tuple[Promise, ...]], ...]
    by_country: tuple[tuple[Link, tuple[Promise, ...]], ...]
    without_country: tuple[Promise, ...]
    events: tuple[Event, ...]
    as_of: Passage
