"""Rules over the whole Site. Each check is a generator of problems; ``CHECKS`` lists them all.

What is written must be right, even in a draft. What is not there yet may be missing in a draft, and from review on no
more. Withdrawn stories are asked for nothing but an address of their own. Each check looks at every record a bounded
number of times, so that a site of ten thousand stories is checked in ten times the time of one of a thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from site_builder.checks import (
    addresses,
    bodies,
    consent,
    dates,
    drafts,
    identities,
    languages,
    milestones,
    pictures,
    references,
    results,
    sources,
)
from site_builder.problems import Problem
from site_builder.public import Instant
from site_builder.site import Site

Check = Callable[[Site, Instant], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    identities.story_ids,
    identities.ids_within,
    addresses.forms,
    addresses.folders,
    addresses.of_stories,
    addresses.former_is_past,
    addresses.of_topics,
    references.registers,
    references.own_results,
    references.across_stories,
    references.listed_once,
    languages.own_language,
    languages.translations,
    languages.languages_known,
    languages.body_files,
    languages.same_twice,
    consent.held_back,
    consent.without_default,
    consent.ends_before_story,
    pictures.files_there,
    pictures.files_used,
    pictures.alternatives,
    bodies.texts,
    results.complete,
    results.numbers,
    results.loops,
    results.relations,
    results.indicators,
    sources.of_figures,
    sources.of_promises,
    dates.publication,
    dates.days_of_stories,
    dates.periods_of_results,
    dates.days_of_promises,
    drafts.to_do,
    milestones.outcomes,
    milestones.figures,
)


def check(site: Site, instant: Instant) -> list[Problem]:
    """Every problem that every check finds."""
    return [problem for found in CHECKS for problem in found(site, instant)]
