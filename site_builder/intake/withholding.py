"""What is to be taken back, withheld from records as they were read: whatever their files say, last good ones too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar

from site_builder.intake.heads import Head, Later
from site_builder.pictures.inspection import PictureInfo
from site_builder.reading.withdrawals import Wanted
from site_builder.records import Consent, Person, Photo, Quote, Story
from site_builder.records.story import LATER
from site_builder.store import key

E = TypeVar("E", Person, Quote, Photo)

WITHDRAWN = Consent(status="withdrawn")


def withheld(head: Head, wanted: Wanted) -> Head:
    """The same with whatever is wanted of it taken back: the gate then lets nothing of that through.

    Its marks change with it, since pages go by these.
    """
    story, summary = head.found.story, head.summary
    if story is None or summary is None:
        return head
    changes = changes_of(story, head.found.pictures, wanted)
    if not changes:
        return head

    def mark(of: str) -> str:
        return key("withheld", of, repr(_sorted(wanted)))

    summary = replace(summary, outline=mark(summary.outline), figures=mark(summary.figures), whole=mark(summary.whole))
    return head._replace(found=replace(head.found, story=_changed(story, changes)), summary=summary)


def changes_of(story: Story, pictures: Mapping[str, PictureInfo], wanted: Wanted) -> dict[str, Any]:
    """The fields of a story as they are without what is wanted; none where nothing of it is in the story."""
    folder = story.folder
    changes: dict[str, Any] = {}
    if folder in wanted.stories and story.state != "withdrawn":
        changes["state"] = "withdrawn"
    shown = {photo.id for photo in story.photos if _digest(story, photo, pictures) in wanted.pictures}
    entries: tuple[tuple[str, Sequence[Any], frozenset[str]], ...] = (
        ("people", story.people, frozenset()),
        ("quotes", story.quotes, wanted.parts_of(folder, "quotes")),
        ("photos", story.photos, wanted.parts_of(folder, "photos") | shown),
    )
    for name, found, ids in entries:
        without = tuple(_without(entry, ids, wanted) for entry in found)
        if without != tuple(found):
            changes[name] = without
    return changes


def _digest(story: Story, photo: Photo, pictures: Mapping[str, PictureInfo]) -> str:
    info = pictures.get(f"stories/{story.folder}/{photo.file}")
    return info.digest if info else ""


def _without(entry: E, ids: frozenset[str], wanted: Wanted) -> E:
    is_referred = entry.consent is not None and entry.consent.reference in wanted.references
    if not is_referred and getattr(entry, "id", None) not in ids:
        return entry
    if entry.consent is not None and entry.consent.status == "withdrawn":
        return entry
    return entry.model_copy(update={"consent": WITHDRAWN})


def _changed(story: Story, changes: Mapping[str, Any]) -> Story:
    at_once = {name: value for name, value in changes.items() if name not in LATER}
    later = {name: value for name, value in changes.items() if name in LATER}

    @lru_cache(maxsize=1)
    def read() -> Later:
        return {**{name: getattr(story, name) for name in LATER}, **later}

    return story.model_copy(update=at_once).with_later(read)


def _sorted(wanted: Wanted) -> list[list[Any]]:
    return [sorted(each) for each in wanted]


def is_in(head: Head, wanted: Wanted) -> bool:
    """Whether anything of what is wanted is shown by a record."""
    return head.found.story is not None and bool(changes_of(head.found.story, head.found.pictures, wanted))
