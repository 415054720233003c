"""Pages that lead to others: the front page, the choice of language, an address that has moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from site_builder.locales import Locale, Passage
from site_builder.pages.page import Link, Note, Picture
from site_builder.pages.views.lists import Place
from site_builder.pages.views.parts import Card
from site_builder.pages.views.promises import Promise, Standing


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
    standings: tuple[Standing, ...]
    promises: Passage
    as_of: Passage
    overdue: tuple[Promise, ...]
    countries: tuple[Place, ...]
    themes: tuple[Place, ...]
    stories_address: str
    progress_address: str


@dataclass(frozen=True, slots=True)
class MovedView:
    """An address that has moved or was withdrawn: where to go on."""

    target: Link


@dataclass(frozen=True, slots=True)
class Language:
    """One of the site's languages on a page that speaks all of them: its own headline, sentence and doors."""

    locale: Locale
    title: Passage
    text: Passage | None
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class LanguagesView:
    """The choice of language at the root, and the page for addresses that lead nowhere."""

    languages: tuple[Language, ...]
    picture: Picture | None
