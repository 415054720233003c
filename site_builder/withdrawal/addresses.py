"""Find where stories stand in a finished site, and which of its addresses a withdrawal changes."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from site_builder.locales import Locale
from site_builder.locales.catalog import Catalog, catalog_for
from site_builder.locales.slugs import caseless
from site_builder.pages.addresses import section
from site_builder.public.records import PublicSite
from site_builder.publish.staging import list_files
from site_builder.reading.catalogs import read_catalogs
from site_builder.reading.withdrawals import records
from site_builder.rendering.layout import absolute_url

PAGE = "index.html"

Kind = Literal["page", "picture", "feed", "search", "other"]

_PICTURES = (".avif", ".jpg", ".jpeg", ".png", ".webp", ".svg")


def project_catalogs(root: Path, locales: Sequence[Locale]) -> dict[Locale, Catalog]:
    """Give the catalogs of the project in ``root`` in these languages, whether its records can be read or not."""
    own, _ = read_catalogs(root, locales)
    return {locale: catalog_for(locale, locales, own) for locale in locales}


def story_sections(words: Mapping[Locale, Catalog]) -> dict[Locale, str]:
    """Give the address below which stories stand, by language."""
    return {locale: section("stories", own) for locale, own in words.items()}


def served_slugs(target: Path, words: Mapping[Locale, Catalog]) -> dict[Locale, frozenset[str]]:
    """List the last part of the address of every story page, former and withdrawn ones too, by language."""
    return {
        locale: frozenset(page.parent.name for page in (target / section).glob(f"*/{PAGE}"))
        for locale, section in story_sections(words).items()
    }


def story_page(slug: str, section: str) -> str:
    """Name the file of a story's page, in the section of stories of a language."""
    return f"{section}{slug}/{PAGE}"


def public_slugs(site: PublicSite, locale: Locale) -> frozenset[str]:
    """List every slug that a public story has, or had."""
    slugs = (slug for story in site.stories for slug in (story.slugs[locale], *story.formerly))
    return frozenset(slugs) | frozenset(caseless(slug) for slug in (story.slugs[locale] for story in site.stories))


def readable_slugs(root: Path, without: Collection[str]) -> frozenset[str]:
    """List the slugs of all stories whose records can be read, except for those in the folders ``without``."""
    trees = [(folder, tree) for folder, _, tree in records(root) if tree is not None and folder not in without]
    return frozenset(slug for folder, tree in trees for slug in (folder, caseless(folder), *record_slugs(tree)))


def record_slugs(tree: Mapping[str, Any]) -> Iterator[str]:
    """List the slugs in a story's record, former ones too."""
    slug, former = tree.get("slug"), tree.get("formerly")
    for each in (
        *(slug.values() if isinstance(slug, dict) else (slug,)),
        *(former if isinstance(former, list) else ()),
    ):
        if isinstance(each, str):
            yield from (each, caseless(each))


class ChangedFiles(NamedTuple):
    """Files by their paths in the site. ``changed``: with another content. ``gone``: there no more. ``earlier``: not in
    the served site, but in one that was kept from before, and so perhaps in somebody's cache."""

    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()

    def all(self) -> tuple[str, ...]:
        """List all of them."""
        return (*self.changed, *self.gone, *self.earlier)


def compare_sites(served: Path, made: Path, older: Iterable[Path] = ()) -> ChangedFiles:
    """Compare ``made`` with the ``served`` site, which may not be there. ``older``: sites that were kept."""
    now = frozenset(list_files(made))
    before = frozenset(list_files(served)) if served.is_dir() else frozenset[str]()
    changed = sorted(name for name in now & before if not _is_same(served / name, made / name))
    earlier = {name for folder in older if folder.is_dir() for name in list_files(folder)} - now - before
    return ChangedFiles(tuple(changed), tuple(sorted(before - now)), tuple(sorted(earlier)))


def kind_of(name: str) -> Kind:
    """Tell what stands at a path of a site."""
    if name.startswith("pagefind/"):
        return "search"
    if name.endswith(".html"):
        return "page"
    if name.endswith(_PICTURES):
        return "picture"
    return "feed" if name.endswith(".xml") else "other"


def address(name: str) -> str:
    """Give the address at which a server serves a file."""
    return name.removesuffix("index.html") if name == "index.html" or name.endswith("/index.html") else name


def purge_list(names: Collection[str], site_url: str) -> str:
    """List the addresses, a line each; that of a folder also with its file's name, since caches keep both."""
    both = {each for name in names for each in (name, address(name))}
    return "".join(f"{absolute_url(site_url, each) if site_url else f'/{each}'}\n" for each in sorted(both))


def _is_same(one: Path, other: Path) -> bool:
    mine, theirs = one.lstat(), other.lstat()
    if os.path.samestat(mine, theirs):
        return True
    return mine.st_size == theirs.st_size and one.read_bytes() == other.read_bytes()
