"""References from record to record across stories: what they name is there, and is there for readers too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from site_builder.checks.known import Known
from site_builder.checks.scope import Holds, having, is_written
from site_builder.problems import Place, Problem
from site_builder.public import Instant
from site_builder.public.gate import Hold
from site_builder.records import Milestone, Story
from site_builder.site import Site


class Stories:
    """The stories and figures that records may point at, and which of them readers will find.

    That a story is hidden is told once to each record that points to it, however often it does.
    """

    def __init__(self, site: Site, instant: Instant) -> None:
        self.site = site
        self.holds = Holds(site, instant)
        self._told: set[tuple[Place, str]] = set()

    @cached_property
    def _ids(self) -> dict[str, str]:
        return {name: story.id for story in self.site.stories for name in (story.folder, story.id)}

    @cached_property
    def _public(self) -> list[Story]:
        return [story for story in self.site.stories if self.holds.of(story.id) is None]

    @cached_property
    def by_id(self) -> Known:
        """The stories by their ids."""
        ids = frozenset(story.id for story in self.site.stories)
        return Known("story", ids | self.site.broken, [story.id for story in self._public])

    @cached_property
    def by_name(self) -> Known:
        """The stories by their ids or folders."""
        return Known("story", self._ids.keys() | self.site.broken, [story.folder for story in self._public])

    @cached_property
    def results(self) -> Known:
        """The figures of all stories."""
        return Known("result", frozenset(self._results(self.site.stories)), self._results(self._public))

    def _results(self, stories: Sequence[Story]) -> list[str]:
        facts = self.site.facts
        return [f"{story.id}/{result}" for story in stories for result in facts[story.folder].results]

    def story(self, found: str, place: Place, seen_from: Story | None = None) -> Iterator[Problem]:
        """A reference to a story by its id."""
        if found not in self.by_id.names and (near := self._public_folders.get(found)):
            yield Problem(place, "story-misspelt", {"found": found, "near": near})
        else:
            yield from self.by_id.missing(found, place)
        yield from self._hidden(found, place, seen_from)

    @cached_property
    def _public_folders(self) -> dict[str, str]:
        return {story.folder: story.id for story in self._public}

    def link(self, found: str, place: Place, seen_from: Story) -> Iterator[Problem]:
        """A link in a text, which may also name a story by its folder."""
        yield from self.by_name.missing(found, place)
        yield from self._hidden(self._ids.get(found, found), place, seen_from)

    def is_found(self, found: str, seen_from: Story) -> bool:
        """Whether ``link`` has nothing to say of it."""
        hold = self.holds.of(seen_from.id)
        is_known = found in self._ids or found in self.site.broken
        return is_known and not (self._matters(hold) and self.holds.hides(self._ids.get(found, found), seen_from=hold))

    def result(self, found: str, place: Place, seen_from: Story | None = None) -> Iterator[Problem]:
        """A reference to a figure of any story, ``story-id/result-id``."""
        story = found.partition("/")[0]
        if story not in self.site.broken:
            yield from self.results.missing(found, place)
        if found in self.results.names:
            yield from self._hidden(story, place, seen_from)

    def _hidden(self, story: str, place: Place, seen_from: Story | None) -> Iterator[Problem]:
        hold = self.holds.of(seen_from.id) if seen_from else None
        told = (seen_from.place if seen_from else Place(place.file, place.path[:1]), story)
        if self._matters(hold) and self.holds.hides(story, seen_from=hold) and told not in self._told:
            self._told.add(told)
            # Without the id: build logs are read by many, and a draft's id is a secret.
            yield Problem(place, "reference-unpublished")

    @staticmethod
    def _matters(hold: Hold | None) -> bool:
        """Whether readers will see the record that points to a story."""
        return hold is None or hold == "embargo"


def references(site: Site, instant: Instant) -> Iterator[Problem]:
    """Stories and figures that settings, promises and figures point at are there and public."""
    stories = Stories(site, instant)
    for index, found in enumerate(site.settings.featured):
        yield from stories.story(found, site.settings.at("featured", index))
    for story, _ in having(site, lambda facts: facts.supersedes):
        if is_written(story):
            for result in story.results:
                if result.supersedes is not None:
                    yield from stories.result(result.supersedes, result.at("supersedes"), story)
    for milestone in site.milestones:
        yield from _of_promise(milestone, stories)


def _of_promise(milestone: Milestone, stories: Stories) -> Iterator[Problem]:
    if milestone.result is not None:
        yield from stories.result(milestone.result, milestone.at("result"))
    for update in milestone.updates:
        for index, found in enumerate(update.evidence):
            yield from stories.story(found, update.at("evidence", index))
        if update.actual is not None:
            yield from stories.result(update.actual, update.at("actual"))
