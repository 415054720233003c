"""Rules over records. Each check is a generator of problems; ``STORY_CHECKS`` and ``SITE_CHECKS`` list them all.

What is written must be right, even in a draft. What is not there yet may be missing in a draft, and from review on no
more. Withdrawn stories are asked for nothing but an address of their own.

A check of one story asks the site for settings, registers, promises and what lies in the story's own folder, never for
another story: so it can be made wherever the story is read, and what it found be kept. A check of the site looks at
``Site.facts`` and at what else is at hand of every story, and reads bodies, results and quotations only of the few
stories in which there is something to tell. Each looks at every record a bounded number of times, so that a site of ten
thousand stories is checked in ten times the time of one of a thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from site_builder.checks import (
    across,
    addresses,
    bodies,
    consent,
    dates,
    drafts,
    freshness,
    identities,
    languages,
    milestones,
    minors,
    pictures,
    references,
    results,
    sources,
    story_links,
)
from site_builder.checks.story_facts import facts_of, with_facts
from site_builder.locales.pseudo import PSEUDO
from site_builder.problems import Place, Problem
from site_builder.public import Instant
from site_builder.records import Story
from site_builder.site import Site

__all__ = ["SITE_CHECKS", "STORY_CHECKS", "check", "check_site", "check_story", "facts_of"]

StoryCheck = Callable[[Story, Site, Instant], Iterator[Problem]]
SiteCheck = Callable[[Site, Instant], Iterator[Problem]]

STORY_CHECKS: tuple[StoryCheck, ...] = (
    identities.ids_within,
    addresses.forms,
    addresses.former_is_past,
    references.registers,
    references.own_results,
    references.listed_once,
    languages.own_language,
    languages.of_texts,
    languages.body_files,
    languages.same_twice,
    freshness.of_story_texts,
    consent.held_back,
    consent.without_default,
    consent.ends_before_story,
    minors.beside_minors,
    minors.departments,
    pictures.files_there,
    pictures.files_used,
    pictures.alternatives,
    pictures.before_and_after,
    bodies.texts,
    results.complete,
    results.numbers,
    results.part_loops,
    results.relations,
    results.units,
    sources.of_figures,
    dates.publication,
    dates.days_of_stories,
    dates.periods_of_results,
    drafts.to_do,
)

SITE_CHECKS: tuple[SiteCheck, ...] = (
    identities.story_ids,
    identities.ids_of_promises,
    addresses.forms_of_broken,
    addresses.folders,
    addresses.of_stories,
    addresses.of_topics,
    references.between_registers,
    across.references,
    references.listed_once_elsewhere,
    story_links.of_texts,
    languages.of_texts_elsewhere,
    freshness.of_other_texts,
    languages.pseudo_locale,
    languages.body_files_of_broken,
    results.replacement_loops,
    results.adding_up,
    sources.of_promises,
    dates.plans_followed,
    dates.days_of_promises,
    milestones.outcomes,
    milestones.figures,
)


def check_story(story: Story, site: Site, instant: Instant) -> list[Problem]:
    """Every problem that concerns this story alone. Of ``site`` nothing is asked that other stories could change."""
    return _written(problem for found in STORY_CHECKS for problem in found(story, site, instant))


def check_site(site: Site, instant: Instant) -> list[Problem]:
    """Every problem of registers and promises, and of stories beside others. Facts that ``site`` lacks are found."""
    known = with_facts(site)
    return _written(problem for found in SITE_CHECKS for problem in found(known, instant))


def check(site: Site, instant: Instant) -> list[Problem]:
    """Every problem that every check finds."""
    of_stories = (problem for story in site.stories for problem in check_story(story, site, instant))
    return [*check_site(site, instant), *of_stories]


def _written(problems: Iterable[Problem]) -> list[Problem]:
    """Those of texts that somebody wrote: what is longer or odd in the pseudo-locale was made so."""
    return [problem for problem in problems if not (isinstance(problem.at, Place) and PSEUDO in problem.at.path)]
