"""Every story read and checked, on every core where there are many, or out of the store where nothing has changed.

What is kept of a story is of two parts: a head, which the whole site goes by, and the rest, which is read again when a
page needs it. So ten thousand stories are no burden on memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from site_builder.checks import check_story, facts_of
from site_builder.problems import Problem
from site_builder.public import Instant
from site_builder.reading import locate
from site_builder.reading.called import by_their_ids
from site_builder.reading.folder import StoryFiles, story_files
from site_builder.reading.frozen import dumps, loads
from site_builder.reading.gist import gist, with_pictures_of
from site_builder.reading.project import registers_of, story_folders
from site_builder.reading.story import StoryFolder, read_record, with_pictures
from site_builder.records import Story
from site_builder.records.gist import Gist
from site_builder.records.story import LATER
from site_builder.site import Site, StoryFacts
from site_builder.store import Digest, Store, digest_of, key, software
from site_builder.workers import in_shares, jobs

# Fewer stories than this are read sooner than a process is started.
_WORTH_A_PROCESS = 400
_AT_HAND = 256
_HEAD = 8
"""Bytes that say how long the head is."""

Later = Mapping[str, Any]
"""The parts of a story that ``records.story.LATER`` names."""


class Head(NamedTuple):
    """What is known of a story's folder at once. Its story is without its later parts."""

    found: StoryFolder
    gist: Gist | None
    facts: StoryFacts | None


class _Read(NamedTuple):
    """A folder that was read. ``packed``: its head in bytes, where that is still the same; ``rest``: as in ``_Piece``;
    ``later``: the later parts."""

    head: Head
    packed: bytes | None
    rest: str | bytes
    later: Callable[[], Later]


class _Piece(NamedTuple):
    """What a worker gives for a folder. ``rest``: where the later parts are, or they themselves where nothing keeps
    them; ``taken``: for ``Store.note``."""

    head: bytes
    rest: str | bytes
    problems: bytes
    taken: dict[str, str]


def take_in(
    root: Path, around: Site, instant: Instant, store: Store, processes: int | None = None
) -> tuple[Site, list[Problem]]:
    """``around`` with every story below ``root``, and every problem of one story alone.

    ``processes``: how many read; None decides by how much there is. Raises WorkerError where a process died.
    """
    folders = story_folders(root)
    reader = _Reader(root, around, instant, store)

    def share(number: int, of: int) -> Iterator[_Piece]:
        return (reader.piece(folder) for folder in folders[number::of])

    heads: list[Head] = []
    problems: list[Problem] = []
    read_later = _later(store)
    for piece in in_shares(share, jobs(len(folders), _WORTH_A_PROCESS, processes)):
        store.note(piece.taken)
        heads.append(_opened(Head(*loads(piece.head)), piece.rest, read_later))
        problems += loads(piece.problems)
    return _with_stories(around, sorted(heads, key=lambda head: head.found.folder)), problems


