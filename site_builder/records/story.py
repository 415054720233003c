"""Defines a story, as ``stories/<slug>/story.yml`` holds it, with its results, quotations, photos and consent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from site_builder.locales import Locale, Text
from site_builder.problems import Place
from site_builder.records.base import Part, Record, with_fields
from site_builder.records.fields import (
    Amount,
    Country,
    Day,
    DayOrMoment,
    Flag,
    Id,
    Line,
    LocaleName,
    Period,
    Point,
    Reference,
    Unit,
    UnitField,
    When,
    Words,
    WordsOrPlain,
)

Use = Literal["web", "social", "print", "archive", "press"]
Kind = Literal["success-story", "case-study", "first-person", "before-and-after", "photo-story"]
Status = Literal["achieved", "under-way", "planned", "unclear"]
Level = Literal["output", "outcome", "impact"]
Counting = Literal["increment", "cumulative", "unknown"]
Basis = Literal["stated", "inferred"]

BODY_FILES = "\0body_files"
"""The key under which reading hands over which locales' bodies stand in ``text.<locale>.md``."""

DEFERRED = ("body", "results", "quotes")
"""The fields that a story out of the store reads only when it is asked for them: most of a story, and seldom needed."""

_DEFERRED = "\0deferred"


class Consent(Record):
    """The stub of a signed form; the form itself stays outside the repository."""

    reference: Line | None = None
    status: Literal["given", "withdrawn", "unknown"] = "unknown"
    covers: tuple[Use, ...] = ()
    until: Day | None = None
    guardian: Flag = False


class Person(Record):
    """A participant who can be recognised in a story's text."""

    name: Line
    consent: Consent | None = None


class Photo(Record):
    """A picture of a story. ``people`` has no default: without it the picture is not published."""

    id: Id
    file: Line
    kind: Literal["photograph", "illustration"] = "photograph"
    alt: Words | None = None
    decorative: Flag = False
    caption: Words | None = None
    credit: WordsOrPlain | None = None
    licence: WordsOrPlain | None = None
    people: Literal["none", "crowd", "identifiable"] | None = None
    minors: Literal["none", "possible", "yes"] | None = None
    focus: Point = (0.5, 0.5)
    pair: Literal["before", "after"] | None = None
    taken: Period | None = None
    country: Country | None = None
    department: WordsOrPlain | None = None
    consent: Consent | None = None


def pairs(photos: Sequence[Photo]) -> list[tuple[Photo, Photo]]:
    """Pair what was photographed before and after: the first "before" of a story with its first "after", and so on."""
    before, after = ([photo for photo in photos if photo.pair == moment] for moment in ("before", "after"))
    return list(zip(before, after, strict=False))


class Quote(Record):
    """Somebody's words. ``speaker_kind`` has no default: without it the quotation is not published."""

    id: Id
    speaker: Line
    speaker_name_changed: Flag = False
    speaker_kind: Literal["official", "participant"] | None = None
    role: Words
    organisation: Id | None = None
    language: LocaleName | Literal["unknown"] = "unknown"
    text: Words
    said_on: Period | None = None
    said_at: WordsOrPlain | None = None
    consent: Consent | None = None


class Result(Record):
    """One figure of a story."""

    id: Id
    value: Amount
    indicator: Id | None = None
    unit: UnitField | None = None
    what: Words
    countries: tuple[Country, ...]
    country_basis: Basis = "stated"
    status: Status
    when: When
    level: Level | None = None
    counting: Counting | None = None
    programme: Id | None = None
    part_of: Id | None = None
    may_be_part_of: Id | None = None
    apart_from: tuple[Id, ...] = ()
    supersedes: Reference | None = None
    source: Id | None = None
    source_at: WordsOrPlain | None = None
    reading: Words | None = None


class Measure(NamedTuple):
    """A figure without its words: what totals and lists of figures go by.

    ``unit``: only where an indicator has one too. ``is_inside``: whether it is, or may be, part of another figure.
    """

    id: str
    value: Decimal
    indicator: str | None
    unit: Unit | None
    countries: tuple[str, ...]
    status: Status
    counting: Counting | None
    programme: str | None
    is_inside: bool
    supersedes: str | None


