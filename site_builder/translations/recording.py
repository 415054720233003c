"""What is written into a lock: that translations were made from, or looked at beside, what their sources say today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from site_builder.translations.fields import CONTENT, SETTINGS, Field, lock_prefix
from site_builder.translations.lock import FILE, By, Entry, Lock, digest
from site_builder.translations.states import source_words


def lock_of(document: str) -> tuple[str, str]:
    """The file that holds what is known of a document's translations, and what stands there before its fields' names.

    ``document``: as in ``Field``.
    """
    if document.startswith(f"{CONTENT}/") or document == SETTINGS:
        return f"{CONTENT}/{FILE}", lock_prefix(document)
    return f"stories/{document}/{FILE}", ""


def accepted(
    lock: Lock, fields: Iterable[Field], locale: str, on: date, by: Literal["human", "machine"] = "human"
) -> Lock:
    """The lock once somebody has looked at the translations of ``fields`` into ``locale``, as far as they are there.

    ``by`` human: a person made them, or looked at what a machine had made; ``machine``: a machine made them just now.
    What the lock knew of the same translations gives way; what it knows already, in these words, stays as it is.
    """
    found = dict(lock)
    for field in fields:
        if locale == field.source or not field.words(locale):
            continue
        key = (lock_of(field.document)[1] + field.name, locale)
        before = found.get(key, ())
        entry = Entry(digest(source_words(field)), _by(before, by), on)
        if not any(known[:2] == entry[:2] for known in before) or len(before) > 1:
            found[key] = (entry,)
    return found


def _by(before: Sequence[Entry], by: Literal["human", "machine"]) -> By:
    """A person who looks at a machine's work has reviewed it; it stays a machine's work."""
    was = max(before, key=lambda entry: entry.on).by if before else "human"
    return "machine" if by == "machine" else "reviewed" if was in ("machine", "reviewed") else "human"


def recorded(lock: Lock, fields: Iterable[Field], locales: Sequence[str], on: date) -> Lock:
    """The lock with every translation that it did not know, as made from today's source.

    ``fields``: all that the lock's file is there for: what it knows of others, or of translations that are gone, is
    left out. What it knew, fresh or stale, stays: only ``accepted`` says that somebody has looked.
    """
    there = {
        (lock_of(field.document)[1] + field.name, locale): field
        for field in fields
        for locale in locales
        if locale != field.source and field.words(locale)
    }
    found: Lock = {key: entries for key, entries in lock.items() if key in there}
    for (name, locale), field in there.items():
        if (name, locale) not in found:
            found = accepted(found, [field], locale, on)
    return found
