"""References between records: what they name is there, and is there for readers too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from site_builder.checks.known import Known
from site_builder.checks.scope import Holds, written
from site_builder.problems import Place, Problem
from site_builder.public import Instant
from site_builder.records import Milestone, Story
from site_builder.records.base import Record
from site_builder.records.names import ids_by_name
from site_builder.site import Site


def registers(site: Site, instant: Instant) -> Iterator[Problem]:
    """Themes, partners, programmes, indicators and sources stand in their registers."""
    themes, partners, programmes = _of(site, "themes"), _of(site, "partners"), _of(site, "programmes")
    indicators, sources = _of(site, "indicators"), _of(site, "sources")
    for story in written(site):
        yield from _each(themes, story.themes, story, "themes")
        yield from _each(partners, story.partners, story, "partners")
        yield from _each(programmes, story.programmes, story, "programmes")
        yield from _one(sources, story.source, story, "source")
        for result in story.results:
            yield from _one(indicators, result.indicator, result, "indicator")
            yield from _one(programmes, result.programme, result, "programme")
            yield from _one(sources, result.source, result, "source")
        for quote in story.quotes:
            yield from _one(partners, quote.organisation, quote, "organisation")
    for programme in site.programmes.values():
        yield from _each(partners, programme.partners, programme, "partners")
    for milestone in site.milestones:
        yield from _each(partners, milestone.by, milestone, "by")
        yield from _one(programmes, milestone.programme, milestone, "programme")
        yield from _one(sources, milestone.source, milestone, "source")


def _of(site: Site, name: str) -> Known | None:
    """What a register holds; None where part of it could not be read, for then nobody can say what is missing."""
    if name in site.broken_registers:
        return None
    register: Mapping[str, Record] = getattr(site, name)
    return Known("reference", register, register, {"file": f"content/{name}.yml"}, ids_by_name(register))


def _one(known: Known | None, found: str | None, record: Record, *path: str | int) -> Iterable[Problem]:
    if known is None or found is None or found in known.names:
        return ()
    return known.missing(found, record.at(*path))


def _each(known: Known | None, found: Sequence[str], record: Record, field: str) -> Iterator[Problem]:
    for index, name in enumerate(found):
        yield from _one(known, name, record, field, index)


def own_results(site: Site, instant: Instant) -> Iterator[Problem]:
    """Figures stand beside figures of the same story, and never beside themselves."""
    for story in written(site):
        ids = [result.id for result in story.results]
        known = Known("result", frozenset(ids), ids)
        for result in story.results:
            single = [((name,), getattr(result, name)) for name in ("part_of", "may_be_part_of")]
            several = [(("apart_from", index), found) for index, found in enumerate(result.apart_from)]
            for path, found in (*single, *several):
                if found == result.id:
                    yield Problem(result.at(*path), "result-of-itself", {"field": path[0]})
                else:
                    yield from _one(known, found, result, *path)


class Stories:
    """The stories and figures that records may point at, and which of them readers will find.

    That a story is hidden is told once to each record that points to it, however often it does.
    """

    def __init__(self, site: Site, instant: Instant) -> None:
        self.holds = Holds(site, instant)
        self.broken = site.broken
        public = [story for story in site.stories if self.holds.of(story.id) is None]
        ids = frozenset(story.id for story in site.stories)
        results = frozenset(f"{story.id}/{result.id}" for story in site.stories for result in story.results)
        shown = [f"{story.id}/{result.id}" for story in public for result in story.results]
        names = {name: story.id for story in site.stories for name in (story.folder, story.id)}
        self._folders = {story.folder: story.id for story in public}
        self.by_id = Known("story", ids | site.broken, [story.id for story in public])
        self.by_name = Known("story", names.keys() | site.broken, [story.folder for story in public])
        self.results = Known("result", results, shown)
        self._ids = names
        self._told: set[tuple[Place, str]] = set()

    def story(self, found: str, place: Place, seen_from: Story | None = None) -> Iterator[Problem]:
        """A reference to a story by its id."""
        if found not in self.by_id.names and found in self._folders:
            yield Problem(place, "story-misspelt", {"found": found, "near": self._folders[found]})
        else:
            yield from self.by_id.missing(found, place)
        yield from self._hidden(found, place, seen_from)

    def link(self, found: str, place: Place, seen_from: Story) -> Iterator[Problem]:
        """A link in a text, which may also name a story by its folder."""
        yield from self.by_name.missing(found, place)
        yield from self._hidden(self._ids.get(found, found), place, seen_from)

    def result(self, found: str, place: Place, seen_from: Story | None = None) -> Iterator[Problem]:
        """A reference to a figure of any story, ``story-id/result-id``."""
        story = found.partition("/")[0]
        if story not in self.broken:
            yield from self.results.missing(found, place)
        if found in self.results.names:
            yield from self._hidden(story, place, seen_from)

    def _hidden(self, story: str, place: Place, seen_from: Story | None) -> Iterator[Problem]:
        hold = self.holds.of(seen_from.id) if seen_from else None
        told = (seen_from.place if seen_from else Place(place.file, place.path[:1]), story)
        if hold in (None, "embargo") and self.holds.hides(story, seen_from=hold) and told not in self._told:
            self._told.add(told)
            # Without the id: build logs are read by many, and a draft's id is a secret.
            yield Problem(place, "reference-unpublished")


def across_stories(site: Site, instant: Instant) -> Iterator[Problem]:
    """Stories and figures that settings, promises and figures point at are there and public."""
    stories = Stories(site, instant)
    for index, found in enumerate(site.settings.featured):
        yield from stories.story(found, site.settings.at("featured", index))
    for story in written(site):
        for result in story.results:
            if result.supersedes is not None:
                yield from stories.result(result.supersedes, result.at("supersedes"), story)
    for milestone in site.milestones:
        yield from _of_promise(milestone, stories)


def _of_promise(milestone: Milestone, stories: Stories) -> Iterator[Problem]:
    if milestone.result is not None:
        yield from stories.result(milestone.result, milestone.at("result"))
    for update in milestone.updates:
        for index, found in enumerate(update.evidence):
            yield from stories.story(found, update.at("evidence", index))
        if update.actual is not None:
            yield from stories.result(update.actual, update.at("actual"))


def listed_once(site: Site, instant: Instant) -> Iterator[Problem]:
    """A list of ids names nobody twice: each entry becomes a link."""
    for story in written(site):
        for field in ("countries", "themes", "partners", "programmes", "formerly"):
            yield from _twice(getattr(story, field), story, field)
    for milestone in site.milestones:
        yield from _twice(milestone.by, milestone, "by")
        yield from _twice(milestone.countries, milestone, "countries")
    for programme in site.programmes.values():
        yield from _twice(programme.partners, programme, "partners")
    yield from _twice(site.settings.featured, site.settings, "featured")


def _twice(names: Sequence[str], record: Record, field: str) -> Iterator[Problem]:
    if len(names) == len(set(names)):
        return
    seen: Counter[str] = Counter()
    for index, name in enumerate(names):
        seen[name] += 1
        if seen[name] == 2:
            yield Problem(record.at(field, index), "listed-twice", {"found": name[:60]})
