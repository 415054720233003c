"""Tells where promises stand on a day, and when the site next changes by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from site_builder.public import Instant
from site_builder.public.gate import photo_hold, quote_hold, story_hold
from site_builder.public.instant import elapsed
from site_builder.reading.story import summarize
from site_builder.records import Milestone, Story, Update, Use
from site_builder.site import Site

OVERDUE = "overdue"
_OPEN = {"proposed", "planned", "under-way"}

STANDINGS = (OVERDUE, "under-way", "planned", "proposed", "partly-met", "met", "dropped", "ended")
"""Every way a promise may stand, in the order in which readers meet them: what needs an answer comes first."""


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A promise with where it stands and the updates that had come by that day."""

    milestone: Milestone
    standing: str
    updates: tuple[Update, ...]


def ledger_entry(milestone: Milestone, today: date) -> LedgerEntry:
    """Return where a promise stands today.

    Its last update says; without any it is planned. Once its due date has passed and it is still open, it is overdue:
    it never turns into met by itself.
    """
    updates = tuple(update for update in milestone.updates if update.on.first_day and update.on.first_day <= today)
    last = updates[-1].status if updates else "planned"
    due = milestone.due.last_day if milestone.due else None
    return LedgerEntry(milestone, OVERDUE if last in _OPEN and due is not None and due < today else last, updates)


def ledger(milestones: Iterable[Milestone], today: date) -> tuple[LedgerEntry, ...]:
    """Return all promises, in the order of ``STANDINGS``, then by due date, then as they were written."""

    def order(found: LedgerEntry) -> tuple[int, date]:
        due = found.milestone.due.last_day if found.milestone.due else None
        return STANDINGS.index(found.standing), due or date.max

    return tuple(sorted((ledger_entry(milestone, today) for milestone in milestones), key=order))


Cause = Literal["embargo", "expiry", "consent", "due"]

_PHOTO_USES: tuple[Use, ...] = ("web", "social")


@dataclass(frozen=True, slots=True)
class NextChange:
    """The moment and its cause. It names no record: build logs are read by many."""

    at: datetime
    cause: Cause


def next_change(site: Site, instant: Instant) -> NextChange | None:
    """Return the first moment after ``instant`` at which a build would give another site; None if there is none."""
    found = (*_of_stories(site, instant), *_of_promises(site, instant))
    return min(found, key=lambda change: elapsed(change.at), default=None)


def _of_stories(site: Site, instant: Instant) -> Iterator[NextChange]:
    for story in site.stories:
        for when, cause in _turns(story, site):
            at = instant.start_of(when)
            past = instant.consent if cause == "consent" else instant.build
            if elapsed(at) > elapsed(past) and _shown(story, at, instant) != _shown(story, _before(at), instant):
                yield NextChange(at, cause)


def _turns(story: Story, site: Site) -> Iterator[tuple[date | datetime, Cause]]:
    """Yield when something about the story ends or begins, though it may hide nothing and show nothing."""
    if story.publish_on is not None:
        yield story.publish_on, "embargo"
    if story.expires_on is not None:
        yield story.expires_on, "expiry"
    for until in (site.summaries.get(story.folder) or summarize(story)).untils:
        yield until + timedelta(days=1), "consent"


def _shown(story: Story, moment: datetime, instant: Instant) -> tuple[bool, ...]:
    """Return what of the story the gate lets through at ``moment``; nothing where the story itself is held back."""
    then = Instant(moment, max(moment, instant.consent, key=elapsed))
    if story_hold(story, then):
        return ()
    holds = [
        *(quote_hold(quote, then) for quote in story.quotes),
        *(photo_hold(photo, then, use) for photo in story.photos for use in _PHOTO_USES),
    ]
    return (True, *(hold is None for hold in holds))


def _before(moment: datetime) -> datetime:
    return (moment.astimezone(UTC) - timedelta(microseconds=1)).astimezone(moment.tzinfo)


def _of_promises(site: Site, instant: Instant) -> Iterator[NextChange]:
    for milestone in site.milestones:
        due = milestone.due.last_day if milestone.due else None
        if due is not None and due < date.max:
            after = due + timedelta(days=1)
            if not instant.has_come(after) and ledger_entry(milestone, after).standing == OVERDUE:
                yield NextChange(instant.start_of(after), "due")
