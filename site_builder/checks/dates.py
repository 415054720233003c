"""Dates: none contradicts another, and nothing is told as done that is yet to come."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date, datetime

from site_builder.checks.scope import having, is_finished, is_written
from site_builder.locales import Edtf
from site_builder.problems import Problem
from site_builder.public import Instant
from site_builder.public.instant import elapsed
from site_builder.records import Milestone, Result, Story, Update
from site_builder.site import Site

_OPEN = {"proposed", "planned", "under-way"}


def publication(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """A story comes out before it goes, and an embargo on a draft lifts nothing."""
    comes, goes = story.publish_on, story.expires_on
    if comes is None or not is_written(story):
        return
    if goes is not None and not _follows(goes, comes, instant):
        yield Problem(story.at("expires_on"), "expires-before-publication")
    if story.state != "published":
        yield Problem(story.at("publish_on"), "embargo-without-publication", {"state": story.state})


def _follows(later: date | datetime, earlier: date | datetime, instant: Instant) -> bool:
    """Whether it begins later in time, which the clock on the wall does not say when summer time ends."""
    return elapsed(instant.start_of(later)) > elapsed(instant.start_of(earlier))


def days_of_stories(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """What a story tells of has happened; what is said or photographed belongs to its day; corrections follow it."""
    if not is_finished(story):
        return
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


def periods_of_results(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """A figure that is reached lies in the past."""
    if not is_finished(story):
        return
    today = instant.today
    for result in story.results:
        begins = result.when.first_day if result.when else None
        if begins is not None and begins > today and result.status in {"achieved", "under-way"}:
            yield Problem(result.at("when"), "result-in-future", {"id": result.id})


def plans_followed(site: Site, instant: Instant) -> Iterator[Problem]:
    """Of a plan whose time is over a promise, or another figure, says what became."""
    if "milestones" in site.broken_registers:
        # Where a promise could not be read, nobody can say which figure none follows.
        return
    told = {milestone.result for milestone in site.milestones}
    told.update(reference for facts in site.facts.values() for _, reference in facts.supersedes)
    for story, facts in having(site, lambda facts: facts.plans):
        over = {name for name, end in facts.plans if end < instant.today and f"{story.id}/{name}" not in told}
        if over and is_finished(story):
            yield from (_unfollowed(result) for result in story.results if _is_over(result, over, instant))


def _is_over(result: Result, names: Container[str], instant: Instant) -> bool:
    end = result.when.last_day if result.when else None
    return result.id in names and result.status == "planned" and end is not None and end < instant.today


def _unfollowed(result: Result) -> Problem:
    return Problem(result.at("when"), "plan-without-word", {"id": result.id})


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
