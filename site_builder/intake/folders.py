"""One story's folder read and checked, or out of the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from site_builder.checks import check_story, facts_of
from site_builder.intake.heads import Head, Later, Rest, head_in, joined, later_in, packed, unpacked, with_stories
from site_builder.problems import Problem
from site_builder.public import Instant
from site_builder.public.gate import holds_withdrawn, with_seen
from site_builder.reading import locate
from site_builder.reading.called import by_their_ids
from site_builder.reading.folder import StoryFiles, story_files
from site_builder.reading.frozen import dumps, loads
from site_builder.reading.gist import gist, with_pictures_of
from site_builder.reading.memory import Memory
from site_builder.reading.project import registers_of
from site_builder.reading.story import read_record, with_pictures
from site_builder.records import Story
from site_builder.records.story import LATER
from site_builder.site import Site
from site_builder.store import Digest, Store, digest_of, key, software


class Known(NamedTuple):
    """A folder, and every problem of it alone. ``basis``: what these follow from beside the folder. ``name``: the key
    under which the store has it, empty where it does not."""

    head: Head
    problems: list[Problem]
    basis: tuple[str, ...]
    name: Digest = ""


class _Read(NamedTuple):
    """A folder that was read. ``packed``: its head in bytes, where that is still the same; ``rest``: as in ``Piece``;
    ``later``: the later parts."""

    head: Head
    packed: bytes | None
    rest: Rest
    later: Callable[[], Later]


class Piece(NamedTuple):
    """What a worker gives for a folder. ``head``: packed; ``problems``: a list of them, as bytes; ``taken``: for
    ``Store.note``; ``name``: as in ``Known``."""

    head: bytes
    rest: Rest
    problems: bytes
    taken: dict[str, str]
    name: Digest


class Folders:
    """Reads folders of one project. It keeps what the keys of all of them have in common."""

    def __init__(self, root: Path, around: Site, instant: Instant, store: Store) -> None:
        self._root = root
        self._around = around
        self._registers = registers_of(around)
        self._instant = instant
        self._store = store
        self._locales = around.settings.locales
        self._known = digest_of(
            dumps((around.settings, self._registers, around.milestones, around.broken_registers, around.catalogs))
        )

    def basis(self, head: Head) -> tuple[str, ...]:
        """What the problems of a folder follow from, beside itself."""
        return (self._known, *(_days(head.found.story, self._instant) if head.found.story else ()))

    def known(self, folders: Iterable[str], memory: Memory[Known]) -> dict[str, Known]:
        """The folders that are as they were, among others that were read before."""
        recalled = ((folder, memory.recall(self._path(folder))) for folder in folders)
        return {folder: known for folder, known in recalled if known and known.basis == self.basis(known.head)}

    def remember(self, found: Mapping[str, Known], memory: Memory[Known]) -> None:
        """Have these known the next time, and nothing else."""
        for folder, known in found.items():
            memory.remember(self._path(folder), known)
        memory.forget_others([self._path(folder) for folder in found])

    def _path(self, folder: str) -> str:
        return f"{self._root}/stories/{folder}"

    def piece(self, folder: str) -> Piece:
        """One folder, out of the store or read now."""
        files = story_files(self._root, folder, self._locales)
        name = key("story", software(), *self._locales, files.digest())
        read = self._told(self._kept(name) or self._read(name, files))
        story = read.head.found.story
        if story is not None and story.photos:
            read = read._replace(head=self._seen(read.head), packed=None)
        head = read.packed or packed(read.head)
        kept = name if isinstance(read.rest, str) else ""
        return Piece(head, read.rest, self._problems(name, read), self._store.taken(), kept)

    def _kept(self, name: Digest) -> _Read | None:
        value = self._store.value(name)
        if value is None:
            return None
        head = head_in(value)
        return _Read(unpacked(head), head, self._store.where(name) or value, lambda: later_in(value))

    def _read(self, name: Digest, files: StoryFiles) -> _Read:
        found = read_record(files, self._around.settings)
        story = found.story
        head = Head(
            replace(found, story=story and story.without_later()),
            gist(story, files.digest().hex()) if story else None,
            facts_of(story) if story else None,
        )
        first = packed(head)
        later = {field: getattr(story, field) for field in LATER} if story else {}
        value = joined(first, later)
        # What somebody has taken back is kept nowhere but in the record itself.
        where = None if story and holds_withdrawn(story) else self._store.keep_value(name, value)
        return _Read(head, first, where or value, lambda: later)

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
        of_pictures = with_seen(found.problems[before:], filter(None, [found.story]), self._instant)
        problems = (*found.problems[:before], *self._located(of_pictures))
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
            site = with_stories(self._around, [Head(replace(found, story=story), gist_, facts)])
            found_now = with_seen(check_story(story, site, self._instant), site.stories, self._instant)
            problems = dumps(self._located(found_now))
            if isinstance(read.rest, str):
                self._store.keep_value(wanted, problems)
        return dumps([*found.problems, *loads(problems)]) if found.problems else problems

    def _located(self, problems: Iterable[Problem]) -> list[Problem]:
        return locate(problems, lambda file: (self._root / file).read_bytes())


def _days(story: Story, instant: Instant) -> tuple[str, ...]:
    """All that a story's checks know of the time."""
    has_come = [instant.has_come(when) for when in (story.publish_on, story.expires_on) if when is not None]
    return (str(instant.today), str(instant.consent_day), repr(has_come))
