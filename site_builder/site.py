"""Defines the Site: every record that could be read, frozen. It holds private fields, which end in ``public``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from site_builder.brand.files import Brand
from site_builder.locales import Locale
from site_builder.locales.catalog import Catalog, Wording, catalog_for
from site_builder.pictures.inspection import PictureInfo
from site_builder.problems import Problem
from site_builder.records import (
    REGISTERS,
    Indicator,
    Milestone,
    Partner,
    Programme,
    Result,
    Settings,
    Source,
    Story,
    Theme,
)
from site_builder.records.base import Record
from site_builder.records.registers import ids_by_name
from site_builder.records.story import Measure


@dataclass(frozen=True, slots=True)
class StorySummary:
    """Holds all that pages and checks of the site need to know of each story, so that they need not read it whole.

    ``measures``: its figures without words. ``links_to``: the stories that its texts link to, by the names used there.
    ``means_story``: whether something in them seems meant for such a link and is none. ``supersedes``: the figures that
    replace another, each with the reference to it. ``plans``: those that are planned, each with the last day of its
    time where that has one. ``uncounted``: indicators of figures that do not say how they are counted. ``languages``:
    those that its text is in; None for all. ``untils``: the last days of all consents in it.

    ``outline``, ``figures``, ``whole``: digests of what is known at once and of its pictures; of what is known at once
    and of its figures; and of every file that it is made from. Pages that show only a part of a story go by that
    part's digest.
    """

    measures: tuple[Measure, ...]
    links_to: tuple[str, ...]
    means_story: bool
    supersedes: tuple[tuple[str, str], ...]
    plans: tuple[tuple[str, date], ...]
    uncounted: frozenset[str]
    languages: tuple[str, ...] | None
    untils: tuple[date, ...]
    outline: str
    figures: str
    whole: str


@dataclass(frozen=True)
class StoryFolder:
    """Holds what was read of a folder: the story (None where it could not be read), its pictures by path, its files'
    names.

    ``absent``: paths of the picture files that the story names and that are not there. ``is_draft``: whether the record
    says so, which a record may do that holds errors; one that is no YAML says nothing.
    """

    folder: str
    story: Story | None
    pictures: dict[str, PictureInfo] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    is_draft: bool = False


@dataclass(frozen=True)
class Site:
    """Holds every record that could be read. ``pictures``: what is known of the picture files that stories name, by
    path in the project. ``files``: the names that stand in each story's folder. ``absent``: paths of picture files that
    stories name and that are not there. ``broken``: folders of stories that could not be read; ``broken_registers``:
    names of registers that could not be read whole, ``milestones`` among them. ``drafts``: folders of drafts, even of
    those that could not be read. ``summaries``: of stories by their folders, where they are known already.
    ``catalogs``: the words that the project has of its own, by language. ``brand``: the programme's look."""

    settings: Settings
    stories: tuple[Story, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    themes: Mapping[str, Theme] = field(default_factory=dict)
    partners: Mapping[str, Partner] = field(default_factory=dict)
    programmes: Mapping[str, Programme] = field(default_factory=dict)
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    pictures: Mapping[str, PictureInfo] = field(default_factory=dict)
    files: Mapping[str, frozenset[str]] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()
    broken: frozenset[str] = frozenset()
    broken_registers: frozenset[str] = frozenset()
    drafts: frozenset[str] = frozenset()
    summaries: Mapping[str, StorySummary] = field(default_factory=dict)
    catalogs: Mapping[Locale, Wording] = field(default_factory=dict)
    brand: Brand = field(default_factory=Brand)

    @cached_property
    def ids_by_name(self) -> Mapping[str, Mapping[str, str]]:
        """For each register, the ids of its entries by their names, in the form of slugs."""
        return {name: ids_by_name(register) for name, register in self.registers.items()}

    @property
    def registers(self) -> dict[str, Mapping[str, Record]]:
        """The registers by their names."""
        return {name: getattr(self, name) for name in REGISTERS}

    def catalog_for(self, locale: Locale) -> Catalog:
        """Return the interface's words in one of the site's languages."""
        return catalog_for(locale, self.settings.locales, self.catalogs)

    def results(self) -> dict[str, Result]:
        """Return every result under ``story-id/result-id``."""
        return {f"{story.id}/{result.id}": result for story in self.stories for result in story.results}
