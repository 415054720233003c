"""Promises: nothing counts as met without evidence, and nothing is given up without a reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from site_builder.problems import Problem
from site_builder.public import Instant
from site_builder.records import Milestone, Story, Update
from site_builder.site import Site


def outcomes(site: Site, instant: Instant) -> Iterator[Problem]:
    """Met needs evidence, ended needs its reason."""
    for milestone in site.milestones:
        for update in milestone.updates:
            yield from _outcome(milestone, update)


def _outcome(milestone: Milestone, update: Update) -> Iterator[Problem]:
    params = {"id": milestone.id, "status": update.status}
    if update.status in {"met", "partly-met"} and not update.evidence:
        yield Problem(update.at("status"), "met-without-evidence", params)
    if update.what is None and update.status == "ended":
        yield Problem(update.at("status"), "ended-without-reason", params)
    if update.what is None and update.status == "dropped":
        yield Problem(update.at("status"), "dropped-without-reason", params)


def figures(site: Site, instant: Instant) -> Iterator[Problem]:
    """A promise's own figure is a plan, and what became of it is no plan any more."""
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
    """That of the figure that is named; of several of one name that of the last, as everywhere."""
    name, _, result = (reference or "").partition("/")
    found = [each.status for story in stories.get(name, ()) for each in story.results if each.id == result]
    return found[-1] if found else None
