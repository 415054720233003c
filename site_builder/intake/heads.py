"""What is kept of a story: a head, which the whole site goes by, and its later parts, read when they are needed.

Both stand in one value of the store: the length of the head, the head, the later parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from site_builder.reading.serialization import dumps, loads
from site_builder.site import Site, StoryFacts, StoryFolder, StorySummary
from site_builder.store import Store

_AT_HAND = 256
_LENGTH = 8
"""Bytes that say how long the head is."""

Later = Mapping[str, Any]
"""The parts of a story that ``records.story.LATER`` names."""

Rest = str | bytes
"""Where a story's value is in the store, or the value itself where nothing keeps it."""


class Head(NamedTuple):
    """What is known of a story's folder at once. Its story is without its later parts."""

    found: StoryFolder
    summary: StorySummary | None
    facts: StoryFacts | None


def packed(head: Head) -> bytes:
    """A head as bytes."""
    return dumps(tuple(head))


def unpacked(content: bytes) -> Head:
    """The head of ``packed``."""
    return Head(*loads(content))


def joined(head: bytes, later: Later) -> bytes:
    """One value of a packed head and the later parts."""
    return len(head).to_bytes(_LENGTH, "big") + head + dumps(later)


def head_in(value: bytes) -> bytes:
    """The packed head in a value."""
    return value[_LENGTH : _LENGTH + int.from_bytes(value[:_LENGTH], "big")]


def later_in(value: bytes) -> Later:
    """The later parts in a value."""
    later: Later = loads(value[_LENGTH + int.from_bytes(value[:_LENGTH], "big") :])
    return later


def reader(store: Store) -> Callable[[Rest], Later]:
    """Reads the later parts of stories by where they are; those that were asked for last are at hand."""

    @lru_cache(maxsize=_AT_HAND)
    def read(rest: Rest) -> Later:
        value = store.read(rest) if isinstance(rest, str) else rest
        if value is None:
            raise OSError(f"the store has changed under a build: {rest!r}")
        return later_in(value)

    return read


def opened(head: Head, rest: Rest, read: Callable[[Rest], Later]) -> Head:
    """The head, its story able to ask for its later parts."""
    story = head.found.story
    if story is None:
        return head
    return head._replace(found=replace(head.found, story=story.with_later(lambda: read(rest))))


def with_stories(around: Site, heads: Iterable[Head]) -> Site:
    """The site ``around`` with these stories and all that is known of their folders."""
    read = list(heads)
    found = [head.found for head in read]
    return replace(
        around,
        stories=tuple(folder.story for folder in found if folder.story is not None),
        pictures={file: info for folder in found for file, info in folder.pictures.items()},
        files={folder.folder: folder.files for folder in found},
        absent=frozenset(file for folder in found for file in folder.absent),
        broken=frozenset(folder.folder for folder in found if folder.story is None),
        drafts=frozenset(folder.folder for folder in found if folder.is_draft),
        summaries={head.found.folder: head.summary for head in read if head.summary is not None},
        facts={head.found.folder: head.facts for head in read if head.facts is not None},
    )
