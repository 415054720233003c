"""Holds what templates print: views of passages and finished words in one language, without records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from site_builder.locales import Locale, Passage
from site_builder.markdown import Document
from site_builder.pages.page import Link, Note, Phrase, Picture
from site_builder.public.records import EVERY_USE, Uses


@dataclass(frozen=True, slots=True)
class Card:
    """A story in a list. ``day``: the ISO date, ``date``: the same in words; ``draft``: its state in a preview.

    ``uses``: of its words, as the people in its text agreed."""

    address: str
    title: Passage
    summary: Passage
    day: str
    date: str
    kind: Passage
    countries: tuple[Passage, ...]
    picture: Picture | None
    draft: str = ""
    uses: Uses = EVERY_USE


@dataclass(frozen=True, slots=True)
class Figure:
    """A result. ``status`` is the record's word (for styling), ``status_words`` what readers see; ``when`` a period in
    words. ``relations``: sentences on what it is part of, may be part of or is apart from. ``notes``: on
    translations, by field."""

    id: str
    number: str
    unit: Passage
    what: Passage
    status: str
    status_words: Passage
    when: Passage
    places: tuple[Link, ...]
    place_note: Passage | None
    level: Passage
    programme: Link | None
    relations: tuple[Phrase, ...]
    reading: Passage | None
    source: Passage | None
    source_note: tuple[Phrase, ...]
    source_at: Passage | None
    source_url: str
    story: Link
    address: str
    notes: Mapping[str, Note]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation. ``origin``: «Translated from English» and the like; ``recorded``: the words as recorded, where
    the page shows a translation; ``note``: on that."""

    id: str
    text: Passage
    speaker: str
    speaker_note: str
    role: Passage
    organisation: Link | None
    said: Phrase
    origin: Passage | None
    recorded: Passage | None
    note: Note | None
    uses: Uses = EVERY_USE


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """What was put right after publication."""

    day: str
    date: str
    what: Passage
    note: Note | None


@dataclass(frozen=True, slots=True)
class PromiseUpdate:
    """One update of a promise. ``day``: ISO date or month. ``note``: on its translation."""

    day: str
    date: str
    status: str
    status_words: Passage
    what: Passage | None
    evidence: tuple[Link, ...]
    note: Note | None


@dataclass(frozen=True, slots=True)
class Promise:
    """A milestone. ``standing`` is a record's word or ``overdue``; ``standing_words`` what readers see. ``note``: on
    its translation as a whole; ``notes``: by field."""

    id: str
    commitment: Passage
    standing: str
    standing_words: Passage
    due: Passage
    due_day: str
    by: tuple[Link, ...]
    countries: tuple[Link, ...]
    country_codes: tuple[str, ...]
    country_note: Passage | None
    programme: Link | None
    planned: Figure | None
    actual: Figure | None
    updates: tuple[PromiseUpdate, ...]
    reading: Passage | None
    source: Passage | None
    source_note: tuple[Phrase, ...]
    source_at: Passage | None
    address: str
    note: Note | None
    notes: Mapping[str, Note]


@dataclass(frozen=True, slots=True)
class StandingCount:
    """How many promises stand in one way."""

    standing: str
    words: Passage
    count: int
    number: str
    address: str


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """A point on the timeline: an update, or a day that passed without one."""

    day: str
    date: str
    standing: str
    standing_words: Passage
    commitment: Passage
    what: Phrase
    address: str

    @property
    def is_machines(self) -> bool:
        """Whether any of it is an unreviewed machine translation."""
        return any(passage.is_machines for passage in (self.commitment, *self.what))


@dataclass(frozen=True, slots=True)
class ProgressView:
    """The ledger. ``groups``: promises by standing, the overdue first. ``by_country``: the same promises by country."""

    standings: tuple[StandingCount, ...]
    promises: Passage
    groups: tuple[tuple[StandingCount, tuple[Promise, ...]], ...]
    by_country: tuple[tuple[Link, tuple[Promise, ...]], ...]
    without_country: tuple[Promise, ...]
    events: tuple[TimelineEvent, ...]
    as_of: Passage


@dataclass(frozen=True, slots=True)
class TopicLink:
    """A country, theme, partner, programme or year in a list, with how many stories it has."""

    words: Passage
    address: str
    stories: Passage


