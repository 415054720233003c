"""The types of what may be shown. A private field has no place in them to be copied into."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date as Day  # noqa: N812 - a field is called date
from typing import Literal

from site_builder.brand.files import Brand
from site_builder.locales import Edtf, Locale, Text
from site_builder.locales.catalog import Catalog, Wording, catalog_for
from site_builder.pictures.plan import PhotoPlan
from site_builder.records import (
    Correction,
    Indicator,
    Milestone,
    Partner,
    Programme,
    Result,
    Settings,
    Source,
    Theme,
)
from site_builder.records.story import Measure


@dataclass(frozen=True, slots=True)
class Uses:
    """Uses beside pages: share cards and feeds, paper, copies that archives keep, the press."""

    social: bool = True
    print: bool = True
    archive: bool = True
    press: bool = True


EVERY_USE = Uses()
"""For what needs nobody's consent."""


@dataclass(frozen=True, slots=True)
class PublicQuote:
    """A quotation that may be shown. ``language``: of the words as recorded, ``unknown`` where not stated."""

    id: str
    speaker: str
    speaker_name_changed: bool
    role: Text
    organisation: str | None
    language: str
    text: Text
    said_on: Edtf | None
    said_at: Text | None
    uses: Uses


@dataclass(frozen=True, slots=True)
class PublicPhoto:
    """A picture that may be shown. ``file``: its path in the project, for those who make derivatives of it.

    ``plan``: its derivatives. ``pair``: whether it was taken before or after; ``partner``: the id of the public picture
    of the other moment.
    """

    id: str
    file: str
    plan: PhotoPlan
    kind: Literal["photograph", "illustration"]
    alt: Text | None
    caption: Text | None
    credit: Text
    licence: Text
    focus: tuple[float, float]
    uses: Uses
    pair: Literal["before", "after"] | None = None
    partner: str = ""


Later = tuple[Text, tuple[Result, ...], tuple[PublicQuote, ...]]
"""The long parts of a story: body, results, quotations."""


@dataclass(frozen=True, slots=True)
class ContentHashes:
    """Hashes of a public story: of what lists show of it, of its figures, and of all of it."""

    outline: str
    figures: str
    whole: str


@dataclass(frozen=True, slots=True)
class PublicStory:
    """A story that may be shown. ``draft`` is empty but in a preview, where it names why the story is not public.

    ``languages``: those of its text; None for all. ``measures``: its figures without words. ``links_to``: the stories
    that its texts link to, by the names used there. ``uses``: of the text, as the people in it agreed. ``later`` reads
    the long parts.
    """

    id: str
    folder: str
    slugs: Mapping[Locale, str]
    title: Text
    summary: Text
    date: Day
    countries: tuple[str, ...]
    languages: tuple[str, ...] | None
    kind: str
    language: Locale
    themes: tuple[str, ...]
    partners: tuple[str, ...]
    programmes: tuple[str, ...]
    source: str | None
    formerly: tuple[str, ...]
    corrections: tuple[Correction, ...]
    photos: tuple[PublicPhoto, ...]
    measures: tuple[Measure, ...]
    links_to: tuple[str, ...]
    changed: Day
    hashes: ContentHashes
    uses: Uses
    later: Callable[[], Later]
    draft: str = ""

    @property
    def body(self) -> Text:
        """The text, Markdown."""
        return self.later()[0]

    @property
    def results(self) -> tuple[Result, ...]:
        """The figures."""
        return self.later()[1]

    @property
    def quotes(self) -> tuple[PublicQuote, ...]:
        """The quotations."""
        return self.later()[2]

    @property
    def social_photo(self) -> PublicPhoto | None:
        """The first photo that share cards and feeds may show: the people in it and in the text have agreed."""
        return next((photo for photo in self.photos if photo.uses.social), None) if self.uses.social else None

    def result(self, name: str) -> Result:
        """Give the figure with this id."""
        return next(found for found in self.results if found.id == name)


@dataclass(frozen=True)
class PublicSite:
    """All that readers may see, newest story first. ``withdrawn``: the slugs of withdrawn stories, by locale.

    ``catalogs``: the project's own words, by language.
    """

    settings: Settings
    stories: tuple[PublicStory, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    themes: Mapping[str, Theme] = field(default_factory=dict)
    partners: Mapping[str, Partner] = field(default_factory=dict)
    programmes: Mapping[str, Programme] = field(default_factory=dict)
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    withdrawn: Mapping[Locale, tuple[str, ...]] = field(default_factory=dict)
    brand: Brand = field(default_factory=Brand)
    catalogs: Mapping[Locale, Wording] = field(default_factory=dict)

    def catalog_for(self, locale: Locale) -> Catalog:
        """Give the catalog of one of the site's languages."""
        return catalog_for(locale, self.settings.locales, self.catalogs)
