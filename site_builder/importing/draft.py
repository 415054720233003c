"""What a story's folder will hold: the parts of each language put together, everything still a proposal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from site_builder.importing.cleaning import folded
from site_builder.importing.document import Remark
from site_builder.importing.proposals import Caption, Figure, Naming, Part, PictureKey, Quotation, Where, Wording
from site_builder.locales import Locale
from site_builder.locales.slugs import slugify


@dataclass(frozen=True, slots=True)
class DraftResult:
    """A figure, as each language tells it. ``again``: where a language tells it once more."""

    id: str
    told: Mapping[Locale, Figure]
    again: Mapping[Locale, tuple[Figure, ...]] = field(default_factory=dict)

    @property
    def first(self) -> Figure:
        """The figure in the language in which it was found first."""
        return next(iter(self.told.values()))


@dataclass(frozen=True, slots=True)
class DraftQuote:
    """A quotation, as each language tells it. ``organisation``: a partner's id."""

    id: str
    told: Mapping[Locale, Quotation]
    roles: Mapping[Locale, str]
    organisation: str | None

    @property
    def first(self) -> Quotation:
        """The quotation in the language in which it was found first."""
        return next(iter(self.told.values()))

    @property
    def is_whole(self) -> bool:
        """Whether a record can be made of it; what lacks its speaker or role is noted only."""
        return bool(self.first.speaker and self.roles) and not self.first.in_text


@dataclass(frozen=True, slots=True)
class DraftPhoto:
    """A picture that opens, without metadata. ``origin``: its file's name, for staff alone."""

    id: str
    file: str
    content: bytes
    key: PictureKey
    origin: str
    at: Where
    captions: Mapping[Locale, Caption]

    @property
    def credit(self) -> str:
        """Whose it is, where a caption tells."""
        return next((caption.credit for caption in self.captions.values() if caption.credit), "")


@dataclass(frozen=True, slots=True)
class Draft:
    """``documents``: the names of what was read. ``day``: ISO 8601, with where it stood, or None where it is only the
    day of the import. ``loose``: captions without a picture. ``left``: words that are nothing of the story."""

    documents: tuple[str, ...]
    language: Locale
    locales: tuple[Locale, ...]
    kind: str
    parts: Mapping[Locale, Part]
    day: str
    day_at: Where | None
    countries: Naming
    themes: Naming
    partners: Naming
    programmes: Naming
    results: tuple[DraftResult, ...]
    quotes: tuple[DraftQuote, ...]
    photos: tuple[DraftPhoto, ...]
    loose: tuple[Caption, ...]
    left: tuple[tuple[str, str], ...]
    remarks: tuple[Remark, ...]

    @property
    def titles(self) -> dict[Locale, Wording]:
        """The titles that there are."""
        return {locale: part.title for locale, part in self.parts.items() if part.title}

    @property
    def summaries(self) -> dict[Locale, Wording]:
        """The summaries that there are."""
        return {locale: part.summary for locale, part in self.parts.items() if part.summary}

    @property
    def missing(self) -> list[Locale]:
        """The site's languages in which there is no text."""
        return [locale for locale in self.locales if locale not in self.parts]


def unique(wanted: str, taken: Iterable[str]) -> str:
    """The id, with a number behind it where it is taken."""
    known, number, found = set(taken), 1, wanted
    while found in known:
        number += 1
        found = f"{wanted}-{number}"
    return found


def paired_figures(found: Mapping[Locale, list[Figure]]) -> list[dict[Locale, Figure]]:
    """Figures of the same value in several languages put together, in the order of the text."""
    made: list[dict[Locale, Figure]] = []
    for locale, figures in found.items():
        for figure in figures:
            alike = (told for told in made if locale not in told and _value(told) == figure.value)
            if (told := next(alike, None)) is not None:
                told[locale] = figure
            else:
                made.append({locale: figure})
    return made


def _value(told: Mapping[Locale, Figure]) -> object:
    return next(iter(told.values())).value


def repeated(figures: Iterable[Figure]) -> list[list[Figure]]:
    """The figures of a text, those that tell the same once more behind the first that does."""
    made: list[list[Figure]] = []
    for figure in figures:
        alike = (told for told in made if _tells_again(told[0], figure))
        if (told := next(alike, None)) is not None:
            told.append(figure)
        else:
            made.append([figure])
    return made


def _tells_again(first: Figure, other: Figure) -> bool:
    is_same = first.value == other.value and bool(first.unit) and folded(first.unit) == folded(other.unit)
    return is_same and other.status in {first.status, "unclear"}


def paired_quotes(found: Mapping[Locale, Iterable[Quotation]]) -> list[dict[Locale, Quotation]]:
    """Quotations of the same speaker in several languages put together, in the order of the text."""
    made: list[dict[Locale, Quotation]] = []
    for locale, quotations in found.items():
        for quotation in quotations:
            alike = (told for told in made if locale not in told and _is_same(next(iter(told.values())), quotation))
            if (told := next(alike, None)) is not None:
                told[locale] = quotation
            else:
                made.append({locale: quotation})
    return made


def _is_same(one: Quotation, other: Quotation) -> bool:
    return bool(one.speaker) and folded(one.speaker) == folded(other.speaker) and one.in_text == other.in_text


def figure_id(figure: Figure) -> str:
    """An id for a figure: what it counts and how many."""
    unit = "percent" if figure.unit == "%" else slugify(figure.unit)[:40].strip("-")
    return f"{unit or 'figure'}-{slugify(str(figure.value.normalize() if figure.value % 1 else int(figure.value)))}"
