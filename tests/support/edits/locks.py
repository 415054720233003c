"""Edits of what is known of translations: fresh, stale, a machine's, or nothing that can be read."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from site_builder.translations.lock import digest
from tests.support.edits.records import Records

_PARTS = {"results": ("what", "reading"), "quotes": ("text", "role"), "photos": ("caption", "alt")}
_AROUND = (("themes", "name"), ("partners", "name"), ("indicators", "definition"), ("indicators", "unit"))


def change_a_lock(records: Records, chance: Random) -> str:
    """Another line on a translation of a story, a promise or a register; or a lock that is gone, or broken."""
    folder = chance.choice(("", *sorted(records.stories)))
    lock = records.locks.setdefault(folder, {})
    if chance.random() < 0.15:
        lock.clear()
        return f"lock {folder}: gone"
    if chance.random() < 0.1:
        lock["broken"] = "by hand"
        return f"lock {folder}: broken"
    lock.pop("broken", None)
    name, words = chance.choice(_texts_of(records.stories[folder]) if folder else _texts_around(records))
    locale, source = chance.choice((("es", "en"), ("en", "es")))
    made_from = words.get(source)
    made = digest(made_from) if isinstance(made_from, str) and chance.random() < 0.5 else f"{chance.randrange(9):020}"
    lock[f"{name} {locale}"] = f"{made} {chance.choice(('human', 'machine', 'machine', 'reviewed'))} 2025-01-01"
    return f"lock {folder}: {name} {locale} {lock[f'{name} {locale}']}"


def _texts_of(story: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    found = [(name, story[name]) for name in ("title", "summary", "body")]
    for part, fields in _PARTS.items():
        for record in story.get(part, []):
            found += ((f"{part}.{record.get('id')}.{name}", record[name]) for name in fields if name in record)
    return [(name, words) for name, words in found if isinstance(words, dict)]


def _texts_around(records: Records) -> list[tuple[str, Mapping[str, Any]]]:
    found: list[tuple[str, Any]] = [("mkdocs:tagline", records.settings.get("tagline"))]
    for promise in records.registers["milestones"]:
        found.append((f"milestones:{promise['id']}.commitment", promise.get("commitment")))
        for number, update in enumerate(promise.get("updates", []), 1):
            found.append((f"milestones:{promise['id']}.updates.{number}.what", update.get("what")))
    for kind, field in _AROUND:
        found += ((f"{kind}:{key}.{field}", entry.get(field)) for key, entry in records.registers[kind].items())
    return [(name, words) for name, words in found if isinstance(words, dict)] or [("mkdocs:tagline", {})]
