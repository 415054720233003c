"""What stands around the stories of a project: settings, registers, milestones; and which stories there are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from site_builder.problems import Problem
from site_builder.reading.brand import read_brand
from site_builder.reading.called import by_their_ids
from site_builder.reading.catalogs import lacking, read_catalogs
from site_builder.reading.files import folders
from site_builder.reading.freshness import lock_at
from site_builder.reading.kept import Kept
from site_builder.reading.registers import Languages, read_milestones, read_register
from site_builder.reading.settings import read_settings
from site_builder.records import Indicator, Partner, Programme, Source, Theme
from site_builder.records.base import Record
from site_builder.site import Site
from site_builder.store import Store, digest_of
from site_builder.translations.fields import CONTENT
from site_builder.translations.lock import FILE as LOCK


def read_around(root: Path, store: Store | None = None) -> tuple[Site | None, list[Problem]]:
    """The site below ``root`` without any story, and every problem of reading it. A broken file costs only itself.
    ``store``: of the project, so that only what has changed is understood anew.

    None only where the settings cannot be read: without languages nothing can be understood.
    """
    lock, of_lock = lock_at(root, f"{CONTENT}/{LOCK}")
    of_the_lock = digest_of(repr(lock).encode())
    settings, problems = read_settings(root, lock, Kept(store, of_the_lock))
    if settings is None:
        return None, problems
    brand, of_brand = read_brand(root, settings)
    catalogs, of_catalogs = read_catalogs(root, settings.locales)
    problems = [*problems, *of_catalogs, *lacking(settings, catalogs)]
    languages, kept = Languages(settings.locales, lock), Kept(store, f"{of_the_lock} {' '.join(settings.locales)}")
    themes, of_themes = read_register(root, "themes", Theme, languages, kept)
    partners, of_partners = read_register(root, "partners", Partner, languages, kept)
    programmes, of_programmes = read_register(root, "programmes", Programme, languages, kept)
    indicators, of_indicators = read_register(root, "indicators", Indicator, languages, kept)
    sources, of_sources = read_register(root, "sources", Source, languages, kept)
    milestones, of_milestones = read_milestones(root, languages, kept)
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
        catalogs=catalogs,
        brand=brand,
        broken_registers=frozenset(name for name, found in of_registers.items() if found),
    )
    found = [*problems, *of_lock, *of_brand, *(problem for of_one in of_registers.values() for problem in of_one)]
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
