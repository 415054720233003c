"""Sources: a reader can see where every figure and every promise comes from."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.checks.scope import is_finished
from site_builder.problems import Problem
from site_builder.public import Instant
from site_builder.records import Story
from site_builder.records.registers import listed
from site_builder.site import Site


def of_figures(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """A figure names its source, or its story names one for all. Told once a story, at the first that has none."""
    if story.source is not None or not is_finished(story):
        return
    bare = [result for result in story.results if result.source is None]
    if bare:
        params = {"known": listed(result.id for result in bare)}
        yield Problem(bare[0].at("source"), "figure-without-source", params)


def of_promises(site: Site, instant: Instant) -> Iterator[Problem]:
    """A promise says where it was made."""
    for milestone in site.milestones:
        if milestone.source is None:
            yield Problem(milestone.at("source"), "milestone-without-source", {"id": milestone.id})
