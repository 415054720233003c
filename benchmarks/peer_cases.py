"""What is measured of the peers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks import eleventy, hugo, material, tools
from benchmarks.case import Case, Command, measured, note, remove
from benchmarks.results import COLD, ELEVENTY, HUGO, MATERIAL, STORY
from benchmarks.synthetic import Story


def hugo_cases(folder: Path, stories: Sequence[Story]) -> list[Case]:
    """Hugo: cold, and again after one story has changed; each followed by Pagefind."""
    folder.mkdir(parents=True)
    hugo.write_site(folder, stories)
    site = folder / hugo.OUTPUT

    def cold(_: int) -> None:
        remove(site, folder / "resources")

    command = hugo_command(folder)

    def change_story(round_: int) -> None:
        if not site.exists():
            measured(command)
        hugo.write_story(folder, stories[0], note=f"{note(round_)}.")

    return [
        Case(HUGO, COLD, False, cold, command, site, _pagefind(site)),
        Case(HUGO, STORY, False, change_story, command, site, _pagefind(site), lambda round_: f"{note(round_)}."),
    ]


def eleventy_cases(folder: Path, stories: Sequence[Story]) -> list[Case]:
    """Eleventy: cold, followed by Pagefind."""
    folder.mkdir(parents=True)
    eleventy.write_site(folder, stories)
    site = folder / eleventy.OUTPUT
    command = Command((tools.program("node"), tools.ELEVENTY / "cmd.cjs", "--quiet"), folder)
    return [Case(ELEVENTY, COLD, False, lambda _: remove(site), command, site, _pagefind(site))]


def material_cases(folder: Path, stories: Sequence[Story]) -> list[Case]:
    """MkDocs with Material and mkdocs-static-i18n: cold, followed by Pagefind."""
    folder.mkdir(parents=True)
    material.write_site(folder, stories)
    site = folder / material.OUTPUT
    command = Command((tools.MKDOCS, "build", "--quiet"), folder, {"NO_MKDOCS_2_WARNING": "1"})
    return [Case(MATERIAL, COLD, False, lambda _: remove(site), command, site, _pagefind(site))]


def hugo_command(folder: Path, environment: Mapping[str, str] | None = None) -> Command:
    """Hugo in a folder. Its cache beside the folder holds no pictures and stays: only a first run ever fills it."""
    own = {"HUGO_CACHEDIR": str(folder.parent / "hugo-cache"), **(environment or {})}
    return Command((tools.program("hugo"), "--quiet"), folder, own)


def _pagefind(site: Path) -> Command:
    return Command((tools.program("pagefind"), "--site", site, "--quiet"), site.parent)
