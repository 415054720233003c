"""What records become: a story in a list, a figure, a quotation, a correction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from site_builder.locales import Passage
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
    """Somebody's words. ``origin``: «Translated from English» and the like; ``recorded``: the words as recorded, where
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
class Correction:
    """What was put right after publication."""

    day: str
    date: str
    what: Passage
    note: Note | None
