"""The ledger of promises: where each one stands on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from site_builder.records import Milestone, Update

OVERDUE = "overdue"
_OPEN = {"proposed", "planned", "under-way"}

STANDINGS = (OVERDUE, "under-way", "planned", "proposed", "partly-met", "met", "dropped", "ended")
"""Every way a promise may stand, in the order in which readers meet them: what needs an answer comes first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A promise with where it stands and the updates that had come by that day."""

    milestone: Milestone
    standing: str
    updates: tuple[Update, ...]


def entry(milestone: Milestone, today: date) -> Entry:
    """Where a promise stands today.

    Its last update says; without any it is planned. Once its due date has passed and it is still open, it is overdue:
    it never turns into met by itself.
    """
    updates = tuple(update for update in milestone.updates if update.on.first_day and update.on.first_day <= today)
    last = updates[-1].status if updates else "planned"
    due = milestone.due.last_day if milestone.due else None
    return Entry(milestone, OVERDUE if last in _OPEN and due is not None and due < today else last, updates)


def ledger(milestones: Iterable[Milestone], today: date) -> tuple[Entry, ...]:
    """All promises, in the order of ``STANDINGS``, then by due date, then as they were written."""

    def order(found: Entry) -> tuple[int, date]:
        due = found.milestone.due.last_day if found.milestone.due else None
        return STANDINGS.index(found.standing), due or date.max

    return tuple(sorted((entry(milestone, today) for milestone in milestones), key=order))
