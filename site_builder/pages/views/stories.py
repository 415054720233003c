"""A story's own page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from site_builder.locales import Passage
from site_builder.markdown import Document
from site_builder.pages.page import Link, Note, Picture
from site_builder.pages.views.parts import Card, Correction, Figure, Quotation
from site_builder.pages.views.promises import Promise


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pictures of the same place, both cut to ``ratio`` (width in heights), so that one can lie over the other."""

    before: Picture
    after: Picture
    ratio: float


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture in a row: its width in heights, and its share of the row's width."""

    picture: Picture
    ratio: float
    share: float


@dataclass(frozen=True, slots=True)
class Row:
    """Pictures of one height side by side. ``ratio``: the width of all of them, in heights."""

    shots: tuple[Shot, ...]
    ratio: float


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where a story's pictures stand. On top is a picture (``cover``) or a pair (``pair``), or nothing.

    ``pairs`` and ``rows`` are below the text. ``placed_pairs``: those in it, by what it places (``photo:farmer``).
    """

    cover: Picture | None = None
    pair: Pair | None = None
    placed_pairs: Mapping[str, Pair] = field(default_factory=dict)
    pairs: tuple[Pair, ...] = ()
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryView:
    """``placed``: the ids that the body places itself (``photo:farmer``, ``quote:guilarte``); the others stand in
    their usual places. ``notice``: said where the story is not in the page's language. ``note``: on its translation
    as a whole; ``notes``: on its title, summary and body."""

    card: Card
    story_id: str
    notice: Passage | None
    note: Note | None
    notes: Mapping[str, Note]
    arrangement: Arrangement
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
    corrections: tuple[Correction, ...]
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
