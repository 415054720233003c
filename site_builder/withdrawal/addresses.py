"""Where stories stand in a site that was made before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from site_builder.locales import Locale
from site_builder.locales.slugs import folded
from site_builder.pages.addresses import section
from site_builder.public import PublicSite
from site_builder.reading.taken_back import records
from site_builder.records import Story

PAGE = "index.html"


def served_slugs(target: Path, locales: Sequence[Locale]) -> dict[Locale, frozenset[str]]:
    """The last part of the address of every story page, former and withdrawn ones too, in each language."""
    return {locale: frozenset(_slugs(target / section("stories", locale))) for locale in locales}


def _slugs(folder: Path) -> list[str]:
    return [page.parent.name for page in folder.glob(f"*/{PAGE}")]


def story_page(slug: str, locale: Locale) -> str:
    """The file of a story's page."""
    return f"{section('stories', locale)}{slug}/{PAGE}"


def slugs_of(site: PublicSite, locale: Locale) -> frozenset[str]:
    """Every slug that a public story has, or had."""
    slugs = (slug for story in site.stories for slug in (story.slugs[locale], *story.formerly))
    return frozenset(slugs) | frozenset(folded(slug) for slug in (story.slugs[locale] for story in site.stories))


def slugs_that_may_be(
    root: Path,
    stories: Iterable[str],
    last: Mapping[str, frozenset[str]],
    served: Mapping[Locale, frozenset[str]],
) -> dict[Locale, frozenset[str]]:
    """Of the story pages that are served, those that may be of these ``stories``, by their folders. ``last``: the slugs
    that stories had, by their folders."""
    folders = list(stories)
    known = {slug for folder in folders for slug in (folder, *last.get(folder, ()))}
    files = [data for folder in folders for _, data, _ in records(root, folder=folder)]
    return {
        locale: frozenset(slug for slug in slugs if slug in known or any(slug.encode() in data for data in files))
        for locale, slugs in served.items()
    }


def slugs_in(story: Story) -> frozenset[str]:
    """Every slug that a story has, or had."""
    return frozenset({story.folder, *story.formerly, *(slug for _, slug in story.slug or ())})
