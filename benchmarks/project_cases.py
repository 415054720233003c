"""What is measured of this project."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import project, tools
from benchmarks.case import Case, Command, measured, note, remove
from benchmarks.photographs import write_photograph
from benchmarks.results import COLD, LABEL, PICTURE, PROJECT, STORY, UNCHANGED
from benchmarks.synthetic import Story

_PHOTO = "photograph.jpg"
_SETTLED = 5
"""Builds after which a project is as its users have it: three older releases, and one more to be removed."""


def project_cases(folder: Path, stories: Sequence[Story]) -> list[Case]:
    """Cold; after changes of every kind; cold and after a change with the search.

    Cold and changed projects are apart, and so are those with and without search: no build finds what another left,
    and none but the very first ever builds a site that has been built otherwise.
    """
    return [*_cases(folder / "plain", stories, search=False), *_cases(folder / "search", stories, search=True)]


def _cases(folder: Path, stories: Sequence[Story], *, search: bool) -> list[Case]:
    cold, edits = folder / "cold", Edits(folder / "warm", stories[0])
    for copy in (cold, edits.folder):
        project.write_project(copy, stories, search=search)
    edits.begin()

    def case(mode: str, change: Callable[[int], None], shows: Callable[[int], str] | None = None) -> Case:
        def ready(round_: int) -> None:
            if not (edits.folder / "site").exists():
                for _ in range(_SETTLED):
                    measured(build_command(edits.folder))
            change(round_)

        return Case(PROJECT, mode, search, ready, build_command(edits.folder), edits.folder / "site", None, shows)

    first = Case(PROJECT, COLD, search, lambda _: unbuilt(cold), build_command(cold), cold / "site")
    story = case(STORY, edits.change_story, lambda round_: f"{note(round_)}.")
    if search:
        return [first, story]
    label = case(LABEL, edits.change_label, note)
    return [first, case(UNCHANGED, lambda _: None), story, label, case(PICTURE, edits.change_picture)]


def build_command(folder: Path) -> Command:
    """``stories build`` of a project."""
    return Command((tools.STORIES, "build", "--project", folder), folder)


def unbuilt(folder: Path) -> None:
    """As before a project's first build: no site, nothing in the store, and no older releases.

    Those that earlier rounds left would be removed while the first build runs, which no first build has to do.
    """
    remove(folder / "site", folder / ".cache", folder / ".site-releases")


@dataclass(frozen=True, slots=True)
class Edits:
    """What is done to a project between two builds, never the same twice. ``story``: the one that changes.

    The story has a photograph, so that one can take another's place; it comes out of the store when something else
    changes.
    """

    folder: Path
    story: Story

    def begin(self) -> None:
        """Give the story its first photograph."""
        project.write_story(self.folder, self.story, photo=_PHOTO)
        self.change_picture(-1)

    def change_story(self, round_: int) -> None:
        """Add a word to the story's text, instead of the one of the round before."""
        project.write_story(self.folder, self.story, note=f"{note(round_)}.", photo=_PHOTO)

    def change_label(self, round_: int) -> None:
        """Give another name to a theme of the story."""
        project.write_themes(self.folder, self.story.themes[0], note=note(round_))

    def change_picture(self, round_: int) -> None:
        """Put a photograph that the store has never seen in the place of the one before."""
        write_photograph(project.story_folder(self.folder, self.story) / _PHOTO, round_ + 1)
