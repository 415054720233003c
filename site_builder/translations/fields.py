"""The texts of a record that stand in several languages, each with the language that it was first written in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from site_builder.locales import Locale, Text
from site_builder.problems import Place
from site_builder.records import Milestone, Settings, Story
from site_builder.records.base import Record
from site_builder.records.texts import Written, of_entry, of_milestone, of_settings, of_story

CONTENT = "content"
"""The document of everything that is no story: registers, promises, settings."""

SETTINGS = "mkdocs.yml"


class Field(NamedTuple):
    """A text that is, or is to be, in several languages.

    ``document``: a story's folder, or the file that it stands in (``content/partners.yml``, ``mkdocs.yml``). ``name``:
    its dotted path there, through ids (``quotes.guilarte.text``, ``usaid.name``). ``source``: the language that it was
    first written in, or the one that stands in where nobody has written it in that one.
    """

    document: str
    name: str
    source: Locale
    written: Written
    bodies: Mapping[str, str] = {}

    @property
    def text(self) -> Text:
        """Its words by language."""
        return self.written.text

    def words(self, locale: str) -> str:
        """Its words in a language; empty where there are none."""
        return self.text.by_locale.get(locale, "")

    def place(self, locale: str) -> Place:
        """Where its words in a language stand, or would."""
        if file := self.bodies.get(locale):
            return Place(file)
        return self.written.place.at(locale)


def of_a_story(story: Story, locales: Sequence[str]) -> Iterator[Field]:
    """A story's fields. A quotation's words were first in the language in which they were said."""
    for found in of_story(story):
        first = found.also if found.also and found.also != "unknown" else story.language
        bodies = story.body_files if found.field == "body" else {}
        yield from _field(story.folder, "", found, first, locales, bodies)


def of_an_entry(file: str, entry: Record, first: str, locales: Sequence[str]) -> Iterator[Field]:
    """The fields of a promise, or of an entry of a register, that stands in ``file``."""
    texts = of_milestone(entry) if isinstance(entry, Milestone) else of_entry(entry)
    for found in texts:
        yield from _field(file, f"{getattr(entry, 'id', '')}.", found, first, locales)


def lock_prefix(document: str) -> str:
    """What the lock of all that is no story writes before a field's name: ``partners:``."""
    return document.rpartition("/")[2].removesuffix(".yml") + ":"


def of_the_settings(settings: Settings) -> Iterator[Field]:
    """The fields of ``mkdocs.yml``."""
    for found in of_settings(settings):
        yield from _field(SETTINGS, "", found, settings.default_locale, settings.locales)


def _field(
    document: str,
    before: str,
    found: Written,
    first: str,
    locales: Sequence[str],
    bodies: Mapping[str, str] | None = None,
) -> Iterator[Field]:
    by_locale = found.text.by_locale
    source = next((name for name in (first, *locales, *by_locale) if by_locale.get(name)), None)
    if source is not None:
        name = before + found.field.replace("/", ".")
        yield Field(document, name, Locale(source), found, bodies or {})
