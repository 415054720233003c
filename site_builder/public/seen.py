"""Which problems are about something that readers see, so that everybody may be told of it word for word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from site_builder.problems import Place, Problem
from site_builder.public.gate import photo_hold, quote_hold, story_hold
from site_builder.public.instant import Instant
from site_builder.records import Story
from site_builder.site import Site


def with_seen(problems: Iterable[Problem], site: Site, instant: Instant) -> list[Problem]:
    """The problems, not located yet, each knowing whether readers see what it is about. A story that could not be read
    may be anything, and so nobody sees it."""
    stories = {story.folder: story for story in site.stories}
    found: dict[str, bool] = {}

    def is_seen(folder: str) -> bool:
        if folder not in found:
            found[folder] = folder in stories and story_hold(stories[folder], instant) is None
        return found[folder]

    def seen(problem: Problem) -> Problem:
        top, _, rest = problem.at.file.partition("/")
        folder = rest.partition("/")[0]
        if top != "stories" or not is_seen(folder) or _is_held(problem, stories[folder], instant):
            return problem
        return replace(problem, seen=True)

    return [seen(problem) for problem in problems]


def _is_held(problem: Problem, story: Story, instant: Instant) -> bool:
    """Whether it is about a part of a public story that is none: somebody whom the text shows, or what is held back."""
    match problem.at:
        case Place(path=("people", *_)):
            return True
        case Place(path=("quotes", int(index), *_)):
            return quote_hold(story.quotes[index], instant) is not None
        case Place(path=("photos", int(index), *_)):
            return photo_hold(story.photos[index], instant) is not None
    return False
