"""Problems: a broken rule, its place in a record, and parameters for its message. They are values, never exceptions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from site_builder.problems.rules import RULES, Severity

__all__ = ["RULES", "Place", "Position", "Problem", "Severity", "Task", "blocking", "faulty_folders", "in_order"]


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A point in a file. ``file`` is relative to the project, with ``/``; ``line`` and ``column`` count from 1."""

    file: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a record, given by its path instead of by line and column.

    ``path`` leads through the YAML: keys and list indices from the top. ``offset`` counts characters into the text
    found there (into the file itself where ``path`` is empty). ``on_key`` points at the key instead of its value.
    Lines and columns are looked up for the places of problems only (``reading.positions``), which keeps reading quick.
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
        """Give the place at ``path`` below this one."""
        return Place(self.file, (*self.path, *path))

    def key(self, *path: str | int) -> Place:
        """Give the place of the key (for unknown fields) at ``path`` below this one."""
        return Place(self.file, (*self.path, *path), on_key=True)

    def within(self, offset: int) -> Place:
        """Give the place ``offset`` characters into the text at this one."""
        return Place(self.file, self.path, offset)


class Task(NamedTuple):
    """Part of a message: how many of something there are to do, under the catalog key ``key``; ``language``: the site's
    language that it concerns, if any."""

    key: str
    number: int
    language: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule. ``params`` are shown to people: never put a private value in them.

    A tuple of Tasks becomes words in the report. ``eased``: it is in a draft, which readers do not see, so that an
    error there stops nothing. ``seen``: it is in a part of a story that readers see.
    """

    at: Place | Position
    rule: str
    params: Mapping[str, object] = field(default_factory=dict)
    eased: bool = False
    seen: bool = False

    @property
    def is_public(self) -> bool:
        """Whether a public report may quote the record. Registers, pages and settings are public anyway."""
        return self.seen or not self.at.file.startswith("stories/")

    @property
    def severity(self) -> Severity:
        """The severity of the rule (``problems/rules.yml``); an eased error is a warning."""
        return Severity.WARNING if self.eased and self.is_fault else RULES[self.rule]

    @property
    def is_fault(self) -> bool:
        """Whether the record cannot be shown because of it, eased or not."""
        return RULES[self.rule] is Severity.ERROR


def faulty_folders(problems: Iterable[Problem]) -> frozenset[str]:
    """List the folders of stories with an error, drafts included: an eased error stops no publishing, but its story
    cannot be shown."""
    parts = (problem.at.file.split("/") for problem in problems if problem.is_fault)
    return frozenset(path[1] for path in parts if path[0] == "stories" and len(path) > 2)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort problems by file, line, column and rule; a place that was not looked up counts as the file's first line."""

    def key(problem: Problem) -> tuple[Position, str]:
        return (problem.at if isinstance(problem.at, Position) else Position(problem.at.file), problem.rule)

    return sorted(problems, key=key)


def blocking(problems: Iterable[Problem], *, strict: bool = False) -> list[Problem]:
    """Select the problems that keep a site from being published: errors, and with ``strict`` warnings as well."""
    stops = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return [problem for problem in problems if problem.severity in stops]
