"""What is measured of this project."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import project, tools
from benchmarks.case import Case, Command, note, remove
from benchmarks.photographs import write_photograph
from benchmarks.process import measure
from benchmarks.results import COLD, LABEL, PICTURE, PROJECT, STORY, UNCHANGED
from benchmarks.synthetic import Story


def project_cases(folder: Path, stories: Sequence[Story]) -> list[Case]:
    """Cold; after changes of every kind; cold and after a change with the search."""
    project.write_project(folder, stories)
    edits = _Edits(folder, stories[0])
    command = build_command(folder)

    def case(mode: str, ready: Callable[[int], None], *, search: bool = False) -> Case:
        return Case(PROJECT, mode, search, ready, command, folder / "site")

    return [
        case(COLD, lambda _: edits.begin(search=False)),
        case(UNCHANGED, lambda _: None),
        case(STORY, edits.change_story),
        case(LABEL, edits.change_label),
        case(PICTURE, edits.change_picture),
        case(COLD, lambda _: edits.begin(search=True), search=True),
        case(STORY, edits.change_story, search=True),
    ]


def build_command(folder: Path) -> Command:
    """``stories build`` of a project."""
    return Command((tools.STORIES, "build", "--project", folder), folder)


@dataclass(frozen=True, slots=True)
class _Edits:
    """What is done to a project between two builds. ``story``: the one that changes."""

    folder: Path
    story: Story

    def begin(self, *, search: bool) -> None:
        """As at first: no site, nothing in the store, nothing changed."""
        remove(self.folder / "site", self.folder / ".cache")
        project.write_themes(self.folder)
        project.write_story(self.folder, self.story)
        project.write_settings(self.folder, search=search)

    def change_story(self, round_: int) -> None:
        project.write_story(self.folder, self.story, note=f"{note(round_)}.")

    def change_label(self, round_: int) -> None:
        project.write_themes(self.folder, note=note(round_))

    def change_picture(self, round_: int) -> None:
        """Build with one photograph, which is not measured, and then put another in its place."""
        photos = [self.folder.parent / f"photograph-{number}.jpg" for number in (1, 2)]
        for number, photo in enumerate(photos, 1):
            if not photo.exists():
                write_photograph(photo, number)
        place = project.story_folder(self.folder, self.story) / "photograph.jpg"
        project.write_story(self.folder, self.story, photo=place.name)
        shutil.copy(photos[round_ % 2], place)
        build = build_command(self.folder)
        measure(build.words, build.folder, build.environment)
        shutil.copy(photos[(round_ + 1) % 2], place)
