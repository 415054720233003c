"""A story: what ``stories/<slug>/story.yml`` holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from site_builder.locales import Locale, Text
from site_builder.problems import Place
from site_builder.records.base import Part, Record, with_fields
from site_builder.records.consent import Person
from site_builder.records.fields import Country, Day, DayOrMoment, Id, Line, LocaleName, Words
from site_builder.records.photo import Photo
from site_builder.records.quote import Quote
from site_builder.records.result import Result

BODY_FILES = "\0body_files"
"""The key under which reading hands over which locales' bodies stand in ``text.<locale>.md``."""

LATER = ("body", "results", "quotes")
"""What a story that comes out of the store reads only when it is asked for: most of a story, and seldom needed."""

_LATER = "\0later"

Kind = Literal["success-story", "case-study", "first-person", "before-and-after", "photo-story"]


def body_file(locale: str) -> str:
    """The name of the file beside the record that may hold its body in ``locale``."""
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
        """The place ``offset`` characters into the body of ``locale``, in whichever file that stands."""
        if file := self.body_files.get(locale):
            return Place(file, (), offset)
        return self.at("body", locale).within(offset)

    def slug_in(self, locale: Locale) -> str:
        """The last part of its address in ``locale``."""
        return self.slug.by_locale.get(locale, self.folder) if self.slug else self.folder

    @property
    def texts(self) -> tuple[tuple[str, Text], ...]:
        """The texts without which there is no story, by field."""
        return (("title", self.title), ("summary", self.summary), ("body", self.body))

    def without_later(self) -> Story:
        """The same without ``LATER``; to be asked for these it must first go through ``with_later``."""
        return with_fields(Story, {name: value for name, value in self.__dict__.items() if name not in LATER})

    def with_later(self, read: Callable[[], Mapping[str, Any]]) -> Story:
        """The same; ``read`` gives what ``LATER`` names, and is called each time that one of them is asked for."""
        return with_fields(Story, {**self.__dict__, _LATER: read})

    def __getattr__(self, name: str) -> Any:
        """Read what comes later."""
        later = self.__dict__.get(_LATER) if name in LATER else None
        return later()[name] if later else super().__getattr__(name)  # type: ignore[misc]

    def __reduce__(self) -> tuple[object, ...]:
        """A story without its later parts, too, can be kept."""
        if LATER[0] in self.__dict__:
            return super().__reduce__()
        return outlined, (tuple(self.__dict__[name] for name in _AT_ONCE),)


_AT_ONCE = tuple(name for name in Story.__pydantic_fields__ if name not in LATER)


def outlined(values: tuple[Any, ...]) -> Story:
    """The story without its later parts that has these values, in the order of its fields."""
    return with_fields(Story, dict(zip(_AT_ONCE, values, strict=True)))
