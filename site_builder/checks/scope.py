"""Select the stories that a check is for, and tell which of them readers will see."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from site_builder.public import Instant
from site_builder.public.gate import Hold, story_hold
from site_builder.records import Story
from site_builder.site import Site, StorySummary

_FOR_GOOD = {"draft", "review", "withdrawn", "people", "expired"}


def is_written(story: Story) -> bool:
    """Tell whether a story is not withdrawn. What is written must be right, even in a draft."""
    return story.state != "withdrawn"


def is_finished(story: Story) -> bool:
    """Tell whether a story is in review or published: unlike in a draft, nothing may be missing."""
    return story.state == "published" or story.state == "review"


def drafts_last(site: Site) -> list[Story]:
    """Sort stories, drafts last: where two claim one name, the draft's is the wrong one."""
    return sorted(site.stories, key=lambda story: story.state == "draft")


def stories_with(site: Site, wanted: Callable[[StorySummary], object]) -> list[tuple[Story, StorySummary]]:
    """Select the stories, usually few, whose summaries are ``wanted``, in order."""
    folders = {folder for folder, summary in site.summaries.items() if wanted(summary)}
    return (
        [(story, site.summaries[story.folder]) for story in site.stories if story.folder in folders] if folders else []
    )


def broken_folders(site: Site) -> list[str]:
    """List the folders whose story could not be read, in order."""
    return sorted(folder for folder in site.broken if folder in site.files)


class StoryHolds:
    """Why stories are held back, by id; worked out on demand."""

    def __init__(self, site: Site, instant: Instant) -> None:
        self._site = site
        self._instant = instant
        self._found: dict[str, Hold | None] = {}

    @cached_property
    def _stories(self) -> dict[str, Story]:
        return {story.id: story for story in self._site.stories}

    def of(self, story_id: str) -> Hold | None:
        """Say why a story is held back; None where it is public, or where there is no such story."""
        if story_id not in self._found:
            story = self._stories.get(story_id)
            self._found[story_id] = story_hold(story, self._instant) if story else None
        return self._found[story_id]

    def hides(self, story_id: str, *, seen_from: Hold | None = None) -> bool:
        """Tell whether readers of a record, itself held back by ``seen_from``, will not find the story.

        Two stories under one embargo may refer to each other: when one is out, the other is too.
        """
        hold = self.of(story_id)
        return hold in _FOR_GOOD or (hold == "embargo" and seen_from != "embargo")
