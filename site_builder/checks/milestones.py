"""Promises: nothing counts as met without evidence, and nothing is given up without a reason."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.problems import Problem
from site_builder.public import Instant
from site_builder.records import Milestone, Result, Update
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
    results = site.results()
    for milestone in site.milestones:
        if _status(results.get(milestone.result or "")) == "achieved":
            yield Problem(milestone.at("result"), "promise-figure-achieved", {"id": milestone.id})
        for update in milestone.updates:
            if _status(results.get(update.actual or "")) == "planned":
                yield Problem(update.at("actual"), "actual-only-planned", {"id": milestone.id})


def _status(result: Result | None) -> str | None:
    return result.status if result else None
