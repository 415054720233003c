"""Where stories stand in a site that was made before."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from site_builder.locales import Locale
from site_builder.locales.catalog import Catalog, catalog_for
from site_builder.locales.slugs import folded
from site_builder.pages.addresses import section
from site_builder.public.records import PublicSite
from site_builder.reading.catalogs import read_catalogs
from site_builder.reading.withdrawals import records

PAGE = "index.html"


def words_in(root: Path, locales: Sequence[Locale]) -> dict[Locale, Catalog]:
    """The words of the project in ``root`` in these languages, whether its records can be read or not."""
    own, _ = read_catalogs(root, locales)
    return {locale: catalog_for(locale, locales, own) for locale in locales}


def story_sections(words: Mapping[Locale, Catalog]) -> dict[Locale, str]:
    """The address below which stories stand, by language."""
    return {locale: section("stories", own) for locale, own in words.items()}


def served_slugs(target: Path, sections: Mapping[Locale, str]) -> dict[Locale, frozenset[str]]:
    """The last part of the address of every story page, former and withdrawn ones too, in each language.

    ``sections``: of ``story_sections``.
    """
    return {locale: frozenset(_served(target / section)) for locale, section in sections.items()}


def _served(folder: Path) -> list[str]:
    return [page.parent.name for page in folder.glob(f"*/{PAGE}")]


def story_page(slug: str, section: str) -> str:
    """The file of a story's page, in the section of stories of a language."""
    return f"{section}{slug}/{PAGE}"


def slugs_of(site: PublicSite, locale: Locale) -> frozenset[str]:
    """Every slug that a public story has, or had."""
    slugs = (slug for story in site.stories for slug in (story.slugs[locale], *story.formerly))
    return frozenset(slugs) | frozenset(folded(slug) for slug in (story.slugs[locale] for story in site.stories))


def accounted_slugs(root: Path, without: Collection[str]) -> frozenset[str]:
    """The slugs of all stories whose records can be read, but for those in the folders ``without``."""
    trees = [(folder, tree) for folder, _, tree in records(root) if tree is not None and folder not in without]
    return frozenset(slug for folder, tree in trees for slug in (folder, folded(folder), *slugs_in(tree)))


def slugs_in(tree: Mapping[str, Any]) -> Iterator[str]:
    """The slugs that a record gives its story, former ones too."""
    slug, former = tree.get("slug"), tree.get("formerly")
    for each in (
        *(slug.values() if isinstance(slug, dict) else (slug,)),
        *(former if isinstance(former, list) else ()),
    ):
        if isinstance(each, str):
            yield from (each, folded(each))
