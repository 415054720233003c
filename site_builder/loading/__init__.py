"""Load stories: read and check every folder, on all cores where there are many, or take it from the store.

The site holds what it always needs of a story; the long parts are read again when a page needs them. So the memory is
enough for ten thousand stories. The store has both in one value: the length of the head, the head, the long parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from site_builder.checks import check_story
from site_builder.checks.links import means_story
from site_builder.problems import Problem
from site_builder.public import Instant
from site_builder.public.gate import holds_withdrawn, mark_seen
from site_builder.reading import locate
from site_builder.reading.project import story_folders
from site_builder.reading.serialization import dumps, loads
from site_builder.reading.story import StoryFiles, read_record, story_files, summarize, with_pictures, with_pictures_of
from site_builder.records import Story
from site_builder.records.story import DEFERRED
from site_builder.site import Site, StoryFolder, StorySummary
from site_builder.store import Digest, Store, digest_of, key, software
from site_builder.store.fingerprints import FileCache
from site_builder.workers import in_shares, jobs

# Fewer stories than this are read sooner than a process is started.
_WORTH_A_PROCESS = 400
_AT_HAND = 256
_LENGTH = 8
"""Bytes that give the length of a head."""

Later = Mapping[str, Any]
"""The long parts of a story, which ``records.story.DEFERRED`` names."""

Stored = str | bytes
"""Where the store has a story's value; the value itself where it keeps none."""


class LoadedStory(NamedTuple):
    """A story's folder, read and checked.

    ``stored``: from where its story reads the long parts. ``name``: the key under which the store has it; empty where
    it does not. ``problems``: of reading and of checking. ``basis``: what these follow from beside the folder.
    """

    folder: StoryFolder
    summary: StorySummary | None
    stored: Stored = b""
    name: Digest = ""
    problems: tuple[Problem, ...] = ()
    basis: tuple[str, ...] = ()

    def reading_later(self, read: Callable[[Stored], Later]) -> LoadedStory:
        """Give the same with a story that can read its long parts. ``read``: of ``later_reader``."""
        story = self.folder.story
        if story is None:
            return self
        return self._replace(folder=replace(self.folder, story=story.with_deferred(partial(read, self.stored))))


def load_stories(
    root: Path,
    around: Site,
    instant: Instant,
    store: Store,
    processes: int | None = None,
    memory: FileCache[LoadedStory] | None = None,
) -> list[LoadedStory]:
    """Load every story below ``root``, in the order of the folders. ``around``: the site without its stories.

    ``processes``: how many read; None decides by how much there is. ``memory``: of this ``root`` and ``store``; what it
    knows is not read again. Raises WorkerError where a process died.
    """
    folders = story_folders(root)
    loader = _Loader(root, around, instant, store)
    found = {} if memory is None else loader.recall(folders, memory)
    others = [folder for folder in folders if folder not in found]

    def share(number: int, of: int) -> Iterator[tuple[LoadedStory, dict[str, str]]]:
        return (loader.load(folder) for folder in others[number::of])

    read = later_reader(store)
    for story, usage in in_shares(share, jobs(len(others), _WORTH_A_PROCESS, processes)):
        store.add_usage(usage)
        found[story.folder.folder] = story.reading_later(read)
    if memory is not None:
        loader.remember(found, memory)
    return [found[folder] for folder in folders]


def with_stories(around: Site, stories: Iterable[LoadedStory]) -> Site:
    """Add these stories, and what is known of their folders, to the site ``around``."""
    loaded = list(stories)
    found = [each.folder for each in loaded]
    return replace(
        around,
        stories=tuple(folder.story for folder in found if folder.story is not None),
        pictures={file: info for folder in found for file, info in folder.pictures.items()},
        files={folder.folder: folder.files for folder in found},
        absent=frozenset(file for folder in found for file in folder.absent),
        broken=frozenset(folder.folder for folder in found if folder.story is None),
        drafts=frozenset(folder.folder for folder in found if folder.is_draft),
        summaries={each.folder.folder: each.summary for each in loaded if each.summary is not None},
    )


def later_reader(store: Store) -> Callable[[Stored], Later]:
    """Make a reader of long parts; those that were asked for last stay at hand."""

    @lru_cache(maxsize=_AT_HAND)
    def read(stored: Stored) -> Later:
        value = store.read(stored) if isinstance(stored, str) else stored
        if value is None:
            raise OSError(f"the store has changed under a build: {stored!r}")
        return _later(value)

    return read


def pack(folder: StoryFolder, summary: StorySummary | None, later: Later) -> bytes:
    """Make one value of the head (``folder`` with a story without long parts, ``summary``) and of the long parts."""
    head = dumps((folder, summary))
    return len(head).to_bytes(_LENGTH, "big") + head + dumps(later)


def unpack(value: bytes, where: str | None) -> LoadedStory:
    """Read the head of a value of ``pack``. ``where``: its place in the store, if it has one."""
    folder, summary = loads(value[_LENGTH : _LENGTH + int.from_bytes(value[:_LENGTH], "big")])
    return LoadedStory(folder, summary, where or value)


