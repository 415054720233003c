"""What the templates print: each view holds passages and finished words, in one locale, and no records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from site_builder.locales import Locale, Passage
from site_builder.markdown import Document
from site_builder.pages.page import Link, Picture


@dataclass(frozen=True, slots=True)
class Card:
    """A story in a list. ``day``: the ISO date, ``date``: the same in words; ``draft``: its state in a preview."""

    address: str
    title: Passage
    summary: Passage
    day: str
    date: str
    kind: str
    countries: tuple[str, ...]
    picture: Picture | None
    draft: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A result. ``status`` is the record's word (for styling), ``status_words`` what readers see; ``when`` a period in
    words. ``relations``: sentences on what it is part of, may be part of or is apart from."""

    id: str
    number: str
    unit: Passage
    what: Passage
    status: str
    status_words: str
    when: str
    places: tuple[Link, ...]
    place_note: str
    level: str
    programme: Link | None
    relations: tuple[str, ...]
    reading: Passage | None
    source: Passage | None
    source_at: Passage | None
    source_url: str
    story: Link
    address: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's words. ``origin``: «Translated from English» and the like; ``recorded``: the words as recorded, where
    the page shows a translation."""

    id: str
    text: Passage
    speaker: str
    speaker_note: str
    role: Passage
    organisation: Link | None
    said: str
    origin: str
    recorded: Passage | None


@dataclass(frozen=True, slots=True)
class Correction:
    """What was put right after publication."""

    day: str
    date: str
    what: Passage


@dataclass(frozen=True, slots=True)
class StoryView:
    """``placed``: the ids that the body places itself (``photo:farmer``, ``quote:guilarte``); the others stand in
    their usual places. ``notice``: said where the story is not in the page's language."""

    card: Card
    story_id: str
    notice: str
    cover: Picture | None
    body: Passage
    document: Document
    figures: tuple[Figure, ...]
    figures_note: str
    quotations: tuple[Quotation, ...]
    pictures: tuple[Picture, ...]
    placed: frozenset[str]
    story_links: Mapping[str, str]
    countries: tuple[Link, ...]
    themes: tuple[Link, ...]
    partners: tuple[Link, ...]
    programmes: tuple[Link, ...]
    sources: tuple[Link, ...]
    corrections: tuple[Correction, ...]
    milestones: tuple[Promise, ...]
    next: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """One update of a promise. ``day``: ISO date or month."""

    day: str
    date: str
    status: str
    status_words: str
    what: Passage | None
    evidence: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """A milestone. ``standing`` is a record's word or ``overdue``; ``standing_words`` what readers see."""

    id: str
    commitment: Passage
    standing: str
    standing_words: str
    due: str
    due_day: str
    by: tuple[Link, ...]
    countries: tuple[Link, ...]
    country_codes: tuple[str, ...]
    country_note: str
    programme: Link | None
    planned: Figure | None
    actual: Figure | None
    updates: tuple[Word, ...]
    reading: Passage | None
    source: Passage | None
    source_at: Passage | None
    address: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How many promises stand in one way."""

    standing: str
    words: str
    count: int
    number: str
    address: str


@dataclass(frozen=True, slots=True)
class Event:
    """A point on the timeline: an update, or a day that passed without one."""

    day: str
    date: str
    standing: str
    standing_words: str
    commitment: Passage
    what: Passage | None
    address: str


@dataclass(frozen=True, slots=True)
class Place:
    """A country, theme, partner, programme or year in a list, with how many stories it has."""

    words: Passage
    address: str
    stories: str


@dataclass(frozen=True, slots=True)
class HomeView:
    """The front page. ``lead`` is the chosen or newest story; ``stories_address`` and ``progress_address`` lead on."""

    name: Passage
    tagline: Passage | None
    introduction: Passage | None
    lead: Card | None
    cards: tuple[Card, ...]
    standings: tuple[Standing, ...]
    promises: str
    overdue: tuple[Promise, ...]
    countries: tuple[Place, ...]
    themes: tuple[Place, ...]
    stories_address: str
    progress_address: str


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
    count: str
    numbering: Numbering
    countries: tuple[Place, ...]
    themes: tuple[Place, ...]
    years: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class ProgressView:
    """The ledger. ``groups``: promises by standing, the overdue first. ``by_country``: the same promises by country."""

    standings: tuple[Standing, ...]
    promises: str
    groups: tuple[tuple[Standing, tuple[Promise, ...]], ...]
    by_country: tuple[tuple[Link, tuple[Promise, ...]], ...]
    without_country: tuple[Promise, ...]
    events: tuple[Event, ...]
    as_of: str


@dataclass(frozen=True, slots=True)
class Group:
    """Results that measure the same. ``total`` is empty where they do not add up; ``reason`` then says why."""

    name: Passage
    definition: Passage | None
    figures: tuple[Figure, ...]
    total: str
    total_unit: str
    reason: str


@dataclass(frozen=True, slots=True)
class ResultsView:
    """Every figure of every story. ``count``: how many there are, in words."""

    count: str
    groups: tuple[Group, ...]
    has_total: bool
    numbering: Numbering
    countries: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class TopicView:
    """A country, theme, partner, programme or year: ``label`` says which it is. Only the first page of several holds
    more than cards. ``more_figures``: where the rest of many figures stands."""

    label: str
    name: Passage
    acronym: Passage | None
    note: str
    url: str
    facts: tuple[tuple[str, tuple[Link, ...]], ...]
    figures: tuple[Figure, ...]
    figures_note: str
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


@dataclass(frozen=True, slots=True)
class MovedView:
    """An address that has moved or was withdrawn: where to go on."""

    target: Link


@dataclass(frozen=True, slots=True)
class Language:
    """One of the site's languages on a page that speaks all of them: its own headline, sentence and doors."""

    locale: Locale
    title: str
    text: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class LanguagesView:
    """The choice of language at the root, and the page for addresses that lead nowhere."""

    languages: tuple[Language, ...]
    picture: Picture | None
