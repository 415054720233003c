"""Every text that readers may meet, with the name that staff know it by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from site_builder.locales import Text
from site_builder.problems import Place
from site_builder.records import Milestone, Photo, Quote, Result, Settings, Story, Unit
from site_builder.records.base import Record
from site_builder.site import Site


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


def of_registers(site: Site) -> Iterator[tuple[Record, list[Written]]]:
    """Every entry of every register with its texts."""
    for theme in site.themes.values():
        yield theme, list(_fields(theme, {"name": theme.name}))
    for partner in site.partners.values():
        yield partner, list(_fields(partner, {"name": partner.name, "acronym": partner.acronym}))
    for programme in site.programmes.values():
        yield programme, list(_fields(programme, {"name": programme.name, "in_source": programme.in_source}))
    for indicator in site.indicators.values():
        texts = {"name": indicator.name, "unit": _words(indicator.unit), "definition": indicator.definition}
        yield indicator, list(_fields(indicator, texts))
    for source in site.sources.values():
        texts = {"title": source.title, "publisher": source.publisher, "date": source.date}
        yield source, list(_fields(source, texts))


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
