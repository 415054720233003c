"""Puts results into words, and plans the pages that list all of them, added up where that is sound."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Literal

from site_builder.locales import Locale, Passage, formats
from site_builder.locales.formats import as_of, period
from site_builder.locales.languages import priority
from site_builder.pages import cards
from site_builder.pages.localized_site import LocalizedSite, memoized
from site_builder.pages.notes import head_note, home_of, notes
from site_builder.pages.page import Page, Phrase, PlannedPage
from site_builder.pages.pagination import Pagination
from site_builder.pages.views import Figure, FigureGroup, ResultsView
from site_builder.public.records import PublicStory
from site_builder.records import Indicator, Result, Source, Unit
from site_builder.records.story import Measure

# A plan's or a result's date says when; that of something under way, when it was so.
_SETTLED = {"achieved", "planned"}


def figure(site: LocalizedSite, story: PublicStory, result: Result) -> Figure:
    """Return one figure of ``story``."""
    indicator = site.public.indicators.get(result.indicator or "")
    source = site.public.sources.get(result.source or story.source or "")
    level = result.level or (indicator.level if indicator else "output")
    words = site.words.passage
    told = site.story(story)
    what, reading = site.passage(result.what, story.language), site.maybe(result.reading, story.language)
    return Figure(
        id=result.id,
        number=site.number(result.value),
        unit=unit(site, result, story),
        what=what,
        status=result.status,
        status_words=words(f"status.{result.status}"),
        when=site.dated((period if result.status in _SETTLED else as_of)(result.when, site.words)),
        places=site.countries(result.countries),
        place_note=words("place.inferred") if result.country_basis == "inferred" else None,
        level=words(f"level.{level}"),
        programme=site.programme(result.programme) if result.programme else None,
        relations=tuple(_relations(site, story, result)),
        reading=reading,
        source=source_title(site, source) if source else None,
        source_note=source_note(site, source) if source else (),
        source_at=site.maybe(result.source_at, story.language),
        source_url=(source.url or source.archived or "") if source else "",
        story=told,
        address=f"{told.address}#result-{result.id}",
        notes=notes(site, home_of(site, story, f"#result-{result.id}"), what=what, reading=reading),
    )


def figure_named(site: LocalizedSite, name: str) -> Figure:
    """Return the figure ``story-id/result-id`` of the site."""
    story, found = site.results[name]
    return figure(site, story, story.result(found.id))


def unit(site: LocalizedSite, result: Result, story: PublicStory) -> Passage:
    """Return what the figure counts, in the form that its number needs; the result's own unit before its
    indicator's."""
    indicator = site.public.indicators.get(result.indicator or "")
    given: Unit | None = result.unit or (indicator.unit if indicator else None)
    if given is None:
        return site.own("")
    return counted(site, given, result.value, story.language)


def counted(site: LocalizedSite, given: Unit, value: Decimal | int, original: Locale | None = None) -> Passage:
    """Return a unit in the form that ``value`` takes in the language in which there are words for it."""
    shown = site.passage(given.forms["other"], original)
    category = formats.plural_form(value, *priority(shown.language, site.languages))
    return site.passage(given.text(category, shown.language), original)


@memoized
def source_title(site: LocalizedSite, source: Source) -> Passage:
    """Return the source's title, in the language that the source is in."""
    title = site.passage(source.title)
    if source.title.everywhere and source.language:
        return Passage(
            title.words, Locale(source.language), "foreign" if source.language != site.locale else "original"
        )
    return title


@memoized
def source_note(site: LocalizedSite, source: Source) -> tuple[Phrase, ...]:
    """Return who published the source and when, or that this is not stated."""
    known = (("source.publisher", source.publisher), ("source.date", source.date))
    return tuple(site.phrase(key, said=site.passage(text)) for key, text in known if text is not None)


def _relations(site: LocalizedSite, story: PublicStory, result: Result) -> Iterator[Phrase]:
    """Yield sentences on the other figures of the story that this one is, or may be, inside of or apart from."""
    if not (result.part_of or result.may_be_part_of or result.apart_from):
        return
    others = {other.id: other for other in story.results}
    for key, names in (
        ("relation.part-of", (result.part_of,)),
        ("relation.may-be-part-of", (result.may_be_part_of,)),
        ("relation.apart-from", result.apart_from),
    ):
        for name in names:
            if name in others:
                other = others[name]
                number = site.own(f"{site.number(other.value)} ")
                what = site.passage(other.what, story.language)
                yield site.phrase(key, figure=(number, unit(site, other, story)), what=what)


Reason = Literal["", "no-indicator", "does-not-add-up", "nothing-achieved", "one-figure", "unit", "counting", "overlap"]


