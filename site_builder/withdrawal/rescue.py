"""The records of a build that must be made whatever else is broken: last good ones in the place of those."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from site_builder.loading import LoadedStory, later_reader, load_stories, with_stories
from site_builder.loading.last_good import LastGood, around_of, last_good, recalled, remember
from site_builder.loading.withdrawals import withheld
from site_builder.locales import Locale
from site_builder.pages.localized_site import LocalizedSite, localize
from site_builder.prepare import PAGES, Prepared, told
from site_builder.problems import Problem, Severity
from site_builder.problems.report import position
from site_builder.public import Instant
from site_builder.public.publish import publish
from site_builder.public.records import PublicSite
from site_builder.reading import read_around
from site_builder.reading.handwritten import read_handwritten
from site_builder.reading.project import story_folders
from site_builder.reading.withdrawals import WithdrawalRequest, unread
from site_builder.site import Site
from site_builder.store import Digest, Store
from site_builder.withdrawal.addresses import slugs_of


class UnreadableError(Exception):
    """The settings cannot be read: nothing can be made."""


@dataclass
class Rescue:
    """Reads the project in ``root`` without what is ``wanted``, and keeps what came of it.

    ``slugs``: the story pages of the site that is served, by language. ``recalled``: folders whose last good record
    stands in for a broken one. ``lost``: those of which there is none: nobody knows what they hold, so every page that
    may be theirs is closed. ``unread``: those whose records cannot be read at all, so that nobody knows what they hold
    now, whatever is known of earlier. ``only_look``: the store is left as it is.
    """

    root: Path
    wanted: WithdrawalRequest
    instant_of: Callable[[Site], Instant]
    slugs: Mapping[Locale, frozenset[str]]
    only_look: bool = False
    processes: int | None = None
    recalled: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    problems: tuple[Problem, ...] = ()
    _unmarked: list[Digest] = field(default_factory=list)

    def ready(self, store: Store) -> tuple[Prepared, tuple[LocalizedSite, ...]]:
        """What a build needs. Raises UnreadableError."""
        last = last_good(store)
        around, found = read_around(self.root)
        if around is None:
            raise UnreadableError
        around = around_of(around, last)
        instant = self.instant_of(around)
        known = load_stories(self.root, around, instant, store, self.processes)
        found += [problem for each in known for problem in each.problems]
        heads, names = self._heads(known, last, store)
        site = with_stories(around, heads)
        pages, of_pages = read_handwritten(self.root / PAGES, PAGES, [Locale(name) for name in site.settings.locales])
        self.problems = told([*found, *of_pages], self.root)
        if not self.only_look:
            there = frozenset(story_folders(self.root))
            old = {folder: each for folder, each in last.stories.items() if folder in there}
            remember(store, site, names, LastGood(old, last.registers))
        public = self._with_closed(publish(site, instant))
        return Prepared(site, pages, self.problems, names), localize(public, instant)

    def finish(self, store: Store) -> None:
        """Drop from the store whatever this build did not need, and what it read of records without a mark."""
        if not self.only_look:
            store.keep_only_used(self._unmarked)

    def _heads(
        self, known: Iterable[LoadedStory], last: LastGood, store: Store
    ) -> tuple[list[LoadedStory], dict[str, Digest]]:
        """Every head that can be shown, withheld, with the key under which the store has its story."""
        heads, names, read = [], {}, later_reader(store)
        for each in known:
            head, folder, name = each, each.folder.folder, each.name
            if _is_faulty(each):
                good = recalled(store, last, folder, read)
                (self.lost if good is None else self.recalled).append(folder)
                self.unread += unread(self.root, folder)
                head = LoadedStory(replace(each.folder, story=None), None, None) if good is None else good
                name = head.name
            without = withheld(head, self.wanted)
            if without is not head:
                self._unmarked.append(name)
                name = ""
            heads.append(without)
            names[folder] = name
        return heads, names

    def _with_closed(self, public: PublicSite) -> PublicSite:
        """The same with a neutral page at every address that no readable record accounts for."""
        if not self.lost:
            return public
        closed = {}
        for locale, slugs in public.withdrawn.items():
            unaccounted = {*self.lost, *self.slugs.get(locale, ())} - slugs_of(public, locale)
            closed[locale] = tuple(sorted({*slugs, *unaccounted}))
        return replace(public, withdrawn=closed)


def _is_faulty(known: LoadedStory) -> bool:
    """Whether a record cannot be shown as it is. An unfinished draft is shown to nobody, and harms nobody."""
    found = known.folder
    if found.is_draft:
        return False
    at = f"stories/{found.folder}/"
    has_error = any(problem.severity is Severity.ERROR for problem in known.problems if _file(problem).startswith(at))
    return found.story is None or has_error


def _file(problem: Problem) -> str:
    return position(problem).file
