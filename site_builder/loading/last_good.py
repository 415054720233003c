"""Keep the last good records in the store: those of which the last whole build was made.

If records break afterwards, a withdrawal can publish the rest of the site from them. They hold nothing that was
withdrawn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from site_builder.loading import Later, LoadedStory, Stored, pack, unpack
from site_builder.locales import Text
from site_builder.pictures.inspection import PictureInfo
from site_builder.public.gate import holds_withdrawn, is_story_withdrawn, is_withdrawn
from site_builder.reading.serialization import DeserializationError, dumps, loads
from site_builder.reading.story import with_pictures_of
from site_builder.records import REGISTERS, Story
from site_builder.records.story import DEFERRED
from site_builder.site import Site, StoryFolder
from site_builder.store import Digest, Store, key, software

_NOTHING = Text({}, "–")
_REGISTERS = (*REGISTERS, "milestones")


class LastGood(NamedTuple):
    """``stories``: by folder, the key of the story in the store, and its pictures by path. ``registers``: by name."""

    stories: Mapping[str, tuple[Digest, Mapping[str, PictureInfo]]]
    registers: Mapping[str, Any]


def read_last_good(store: Store) -> LastGood:
    """Read what ``keep_last_good`` kept; nothing where other software kept it."""
    value = store.value(_name())
    try:
        return LastGood(*loads(value)) if value else LastGood({}, {})
    except (DeserializationError, TypeError):
        return LastGood({}, {})


def keep_last_good(store: Store, site: Site, names: Mapping[str, Digest], old: LastGood | None = None) -> None:
    """Keep the records of a site that could be made whole. ``names``: the keys of stories in the store, by folder.

    ``old``: what was kept before; it stays for records that are broken now.
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


def load_last_good(store: Store, last: LastGood, folder: str, read: Callable[[Stored], Later]) -> LoadedStory | None:
    """Load the last good record in ``folder``; None where there is none. ``read``: of ``later_reader``."""
    name, pictures = last.stories.get(folder, ("", {}))
    value = store.value(name) if name else None
    if value is None:
        return None
    loaded = unpack(value, store.where(name))
    folder_now = replace(loaded.folder, pictures=dict(pictures), problems=())
    summary = loaded.summary and with_pictures_of(loaded.summary, pictures)
    return loaded._replace(folder=folder_now, summary=summary, name=name).reading_later(read)


def with_last_good_registers(around: Site, last: LastGood) -> Site:
    """Replace the broken registers of a site by their last good versions."""
    good = {name: last.registers[name] for name in around.broken_registers if name in last.registers}
    return replace(around, **good) if good else around


def _name() -> Digest:
    return key("last good", software())


def _pictures(story: Story, site: Site) -> dict[str, PictureInfo]:
    shown = (photo for photo in story.photos if not is_withdrawn(photo.consent) and not is_story_withdrawn(story))
    files = (f"stories/{story.folder}/{photo.file}" for photo in shown)
    return {file: site.pictures[file] for file in files if file in site.pictures}


def _kept_without(store: Store, story: Story, site: Site) -> Digest:
    """Keep a story without what was withdrawn of it; give its key, empty where it could not be kept."""
    summary = site.summaries.get(story.folder)
    if summary is None or not holds_withdrawn(story):
        return ""
    rest = _without(story)
    later = {field: getattr(rest, field) for field in DEFERRED}
    value = pack(StoryFolder(story.folder, rest.without_deferred()), summary, later)
    name = key("last good story", software(), value)
    return name if store.value(name) == value or store.keep_value(name, value) else ""


def _without(story: Story) -> Story:
    if is_story_withdrawn(story):
        # Only the addresses of a whole story that is gone are kept.
        nothing = {"title": _NOTHING, "summary": _NOTHING, "body": _NOTHING, "corrections": (), "results": ()}
        return story.model_copy(update={**nothing, "state": "withdrawn", "people": (), "quotes": (), "photos": ()})
    kept = {
        "people": tuple(person for person in story.people if not is_withdrawn(person.consent)),
        "quotes": tuple(quote for quote in story.quotes if not is_withdrawn(quote.consent)),
        "photos": tuple(photo for photo in story.photos if not is_withdrawn(photo.consent)),
    }
    return story.model_copy(update=kept)
