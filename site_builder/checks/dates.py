"""Dates: none contradicts another, and nothing is told as done that is yet to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from site_builder.checks.scope import finished, written
from site_builder.locales import Edtf
from site_builder.problems import Problem
from site_builder.public import Instant
from site_builder.public.instant import elapsed
from site_builder.records import Milestone, Story, Update
from site_builder.site import Site

_OPEN = {"proposed", "planned", "under-way"}


def publication(site: Site, instant: Instant) -> Iterator[Problem]:
    """A story comes out before it goes, and an embargo on a draft lifts nothing."""
    for story in written(site):
        comes, goes = story.publish_on, story.expires_on
        if comes is not None and goes is not None and not _follows(goes, comes, instant):
            yield Problem(story.at("expires_on"), "expires-before-publication")
        if comes is not None and story.state != "published":
            yield Problem(story.at("publish_on"), "embargo-without-publication", {"state": story.state})


def _follows(later: date | datetime, earlier: date | datetime, instant: Instant) -> bool:
    """Whether it begins later in time, which the clock on the wall does not say when summer time ends."""
    return elapsed(instant.start_of(later)) > elapsed(instant.start_of(earlier))


def days_of_stories(site: Site, instant: Instant) -> Iterator[Problem]:
    """What a story tells of has happened; what is said or photographed belongs to its day; corrections follow it."""
    for story in finished(site):
        last = max(instant.today, _day(story.publish_on, instant) or date.min)
        if story.date > last:
            yield Problem(story.at("date"), "day-in-future", {"field": "date"})
        for index, correction in enumerate(story.corrections):
            place = story.at("corrections", index, "on")
            if correction.on > last:
                yield Problem(place, "day-in-future", {"field": "on"})
            elif correction.on < story.date:
                yield Problem(place, "correction-before-story")
        yield from _of_parts(story, last)


def _day(when: date | datetime | None, instant: Instant) -> date | None:
    return None if when is None else instant.start_of(when).date()


def _of_parts(story: Story, last: date) -> Iterator[Problem]:
    parts = [(quote, "said_on", quote.said_on) for quote in story.quotes]
    taken = [(photo, "taken", photo.taken) for photo in story.photos]
    for record, field, when in (*parts, *taken):
        begins = when.first_day if when else None
        if begins is None:
            continue
        if begins > last:
            yield Problem(record.at(field), "day-in-future", {"field": field})
        elif begins > story.date:
            yield Problem(record.at(field), "day-after-story", {"field": field})


def periods_of_results(site: Site, instant: Instant) -> Iterator[Problem]:
    """A figure that is reached lies in the past, and of a plan whose time is over a promise says what became."""
    # Where a promise could not be read, nobody can say which figure none follows.
    is_known = "milestones" not in site.broken_registers
    tracked = {milestone.result for milestone in site.milestones}
    superseded = {result.supersedes for story in site.stories for result in story.results}
    for story in finished(site):
        for result in story.results:
            name = f"{story.id}/{result.id}"
            begins, ends = (result.when.first_day, result.when.last_day) if result.when else (None, None)
            if result.status in {"achieved", "under-way"} and begins is not None and begins > instant.today:
                yield Problem(result.at("when"), "result-in-future", {"id": result.id})
            is_over = result.status == "planned" and ends is not None and ends < instant.today
            if is_over and is_known and name not in tracked and name not in superseded:
                yield Problem(result.at("when"), "plan-without-word", {"id": result.id})


def days_of_promises(site: Site, instant: Instant) -> Iterator[Problem]:
    """Updates follow one another and none is from the future: the last is where a promise stands."""
    for milestone in site.milestones:
        before: Update | None = None
        for update in milestone.updates:
            begins = update.on.first_day
            if begins is None:
                yield Problem(update.at("on"), "update-without-day")
            elif begins > instant.today:
                yield Problem(update.at("on"), "day-in-future", {"field": "on"})
            if before is not None and _precedes(update.on, before.on):
                yield Problem(update.at("on"), "update-out-of-order")
            before = update
        yield from _due_before_made(milestone)


def _precedes(update: Edtf, before: Edtf) -> bool:
    """Whether an update is certainly earlier. A month beside a day in it is not."""
    return update.last_day is not None and before.first_day is not None and update.last_day < before.first_day


def _due_before_made(milestone: Milestone) -> Iterator[Problem]:
    if not milestone.updates or milestone.due is None or milestone.due.last_day is None:
        return
    first = milestone.updates[0]
    if first.status in _OPEN and first.on.first_day is not None and milestone.due.last_day < first.on.first_day:
        yield Problem(milestone.at("due"), "due-before-promise")
