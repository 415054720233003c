"""Translations: made from what their sources say today, and looked at by a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from site_builder.checks.scope import is_written
from site_builder.problems import Problem
from site_builder.public import Instant
from site_builder.records import Story
from site_builder.records.texts import of_story
from site_builder.site import Site
from site_builder.translations.fields import Field, of_a_story, of_an_entry, of_the_settings


def of_story_texts(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """No translation of a story is older than the words that it was made from."""
    if is_written(story) and any(True for _ in of_story(story, lambda text: bool(text.flags))):
        yield from _of(of_a_story(story, site.settings.locales))


def of_other_texts(site: Site, instant: Instant) -> Iterator[Problem]:
    """Nor is one of promises, registers and settings."""
    settings = site.settings
    yield from _of(of_the_settings(settings))
    registers = (site.themes, site.partners, site.programmes, site.indicators, site.sources)
    for entry in (*site.milestones, *(entry for register in registers for entry in register.values())):
        yield from _of(of_an_entry(entry.place.file, entry, settings.default_locale, settings.locales))


def _of(fields: Iterable[Field]) -> Iterator[Problem]:
    for field in fields:
        for locale, flag in (field.text.flags or {}).items():
            params = {"name": field.name, "language": locale, "source": field.source}
            # Where the lock cannot be read, that is told once.
            if flag in ("stale", "machine-stale"):
                yield Problem(field.place(locale), "translation-stale", params)
            elif flag == "machine":
                yield Problem(field.place(locale), "translation-unreviewed", params)
