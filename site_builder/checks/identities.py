"""Ids: each names one record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from site_builder.checks.scope import drafts_last
from site_builder.locales.slugs import slugify
from site_builder.problems import Problem
from site_builder.public import Instant
from site_builder.records import Milestone, Photo, Quote, Result, Story
from site_builder.site import Site


def story_ids(site: Site, instant: Instant) -> Iterator[Problem]:
    """No two stories share an id, and none has another's folder for an id: links name stories by either."""
    folders = {story.folder: story for story in site.stories}
    first: dict[str, str] = {}
    for story in drafts_last(site):
        other = folders.get(story.id, story)
        taken = folders[first.setdefault(story.id, story.folder)]
        if taken is story and other is not story:
            taken = other
        if taken is not story:
            late, early = (taken, story) if taken.state == "draft" else (story, taken)
            params = {"id": story.id, "other": f"stories/{early.folder}/story.yml"}
            yield Problem(late.at("id"), "story-id-twice", params)


def ids_within(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """Figures, quotations and photos have ids of their own within a story."""
    for records in (story.results, story.quotes, story.photos):
        if len(records) > 1:
            yield from _twice(records)


def ids_of_promises(site: Site, instant: Instant) -> Iterator[Problem]:
    """Promises have ids of their own."""
    yield from _twice(site.milestones)


def _twice(records: Iterable[Result | Quote | Photo | Milestone]) -> Iterator[Problem]:
    seen: set[str] = set()
    for record in records:
        if record.id in seen:
            yield Problem(record.at("id"), _rule(record), {"id": record.id})
        seen.add(record.id)


def _rule(record: Result | Quote | Photo | Milestone) -> str:
    """An id that is made from the name of a photo's file stands nowhere in the record, to be put right there."""
    made = isinstance(record, Photo) and record.id == slugify(PurePosixPath(record.file).stem)
    return "photo-id-twice" if made else "id-twice"
