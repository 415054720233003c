"""References to registers and inside a story: what they name is there, and is named once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from site_builder.checks.known import Known
from site_builder.checks.scope import is_written
from site_builder.problems import Place, Problem
from site_builder.public import Instant
from site_builder.records import Result, Story
from site_builder.records.base import Record
from site_builder.site import Site


def registers(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """The themes, partners, programmes, indicators and sources of a story stand in their registers."""
    if not is_written(story):
        return
    for field in ("themes", "partners", "programmes"):
        yield from _each(site, field, story, field)
    yield from _one(site, "sources", story, "source")
    for result in story.results:
        for register, field in (("indicators", "indicator"), ("programmes", "programme"), ("sources", "source")):
            yield from _one(site, register, result, field)
    for quote in story.quotes:
        yield from _one(site, "partners", quote, "organisation")


def between_registers(site: Site, instant: Instant) -> Iterator[Problem]:
    """What programmes and promises name stands in its register."""
    for programme in site.programmes.values():
        yield from _each(site, "partners", programme, "partners")
    for milestone in site.milestones:
        yield from _each(site, "partners", milestone, "by")
        yield from _one(site, "programmes", milestone, "programme")
        yield from _one(site, "sources", milestone, "source")


def _one(site: Site, register: str, record: Record, field: str) -> Iterable[Problem]:
    found: str | None = getattr(record, field)
    if found is None or found in getattr(site, register):
        return ()
    return _missing(site, register, [(found, record.at(field))])


def _each(site: Site, register: str, record: Record, field: str) -> Iterable[Problem]:
    names: Sequence[str] = getattr(record, field)
    if getattr(site, register).keys() >= set(names):
        return ()
    return _missing(site, register, [(name, record.at(field, index)) for index, name in enumerate(names)])


def _missing(site: Site, register: str, found: Iterable[tuple[str, Place]]) -> Iterator[Problem]:
    # Where part of a register could not be read, nobody can say what is missing in it.
    if register not in site.broken_registers:
        entries: Mapping[str, Record] = getattr(site, register)
        known = Known("reference", entries, entries, {"file": f"content/{register}.yml"}, site.called[register])
        for name, place in found:
            yield from known.missing(name, place)


def own_results(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """Figures stand beside figures of the same story, and never beside themselves."""
    if not is_written(story):
        return
    for result in story.results:
        if result.part_of or result.may_be_part_of or result.apart_from:
            yield from _beside(result, story)


def _beside(result: Result, story: Story) -> Iterator[Problem]:
    ids = [result.id for result in story.results]
    known = Known("result", ids, ids)
    single = [((name,), getattr(result, name)) for name in ("part_of", "may_be_part_of")]
    several = [(("apart_from", index), found) for index, found in enumerate(result.apart_from)]
    for path, found in (*single, *several):
        if found == result.id:
            yield Problem(result.at(*path), "result-of-itself", {"field": path[0]})
        elif found is not None:
            yield from known.missing(found, result.at(*path))


_LISTS = ("countries", "themes", "partners", "programmes", "formerly")


def listed_once(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """A list of ids names nobody twice: each entry becomes a link."""
    if is_written(story):
        for field in _LISTS:
            yield from _twice(getattr(story, field), story, field)


def listed_once_elsewhere(site: Site, instant: Instant) -> Iterator[Problem]:
    """Nor do the lists of promises, programmes and settings."""
    for milestone in site.milestones:
        yield from _twice(milestone.by, milestone, "by")
        yield from _twice(milestone.countries, milestone, "countries")
    for programme in site.programmes.values():
        yield from _twice(programme.partners, programme, "partners")
    yield from _twice(site.settings.featured, site.settings, "featured")


def _twice(names: Sequence[str], record: Record, field: str) -> Sequence[Problem]:
    if len(names) < 2 or len(names) == len(set(names)):
        return ()
    seen: Counter[str] = Counter()
    problems = []
    for index, name in enumerate(names):
        seen[name] += 1
        if seen[name] == 2:
            problems.append(Problem(record.at(field, index), "listed-twice", {"found": name[:60]}))
    return problems
