"""Check addresses: every page has one of its own, which works on every computer and in any e-mail."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping

from site_builder.checks.scope import broken_folders, drafts_last
from site_builder.locales import Locale, Text
from site_builder.locales.slugs import MOST_SLUG, caseless, is_slug, slugify
from site_builder.problems import Place, Problem
from site_builder.public import Instant
from site_builder.records import Story
from site_builder.records.base import Record
from site_builder.site import Site

# Former addresses come from other systems and cannot be changed: they may hold capitals, dots and underscores.
_FORMER = re.compile(r"\w[\w.~-]*\Z")
# A folder of such a name cannot be made on Windows ("Naming Files, Paths, and Namespaces").
_DEVICES = {"con", "prn", "aux", "nul"} | {device + digit for device in ("com", "lpt") for digit in "0123456789"}


def well_formed(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """Folder, slugs and former slugs are words that an address can hold, and none that the site needs itself."""
    reserved = _reserved(site)
    if story.folder in site.files:
        yield from _of_folder(story.folder, reserved)
    for locale, slug in story.slug or ():
        if not is_slug(slug):
            yield Problem(story.at("slug", locale), "slug-form", {"slug": slug[:MOST_SLUG]})
        elif caseless(slug) in reserved:
            yield Problem(story.at("slug", locale), "slug-reserved", {"slug": slug})
    for index, slug in enumerate(story.formerly):
        if not _FORMER.match(slug) or len(slug.encode()) > 200 or caseless(slug) in reserved:
            yield Problem(story.at("formerly", index), "former-slug-form", {"slug": slug[:MOST_SLUG]})


def well_formed_folders(site: Site, instant: Instant) -> Iterator[Problem]:
    """The same holds for folders whose stories could not be read."""
    reserved = _reserved(site)
    for folder in broken_folders(site):
        yield from _of_folder(folder, reserved)


def _of_folder(folder: str, reserved: Container[str]) -> Iterator[Problem]:
    if not is_slug(folder):
        yield Problem(Place(f"stories/{folder}/story.yml"), "folder-form")
    elif caseless(folder) in reserved:
        yield Problem(Place(f"stories/{folder}/story.yml"), "slug-reserved", {"slug": folder})


def _reserved(site: Site) -> frozenset[str]:
    """List the slugs that no story may have. ``page``, in each language, leads to the further pages of a list."""
    pages = {site.catalog_for(Locale(locale)).text("address.page") for locale in site.settings.locales}
    return frozenset(pages | {"index"} | _DEVICES)


def unique_slugs(site: Site, instant: Instant) -> Iterator[Problem]:
    """In no language do two stories share an address, nor does one stand where another used to.

    Addresses that differ in capitals, or in how an accent is stored, are the same on some computers.
    """
    reported: set[tuple[str, str]] = set()
    stories = drafts_last(site)
    moved = [story for story in stories if story.formerly]
    slugs = [(story, story.folder, story.slug.by_locale if story.slug else {}) for story in stories]
    for locale in map(Locale, site.settings.locales):
        taken: dict[str, Story] = {}
        for story, folder, slug in slugs:
            other = taken.setdefault(caseless(slug.get(locale, folder)), story)
            if other is not story and (story.folder, other.folder) not in reported:
                reported.add((story.folder, other.folder))
                yield _taken(story, other, locale)
        yield from _former(moved, taken, locale, reported)


def _taken(story: Story, other: Story, locale: Locale) -> Problem:
    # An address may come from the slug or from the folder's name: the place that was written is shown.
    given = story.slug is not None and locale in story.slug.by_locale
    place = story.at("slug", locale) if given else Place(story.place.file)
    params = {"slug": story.slug_in(locale), "language": locale, "other": f"stories/{other.folder}/story.yml"}
    return Problem(place, "slug-taken", params)


def _former(
    stories: Iterable[Story], taken: Mapping[str, Story], locale: Locale, reported: set[tuple[str, str]]
) -> Iterator[Problem]:
    before: dict[str, Story] = {}
    for story in stories:
        for index, slug in enumerate(story.formerly):
            other = taken.get(caseless(slug)) or before.get(caseless(slug), story)
            before.setdefault(caseless(slug), story)
            if other is not story and (story.folder, caseless(slug)) not in reported:
                reported.add((story.folder, caseless(slug)))
                if other.state == "draft" and story.state != "draft":
                    yield _taken(other, story, locale)
                    continue
                params = {"slug": slug, "language": locale, "other": f"stories/{other.folder}/story.yml"}
                yield Problem(story.at("formerly", index), "former-slug-taken", params)


def former_is_past(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """A past slug that is still the story's slug in every language is not past."""
    if not story.formerly:
        return
    now = {caseless(story.slug_in(Locale(locale))) for locale in site.settings.locales}
    for index, slug in enumerate(story.formerly):
        if now == {caseless(slug)}:
            yield Problem(story.at("formerly", index), "former-slug-current", {"slug": slug})


def unique_folders(site: Site, instant: Instant) -> Iterator[Problem]:
    """No two story folders are one and the same on some computers."""
    first: dict[str, str] = {}
    for folder in sorted(site.files, key=lambda name: (name in site.drafts, name)):
        other = first.setdefault(caseless(folder), folder)
        if other != folder:
            yield Problem(Place(f"stories/{folder}/story.yml"), "folder-collides", {"other": f"stories/{other}"})


def unique_topics(site: Site, instant: Instant) -> Iterator[Problem]:
    """Names in a register give addresses that differ; where they do not, the id is added, which nobody expects."""
    registers: tuple[Iterable[tuple[Record, Text]], ...] = (
        ((theme, theme.name) for theme in site.themes.values()),
        ((partner, partner.acronym or partner.name) for partner in site.partners.values()),
        ((programme, programme.name) for programme in site.programmes.values()),
    )
    default = site.settings.default_locale
    for register in registers:
        names = list(register)
        reported: set[Place] = set()
        for locale in map(Locale, site.settings.locales):
            first: dict[str, Place] = {}
            for record, name in names:
                slug = slugify(name.passage(locale, default).words)
                other = first.setdefault(slug, record.place) if slug else record.place
                if other != record.place and record.place not in reported:
                    reported.add(record.place)
                    params = {"other": other.path[0], "language": locale}
                    yield Problem(record.at("name"), "topic-address-shared", params)
