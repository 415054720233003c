"""The registers: what stories and milestones point to by id. Each is a mapping from id in ``content/<name>.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from site_builder.records.base import Record
from site_builder.records.fields import Flag, Id, LocaleName, Url, Words, WordsOrPlain
from site_builder.records.result import Counting, Level
from site_builder.records.units import UnitField


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


REGISTERS: Mapping[str, type[Record]] = {
    "themes": Theme,
    "partners": Partner,
    "programmes": Programme,
    "indicators": Indicator,
    "sources": Source,
}
"""What stands in each register, by the register's name."""
