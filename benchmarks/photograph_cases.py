"""What is measured of pictures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks import hugo, project
from benchmarks.case import Case, remove
from benchmarks.peer_cases import hugo_command
from benchmarks.photographs import write_photograph
from benchmarks.project_cases import build_command, unbuilt
from benchmarks.results import HUGO, HUGO_WEBP, PHOTOGRAPHS, PROJECT
from benchmarks.synthetic import Story


def photograph_cases(folder: Path, stories: Sequence[Story]) -> list[Case]:
    """A photograph of 12 megapixels for every story: this project, and Hugo with AVIF and with WebP beside JPEG."""
    ours, theirs = folder / "project", folder / "hugo"
    theirs.mkdir(parents=True)
    project.write_project(ours, stories)
    hugo.write_site(theirs, stories)
    for story in stories:
        photo = project.story_folder(ours, story) / f"{story.name}.jpg"
        write_photograph(photo, story.number)
        project.write_story(ours, story, photo=photo.name)
        hugo.write_story(theirs, story, picture=photo)

    site, public = ours / "site", theirs / hugo.OUTPUT

    def hugo_cold(_: int) -> None:
        remove(public, theirs / "resources")

    return [
        Case(PROJECT, PHOTOGRAPHS, False, lambda _: unbuilt(ours), build_command(ours), site),
        Case(HUGO, PHOTOGRAPHS, False, hugo_cold, hugo_command(theirs), public),
        Case(HUGO_WEBP, PHOTOGRAPHS, False, hugo_cold, hugo_command(theirs, {"HUGO_PARAMS_MODERN": "webp"}), public),
    ]


def pictures(site: Path) -> str:
    """How many pictures of which format a finished site has, and their size together."""
    found: dict[str, list[int]] = {}
    for file in site.rglob("*"):
        if file.suffix in {".avif", ".webp", ".jpg"}:
            found.setdefault(file.suffix[1:].upper().replace("JPG", "JPEG"), []).append(file.stat().st_size)
    return ", ".join(f"{len(sizes)} {name} ({sum(sizes) / 2**20:.1f} MiB)" for name, sizes in sorted(found.items()))
