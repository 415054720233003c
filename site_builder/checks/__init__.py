"""Check records: each check is a generator of problems, listed below.

What is written must be right, even in a draft. What is missing is reported from review on. Withdrawn stories need
nothing but an address of their own.

A check of one story asks the site for settings, registers, promises and what lies in the story's own folder, never for
another story: it can run wherever the story is read, and the store can keep what it found. A check of the site goes by
``Site.summaries`` and by what else is at hand of every story, and reads bodies, results and quotations only of the few
stories with a problem. Each check visits every record a bounded number of times, so that ten thousand stories take ten
times as long as a thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from site_builder.checks import (
    addresses,
    bodies,
    consent,
    dates,
    languages,
    links,
    milestones,
    minors,
    pictures,
    references,
    results,
)
from site_builder.checks.scope import is_finished, is_written
from site_builder.locales.pseudo import PSEUDO
from site_builder.problems import Place, Problem
from site_builder.public import Instant
from site_builder.records import Story
from site_builder.site import Site

__all__ = ["SITE_CHECKS", "STORY_CHECKS", "check", "check_site", "check_story"]

StoryCheck = Callable[[Story, Site, Instant], Iterator[Problem]]
SiteCheck = Callable[[Site, Instant], Iterator[Problem]]

STORY_CHECKS: tuple[StoryCheck, ...] = (
    addresses.well_formed,
    addresses.former_is_past,
    consent.to_do,
    languages.body_files,
    references.ids_within,
)

WRITTEN_STORY_CHECKS: tuple[StoryCheck, ...] = (
    bodies.texts,
    consent.ends_before_story,
    dates.publication,
    languages.complete,
    languages.own_language,
    languages.translated_texts,
    minors.beside_minors,
    minors.departments,
    pictures.files_there,
    pictures.files_used,
    references.listed_once,
    references.own_results,
    references.registers,
    results.complete,
    results.numbers,
    results.part_loops,
    results.relations,
    results.units,
)
"""For stories that are not withdrawn."""

FINISHED_STORY_CHECKS: tuple[StoryCheck, ...] = (
    consent.held_back,
    consent.without_default,
    dates.days_of_stories,
    dates.periods_of_results,
    languages.same_twice,
    pictures.alternatives,
    pictures.before_and_after,
    results.sources,
)
"""For stories in review and published ones."""

SITE_CHECKS: tuple[SiteCheck, ...] = (
    addresses.unique_folders,
    addresses.well_formed_folders,
    addresses.unique_slugs,
    addresses.unique_topics,
    dates.plans_followed,
    languages.body_files_of_broken,
    languages.complete_elsewhere,
    languages.pseudo_locale,
    languages.translated_texts_elsewhere,
    links.to_stories,
    milestones.days,
    milestones.figures,
    milestones.outcomes,
    milestones.sources,
    references.across_stories,
    references.between_registers,
    references.ids_of_promises,
    references.listed_once_elsewhere,
    references.story_ids,
    results.adding_up,
    results.replacement_loops,
)


def check_story(story: Story, site: Site, instant: Instant) -> list[Problem]:
    """Check one story by itself: whatever other stories hold, the result is the same."""
    checks = STORY_CHECKS
    checks += WRITTEN_STORY_CHECKS if is_written(story) else ()
    checks += FINISHED_STORY_CHECKS if is_finished(story) else ()
    return _written(problem for found in checks for problem in found(story, site, instant))


def check_site(site: Site, instant: Instant) -> list[Problem]:
    """Check registers and promises, and stories beside each other. Facts that ``site`` lacks are collected."""
    known = links.with_summaries(site)
    return _written(problem for found in SITE_CHECKS for problem in found(known, instant))


def check(site: Site, instant: Instant) -> list[Problem]:
    """Run every check."""
    of_stories = (problem for story in site.stories for problem in check_story(story, site, instant))
    return [*check_site(site, instant), *of_stories]


def _written(problems: Iterable[Problem]) -> list[Problem]:
    """Leave out the problems of the pseudo-locale's texts, which are made longer and odder on purpose."""
    return [problem for problem in problems if not (isinstance(problem.at, Place) and PSEUDO in problem.at.path)]
