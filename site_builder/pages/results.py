"""Every figure of every story: what measures the same stands together, and is added up only where that is sound."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.facts.totals import Tally, tally
from site_builder.locales import formats
from site_builder.pages import cards
from site_builder.pages.edition import Edition
from site_builder.pages.figures import figure
from site_builder.pages.page import Page
from site_builder.pages.views import Group, ResultsView


def results_pages(edition: Edition) -> Iterator[Page]:
    """One page with every figure, its status, period and source."""
    named = [(name, result) for name, (_, result) in edition.results.items()]
    groups = tuple(_group(edition, found) for found in tally(named, edition.site.indicators))
    yield Page(
        kind="results",
        locale=edition.locale,
        address=edition.addresses.section("results", edition.locale),
        section="results",
        title=edition.own(edition.words.text("title.results")),
        description=edition.words.text("description.results"),
        twins=edition.twins(lambda locale: edition.addresses.section("results", locale)),
        view=ResultsView(
            count=edition.words.plural("count.figures", len(named), number=formats.number(len(named), edition.locale)),
            groups=groups,
            has_total=any(group.total for group in groups),
            countries=cards.countries(edition),
        ),
    )


def _group(edition: Edition, found: Tally) -> Group:
    figures = tuple(figure(edition, *edition.results[name]) for name, _ in found.results)
    indicator = found.indicator
    total, unit = "", ""
    if found.total is not None and indicator:
        total = formats.number(found.total, edition.locale)
        category = formats.cldr(edition.locale).plural_form(found.total)
        unit = edition.passage(indicator.unit.text(category, edition.locale)).words
    return Group(
        name=edition.passage(indicator.name) if indicator else edition.own(edition.words.text("group.no-indicator")),
        definition=edition.maybe(indicator.definition) if indicator else None,
        figures=figures,
        total=total,
        total_unit=unit,
        reason=edition.words.text(f"total-reason.{found.reason}") if found.reason else "",
    )