class _Reader:
    """Reads folders of one project. It keeps what the keys of all of them have in common."""

    def __init__(self, root: Path, around: Site, instant: Instant, store: Store) -> None:
        self._root = root
        self._around = around
        self._registers = registers_of(around)
        self._instant = instant
        self._store = store
        self._locales = around.settings.locales
        self._known = digest_of(dumps((around.settings, self._registers, around.milestones, around.broken_registers)))

    def piece(self, folder: str) -> _Piece:
        """One folder, out of the store or read now."""
        files = story_files(self._root, folder, self._locales)
        name = key("story", software(), *self._locales, files.digest())
        read = self._told(self._kept(name) or self._read(name, files))
        head = read.head
        if head.found.story is not None and head.found.story.photos:
            read = read._replace(head=self._seen(head), packed=None)
        packed = read.packed or dumps(tuple(read.head))
        return _Piece(packed, read.rest, self._problems(name, read), self._store.taken())

    def _kept(self, name: Digest) -> _Read | None:
        value = self._store.value(name)
        if value is None:
            return None
        packed = value[_HEAD : _HEAD + int.from_bytes(value[:_HEAD], "big")]
        head = Head(*loads(packed))
        return _Read(head, packed, self._store.where(name) or value, lambda: _later_in(value))

    def _read(self, name: Digest, files: StoryFiles) -> _Read:
        found = read_record(files, self._around.settings)
        story = found.story
        head = Head(
            replace(found, story=story and story.without_later()),
            gist(story, files.digest().hex()) if story else None,
            facts_of(story) if story else None,
        )
        packed = dumps(tuple(head))
        later = {field: getattr(story, field) for field in LATER} if story else {}
        value = len(packed).to_bytes(_HEAD, "big") + packed + dumps(later)
        return _Read(head, packed, self._store.keep_value(name, value) or value, lambda: later)

    def _told(self, read: _Read) -> _Read:
        """The same with what the registers say of its problems now: keys of records know nothing of registers."""
        found = read.head.found
        if not found.problems:
            return read
        problems = self._located(by_their_ids(found.problems, self._registers))
        return read._replace(head=read.head._replace(found=replace(found, problems=tuple(problems))), packed=None)

    def _seen(self, head: Head) -> Head:
        """The same with the story's pictures as they are now: keys of records know nothing of them."""
        found = with_pictures(self._root, head.found)
        before = len(head.found.problems)
        problems = (*found.problems[:before], *self._located(found.problems[before:]))
        return Head(
            replace(found, problems=problems), head.gist and with_pictures_of(head.gist, found.pictures), head.facts
        )

    def _problems(self, name: Digest, read: _Read) -> bytes:
        """What reading and checking have found."""
        found, gist_, facts = read.head
        if found.story is None or gist_ is None or facts is None:
            return dumps(list(found.problems))
        days = _days(found.story, self._instant)
        wanted = key("checks", name, self._known, gist_.whole, *days, *sorted(found.absent))
        problems = self._store.value(wanted)
        if problems is None:
            # Read once for all checks.
            story = found.story.with_later(lru_cache(maxsize=1)(read.later))
            site = _with_stories(self._around, [Head(replace(found, story=story), gist_, facts)])
            problems = dumps(self._located(check_story(story, site, self._instant)))
            self._store.keep_value(wanted, problems)
        return dumps([*found.problems, *loads(problems)]) if found.problems else problems

    def _located(self, problems: Iterable[Problem]) -> list[Problem]:
        return locate(problems, lambda file: (self._root / file).read_bytes())


def _days(story: Story, instant: Instant) -> tuple[str, ...]:
    """All that a story's checks know of the time."""
    has_come = [instant.has_come(when) for when in (story.publish_on, story.expires_on) if when is not None]
    return (str(instant.today), str(instant.consent_day), repr(has_come))


def _later(store: Store) -> Callable[[str | bytes], Later]:
    """Reads the later parts of stories by where they are; those that were asked for last are at hand."""
    return lru_cache(maxsize=_AT_HAND)(lambda where: _split(where, store))


def _split(rest: str | bytes, store: Store) -> Later:
    value = store.read(rest) if isinstance(rest, str) else rest
    if value is None:
        raise OSError(f"the store has changed under a build: {rest!r}")
    return _later_in(value)


def _later_in(value: bytes) -> Later:
    later: Later = loads(value[_HEAD + int.from_bytes(value[:_HEAD], "big") :])
    return later


def _opened(head: Head, rest: str | bytes, read_later: Callable[[str | bytes], Later]) -> Head:
    story = head.found.story
    if story is None:
        return head
    return head._replace(found=replace(head.found, story=story.with_later(lambda: read_later(rest))))


def _with_stories(around: Site, heads: Iterable[Head]) -> Site:
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
        gists={head.found.folder: head.gist for head in read if head.gist is not None},
        facts={head.found.folder: head.facts for head in read if head.facts is not None},
    )
