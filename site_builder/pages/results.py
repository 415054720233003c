"""Every figure of every story: what measures the same stands together, and is added up only where that is sound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from site_builder.facts.totals import Tally, tally
from site_builder.locales import Locale, formats
from site_builder.pages import cards
from site_builder.pages.edition import Edition
from site_builder.pages.figures import figure
from site_builder.pages.numbering import last_page, numbered, numbering, parts
from site_builder.pages.page import Page
from site_builder.pages.views import Group, ResultsView

PER_PAGE = 100


def results_pages(edition: Edition) -> Iterator[Page]:
    """Every figure with its status, period and source, 100 a page; a group may go on overleaf."""
    named = [(name, result) for name, (_, result) in edition.results.items()]
    rows = [(found, name) for found in tally(named, edition.site.indicators) for name, _ in found.results]
    count = edition.words.plural("count.figures", len(rows), number=formats.number(len(rows), edition.locale))
    countries = cards.countries(edition)
    lengths = {locale: _length(edition, locale) for locale in edition.locales}
    for number, shown in parts(rows, PER_PAGE):

        def address(locale: Locale, number: int = number) -> str:
            first = edition.addresses.section("results", locale)
            return edition.addresses.numbered(first, min(number, lengths[locale]), locale)

        groups = tuple(
            _group(edition, found, [name for _, name in names])
            for found, names in groupby(shown, key=lambda row: row[0])
        )
        yield Page(
            kind="results",
            locale=edition.locale,
            address=address(edition.locale),
            section="results",
            title=numbered(edition.own(edition.words.text("title.results")), number, edition.words),
            description=edition.words.text("description.results"),
            twins=edition.twins(address),
            view=ResultsView(
                count=count,
                groups=groups,
                has_total=any(group.total for group in groups),
                numbering=numbering(number, lengths[edition.locale], lambda other: address(edition.locale, other)),
                countries=countries,
            ),
        )


def _length(edition: Edition, locale: Locale) -> int:
    stories = (story for story in edition.site.stories if edition.has(story, locale))
    return last_page(sum(len(story.results) for story in stories), PER_PAGE)


def _group(edition: Edition, found: Tally, names: Sequence[str]) -> Group:
    indicator = found.indicator
    total, unit = "", ""
    if found.total is not None and indicator:
        total = formats.number(found.total, edition.locale)
        category = formats.cldr(edition.locale).plural_form(found.total)
        unit = edition.passage(indicator.unit.text(category, edition.locale)).words
    return Group(
        name=edition.passage(indicator.name) if indicator else edition.own(edition.words.text("group.no-indicator")),
        definition=edition.maybe(indicator.definition) if indicator else None,
        figures=tuple(figure(edition, *edition.results[name]) for name in names),
        total=total,
        total_unit=unit,
        reason=edition.words.text(f"total-reason.{found.reason}") if found.reason else "",
    )
