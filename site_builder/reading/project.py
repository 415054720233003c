"""What stands around the stories of a project: settings, registers, milestones; and which stories there are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from site_builder.problems import Problem
from site_builder.reading.called import by_their_ids
from site_builder.reading.files import folders
from site_builder.reading.registers import read_milestones, read_register
from site_builder.reading.settings import read_settings
from site_builder.records import Indicator, Partner, Programme, Source, Theme
from site_builder.records.base import Record
from site_builder.site import Site


def read_around(root: Path) -> tuple[Site | None, list[Problem]]:
    """The site below ``root`` without any story, and every problem of reading it. A broken file costs only itself.

    None only where the settings cannot be read: without languages nothing can be understood.
    """
    settings, problems = read_settings(root)
    if settings is None:
        return None, problems
    themes, of_themes = read_register(root, "themes", Theme, settings.locales)
    partners, of_partners = read_register(root, "partners", Partner, settings.locales)
    programmes, of_programmes = read_register(root, "programmes", Programme, settings.locales)
    indicators, of_indicators = read_register(root, "indicators", Indicator, settings.locales)
    sources, of_sources = read_register(root, "sources", Source, settings.locales)
    milestones, of_milestones = read_milestones(root, settings.locales)
    of_registers = {
        "themes": of_themes,
        "partners": of_partners,
        "programmes": of_programmes,
        "indicators": of_indicators,
        "sources": of_sources,
        "milestones": of_milestones,
    }
    site = Site(
        settings=settings,
        milestones=milestones,
        themes=themes,
        partners=partners,
        programmes=programmes,
        indicators=indicators,
        sources=sources,
        broken_registers=frozenset(name for name, found in of_registers.items() if found),
    )
    found = [*problems, *(problem for of_one in of_registers.values() for problem in of_one)]
    return site, by_their_ids(found, registers_of(site))


def registers_of(site: Site) -> dict[str, Mapping[str, Record]]:
    """The registers by their names."""
    return {
        "themes": site.themes,
        "partners": site.partners,
        "programmes": site.programmes,
        "indicators": site.indicators,
        "sources": site.sources,
    }


def story_folders(root: Path) -> tuple[str, ...]:
    """The names of the folders of stories, in order."""
    return folders(root, "stories")
