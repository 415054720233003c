"""Check dates: none contradicts another, and nothing is reported as done that is yet to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from site_builder.checks.scope import is_finished, stories_with
from site_builder.problems import Problem
from site_builder.public import Instant
from site_builder.public.instant import elapsed
from site_builder.records import Story
from site_builder.site import Site


def publication(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """A story comes out before it goes, and an embargo on a draft lifts nothing."""
    comes, goes = story.publish_on, story.expires_on
    if comes is None:
        return
    if goes is not None and not _follows(goes, comes, instant):
        yield Problem(story.at("expires_on"), "expires-before-publication")
    if story.state != "published":
        yield Problem(story.at("publish_on"), "embargo-without-publication", {"state": story.state})


def _follows(later: date | datetime, earlier: date | datetime, instant: Instant) -> bool:
    """Tell whether it begins later in time: when summer time ends, the clock on the wall does not say."""
    return elapsed(instant.start_of(later)) > elapsed(instant.start_of(earlier))


def days_of_stories(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """A story is about the past; its quotations and photos are no later than it, and its corrections no earlier."""
    comes = instant.start_of(story.publish_on).date() if story.publish_on else date.min
    last = max(instant.today, comes)
    if story.date > last:
        yield Problem(story.at("date"), "day-in-future", {"field": "date"})
    for index, correction in enumerate(story.corrections):
        place = story.at("corrections", index, "on")
        if correction.on > last:
            yield Problem(place, "day-in-future", {"field": "on"})
        elif correction.on < story.date:
            yield Problem(place, "correction-before-story")
    yield from _of_parts(story, last)


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
    today = instant.today
    for result in story.results:
        begins = result.when.first_day if result.when else None
        if begins is not None and begins > today and result.status in {"achieved", "under-way"}:
            yield Problem(result.at("when"), "result-in-future", {"id": result.id})


def plans_followed(site: Site, instant: Instant) -> Iterator[Problem]:
    """A promise, or another figure, gives the outcome of each plan whose time is over."""
    if "milestones" in site.broken_registers:
        # A promise that could not be read may be about any figure.
        return
    told = {milestone.result for milestone in site.milestones}
    told.update(reference for summary in site.summaries.values() for _, reference in summary.supersedes)
    for story, summary in stories_with(site, lambda summary: summary.plans):
        over = {name for name, end in summary.plans if end < instant.today and f"{story.id}/{name}" not in told}
        if over and is_finished(story):
            for result in story.results:
                end = result.when.last_day if result.when else None
                is_over = end is not None and end < instant.today
                if is_over and result.id in over and result.status == "planned":
                    yield Problem(result.at("when"), "plan-without-word", {"id": result.id})
