"""The whole project: settings, registers, milestones and every story, with all problems of all files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from site_builder.problems import Problem
from site_builder.reading.called import by_their_ids
from site_builder.reading.files import folders
from site_builder.reading.folder import story_files
from site_builder.reading.registers import read_milestones, read_register
from site_builder.reading.settings import read_settings
from site_builder.reading.story import StoryFolder, read_story
from site_builder.records import Indicator, Partner, Programme, Settings, Source, Theme
from site_builder.records.base import Record
from site_builder.site import Site
from site_builder.workers import in_shares, jobs

# Fewer stories than this are read sooner than a process is started.
_WORTH_A_PROCESS = 400


def read_project(root: Path) -> tuple[Site | None, list[Problem]]:
    """Every record below ``root`` and every problem of reading them. A broken file costs only itself.

    None only where the settings cannot be read: without languages nothing can be understood.
    """
    settings, problems = read_settings(root)
    if settings is None:
        return None, problems
    themes, of_themes = read_register(root, "themes", Theme)
    partners, of_partners = read_register(root, "partners", Partner)
    programmes, of_programmes = read_register(root, "programmes", Programme)
    indicators, of_indicators = read_register(root, "indicators", Indicator)
    sources, of_sources = read_register(root, "sources", Source)
    milestones, of_milestones = read_milestones(root)
    of_registers = {
        "themes": of_themes,
        "partners": of_partners,
        "programmes": of_programmes,
        "indicators": of_indicators,
        "sources": of_sources,
        "milestones": of_milestones,
    }
    read = _stories(root, settings)
    problems = [
        *problems,
        *(problem for found in of_registers.values() for problem in found),
        *(problem for found in read for problem in found.problems),
    ]
    registers: dict[str, Mapping[str, Record]] = {
        "themes": themes,
        "partners": partners,
        "programmes": programmes,
        "indicators": indicators,
        "sources": sources,
    }
    problems = by_their_ids(problems, registers)
    site = Site(
        settings=settings,
        stories=tuple(found.story for found in read if found.story is not None),
        milestones=milestones,
        themes=themes,
        partners=partners,
        programmes=programmes,
        indicators=indicators,
        sources=sources,
        pictures={file: info for found in read for file, info in found.pictures.items()},
        files={found.folder: found.files for found in read},
        absent=frozenset(file for found in read for file in found.absent),
        broken=frozenset(found.folder for found in read if found.story is None),
        broken_registers=frozenset(name for name, found in of_registers.items() if found),
        drafts=frozenset(found.folder for found in read if found.is_draft),
    )
    return site, problems


def _stories(root: Path, settings: Settings) -> list[StoryFolder]:
    """Every story's folder in the order of their names, read on every core where there are many."""
    names = folders(root, "stories")

    def share(number: int, of: int) -> Iterator[StoryFolder]:
        return (read_story(root, story_files(root, folder, settings.locales), settings) for folder in names[number::of])

    return sorted(in_shares(share, jobs(len(names), _WORTH_A_PROCESS)), key=lambda found: found.folder)
