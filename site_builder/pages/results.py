"""Every figure of every story: what measures the same stands together, and is added up only where that is sound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from site_builder.facts.totals import Tally, tally
from site_builder.locales import Locale, formats
from site_builder.pages import cards
from site_builder.pages.edition import Edition
from site_builder.pages.figures import counted, figure_named
from site_builder.pages.marks import places_mark
from site_builder.pages.notes import head_note, notes
from site_builder.pages.numbering import Pagination, last_page, parts
from site_builder.pages.page import Basis, Making, Page
from site_builder.pages.views import Group, ResultsView

PER_PAGE = 100


def results_pages(edition: Edition) -> Iterator[Making]:
    """Every figure with its status, period and source, 100 a page; a group may go on overleaf."""
    named = [(name, result) for name, (_, result) in edition.results.items()]
    rows = [(found, name) for found in tally(named, edition.site.indicators) for name, _ in found.results]
    lengths = {locale: _length(edition, locale) for locale in edition.locales}
    pages = Pagination(edition, lambda locale: edition.addresses.section("results", locale), lengths)
    for number, shown in parts(rows, PER_PAGE):
        yield Making(
            partial(_page, edition, pages, number, shown),
            _basis(edition, pages, number, shown),
            unit=f"results {number}",
        )


def _basis(edition: Edition, pages: Pagination, number: int, rows: Sequence[tuple[Tally, str]]) -> Basis:
    figures = (part for _, name in rows for part in (name, edition.results[name][0].hashes.figures))
    totals = (f"{found.total} {found.reason}" for found, _ in groupby(rows, key=lambda row: row[0]))
    parts = (*figures, *totals, str(len(edition.results)), places_mark(edition), pages.mark(number))
    return Basis(edition.locale, "results", pages.address(number, edition.locale), parts)


def _page(edition: Edition, pages: Pagination, number: int, rows: Sequence[tuple[Tally, str]]) -> Page:
    words, count = edition.words, len(edition.results)
    groups = tuple(
        _group(edition, found, [name for _, name in names]) for found, names in groupby(rows, key=lambda row: row[0])
    )
    return Page(
        kind="results",
        locale=edition.locale,
        address=pages.address(number, edition.locale),
        section="results",
        title=pages.title(words.passage("title.results"), number),
        description=words.text("description.results"),
        twins=pages.twins(number),
        view=ResultsView(
            count=words.plural_passage("count.figures", count, number=formats.number(count, *edition.languages)),
            groups=groups,
            has_total=any(group.total for group in groups),
            numbering=pages.links(number),
            countries=cards.countries(edition),
        ),
    )


def _length(edition: Edition, locale: Locale) -> int:
    stories = edition.those(edition.site.stories, locale)
    return last_page(sum(len(story.measures) for story in stories), PER_PAGE)


def _group(edition: Edition, found: Tally, names: Sequence[str]) -> Group:
    indicator = found.indicator
    total, unit = "", edition.own("")
    if found.total is not None and indicator:
        total = formats.number(found.total, *edition.languages)
        unit = counted(edition, indicator.unit, found.total)
    name = edition.passage(indicator.name) if indicator else edition.words.passage("group.no-indicator")
    definition = edition.maybe(indicator.definition) if indicator else None

    def home(locale: Locale) -> str:
        return edition.addresses.section("results", locale)

    return Group(
        name=name,
        definition=definition,
        figures=tuple(figure_named(edition, name) for name in names),
        total=total,
        total_unit=unit,
        reason=edition.words.passage(f"total-reason.{found.reason}") if found.reason else None,
        note=head_note(edition, home, [name, definition], [unit]),
        notes=notes(edition, home, name=name, definition=definition),
    )
