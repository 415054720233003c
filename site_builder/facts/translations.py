"""The state of every translation of stories, promises, registers and settings: for staff only, never for the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from site_builder.locales import Locale
from site_builder.problems import Position, Problem
from site_builder.problems.report import position
from site_builder.records.base import Record
from site_builder.site import Site
from site_builder.translations.fields import (
    CONTENT,
    SETTINGS,
    Field,
    State,
    entry_fields,
    settings_fields,
    story_fields,
    translations,
)

Standing = Literal["published", "review", "draft"]


@dataclass(frozen=True, slots=True)
class TranslatedDocument:
    """A story, a register or the settings.

    ``name``: as in ``Field``. ``standing``: its story's; what is no story counts as published. ``is_whole``: whether
    all of it could be read. ``fields``: its texts; a story's long parts are read for them each time.
    """

    name: str
    standing: Standing
    is_whole: bool
    fields: Callable[[], Iterator[Field]]


def documents(site: Site) -> tuple[TranslatedDocument, ...]:
    """Return all that has translations, in order. Stories that were taken back have nothing left to translate."""
    locales = site.settings.locales
    stories = (
        TranslatedDocument(story.folder, story.state, True, partial(story_fields, story, locales))
        for story in site.stories
        if story.state != "withdrawn"
    )
    entries = {name: register.values() for name, register in site.registers.items()} | {"milestones": site.milestones}
    registers = (
        TranslatedDocument(
            f"{CONTENT}/{name}.yml", "published", name not in site.broken_registers, partial(_entries, name, them, site)
        )
        for name, them in entries.items()
    )
    return (
        *stories,
        *registers,
        TranslatedDocument(SETTINGS, "published", True, partial(settings_fields, site.settings)),
    )


def _entries(name: str, them: Iterable[Record], site: Site) -> Iterator[Field]:
    settings = site.settings
    for entry in them:
        yield from entry_fields(f"{CONTENT}/{name}.yml", entry, settings.default_locale, settings.locales)


@dataclass(frozen=True, slots=True)
class FieldTranslation:
    """A field's translation: the field's dotted name, how it stands, and the file in which it stands or would."""

    field: str
    state: State
    file: str


@dataclass(frozen=True, slots=True)
class TranslationRow:
    """A document's translations into one language. ``is_sure``: whether its lock says anything that can be read."""

    document: str
    standing: Standing
    locale: Locale
    entries: tuple[FieldTranslation, ...]
    is_sure: bool

    def having(self, state: State) -> list[FieldTranslation]:
        """Return those that stand like that."""
        return [entry for entry in self.entries if entry.state == state]

    @property
    def is_complete(self) -> bool:
        """Whether there is nothing left to do."""
        return all(entry.state == "ok" for entry in self.entries)

    @property
    def lacks(self) -> bool:
        """Whether something is missing or stale."""
        return any(entry.state in ("missing", "stale") for entry in self.entries)

    @property
    def is_owed(self) -> bool:
        """Whether readers meet something that is missing or stale."""
        return self.standing == "published" and self.lacks


def rows(chosen: Iterable[TranslatedDocument], locales: Sequence[str]) -> Iterator[TranslationRow]:
    """Yield a row for each document and each language into which it has, or should have, a translation."""
    for document in chosen:
        found = list(translations(document.fields(), locales))
        for locale in map(Locale, locales):
            if into := [each for each in found if each.locale == locale]:
                is_sure = all(each.field.text.flag(locale) != "unsure" for each in into)
                entries = tuple(
                    FieldTranslation(each.field.name, each.state, each.field.place(locale).file) for each in into
                )
                yield TranslationRow(document.name, document.standing, locale, entries, is_sure)


def by_need(found: Iterable[TranslationRow]) -> list[TranslationRow]:
    """Return rows sorted by need: first what readers lack, then what is unreviewed, then drafts, then what is
    complete."""
    return sorted(found, key=lambda row: (row.is_complete, row.standing == "draft", not row.lacks))


Lines = Mapping[tuple[str, str, str], Position]
"""Positions of the translations that a check has reported, by file, field and language."""


def problem_positions(problems: Iterable[Problem]) -> Lines:
    """Return the lines of stale and of unread translations, out of what the check found."""
    return {
        (position(found).file, str(found.params["name"]), str(found.params["language"])): position(found)
        for found in problems
        if found.rule in ("translation-stale", "translation-unreviewed")
    }
