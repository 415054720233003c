"""Which stories a check looks at, and which of them readers will see."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.public import Instant
from site_builder.public.gate import Hold, story_hold
from site_builder.records import Story
from site_builder.site import Site

_FOR_GOOD = {"draft", "review", "withdrawn", "people", "expired"}


def written(site: Site) -> Iterator[Story]:
    """Every story but the withdrawn. What is written must be right, even in a draft."""
    return (story for story in site.stories if story.state != "withdrawn")


def finished(site: Site) -> Iterator[Story]:
    """Stories in review or published: here nothing may be missing any more, as it may be in a draft."""
    return (story for story in site.stories if story.state in {"review", "published"})


def drafts_last(site: Site) -> list[Story]:
    """Every story, drafts last: where two claim one name, the draft's is the wrong one."""
    return sorted(site.stories, key=lambda story: story.state == "draft")


class Holds:
    """Why stories are held back, by id."""

    def __init__(self, site: Site, instant: Instant) -> None:
        self._by_id = {story.id: story_hold(story, instant) for story in site.stories}

    def of(self, story_id: str) -> Hold | None:
        """Why a story is held back; None where it is public, or where there is no such story."""
        return self._by_id.get(story_id)

    def hides(self, story_id: str, *, seen_from: Hold | None = None) -> bool:
        """Whether a reader who sees a record that is itself held back by ``seen_from`` will miss the story.

        Two stories under one embargo may refer to each other: when one is out, the other is too.
        """
        hold = self.of(story_id)
        return hold in _FOR_GOOD or (hold == "embargo" and seen_from != "embargo")
