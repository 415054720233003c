"""Figures beside figures: parts and wholes, units, and what a reader must be told to read one rightly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from site_builder.checks.scope import having, is_written
from site_builder.problems import Problem
from site_builder.public import Instant
from site_builder.records import Result, Story
from site_builder.site import Site

_NAMED = 12
"""How many figures of a circle a message names."""

_THOUSANDS_DIGITS = 3
"""Digits of a group of thousands, which Spain sets off with a point: 1.750 is 1750 there, and 1.75 elsewhere."""

_DEEPEST = 50
"""Figures inside each other. No source nests them deeper, and a file made to tire the checks does not."""


def complete(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """A figure has a unit, a place or the reason why not, and where the source is not plain, how it was read."""
    if not is_written(story):
        return
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
    """A number is read alike by everybody: a point before exactly three digits may set off thousands."""
    if not is_written(story):
        return
    for result in story.results:
        whole, _, decimals = str(result.value).partition(".")
        if len(decimals) == _THOUSANDS_DIGITS and len(whole.lstrip("-")) <= _THOUSANDS_DIGITS and int(whole):
            # A nought more makes it a number in which no group of thousands ends.
            plain = (decimals.rstrip("0") or "0") if decimals.endswith("0") else decimals + "0"
            params = {"found": str(result.value), "thousands": whole + decimals, "decimal": f"{whole}.{plain}"}
            yield Problem(result.at("value"), "number-like-thousands", params)


def part_loops(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """No figure is inside itself, over however many steps."""
    if not is_written(story):
        return
    # A figure that is a part of itself is a wrong reference (``references.own_results``), told there.
    if any(result.part_of for result in story.results):
        results = {result.id: result for result in story.results}
        inside = {name: result.part_of for name, result in results.items() if result.part_of not in (None, name)}
        for loop in _loops(inside):
            yield Problem(results[loop[0]].at("part_of"), "part-loop", {"loop": _shown(loop)})


def replacement_loops(site: Site, instant: Instant) -> Iterator[Problem]:
    """No figure replaces its own replacement, over however many steps and stories."""
    replacing = having(site, lambda facts: facts.supersedes)
    replaced = {f"{story.id}/{name}": other for story, facts in replacing for name, other in facts.supersedes}
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
    """Each loop of a graph in which every node leads to at most one other, once, from its first node in order."""
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
    """A part is no greater than its whole, and nobody is both inside a figure and apart from it."""
    related = [result for result in story.results if result.part_of or result.apart_from]
    if not related or not is_written(story):
        return
    results = {result.id: result for result in story.results}
    for result in related:
        whole = results.get(result.part_of or "")
        if whole is not None and whole is not result and result.value > whole.value and _alike(result, whole):
            yield Problem(result.at("part_of"), "part-greater", {"id": result.id, "whole": whole.id})
        for index, other in enumerate(result.apart_from):
            if other != result.id and _overlap(result.id, other, results):
                params = {"id": result.id, "other": other}
                yield Problem(result.at("apart_from", index), "apart-contradicts", params)


def _alike(part: Result, whole: Result) -> bool:
    """Whether both count the same thing, so that their numbers can be compared."""
    if part.indicator is not None and part.indicator == whole.indicator:
        return True
    return part.unit is not None and part.unit == whole.unit


def _overlap(one: str, other: str, results: Mapping[str, Result]) -> bool:
    """Whether one is said to be, or perhaps to be, inside the other."""
    return other in _wholes(one, results) or one in _wholes(other, results)


def _wholes(name: str, results: Mapping[str, Result]) -> set[str]:
    """What a figure is inside of, over however many steps, and what any of these may be inside of."""
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
    stories = having(site, lambda facts: facts.uncounted)
    uncounted = {indicator for story, facts in stories if is_written(story) for indicator in facts.uncounted}
    for indicator in site.indicators.values():
        counting = indicator.counting
        if indicator.adds_up and (counting == "cumulative" or (counting == "unknown" and indicator.id in uncounted)):
            yield Problem(indicator.at("adds_up"), "adds-up-counting", {"id": indicator.id, "counting": counting})


def units(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """What adds up is counted in one unit."""
    for result in story.results if is_written(story) else ():
        if result.indicator is None:
            continue
        indicator = site.indicators.get(result.indicator or "")
        if indicator is not None and indicator.adds_up and result.unit is not None and result.unit != indicator.unit:
            yield Problem(result.at("unit"), "unit-differs", {"id": result.id, "indicator": indicator.id})
