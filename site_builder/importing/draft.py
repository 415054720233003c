"""Describes a draft: everything that was found in the documents, each with the place where it stood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from site_builder.importing.document import Location, Remark
from site_builder.locales import Locale

PictureKey = tuple[int, int | str]
"""A picture: its document and its number there, or the name of a file beside it."""

Status = Literal["achieved", "planned", "unclear"]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words and their place. ``stands_in``: the document has no title or summary, and they are the next best."""

    words: str
    at: Location
    stands_in: bool = False


@dataclass(frozen=True, slots=True)
class FoundQuotation:
    """Somebody's words. ``speaker`` and ``role`` are empty where the document does not name them.

    ``in_text``: they stand in the middle of a paragraph, and stay there.
    """

    words: str
    speaker: str
    role: str
    at: Location
    in_text: bool = False


@dataclass(frozen=True, slots=True)
class Caption:
    """A line beside a picture; ``picture`` is None where there is none."""

    words: str
    credit: str
    at: Location
    picture: PictureKey | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the body: words, or a picture or quotation (by its number) that stands there."""

    form: Literal["heading", "paragraph", "item", "picture", "quote"]
    at: Location
    words: str = ""
    level: int = 0
    markdown: str | None = None
    picture: PictureKey | None = None
    quote: int = 0


@dataclass(frozen=True, slots=True)
class StoryText:
    """A story in one language. ``left``: words that do not belong to it, each with its kind."""

    locale: Locale
    title: Excerpt | None
    summary: Excerpt | None
    kind: str | None
    body: tuple[Piece, ...]
    quotes: tuple[FoundQuotation, ...]
    captions: tuple[Caption, ...]
    left: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A number with what it counts. ``start`` and ``end``: its characters in its piece, its unit included.

    ``unit_from_before``: the number stands alone, and its unit is that of the number before. ``when``: EDTF.
    """

    value: Decimal
    unit: str
    what: str
    sentence: str
    status: Status
    when: str | None
    countries: tuple[str, ...]
    is_stated: bool
    programme: str | None
    at: Location
    piece: int
    start: int
    end: int
    unit_from_before: bool = False


@dataclass(frozen=True, slots=True)
class Mentions:
    """Countries or entries by code or id, each with its first place. ``others``: countries that are only mentioned."""

    found: Mapping[str, Location] = field(default_factory=dict)
    others: Mapping[str, Location] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DraftResult:
    """A figure in each language. ``again``: its repetitions in a language."""

    id: str
    by_locale: Mapping[Locale, FoundFigure]
    again: Mapping[Locale, tuple[FoundFigure, ...]] = field(default_factory=dict)

    @property
    def first(self) -> FoundFigure:
        """The figure in the language in which it was found first."""
        return next(iter(self.by_locale.values()))


@dataclass(frozen=True, slots=True)
class DraftQuote:
    """A quotation in each language. ``organisation``: a partner's id."""

    id: str
    by_locale: Mapping[Locale, FoundQuotation]
    roles: Mapping[Locale, str]
    organisation: str | None

    @property
    def first(self) -> FoundQuotation:
        """The quotation in the language in which it was found first."""
        return next(iter(self.by_locale.values()))

    @property
    def is_whole(self) -> bool:
        """Whether a record can be made of it; without a speaker or role it is only noted."""
        return bool(self.first.speaker and self.roles) and not self.first.in_text


@dataclass(frozen=True, slots=True)
class DraftPhoto:
    """A picture that opens, without metadata. ``origin``: its file's name, for staff alone."""

    id: str
    file: str
    content: bytes
    key: PictureKey
    origin: str
    at: Location
    captions: Mapping[Locale, Caption]

    @property
    def credit(self) -> str:
        """Its credit, where a caption has one."""
        return next((caption.credit for caption in self.captions.values() if caption.credit), "")


@dataclass(frozen=True, slots=True)
class Draft:
    """``documents``: their names. ``day``: ISO 8601, with its place, or None where it is the day of the import.
    ``loose``: captions without a picture. ``left``: words that do not belong to the story."""

    documents: tuple[str, ...]
    language: Locale
    locales: tuple[Locale, ...]
    kind: str
    parts: Mapping[Locale, StoryText]
    day: str
    day_at: Location | None
    countries: Mentions
    themes: Mentions
    partners: Mentions
    programmes: Mentions
    results: tuple[DraftResult, ...]
    quotes: tuple[DraftQuote, ...]
    photos: tuple[DraftPhoto, ...]
    loose: tuple[Caption, ...]
    left: tuple[tuple[str, str], ...]
    remarks: tuple[Remark, ...]

    @property
    def titles(self) -> dict[Locale, Excerpt]:
        """The titles by language."""
        return {locale: part.title for locale, part in self.parts.items() if part.title}

    @property
    def summaries(self) -> dict[Locale, Excerpt]:
        """The summaries by language."""
        return {locale: part.summary for locale, part in self.parts.items() if part.summary}

    @property
    def missing(self) -> list[Locale]:
        """The site's languages in which there is no text."""
        return [locale for locale in self.locales if locale not in self.parts]
