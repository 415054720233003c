"""When the site next changes without anybody touching it: an embargo lifts, consent runs out, a promise falls due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from site_builder.facts.ledger import OVERDUE, entry
from site_builder.public import Instant
from site_builder.public.gate import story_hold
from site_builder.records import Consent, Story
from site_builder.site import Site

Cause = Literal["embargo", "expiry", "consent", "due"]


@dataclass(frozen=True, slots=True)
class Change:
    """The moment and its cause. It names no record: build logs are read by many."""

    at: datetime
    cause: Cause


def next_change(site: Site, instant: Instant) -> Change | None:
    """The first moment after ``instant`` at which a build would give another site; None if there is none."""
    found = (
        (instant.start_of(when), cause)
        for when, cause in (*_of_stories(site, instant), *_of_promises(site))
        if not instant.has_come(when)
    )
    first = min(found, default=None)
    return Change(*first) if first else None


def _of_stories(site: Site, instant: Instant) -> Iterator[tuple[date | datetime, Cause]]:
    for story in site.stories:
        if story.state != "published":
            continue
        if story.publish_on is not None and story_hold(story, instant) == "embargo":
            yield story.publish_on, "embargo"
        if story.expires_on is not None:
            yield story.expires_on, "expiry"
        for consent in _consents(story):
            if consent.status == "given" and consent.until is not None:
                yield consent.until + timedelta(days=1), "consent"


def _consents(story: Story) -> Iterator[Consent]:
    given = [
        *(person.consent for person in story.people),
        *(quote.consent for quote in story.quotes),
        *(photo.consent for photo in story.photos),
    ]
    yield from (consent for consent in given if consent is not None)


def _of_promises(site: Site) -> Iterator[tuple[date, Cause]]:
    for milestone in site.milestones:
        due = milestone.due.last_day if milestone.due else None
        if due is not None and due < date.max:
            after = due + timedelta(days=1)
            if entry(milestone, after).standing == OVERDUE:
                yield after, "due"
