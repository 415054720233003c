"""The last good records: those that the last whole build was made of, kept in the store.

Whatever breaks afterwards, a withdrawal can publish all the rest from them. They hold nothing of what was taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from site_builder.intake.heads import Head, Later, Rest, head_in, joined, opened, packed, unpacked
from site_builder.locales import Text
from site_builder.pictures.inspection import PictureInfo
from site_builder.public.gate import holds_withdrawn, is_gone, is_taken_back
from site_builder.reading.serialization import DeserializationError, dumps, loads
from site_builder.reading.story import StoryFolder
from site_builder.reading.story_summary import with_pictures_of
from site_builder.records import Story
from site_builder.site import Site
from site_builder.store import Digest, Store, key, software

_NOTHING = Text({}, "–")
_REGISTERS = ("themes", "partners", "programmes", "indicators", "sources", "milestones")


class LastGood(NamedTuple):
    """``stories``: by folder, the key of what the store has, and what is known of its pictures. ``registers``: by
    name."""

    stories: Mapping[str, tuple[Digest, Mapping[str, PictureInfo]]]
    registers: Mapping[str, Any]


def last_good(store: Store) -> LastGood:
    """What ``remember`` kept; nothing where it did not, or other software did."""
    value = store.value(_name())
    try:
        return LastGood(*loads(value)) if value else LastGood({}, {})
    except (DeserializationError, TypeError):
        return LastGood({}, {})


def remember(store: Store, site: Site, names: Mapping[str, Digest], old: LastGood | None = None) -> None:
    """Keep the records of a site that could be made whole. ``names``: the keys under which the store has stories.

    ``old``: what was known before, of which what is broken now stays.
    """
    stories = dict(old.stories) if old else {}
    for story in site.stories:
        pictures = _pictures(story, site)
        name = names.get(story.folder) or _kept_without(store, story, site)
        stories[story.folder] = (name, pictures)
    broken = old.registers if old else {}
    registers = {
        name: broken[name] if name in site.broken_registers and name in broken else getattr(site, name)
        for name in _REGISTERS
    }
    value = dumps((stories, registers))
    if store.value(_name()) != value:
        store.keep_value(_name(), value)


def recalled(store: Store, last: LastGood, folder: str, read: Callable[[Rest], Later]) -> Head | None:
    """The last good record in ``folder``; None where there is none. ``read``: of ``heads.reader``."""
    name, pictures = last.stories.get(folder, ("", {}))
    value = store.value(name) if name else None
    if value is None:
        return None
    head = opened(unpacked(head_in(value)), store.where(name) or value, read)
    found = replace(head.found, pictures=dict(pictures), problems=())
    return Head(found, head.summary and with_pictures_of(head.summary, pictures), head.facts)


def around_of(around: Site, last: LastGood) -> Site:
    """The same site, with the last good registers in the place of broken ones."""
    good = {name: last.registers[name] for name in around.broken_registers if name in last.registers}
    return replace(around, **good) if good else around


def _name() -> Digest:
    return key("last good", software())


def _pictures(story: Story, site: Site) -> dict[str, PictureInfo]:
    shown = (photo for photo in story.photos if not is_taken_back(photo.consent) and not is_gone(story))
    files = (f"stories/{story.folder}/{photo.file}" for photo in shown)
    return {file: site.pictures[file] for file in files if file in site.pictures}


def _kept_without(store: Store, story: Story, site: Site) -> Digest:
    """The key of a story that holds what was taken back, kept without that. Empty where it could not be kept."""
    summary, facts = site.summaries.get(story.folder), site.facts.get(story.folder)
    if summary is None or facts is None or not holds_withdrawn(story):
        return ""
    rest = _without(story)
    later = {"body": rest.body, "results": rest.results, "quotes": rest.quotes}
    value = joined(packed(Head(StoryFolder(story.folder, rest.without_later()), summary, facts)), later)
    name = key("last good story", software(), value)
    return name if store.value(name) == value or store.keep_value(name, value) else ""


def _without(story: Story) -> Story:
    if is_gone(story):
        # Of a whole story that is gone its addresses are known, and nothing else.
        nothing = {"title": _NOTHING, "summary": _NOTHING, "body": _NOTHING, "corrections": (), "results": ()}
        return story.model_copy(update={**nothing, "state": "withdrawn", "people": (), "quotes": (), "photos": ()})
    kept = {
        "people": tuple(person for person in story.people if not is_taken_back(person.consent)),
        "quotes": tuple(quote for quote in story.quotes if not is_taken_back(quote.consent)),
        "photos": tuple(photo for photo in story.photos if not is_taken_back(photo.consent)),
    }
    return story.model_copy(update=kept)
