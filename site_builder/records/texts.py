"""Every text that readers may meet, with the name that staff know it by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from site_builder.locales import Text
from site_builder.problems import Place
from site_builder.records.base import Record
from site_builder.records.milestone import Milestone
from site_builder.records.photo import Photo
from site_builder.records.quote import Quote
from site_builder.records.registers import Indicator, Partner, Programme, Source, Theme
from site_builder.records.result import Result
from site_builder.records.settings import Settings
from site_builder.records.story import Story
from site_builder.records.units import Unit


class Written(NamedTuple):
    """A text. ``field``: what staff call it, fields and ids joined by ``/``: ``photos/cover/alt``.

    ``also``: a language beside the site's own that it may be in: that of a quotation's words as recorded.
    """

    field: str
    record: Record
    path: tuple[str | int, ...]
    text: Text
    also: str = ""

    @property
    def place(self) -> Place:
        """Where it stands. Most texts are never pointed at, so that it is worked out only when asked for."""
        return self.record.at(*self.path)


_Fields = tuple[tuple[str, Text | None], ...]


def _any(text: Text) -> bool:
    return True


def of_story(story: Story, wanted: Callable[[Text], bool] = _any) -> Iterator[Written]:
    """A story's texts (those that are ``wanted``); those that it cannot be without come first."""
    for field, text in story.texts:
        if wanted(text):
            yield Written(field, story, (field,), text)
    for index, correction in enumerate(story.corrections):
        if wanted(correction.what):
            yield Written(f"corrections/{index + 1}/what", story, ("corrections", index, "what"), correction.what)
    for kind, record, fields in _parts(story):
        for field, words in fields:
            if words is not None and wanted(words):
                also = record.language if isinstance(record, Quote) and field == "text" else ""
                yield Written(f"{kind}/{record.id}/{field}", record, (field,), words, also)


def _parts(story: Story) -> Iterator[tuple[str, Result | Quote | Photo, _Fields]]:
    for result in story.results:
        yield "results", result, _of_result(result)
    for quote in story.quotes:
        yield "quotes", quote, (("text", quote.text), ("role", quote.role), ("said_at", quote.said_at))
    for photo in story.photos:
        yield "photos", photo, _of_photo(photo)


def _of_result(result: Result) -> _Fields:
    return (
        ("what", result.what),
        ("unit", _words(result.unit)),
        ("source_at", result.source_at),
        ("reading", result.reading),
    )


def _of_photo(photo: Photo) -> _Fields:
    alt = None if photo.decorative else photo.alt
    return ("alt", alt), ("caption", photo.caption), ("credit", photo.credit), ("licence", photo.licence)


def of_milestone(milestone: Milestone) -> Iterator[Written]:
    """A promise's texts."""
    texts = {
        "commitment": milestone.commitment,
        "due_words": milestone.due_words,
        "source_at": milestone.source_at,
        "reading": milestone.reading,
    }
    yield from _fields(milestone, texts)
    for index, update in enumerate(milestone.updates):
        yield from _fields(update, {"what": update.what}, f"updates/{index + 1}/")


def of_entry(entry: Record) -> Iterator[Written]:
    """The texts of a register's entry."""
    yield from _fields(entry, _texts_of(entry))


def _texts_of(entry: Record) -> dict[str, Text | None]:
    match entry:
        case Theme():
            return {"name": entry.name}
        case Partner():
            return {"name": entry.name, "acronym": entry.acronym}
        case Programme():
            return {"name": entry.name, "in_source": entry.in_source}
        case Indicator():
            return {"name": entry.name, "unit": _words(entry.unit), "definition": entry.definition}
        case Source():
            return {"title": entry.title, "publisher": entry.publisher, "date": entry.date}
        case _:
            return {}


def of_settings(settings: Settings) -> Iterator[Written]:
    """The texts of ``mkdocs.yml``."""
    texts = {"name": settings.name, "tagline": settings.tagline, "introduction": settings.introduction}
    yield from _fields(settings, texts)
    yield Written("contact/office", settings, ("contact", "office"), settings.contact.office)


def _words(unit: Unit | None) -> Text | None:
    return unit.forms["other"] if unit else None


def _fields(record: Record, texts: dict[str, Text | None], before: str = "") -> Iterator[Written]:
    for field, text in texts.items():
        if text is not None:
            yield Written(f"{before}{field}", record, (field,), text)