@dataclass(frozen=True, slots=True)
class Tally:
    """Results that measure the same. ``total`` is None where they do not add up, and ``reason`` says why."""

    indicator: Indicator | None
    results: tuple[tuple[str, Measure], ...]
    total: Decimal | None
    reason: Reason


def tally(results: Sequence[tuple[str, Measure]], indicators: Mapping[str, Indicator]) -> tuple[Tally, ...]:
    """Return results (each with its ``story-id/result-id``) by indicator, in the order of their first appearance.

    Those without an indicator come last, together, and are never summed.
    """
    groups: dict[str | None, list[tuple[str, Measure]]] = {}
    for name, result in results:
        groups.setdefault(result.indicator if result.indicator in indicators else None, []).append((name, result))
    superseded = {result.supersedes for _, result in results if result.supersedes}
    ordered = sorted(groups.items(), key=lambda group: group[0] is None)
    return tuple(_tally(indicators[key] if key else None, group, superseded) for key, group in ordered)


def _tally(indicator: Indicator | None, group: list[tuple[str, Measure]], superseded: Collection[str]) -> Tally:
    """Achieved figures of an indicator that adds up: in its unit, increments, none (perhaps) inside another."""

    def without(reason: Reason) -> Tally:
        return Tally(indicator, tuple(group), None, reason)

    if indicator is None:
        return without("no-indicator")
    achieved = [(name, result) for name, result in group if result.status == "achieved" and name not in superseded]
    if not achieved:
        return without("nothing-achieved")
    if len(achieved) == 1:
        return without("one-figure")
    if not indicator.adds_up:
        return without("does-not-add-up")
    if any(result.unit not in (None, indicator.unit) for _, result in achieved):
        return without("unit")
    if any((result.counting or indicator.counting) != "increment" for _, result in achieved):
        return without("counting")
    if any(result.is_inside for _, result in achieved):
        return without("overlap")
    return Tally(indicator, tuple(group), sum((result.value for _, result in achieved), Decimal()), "")


FIGURES_PER_PAGE = 100

_Row = tuple[Tally, str]
"""A figure by its name, with the group that it is in."""


def results_pages(site: LocalizedSite) -> Iterator[PlannedPage]:
    """Plan the pages with every figure, its status, period and source; a group may go on overleaf."""
    named = [(name, result) for name, (_, result) in site.results.items()]
    rows = [(found, name) for found in tally(named, site.public.indicators) for name, _ in found.results]
    shown = {locale: site.shown_in(locale, site.public.stories) for locale in site.locales}
    counts = {locale: sum(len(story.measures) for story in stories) for locale, stories in shown.items()}

    def cache_key(number: int, rows: Sequence[_Row]) -> Iterator[str]:
        for _, name in rows:
            yield from (name, site.results[name][0].hashes.figures)
        yield from (f"{found.total} {found.reason}" for found, _ in groupby(rows, key=itemgetter(0)))
        yield cards.places_hash(site)

    first = partial(site.addresses.section, "results")
    pages = Pagination(site, "results", "results", "results", first, counts, FIGURES_PER_PAGE)
    return pages.plan(rows, cache_key, _results_page)


def _results_page(pages: Pagination, number: int, rows: Sequence[_Row], planned: PlannedPage) -> Page:
    site, words, count = pages.site, pages.site.words, len(pages.site.results)
    groups = tuple(_group(site, found, [name for _, name in names]) for found, names in groupby(rows, itemgetter(0)))
    return planned.page(
        pages.title(words.passage("title.results"), number),
        words.text("description.results"),
        ResultsView(
            count=words.plural_passage("count.figures", count, number=site.number(count)),
            groups=groups,
            pagination=pages.links(number),
            countries=cards.countries(site),
        ),
        alternates=pages.alternates(number),
    )


def _group(site: LocalizedSite, found: Tally, names: Sequence[str]) -> FigureGroup:
    indicator = found.indicator
    total, unit = "", site.own("")
    if found.total is not None and indicator:
        total = site.number(found.total)
        unit = counted(site, indicator.unit, found.total)
    name = site.passage(indicator.name) if indicator else site.words.passage("group.no-indicator")
    definition = site.maybe(indicator.definition) if indicator else None

    home = partial(site.addresses.section, "results")
    return FigureGroup(
        name=name,
        definition=definition,
        figures=tuple(figure_named(site, name) for name in names),
        total=total,
        total_unit=unit,
        reason=site.words.passage(f"total-reason.{found.reason}") if found.reason else None,
        note=head_note(site, home, [name, definition], [unit]),
        notes=notes(site, home, name=name, definition=definition),
    )
