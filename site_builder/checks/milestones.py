"""Check promises: their evidence, reasons and sources, and the order of their updates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from site_builder.locales import Edtf
from site_builder.problems import Problem
from site_builder.public import Instant
from site_builder.records import Milestone, Story, Update
from site_builder.site import Site

_OPEN = {"proposed", "planned", "under-way"}


def outcomes(site: Site, instant: Instant) -> Iterator[Problem]:
    """Met needs evidence, ended needs its reason."""
    for milestone in site.milestones:
        for update in milestone.updates:
            params = {"id": milestone.id, "status": update.status}
            if update.status in {"met", "partly-met"} and not update.evidence:
                yield Problem(update.at("status"), "met-without-evidence", params)
            if update.what is None and update.status == "ended":
                yield Problem(update.at("status"), "ended-without-reason", params)
            if update.what is None and update.status == "dropped":
                yield Problem(update.at("status"), "dropped-without-reason", params)


def figures(site: Site, instant: Instant) -> Iterator[Problem]:
    """A promise's own figure is planned, and the figure of its outcome is not."""
    named = {milestone.result for milestone in site.milestones}
    named.update(update.actual for milestone in site.milestones for update in milestone.updates)
    ids = {(reference or "").partition("/")[0] for reference in named}
    stories: dict[str, list[Story]] = {name: [] for name in ids}
    for story in site.stories:
        if story.id in ids:
            stories[story.id].append(story)
    for milestone in site.milestones:
        if _status(milestone.result, stories) == "achieved":
            yield Problem(milestone.at("result"), "promise-figure-achieved", {"id": milestone.id})
        for update in milestone.updates:
            if _status(update.actual, stories) == "planned":
                yield Problem(update.at("actual"), "actual-only-planned", {"id": milestone.id})


def _status(reference: str | None, stories: Mapping[str, Sequence[Story]]) -> str | None:
    """Give the status of a figure; of several with one id that of the last, as everywhere."""
    name, _, result = (reference or "").partition("/")
    found = [each.status for story in stories.get(name, ()) for each in story.results if each.id == result]
    return found[-1] if found else None


def sources(site: Site, instant: Instant) -> Iterator[Problem]:
    """A promise says where it was made."""
    for milestone in site.milestones:
        if milestone.source is None:
            yield Problem(milestone.at("source"), "milestone-without-source", {"id": milestone.id})


def days(site: Site, instant: Instant) -> Iterator[Problem]:
    """Updates follow one another, none is from the future, and no promise was due before it was made."""
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
    """Tell whether an update is certainly earlier. A month is not earlier than a day in it."""
    return update.last_day is not None and before.first_day is not None and update.last_day < before.first_day


def _due_before_made(milestone: Milestone) -> Iterator[Problem]:
    if not milestone.updates or milestone.due is None or milestone.due.last_day is None:
        return
    first = milestone.updates[0]
    if first.status in _OPEN and first.on.first_day is not None and milestone.due.last_day < first.on.first_day:
        yield Problem(milestone.at("due"), "due-before-promise")
