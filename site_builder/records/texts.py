"""Lists every text that readers may meet, with the name that staff know it by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from site_builder.locales import Text
from site_builder.problems import Place
from site_builder.records.base import Record
from site_builder.records.fields import Unit
from site_builder.records.registers import Milestone
from site_builder.records.settings import Settings
from site_builder.records.story import Photo, Quote, Result, Story


class Written(NamedTuple):
    """Holds a text. ``field``: what staff call it, fields and ids joined by ``/``: ``photos/cover/alt``.

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
    """Yield a story's texts (those that are ``wanted``); those that it cannot be without come first."""
    for field, text in story.required_texts:
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
    """Yield a promise's texts."""
    yield from of_entry(milestone)
    for index, update in enumerate(milestone.updates):
        yield from of_entry(update, f"updates/{index + 1}/")


def of_entry(entry: Record, prefix: str = "") -> Iterator[Written]:
    """Yield the texts that stand in a record's own fields, such as those of a register's entry."""
    for field, value in entry.__dict__.items():
        text = _words(value) if isinstance(value, Unit) else value
        if isinstance(text, Text):
            yield Written(f"{prefix}{field}", entry, (field,), text)


def of_settings(settings: Settings) -> Iterator[Written]:
    """Yield the texts of ``mkdocs.yml``."""
    yield from of_entry(settings)
    yield Written("contact/office", settings, ("contact", "office"), settings.contact.office)


def _words(unit: Unit | None) -> Text | None:
    return unit.forms["other"] if unit else None