def measure(result: Result) -> Measure:
    """Return the measure of a figure."""
    return Measure(
        id=result.id,
        value=result.value,
        indicator=result.indicator,
        unit=result.unit if result.indicator else None,
        countries=result.countries,
        status=result.status,
        counting=result.counting,
        programme=result.programme,
        is_inside=bool(result.part_of or result.may_be_part_of),
        supersedes=result.supersedes,
    )


def body_file(locale: str) -> str:
    """Return the name of the file beside the record that may hold its body in ``locale``."""
    return f"text.{locale}.md"


class Correction(Part):
    """What was put right after publication, and on which day."""

    on: Day
    what: Words


class Story(Record):
    """One story with its results, quotations and photos."""

    id: Id
    title: Words
    summary: Words
    date: Day
    countries: Annotated[tuple[Country, ...], Field(min_length=1)]
    body: Words
    state: Literal["draft", "review", "published", "withdrawn"] = "draft"
    kind: Kind = "success-story"
    language: LocaleName
    themes: tuple[Id, ...] = ()
    partners: tuple[Id, ...] = ()
    programmes: tuple[Id, ...] = ()
    people: tuple[Person, ...] = ()
    source: Id | None = None
    publish_on: DayOrMoment | None = None
    expires_on: DayOrMoment | None = None
    formerly: tuple[Line, ...] = ()
    slug: Words | None = None
    corrections: tuple[Correction, ...] = ()
    results: tuple[Result, ...] = ()
    quotes: tuple[Quote, ...] = ()
    photos: tuple[Photo, ...] = ()

    folder: SkipJsonSchema[Annotated[str, Field(exclude=True)]] = ""
    body_files: SkipJsonSchema[
        Annotated[Mapping[str, str], Field(default_factory=dict, alias=BODY_FILES, exclude=True)]
    ]

    def body_at(self, locale: str, offset: int) -> Place:
        """Return the place ``offset`` characters into the body of ``locale``, in whichever file that stands."""
        if file := self.body_files.get(locale):
            return Place(file, (), offset)
        return self.at("body", locale).within(offset)

    def slug_in(self, locale: Locale) -> str:
        """Return the last part of its address in ``locale``."""
        return self.slug.by_locale.get(locale, self.folder) if self.slug else self.folder

    @property
    def required_texts(self) -> tuple[tuple[str, Text], ...]:
        """The texts without which there is no story, by field."""
        return (("title", self.title), ("summary", self.summary), ("body", self.body))

    def without_deferred(self) -> Story:
        """Return the story without ``DEFERRED``; to be asked for these it must first go through ``with_deferred``."""
        return with_fields(Story, {name: value for name, value in self.__dict__.items() if name not in DEFERRED})

    def with_deferred(self, read: Callable[[], Mapping[str, Any]]) -> Story:
        """Return the story with a way to read its deferred fields: ``read`` gives what ``DEFERRED`` names, and is
        called each time that one of them is asked for."""
        return with_fields(Story, {**self.__dict__, _DEFERRED: read})

    def __getattr__(self, name: str) -> Any:
        """Read a deferred field."""
        later = self.__dict__.get(_DEFERRED) if name in DEFERRED else None
        return later()[name] if later else super().__getattr__(name)  # type: ignore[misc]

    def __reduce__(self) -> tuple[object, ...]:
        """Serialize a story without its deferred fields, too."""
        if DEFERRED[0] in self.__dict__:
            return super().__reduce__()
        return restored_outline, (tuple(self.__dict__[name] for name in _AT_ONCE),)


_AT_ONCE = tuple(name for name in Story.__pydantic_fields__ if name not in DEFERRED)


def restored_outline(values: tuple[Any, ...]) -> Story:
    """Return the story without its deferred fields that has these values, in the order of its fields."""
    return with_fields(Story, dict(zip(_AT_ONCE, values, strict=True)))