def _later(value: bytes) -> Later:
    later: Later = loads(value[_LENGTH + int.from_bytes(value[:_LENGTH], "big") :])
    return later


class _Loader:
    """Loads folders of one project. It keeps what the keys of all of them have in common."""

    def __init__(self, root: Path, around: Site, instant: Instant, store: Store) -> None:
        self._root = root
        self._around = around
        self._registers = around.registers
        self._instant = instant
        self._store = store
        self._locales = around.settings.locales
        self._site = digest_of(
            dumps((around.settings, self._registers, around.milestones, around.broken_registers, around.catalogs))
        )

    def recall(self, folders: Iterable[str], memory: FileCache[LoadedStory]) -> dict[str, LoadedStory]:
        """Find the stories in memory whose folders have not changed, nor what their problems follow from."""
        recalled = ((folder, memory.recall(self._path(folder))) for folder in folders)
        return {folder: each for folder, each in recalled if each and each.basis == self._basis(each.folder.story)}

    def remember(self, found: Mapping[str, LoadedStory], memory: FileCache[LoadedStory]) -> None:
        """Have memory hold these stories and no others."""
        for folder, each in found.items():
            memory.remember(self._path(folder), each)
        memory.forget_others([self._path(folder) for folder in found])

    def _path(self, folder: str) -> str:
        return f"{self._root}/stories/{folder}"

    def _basis(self, story: Story | None) -> tuple[str, ...]:
        return (self._site, *(self._days(story) if story else ()))

    def _days(self, story: Story) -> tuple[str, ...]:
        """List all that a story's checks know of the time."""
        dates = (story.publish_on, story.expires_on)
        has_come = [self._instant.has_come(when) for when in dates if when is not None]
        return (str(self._instant.today), str(self._instant.consent_day), repr(has_come))

    def load(self, folder: str) -> tuple[LoadedStory, dict[str, str]]:
        """Load one folder, from the store or anew. The second value is for ``Store.add_usage``."""
        files = story_files(self._root, folder, self._locales)
        name = key("story", software(), *self._locales, files.digest())
        value = self._store.value(name)
        if value is None:
            loaded, later = self._read(name, files)
        else:
            loaded, later = unpack(value, self._store.where(name)), partial(_later, value)
        loaded = self._with_pictures(self._with_suggestions(loaded))
        story = loaded.folder.story
        problems = (*loaded.folder.problems, *(self._check(name, loaded, story, later) if story else ()))
        is_kept = isinstance(loaded.stored, str)
        loaded = loaded._replace(name=name if is_kept else "", problems=problems, basis=self._basis(story))
        return loaded, self._store.usage()

    def _read(self, name: Digest, files: StoryFiles) -> tuple[LoadedStory, Callable[[], Later]]:
        found = read_record(files, self._around.settings)
        story = found.story
        summary = summarize(story, files.digest().hex(), means_story=means_story(story)) if story else None
        later = {field: getattr(story, field) for field in DEFERRED} if story else {}
        found = replace(found, story=story and story.without_deferred())
        value = pack(found, summary, later)
        # What somebody has withdrawn is kept nowhere but in the record itself.
        where = None if story and holds_withdrawn(story) else self._store.keep_value(name, value)
        return LoadedStory(found, summary, where or value), lambda: later

    def _with_suggestions(self, loaded: LoadedStory) -> LoadedStory:
        """Suggest registers' ids in the problems of reading: keys of records know nothing of registers."""
        if not loaded.folder.problems:
            return loaded
        from site_builder.reading.suggestions import suggest_ids

        problems = self._located(suggest_ids(loaded.folder.problems, self._registers))
        return loaded._replace(folder=replace(loaded.folder, problems=problems))

    def _with_pictures(self, loaded: LoadedStory) -> LoadedStory:
        """Add the pictures as they are now: keys of records know nothing of them."""
        if loaded.folder.story is None or not loaded.folder.story.photos:
            return loaded
        found = with_pictures(self._root, loaded.folder)
        before = len(loaded.folder.problems)
        of_pictures = mark_seen(found.problems[before:], [loaded.folder.story], self._instant)
        found = replace(found, problems=(*found.problems[:before], *self._located(of_pictures)))
        return loaded._replace(
            folder=found, summary=loaded.summary and with_pictures_of(loaded.summary, found.pictures)
        )

    def _check(self, name: Digest, loaded: LoadedStory, story: Story, later: Callable[[], Later]) -> Iterable[Problem]:
        whole = loaded.summary.whole if loaded.summary else ""
        wanted = key("checks", name, self._site, whole, *self._days(story), *sorted(loaded.folder.absent))
        kept = self._store.value(wanted)
        if kept is not None:
            found: tuple[Problem, ...] = loads(kept)
            return found
        # The long parts are read once for all checks.
        story = story.with_deferred(lru_cache(maxsize=1)(later))
        site = with_stories(self._around, [loaded._replace(folder=replace(loaded.folder, story=story))])
        found = self._located(mark_seen(check_story(story, site, self._instant), site.stories, self._instant))
        if isinstance(loaded.stored, str):
            self._store.keep_value(wanted, dumps(found))
        return found

    def _located(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        return tuple(locate(problems, self._root))
