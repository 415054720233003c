"""Gives every page its address in every language. Section names are words of the language's catalog."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from site_builder.locales import Locale, Text, formats
from site_builder.locales.catalog import Catalog
from site_builder.locales.slugs import caseless, slugify
from site_builder.problems import Position, Problem
from site_builder.reading.handwritten import HandwrittenPage, handbook_address

if TYPE_CHECKING:
    from site_builder.public.records import PublicSite, PublicStory


Topic = str
"""``countries``, ``themes``, ``partners`` or ``programmes``: the kinds of things that stories have in common."""


SECTIONS = (
    "stories",
    "years",
    "progress",
    "results",
    "countries",
    "themes",
    "partners",
    "programmes",
    "credits",
    "search",
)


PAGE = "page"
"""What stands before the number of a list's further pages."""


def section(name: str, words: Catalog) -> str:
    """Return the address of one of ``SECTIONS`` in the language of ``words``: a page, and everything below it."""
    return f"{words.locale}/{words.text(f'address.{name}')}/"


@dataclass(frozen=True)
class Addresses:
    """Every address is a folder without a leading slash: ``es/paises/el-salvador/``.

    ``sections``: those of ``SECTIONS`` and ``PAGE``, by language and name."""

    sections: Mapping[tuple[Locale, str], str]
    slugs: Mapping[tuple[Locale, Topic, str], str]

    def home(self, locale: Locale) -> str:
        """Return the address of a language's front page."""
        return f"{locale}/"

    def feed(self, locale: Locale) -> str:
        """Return the address of a language's feed."""
        return f"{locale}/feed.xml"

    def section(self, name: str, locale: Locale) -> str:
        """Return the address of a section: ``stories``, ``progress``, ``results``, ``credits``, ``search``."""
        return self.sections[locale, name]

    def numbered(self, first: str, number: int, locale: Locale) -> str:
        """Page ``number``, from 1, of a list whose first page is ``first``."""
        return first if number == 1 else f"{first}{self.sections[locale, PAGE]}/{number}/"

    def story(self, story: PublicStory, locale: Locale) -> str:
        """Return a story's address."""
        return f"{self.section('stories', locale)}{story.slugs[locale]}/"

    def year(self, year: int, locale: Locale) -> str:
        """Return the address of the stories of one year."""
        return f"{self.section('years', locale)}{year}/"

    def keys(self, kind: Topic) -> set[str]:
        """Return the keys of that kind that have a page."""
        return {key for _, found, key in self.slugs if found == kind}

    def topic(self, kind: Topic, key: str, locale: Locale) -> str:
        """Return the address of a country, theme, partner or programme."""
        return f"{self.section(kind, locale)}{self.slugs[locale, kind, key]}/"


def assign_addresses(site: PublicSite) -> Addresses:
    """Return the addresses of ``site``. Two names that give one slug keep apart by their ids."""
    sections: dict[tuple[Locale, str], str] = {}
    slugs: dict[tuple[Locale, Topic, str], str] = {}
    # A figure may be from a country that is not among its story's: that is only warned of.
    figures = (found.countries for story in site.stories for found in story.measures)
    named = (record.countries for records in (site.stories, site.milestones) for record in records)
    countries = sorted({code for codes in chain(figures, named) for code in codes})
    registers: tuple[tuple[Topic, Mapping[str, Text]], ...] = (
        ("themes", {key: theme.name for key, theme in site.themes.items()}),
        ("partners", {key: partner.acronym or partner.name for key, partner in site.partners.items()}),
        ("programmes", {key: programme.name for key, programme in site.programmes.items()}),
    )
    for locale in map(Locale, site.settings.locales):
        words = site.catalog_for(locale)
        sections.update({(locale, name): section(name, words) for name in SECTIONS})
        sections[locale, PAGE] = words.text("address.page")
        names = [(code, formats.country(code, *words.languages)) for code in countries]
        slugs.update(_unique(locale, "countries", names))
        for kind, register in registers:
            called = ((key, name.passage(locale, site.settings.default_locale).words) for key, name in register.items())
            slugs.update(_unique(locale, kind, called))
    return Addresses(sections, slugs)


def _unique(locale: Locale, kind: Topic, names: Iterable[tuple[str, str]]) -> dict[tuple[Locale, Topic, str], str]:
    found: dict[tuple[Locale, Topic, str], str] = {}
    taken: set[str] = set()
    for key, name in names:
        slug = plain = slugify(name) or key.lower()
        number = 1
        while caseless(slug) in taken:
            slug = f"{plain}-{key.lower()}" + (f"-{number}" if number > 1 else "")
            number += 1
        taken.add(caseless(slug))
        found[locale, kind, key] = slug
    return found


def reserved_addresses(
    pages: Iterable[HandwrittenPage], shown_as: str, catalog_for: Callable[[Locale], Catalog]
) -> Iterator[Problem]:
    """Yield ``page-address-reserved`` for each page in a section. ``shown_as``: the pages' folder in problems;
    ``catalog_for``: the site's words in a language."""
    for page in pages:
        words = catalog_for(page.locale)
        for address in (*(section(name, words) for name in SECTIONS), handbook_address(page.locale)):
            if page.address.startswith(address):
                place = Position(f"{shown_as}/{page.source}")
                yield Problem(place, "page-address-reserved", {"address": page.address, "section": address})
