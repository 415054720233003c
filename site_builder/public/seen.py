"""Which problems are about something that readers see, so that everybody may be told of it word for word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from site_builder.problems import Place, Problem
from site_builder.public.gate import photo_hold, quote_hold, story_hold
from site_builder.public.instant import Instant
from site_builder.records import Story


def with_seen(problems: Iterable[Problem], stories: Iterable[Story], instant: Instant) -> list[Problem]:
    """The problems, not located yet, each knowing whether readers see what it is about.

    ``stories``: those that could be read. Of others nobody knows what they are.
    """
    placed = [(_folder(problem), problem) for problem in problems]
    wanted = {folder for folder, _ in placed if folder}
    public = {each.folder: each for each in stories if each.folder in wanted and story_hold(each, instant) is None}
    return [
        replace(problem, seen=True) if folder in public and not _is_held(problem, public[folder], instant) else problem
        for folder, problem in placed
    ]


def _folder(problem: Problem) -> str:
    top, _, rest = problem.at.file.partition("/")
    return rest.partition("/")[0] if top == "stories" else ""


def _is_held(problem: Problem, story: Story, instant: Instant) -> bool:
    """Whether it is about a part of a public story that is none: somebody in its text, or what is held back."""
    match problem.at:
        case Place(path=("people", *_)):
            return True
        case Place(path=("quotes", int(index), *_)):
            return quote_hold(story.quotes[index], instant) is not None
        case Place(path=("photos", int(index), *_)):
            return photo_hold(story.photos[index], instant) is not None
    return False
