"""Apply a withdrawal to loaded records, whatever their files say; to last good ones too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar

from site_builder.loading import Later, LoadedStory
from site_builder.reading.withdrawals import WithdrawalRequest
from site_builder.records import Consent, Person, Photo, Quote, Story
from site_builder.records.story import DEFERRED
from site_builder.store import key

E = TypeVar("E", Person, Quote, Photo)

WITHDRAWN = Consent(status="withdrawn")


def apply_withdrawal(loaded: LoadedStory, wanted: WithdrawalRequest) -> LoadedStory:
    """Withdraw what is ``wanted`` of a story, so that the gate holds it back. Its hashes change with it, so that its
    pages are made again. Gives ``loaded`` itself where it holds nothing of that."""
    story, summary = loaded.folder.story, loaded.summary
    changes = _changes(loaded, wanted)
    if story is None or summary is None or not changes:
        return loaded

    def changed_hash(of: str) -> str:
        return key("withheld", of, repr([sorted(each) for each in wanted]))

    summary = replace(
        summary,
        outline=changed_hash(summary.outline),
        figures=changed_hash(summary.figures),
        whole=changed_hash(summary.whole),
    )
    return loaded._replace(folder=replace(loaded.folder, story=_changed(story, changes)), summary=summary)


def is_affected(loaded: LoadedStory, wanted: WithdrawalRequest) -> bool:
    """Tell whether a story shows anything of what is wanted."""
    return bool(_changes(loaded, wanted))


def _changes(loaded: LoadedStory, wanted: WithdrawalRequest) -> dict[str, Any]:
    """Give the fields of a story that change when what is wanted is withdrawn."""
    story = loaded.folder.story
    if story is None:
        return {}
    folder, pictures = story.folder, loaded.folder.pictures
    changes: dict[str, Any] = {}
    if folder in wanted.stories and story.state != "withdrawn":
        changes["state"] = "withdrawn"
    files = {photo.id: pictures.get(f"stories/{folder}/{photo.file}") for photo in story.photos}
    shown = frozenset(name for name, info in files.items() if (info.digest if info else "") in wanted.pictures)
    entries: tuple[tuple[str, Sequence[Any], frozenset[str]], ...] = (
        ("people", story.people, frozenset()),
        ("quotes", story.quotes, wanted.parts_of(folder, "quotes")),
        ("photos", story.photos, wanted.parts_of(folder, "photos") | shown),
    )
    for name, found, ids in entries:
        without = tuple(_withdrawn(entry, ids, wanted) for entry in found)
        if without != tuple(found):
            changes[name] = without
    return changes


def _withdrawn(entry: E, ids: frozenset[str], wanted: WithdrawalRequest) -> E:
    is_referred = entry.consent is not None and entry.consent.reference in wanted.references
    is_wanted = is_referred or getattr(entry, "id", None) in ids
    if not is_wanted or (entry.consent is not None and entry.consent.status == "withdrawn"):
        return entry
    return entry.model_copy(update={"consent": WITHDRAWN})


def _changed(story: Story, changes: Mapping[str, Any]) -> Story:
    at_once = {name: value for name, value in changes.items() if name not in DEFERRED}
    later = {name: value for name, value in changes.items() if name in DEFERRED}

    @lru_cache(maxsize=1)
    def read() -> Later:
        return {**{name: getattr(story, name) for name in DEFERRED}, **later}

    return story.model_copy(update=at_once).with_deferred(read)
