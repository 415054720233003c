"""Lists as pages show them: stories, results, and what stories have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from site_builder.locales import Passage
from site_builder.pages.page import Link, Note, Phrase, Picture
from site_builder.pages.views.parts import Card, Figure
from site_builder.pages.views.promises import Promise


@dataclass(frozen=True, slots=True)
class Place:
    """A country, theme, partner, programme or year in a list, with how many stories it has."""

    words: Passage
    address: str
    stories: Passage


@dataclass(frozen=True, slots=True)
class Numbering:
    """Where a list of several pages goes on. ``pages``: number and address; the current one's address is empty, and a
    gap is an empty number. ``previous`` and ``following`` are empty at the ends."""

    pages: tuple[tuple[str, str], ...]
    previous: str
    following: str


@dataclass(frozen=True, slots=True)
class ListView:
    """Stories, 24 a page."""

    cards: tuple[Card, ...]
    count: Passage
    numbering: Numbering
    countries: tuple[Place, ...]
    themes: tuple[Place, ...]
    years: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Results that measure the same. ``total`` is empty where they do not add up; ``reason`` then says why.

    ``note``: on the translation of its texts as a whole; ``notes``: by field."""

    name: Passage
    definition: Passage | None
    figures: tuple[Figure, ...]
    total: str
    total_unit: Passage
    reason: Passage | None
    note: Note | None
    notes: Mapping[str, Note]


@dataclass(frozen=True, slots=True)
class ResultsView:
    """Every figure of every story. ``count``: how many there are, in words."""

    count: Passage
    groups: tuple[Group, ...]
    has_total: bool
    numbering: Numbering
    countries: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class TopicView:
    """A country, theme, partner, programme or year: ``label`` says which it is. Only the first page of several holds
    more than cards. ``more_figures``: where the rest of many figures stands. ``lede``: what it is, in a sentence.
    ``note``: on the translation of its name; ``notes``: by field."""

    label: Passage
    name: Passage
    acronym: Passage | None
    lede: Phrase
    note: Note | None
    notes: Mapping[str, Note]
    url: str
    facts: tuple[tuple[Passage, tuple[Link, ...]], ...]
    figures: tuple[Figure, ...]
    figures_note: Passage | None
    more_figures: Link | None
    promises: tuple[Promise, ...]
    cards: tuple[Card, ...]
    numbering: Numbering


@dataclass(frozen=True, slots=True)
class CreditsView:
    """Every picture on the site with whose it is, and the story it stands in."""

    pictures: tuple[tuple[Picture, Link], ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """What the search page offers without scripts."""

    countries: tuple[Place, ...]
    themes: tuple[Place, ...]
    years: tuple[Place, ...]
    has_index: bool
