"""A problem: a rule that is broken, a place in a record, and public parameters for its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from site_builder.problems.rules import RULES, Severity


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A point in a file. ``file`` is relative to the project, with ``/``; ``line`` and ``column`` count from 1."""

    file: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in a record, named by what it is and not yet by line and column.

    ``path`` leads through the YAML: keys and list indices from the top. ``offset`` counts characters into the text
    found there (into the file itself where ``path`` is empty). ``on_key`` points at the key instead of its value.
    Only the places that a problem names are ever looked up (``reading.yaml_nodes``): that keeps reading quick.
    """

    file: str
    path: tuple[str | int, ...] = ()
    offset: int | None = None
    on_key: bool = False

    def __reduce__(self) -> tuple[object, ...]:
        if self.offset is None and not self.on_key:
            return Place, (self.file, self.path)
        return Place, (self.file, self.path, self.offset, self.on_key)

    def at(self, *path: str | int) -> Place:
        """The place further down the same record."""
        return Place(self.file, (*self.path, *path))

    def key(self, *path: str | int) -> Place:
        """The place of a key (for unknown fields) further down the same record."""
        return Place(self.file, (*self.path, *path), on_key=True)

    def within(self, offset: int) -> Place:
        """The place ``offset`` characters into the text that stands here."""
        return Place(self.file, self.path, offset)


class Task(NamedTuple):
    """Part of a message: so many of something to do, in the words of ``key``, perhaps in a language of the site."""

    key: str
    number: int
    language: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule. ``params`` are shown to people: never put a private value in them.

    A tuple of Tasks is put into words when it is told. ``eased``: it stands in a draft, which readers do not see, so
    that an error there stops nothing. ``seen``: it stands in a part of a story that readers see.
    """

    at: Place | Position
    rule: str
    params: Mapping[str, object] = field(default_factory=dict)
    eased: bool = False
    seen: bool = False

    @property
    def is_public(self) -> bool:
        """Whether everybody may be told what is written there. Registers, pages and settings are for readers."""
        return self.seen or not self.at.file.startswith("stories/")

    @property
    def severity(self) -> Severity:
        """How grave it is: it belongs to the rule (``problems/rules.py``); an eased error is a warning."""
        return Severity.WARNING if self.eased and self.is_fault else RULES[self.rule]

    @property
    def is_fault(self) -> bool:
        """Whether its record cannot be shown while it is there, eased or not."""
        return RULES[self.rule] is Severity.ERROR


def faulty_folders(problems: Iterable[Problem]) -> frozenset[str]:
    """The folders of stories that have an error. In a draft too: it stops no publishing, but nothing can be shown."""
    parts = (problem.at.file.split("/") for problem in problems if problem.is_fault)
    return frozenset(path[1] for path in parts if path[0] == "stories" and len(path) > 2)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file, line, column and rule; a place that was not looked up counts as the file's first line."""

    def key(problem: Problem) -> tuple[str, int, int, str]:
        at = problem.at
        return (
            (at.file, at.line, at.column, problem.rule) if isinstance(at, Position) else (at.file, 1, 1, problem.rule)
        )

    return sorted(problems, key=key)


def grave(problems: Iterable[Problem], *, strict: bool = False) -> list[Problem]:
    """The problems that stop a site from being published: errors, and with ``strict`` warnings as well."""
    stops = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return [problem for problem in problems if problem.severity in stops]
