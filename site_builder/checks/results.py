"""Check figures: their units, places and sources, their parts and wholes, and what adds up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from site_builder.checks.scope import is_written, stories_with
from site_builder.problems import Problem
from site_builder.public import Instant
from site_builder.records import Result, Story
from site_builder.records.registers import listed
from site_builder.site import Site

_NAMED = 12
"""Figures of a loop that a message names."""

_THOUSANDS_DIGITS = 3
"""Digits of a group of thousands, set off with a point in Spain: 1.750 is 1750 there, and 1.75 elsewhere."""

_DEEPEST = 50
"""Figures inside each other. No source nests them deeper, and a file made to tire the checks may."""


def complete(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """A figure has a unit, and a place or the reason why not; where the source is unclear, it says how it was read."""
    for result in story.results:
        if result.unit is None and result.indicator is None:
            yield Problem(result.at("unit"), "unit-missing", {"id": result.id})
        if result.reading is None and (result.status == "unclear" or result.country_basis == "inferred"):
            yield Problem(result.at("reading"), "reading-missing", {"id": result.id})
        elif result.reading is None and not result.countries:
            yield Problem(result.at("countries"), "countries-unexplained", {"id": result.id})
        for index, code in enumerate(result.countries):
            if code not in story.countries:
                params = {"id": result.id, "country": code}
                yield Problem(result.at("countries", index), "country-outside-story", params)


def numbers(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """A number reads the same everywhere: a point before exactly three digits may set off thousands."""
    for result in story.results:
        whole, _, decimals = str(result.value).partition(".")
        if len(decimals) == _THOUSANDS_DIGITS and len(whole.lstrip("-")) <= _THOUSANDS_DIGITS and int(whole):
            # One more zero makes it a number in which no group of thousands ends.
            plain = (decimals.rstrip("0") or "0") if decimals.endswith("0") else decimals + "0"
            params = {"found": str(result.value), "thousands": whole + decimals, "decimal": f"{whole}.{plain}"}
            yield Problem(result.at("value"), "number-like-thousands", params)


def part_loops(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """No figure is inside itself, over however many steps."""
    # A figure that is a part of itself is a wrong reference, reported by ``references.own_results``.
    if any(result.part_of for result in story.results):
        results = {result.id: result for result in story.results}
        inside = {name: result.part_of for name, result in results.items() if result.part_of not in (None, name)}
        for loop in _loops(inside):
            yield Problem(results[loop[0]].at("part_of"), "part-loop", {"loop": _shown(loop)})


def replacement_loops(site: Site, instant: Instant) -> Iterator[Problem]:
    """No figure replaces its own replacement, over however many steps and stories."""
    replacing = stories_with(site, lambda summary: summary.supersedes)
    replaced = {f"{story.id}/{name}": other for story, summary in replacing for name, other in summary.supersedes}
    loops = list(_loops(replaced))
    if not loops:
        return
    drafts = {story.id for story, _ in replacing if story.state == "draft"}
    everywhere = {f"{story.id}/{result.id}": result for story, _ in replacing for result in story.results}
    for loop in loops:
        at = next((name for name in loop if name.partition("/")[0] in drafts), loop[0])
        yield Problem(everywhere[at].at("supersedes"), "supersedes-loop")


def _shown(loop: tuple[str, ...]) -> str:
    steps = loop if len(loop) <= _NAMED else (*loop[:_NAMED], "…")
    return " → ".join((*steps, loop[0]))


def _loops(leads: Mapping[str, str | None]) -> Iterator[tuple[str, ...]]:
    """Find each loop of a graph in which every node leads to at most one other, from its first node in order."""
    done: set[str] = set()
    for start in leads:
        path: dict[str, None] = {}
        node: str | None = start
        while node is not None and node not in done and node not in path:
            path[node] = None
            node = leads.get(node)
        if node is not None and node in path:
            walked = list(path)
            yield tuple(walked[walked.index(node) :])
        done.update(path)


def relations(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """A part is no greater than its whole, and no figure is both inside another and apart from it."""
    related = [result for result in story.results if result.part_of or result.apart_from]
    results = {result.id: result for result in story.results}
    for result in related:
        whole = results.get(result.part_of or "")
        if whole is not None and whole is not result and result.value > whole.value and _alike(result, whole):
            yield Problem(result.at("part_of"), "part-greater", {"id": result.id, "whole": whole.id})
        for index, other in enumerate(result.apart_from):
            is_inside = other in _wholes(result.id, results) or result.id in _wholes(other, results)
            if other != result.id and is_inside:
                params = {"id": result.id, "other": other}
                yield Problem(result.at("apart_from", index), "apart-contradicts", params)


def _alike(part: Result, whole: Result) -> bool:
    """Tell whether both count the same thing, so that their numbers can be compared."""
    if part.indicator is not None and part.indicator == whole.indicator:
        return True
    return part.unit is not None and part.unit == whole.unit


def _wholes(name: str, results: Mapping[str, Result]) -> set[str]:
    """List what a figure is inside of, over however many steps, and what any of these may be inside of."""
    found: set[str] = set()
    seen: set[str] = set()
    result = results.get(name)
    while result is not None and result.id not in seen and len(seen) < _DEEPEST:
        seen.add(result.id)
        found |= {whole for whole in (result.part_of, result.may_be_part_of) if whole}
        result = results.get(result.part_of or "")
    return found


def adding_up(site: Site, instant: Instant) -> Iterator[Problem]:
    """Only what is counted anew each time adds up."""
    stories = stories_with(site, lambda summary: summary.uncounted)
    uncounted = {indicator for story, summary in stories if is_written(story) for indicator in summary.uncounted}
    for indicator in site.indicators.values():
        counting = indicator.counting
        if indicator.adds_up and (counting == "cumulative" or (counting == "unknown" and indicator.id in uncounted)):
            yield Problem(indicator.at("adds_up"), "adds-up-counting", {"id": indicator.id, "counting": counting})


def units(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """What adds up is counted in one unit."""
    for result in story.results:
        if result.indicator is None:
            continue
        indicator = site.indicators.get(result.indicator or "")
        if indicator is not None and indicator.adds_up and result.unit is not None and result.unit != indicator.unit:
            yield Problem(result.at("unit"), "unit-differs", {"id": result.id, "indicator": indicator.id})


def sources(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """A figure names its source, or its story names one for all. Reported once a story, at the first without one."""
    bare = [result for result in story.results if result.source is None] if story.source is None else []
    if bare:
        params = {"known": listed(result.id for result in bare)}
        yield Problem(bare[0].at("source"), "figure-without-source", params)
