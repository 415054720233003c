"""Defines what belongs to the programme, in ``content/*.yml``: registers, whose entries have ids, and promises."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Literal

from site_builder.locales import Text
from site_builder.locales.slugs import slugify
from site_builder.records.base import Record
from site_builder.records.fields import (
    Country,
    Flag,
    Id,
    LocaleName,
    Period,
    Reference,
    UnitField,
    Url,
    Words,
    WordsOrPlain,
)
from site_builder.records.story import Basis, Counting, Level

Standing = Literal["proposed", "planned", "under-way", "met", "partly-met", "dropped", "ended"]

MOST_LISTED = 8
"""Ids that a message lists; longer lists are looked up in the file."""

_NAMES = ("acronym", "name", "title")


class Theme(Record):
    """A subject that stories share."""

    id: Id
    name: WordsOrPlain


class Partner(Record):
    """An organisation or a framework that takes part."""

    id: Id
    name: WordsOrPlain
    acronym: WordsOrPlain | None = None
    role: Literal["funder", "implementer", "host", "framework"] | None = None
    url: Url | None = None


class Programme(Record):
    """A programme or activity. ``in_source``: how the source spells its name, where it does so differently."""

    id: Id
    name: WordsOrPlain
    partners: tuple[Id, ...] = ()
    in_source: WordsOrPlain | None = None


class Indicator(Record):
    """What is measured. Only where ``adds_up`` is true may results be summed."""

    id: Id
    name: WordsOrPlain
    unit: UnitField
    level: Level = "output"
    counting: Counting = "unknown"
    adds_up: Flag = False
    definition: Words | None = None


class Source(Record):
    """Where figures and quotations come from. ``date`` and ``publisher`` may say that the source does not tell."""

    id: Id
    title: WordsOrPlain
    language: LocaleName | None = None
    publisher: WordsOrPlain | None = None
    date: WordsOrPlain | None = None
    url: Url | None = None
    archived: Url | None = None


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


REGISTERS: Mapping[str, type[Record]] = {
    "themes": Theme,
    "partners": Partner,
    "programmes": Programme,
    "indicators": Indicator,
    "sources": Source,
}
"""What stands in each register, by the register's name."""

REGISTER_OF_FIELD: Mapping[str, str] = {
    "themes": "themes",
    "partners": "partners",
    "organisation": "partners",
    "by": "partners",
    "programmes": "programmes",
    "programme": "programmes",
    "indicator": "indicators",
    "source": "sources",
}
"""The register of the ids in a field, by the field's name."""


def ids_by_name(register: Mapping[str, Record]) -> dict[str, str]:
    """Return the id of each entry by its names and acronyms in every language, in the form of slugs."""
    found: dict[str, str] = {}
    for name, record in register.items():
        for field in _NAMES:
            text = getattr(record, field, None)
            if isinstance(text, Text):
                for words in (text.everywhere, *text.by_locale.values()):
                    found.setdefault(slugify(words or ""), name)
    found.pop("", None)
    return found


def listed(ids: Iterable[str]) -> str:
    """Return the first of the ids for a message: ``a, b, c, …``, and a dash where there are none."""
    first = list(islice(ids, MOST_LISTED + 1))
    return ", ".join([*first[:MOST_LISTED], "…"] if len(first) > MOST_LISTED else first) or "–"
