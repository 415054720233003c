"""What checks over several stories need to know of each, so that they need not read it whole."""

from __future__ import annotations

from dataclasses import replace

from site_builder.checks.story_links import Naming
from site_builder.records import Story
from site_builder.site import Site, StoryFacts


def facts_of(story: Story) -> StoryFacts:
    """The facts of one story, from nothing but the story."""
    named = [Naming.of(text) for _, text in story.body]
    ends = ((result.id, result.when.last_day) for result in story.results if result.status == "planned" and result.when)
    return StoryFacts(
        links_to=frozenset(name for naming in named for name in naming.names),
        means_story=any(naming.is_astray for naming in named),
        results=tuple(result.id for result in story.results),
        supersedes=tuple((result.id, result.supersedes) for result in story.results if result.supersedes is not None),
        plans=tuple((name, end) for name, end in ends if end is not None),
        uncounted=frozenset(result.indicator for result in story.results if result.indicator and not result.counting),
    )


def with_facts(site: Site) -> Site:
    """The same site with the facts of every story."""
    missing = {story.folder: facts_of(story) for story in site.stories if story.folder not in site.facts}
    return replace(site, facts={**site.facts, **missing}) if missing else site
