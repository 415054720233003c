"""Where stories stand in a site that was made before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from site_builder.locales import Locale
from site_builder.locales.catalog import Catalog, speaking
from site_builder.locales.slugs import folded
from site_builder.pages.addresses import section
from site_builder.public.records import PublicSite
from site_builder.reading.catalogs import read_catalogs
from site_builder.reading.taken_back import records
from site_builder.records import Story

PAGE = "index.html"


def words_in(root: Path, locales: Sequence[Locale]) -> dict[Locale, Catalog]:
    """The words of the project in ``root`` in these languages, whether its records can be read or not."""
    own, _ = read_catalogs(root, locales)
    return {locale: speaking(locale, locales, own) for locale in locales}


def story_sections(words: Mapping[Locale, Catalog]) -> dict[Locale, str]:
    """The address below which stories stand, by language."""
    return {locale: section("stories", own) for locale, own in words.items()}


def served_slugs(target: Path, sections: Mapping[Locale, str]) -> dict[Locale, frozenset[str]]:
    """The last part of the address of every story page, former and withdrawn ones too, in each language.

    ``sections``: of ``story_sections``.
    """
    return {locale: frozenset(_slugs(target / section)) for locale, section in sections.items()}


def _slugs(folder: Path) -> list[str]:
    return [page.parent.name for page in folder.glob(f"*/{PAGE}")]


def story_page(slug: str, section: str) -> str:
    """The file of a story's page, in the section of stories of a language."""
    return f"{section}{slug}/{PAGE}"


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