@dataclass(frozen=True, slots=True)
class PageNumbers:
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
    pagination: PageNumbers
    countries: tuple[TopicLink, ...]
    themes: tuple[TopicLink, ...]
    years: tuple[TopicLink, ...]


@dataclass(frozen=True, slots=True)
class FigureGroup:
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
    groups: tuple[FigureGroup, ...]
    pagination: PageNumbers
    countries: tuple[TopicLink, ...]


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
    pagination: PageNumbers


@dataclass(frozen=True, slots=True)
class CreditsView:
    """Every picture on the site with whose it is, and the story it stands in."""

    pictures: tuple[tuple[Picture, Link], ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """What the search page offers without scripts."""

    countries: tuple[TopicLink, ...]
    themes: tuple[TopicLink, ...]
    years: tuple[TopicLink, ...]
    has_index: bool


@dataclass(frozen=True, slots=True)
class HomeView:
    """The front page. ``lead`` is the chosen or newest story; ``as_of``: the day of the standings, in words;
    ``stories_address`` and ``progress_address`` lead on. ``note``: on the translation of its headline and introduction;
    ``notes``: on each (``name``, ``introduction``)."""

    name: Passage
    tagline: Passage | None
    introduction: Passage | None
    note: Note | None
    notes: Mapping[str, Note]
    lead: Card | None
    cards: tuple[Card, ...]
    standings: tuple[StandingCount, ...]
    promises: Passage
    as_of: Passage
    overdue: tuple[Promise, ...]
    countries: tuple[TopicLink, ...]
    themes: tuple[TopicLink, ...]
    stories_address: str
    progress_address: str


@dataclass(frozen=True, slots=True)
class MovedView:
    """An address that has moved or was withdrawn: where to go on."""

    target: Link


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """One of the site's languages on a page that speaks all of them: its own headline, sentence and doors."""

    locale: Locale
    title: Passage
    text: Passage | None
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class LanguagesView:
    """The choice of language at the root, and the page for addresses that lead nowhere."""

    languages: tuple[LanguageChoice, ...]
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """Two pictures of the same place, both cut to ``ratio`` (width in heights), so that one can lie over the other."""

    before: Picture
    after: Picture
    ratio: float


@dataclass(frozen=True, slots=True)
class PictureInRow:
    """A picture in a row: its width in heights, and its share of the row's width."""

    picture: Picture
    ratio: float
    share: float


@dataclass(frozen=True, slots=True)
class PictureRow:
    """Pictures of one height side by side. ``ratio``: the width of all of them, in heights."""

    shots: tuple[PictureInRow, ...]
    ratio: float


@dataclass(frozen=True, slots=True)
class PictureLayout:
    """Where a story's pictures stand. On top is a picture (``cover``) or a pair (``pair``), or nothing.

    ``pairs`` and ``rows`` are below the text. ``placed_pairs``: those in it, by what it places (``photo:farmer``).
    """

    cover: Picture | None = None
    pair: BeforeAfter | None = None
    placed_pairs: Mapping[str, BeforeAfter] = field(default_factory=dict)
    pairs: tuple[BeforeAfter, ...] = ()
    rows: tuple[PictureRow, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryView:
    """``placed``: the ids that the body places itself (``photo:farmer``, ``quote:guilarte``); the others stand in
    their usual places. ``notice``: said where the story is not in the page's language. ``note``: on its translation
    as a whole; ``notes``: on its title, summary and body."""

    card: Card
    notice: Passage | None
    note: Note | None
    notes: Mapping[str, Note]
    arrangement: PictureLayout
    body: Passage
    document: Document
    figures: tuple[Figure, ...]
    figures_note: Passage | None
    quotations: tuple[Quotation, ...]
    pictures: tuple[Picture, ...]
    placed: frozenset[str]
    story_links: Mapping[str, str]
    countries: tuple[Link, ...]
    themes: tuple[Link, ...]
    partners: tuple[Link, ...]
    programmes: tuple[Link, ...]
    sources: tuple[Link, ...]
    corrections: tuple[CorrectionView, ...]
    milestones: tuple[Promise, ...]
    next: tuple[Card, ...]

    @property
    def reported(self) -> list[Figure]:
        """The figures that are more than a plan."""
        return [figure for figure in self.figures if figure.status != "planned"]

    @property
    def planned(self) -> list[Figure]:
        """The others."""
        return [figure for figure in self.figures if figure.status == "planned"]
