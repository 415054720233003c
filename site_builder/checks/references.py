"""Check ids and references: each id names one record, and what a record refers to is there, for readers too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import PurePosixPath

from site_builder.checks.scope import StoryHolds, drafts_last, is_written, stories_with
from site_builder.locales.slugs import slugify
from site_builder.problems import Place, Problem
from site_builder.public import Instant
from site_builder.public.gate import Hold
from site_builder.records import Milestone, Photo, Quote, Result, Story
from site_builder.records.base import Record
from site_builder.records.registers import listed
from site_builder.site import Site

# Comparing with every name of a large site would make its checks slow; most misspelt names have one end right.
_COMPARED = 300
_ENDS = 3

_LISTS = ("countries", "themes", "partners", "programmes", "formerly")


@dataclass(frozen=True)
class Targets:
    """``names`` that a record may refer to. Only ``offered`` ones are ever suggested: a draft's id is a secret.

    ``rule``: the first part of the names of two rules, ``<rule>-unknown`` and ``<rule>-misspelt``. ``params``: theirs.
    ``called``: ids by the names that people use for them, as slugs.
    """

    rule: str
    names: Collection[str]
    offered: Collection[str]
    params: Mapping[str, object] = field(default_factory=dict)
    called: Mapping[str, str] = field(default_factory=dict)

    def missing(self, found: str, place: Place) -> Iterator[Problem]:
        """Report a reference to ``found`` at ``place`` if there is no such name."""
        if found in self.names:
            return
        params = {**self.params, "found": found[:60]}
        if near := self.nearest(found):
            yield Problem(place, f"{self.rule}-misspelt", {**params, "near": near})
        else:
            yield Problem(place, f"{self.rule}-unknown", {**params, "known": listed(self.offered)})

    def nearest(self, found: str) -> str | None:
        """Find the offered name that is most like ``found``; None where none is."""
        if len(found) > 100:
            return None
        if (called := self.called.get(found)) in self.offered:
            return called
        candidates = self.offered
        if len(candidates) > _COMPARED:
            ends = (self._by_end.get(end, ()) for end in _ends(found))
            candidates = list(dict.fromkeys(name for alike in ends for name in islice(alike, _COMPARED)))
        return _closest(found, tuple(candidates))

    @cached_property
    def _by_end(self) -> Mapping[str, list[str]]:
        ends: dict[str, list[str]] = {}
        for name in self.offered:
            for end in _ends(name):
                ends.setdefault(end, []).append(name)
        return ends


# One slip is often made in many places, and comparing takes long.
@lru_cache(maxsize=512)
def _closest(found: str, candidates: tuple[str, ...]) -> str | None:
    return next(iter(get_close_matches(found, candidates, n=1, cutoff=0.7)), None)


def _ends(name: str) -> tuple[str, str]:
    return f"{name[:_ENDS]}*", f"*{name[-_ENDS:]}"


class StoryTargets:
    """The stories and figures that records may refer to, and which of them readers will find.

    That a story is hidden is reported once to each record that refers to it, however often it does.
    """

    def __init__(self, site: Site, instant: Instant) -> None:
        self.site = site
        self.holds = StoryHolds(site, instant)
        self._reported: set[tuple[Place, str]] = set()

    @cached_property
    def _ids(self) -> dict[str, str]:
        return {name: story.id for story in self.site.stories for name in (story.folder, story.id)}

    @cached_property
    def _public(self) -> list[Story]:
        return [story for story in self.site.stories if self.holds.of(story.id) is None]

    @cached_property
    def _public_folders(self) -> dict[str, str]:
        return {story.folder: story.id for story in self._public}

    @cached_property
    def by_id(self) -> Targets:
        """The stories by their ids."""
        ids = frozenset(story.id for story in self.site.stories)
        return Targets("story", ids | self.site.broken, [story.id for story in self._public])

    @cached_property
    def by_name(self) -> Targets:
        """The stories by their ids or folders."""
        return Targets("story", self._ids.keys() | self.site.broken, [story.folder for story in self._public])

    @cached_property
    def results(self) -> Targets:
        """The figures of all stories."""
        return Targets("result", frozenset(self._results(self.site.stories)), self._results(self._public))

    def _results(self, stories: Sequence[Story]) -> list[str]:
        return [f"{story.id}/{result.id}" for story in stories for result in self.site.summaries[story.folder].measures]

    def story(self, found: str, place: Place, seen_from: Story | None = None) -> Iterator[Problem]:
        """Check a reference to a story by its id."""
        if found not in self.by_id.names and (near := self._public_folders.get(found)):
            yield Problem(place, "story-misspelt", {"found": found, "near": near})
        else:
            yield from self.by_id.missing(found, place)
        yield from self._hidden(found, place, seen_from)

    def link(self, found: str, place: Place, seen_from: Story) -> Iterator[Problem]:
        """Check a link in a text, which may also name a story by its folder."""
        yield from self.by_name.missing(found, place)
        yield from self._hidden(self._ids.get(found, found), place, seen_from)

    def is_found(self, found: str, seen_from: Story) -> bool:
        """Tell whether ``link`` has no problem to report."""
        hold = self.holds.of(seen_from.id)
        is_known = found in self._ids or found in self.site.broken
        return is_known and not (_is_shown(hold) and self.holds.hides(self._ids.get(found, found), seen_from=hold))

    def result(self, found: str, place: Place, seen_from: Story | None = None) -> Iterator[Problem]:
        """Check a reference to a figure of any story, ``story-id/result-id``."""
        story = found.partition("/")[0]
        if story not in self.site.broken:
            yield from self.results.missing(found, place)
        if found in self.results.names:
            yield from self._hidden(story, place, seen_from)

    def _hidden(self, story: str, place: Place, seen_from: Story | None) -> Iterator[Problem]:
        hold = self.holds.of(seen_from.id) if seen_from else None
        reported = (seen_from.place if seen_from else Place(place.file, place.path[:1]), story)
        if _is_shown(hold) and self.holds.hides(story, seen_from=hold) and reported not in self._reported:
            self._reported.add(reported)
            # Without the id: build logs are read by many, and a draft's id is a secret.
            yield Problem(place, "reference-unpublished")


def _is_shown(hold: Hold | None) -> bool:
    """Tell whether readers will see a record with this hold."""
    return hold is None or hold == "embargo"


def across_stories(site: Site, instant: Instant) -> Iterator[Problem]:
    """Stories and figures that settings, promises and figures refer to are there and public."""
    stories = StoryTargets(site, instant)
    for index, found in enumerate(site.settings.featured):
        yield from stories.story(found, site.settings.at("featured", index))
    for story, _ in stories_with(site, lambda summary: summary.supersedes):
        if is_written(story):
            for result in story.results:
                if result.supersedes is not None:
                    yield from stories.result(result.supersedes, result.at("supersedes"), story)
    for milestone in site.milestones:
        yield from _of_promise(milestone, stories)


def _of_promise(milestone: Milestone, stories: StoryTargets) -> Iterator[Problem]:
    if milestone.result is not None:
        yield from stories.result(milestone.result, milestone.at("result"))
    for update in milestone.updates:
        for index, found in enumerate(update.evidence):
            yield from stories.story(found, update.at("evidence", index))
        if update.actual is not None:
            yield from stories.result(update.actual, update.at("actual"))


def registers(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """The themes, partners, programmes, indicators and sources of a story stand in their registers."""
    for register in ("themes", "partners", "programmes"):
        yield from _each(site, register, story, register)
    yield from _one(site, "sources", story, "source")
    for result in story.results:
        for register, name in (("indicators", "indicator"), ("programmes", "programme"), ("sources", "source")):
            yield from _one(site, register, result, name)
    for quote in story.quotes:
        yield from _one(site, "partners", quote, "organisation")


def between_registers(site: Site, instant: Instant) -> Iterator[Problem]:
    """What programmes and promises refer to stands in its register."""
    for programme in site.programmes.values():
        yield from _each(site, "partners", programme, "partners")
    for milestone in site.milestones:
        yield from _each(site, "partners", milestone, "by")
        yield from _one(site, "programmes", milestone, "programme")
        yield from _one(site, "sources", milestone, "source")


def _one(site: Site, register: str, record: Record, name: str) -> Iterable[Problem]:
    found: str | None = getattr(record, name)
    if found is None or found in getattr(site, register):
        return ()
    return _missing(site, register, [(found, record.at(name))])


def _each(site: Site, register: str, record: Record, name: str) -> Iterable[Problem]:
    names: Sequence[str] = getattr(record, name)
    if getattr(site, register).keys() >= set(names):
        return ()
    return _missing(site, register, [(found, record.at(name, index)) for index, found in enumerate(names)])


def _missing(site: Site, register: str, found: Iterable[tuple[str, Place]]) -> Iterator[Problem]:
    # Where part of a register could not be read, nobody knows what is missing in it.
    if register not in site.broken_registers:
        entries: Mapping[str, Record] = getattr(site, register)
        targets = Targets(
            "reference", entries, entries, {"file": f"content/{register}.yml"}, site.ids_by_name[register]
        )
        for name, place in found:
            yield from targets.missing(name, place)


def own_results(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """Figures refer to other figures of the same story, and never to themselves."""
    related = [each for each in story.results if each.part_of or each.may_be_part_of or each.apart_from]
    ids = [result.id for result in story.results] if related else []
    targets = Targets("result", ids, ids)
    for result in related:
        single = [((name,), getattr(result, name)) for name in ("part_of", "may_be_part_of")]
        several = [(("apart_from", index), found) for index, found in enumerate(result.apart_from)]
        for path, found in (*single, *several):
            if found == result.id:
                yield Problem(result.at(*path), "result-of-itself", {"field": path[0]})
            elif found is not None:
                yield from targets.missing(found, result.at(*path))


def listed_once(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """A list of ids names none twice: each entry becomes a link."""
    for name in _LISTS:
        yield from _listed_twice(getattr(story, name), story, name)


def listed_once_elsewhere(site: Site, instant: Instant) -> Iterator[Problem]:
    """Nor do the lists of promises, programmes and settings."""
    for milestone in site.milestones:
        yield from _listed_twice(milestone.by, milestone, "by")
        yield from _listed_twice(milestone.countries, milestone, "countries")
    for programme in site.programmes.values():
        yield from _listed_twice(programme.partners, programme, "partners")
    yield from _listed_twice(site.settings.featured, site.settings, "featured")


def _listed_twice(names: Sequence[str], record: Record, name: str) -> Sequence[Problem]:
    if len(names) < 2 or len(names) == len(set(names)):
        return ()
    seen: Counter[str] = Counter()
    problems = []
    for index, found in enumerate(names):
        seen[found] += 1
        if seen[found] == 2:
            problems.append(Problem(record.at(name, index), "listed-twice", {"found": found[:60]}))
    return problems


def story_ids(site: Site, instant: Instant) -> Iterator[Problem]:
    """No two stories share an id, and no id is another story's folder: links name stories by either."""
    folders = {story.folder: story for story in site.stories}
    first: dict[str, str] = {}
    for story in drafts_last(site):
        other = folders.get(story.id, story)
        taken = folders[first.setdefault(story.id, story.folder)]
        if taken is story and other is not story:
            taken = other
        if taken is not story:
            late, early = (taken, story) if taken.state == "draft" else (story, taken)
            params = {"id": story.id, "other": f"stories/{early.folder}/story.yml"}
            yield Problem(late.at("id"), "story-id-twice", params)


def ids_within(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """Figures, quotations and photos have ids of their own within a story."""
    for records in (story.results, story.quotes, story.photos):
        if len(records) > 1:
            yield from _id_twice(records)


def ids_of_promises(site: Site, instant: Instant) -> Iterator[Problem]:
    """Promises have ids of their own."""
    yield from _id_twice(site.milestones)


def _id_twice(records: Iterable[Result | Quote | Photo | Milestone]) -> Iterator[Problem]:
    seen: set[str] = set()
    for record in records:
        if record.id in seen:
            # An id that is made from a file's name stands nowhere in the record, to be put right there.
            is_made = isinstance(record, Photo) and record.id == slugify(PurePosixPath(record.file).stem)
            yield Problem(record.at("id"), "photo-id-twice" if is_made else "id-twice", {"id": record.id})
        seen.add(record.id)
