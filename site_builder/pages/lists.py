"""Lists of stories: all of them 24 a page, and those of one year."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.locales import Locale, formats
from site_builder.pages import cards
from site_builder.pages.edition import Edition
from site_builder.pages.page import Page
from site_builder.pages.views import ListView, TopicView

PER_PAGE = 24


def list_pages(edition: Edition) -> Iterator[Page]:
    """The newest stories first; there is a first page even without any story."""
    last = _last(edition, edition.locale)
    facets = {"countries": cards.countries(edition), "themes": cards.themes(edition), "years": cards.years(edition)}
    count = len(edition.stories)
    addresses = [edition.addresses.stories(number, edition.locale) for number in range(1, last + 1)]
    for number in range(1, last + 1):
        title = edition.words.text("title.stories" if number == 1 else "title.stories-page", number=number)
        yield Page(
            kind="stories",
            locale=edition.locale,
            address=addresses[number - 1],
            section="stories",
            title=edition.own(title),
            description=edition.words.text("description.stories"),
            twins=edition.twins(lambda locale, number=number: _twin(edition, number, locale)),  # type: ignore[misc]
            view=ListView(
                cards=tuple(
                    cards.card(edition, story) for story in edition.stories[(number - 1) * PER_PAGE : number * PER_PAGE]
                ),
                count=edition.words.plural("count.stories", count, number=formats.number(count, edition.locale)),
                pages=_around(number, addresses),
                previous=addresses[number - 2] if number > 1 else "",
                following=addresses[number] if number < last else "",
                **facets,
            ),
        )


def _around(number: int, addresses: list[str]) -> tuple[tuple[str, str], ...]:
    """The pages to offer: the first, the last and those near; a gap is an empty number. Few, however long the list is."""
    near = sorted({1, len(addresses), *range(max(1, number - 2), min(len(addresses), number + 2) + 1)})
    found: list[tuple[str, str]] = []
    for before, other in zip([0, *near], near, strict=False):
        if other > before + 1:
            found.append(("", ""))
        found.append((str(other), "" if other == number else addresses[other - 1]))
    return tuple(found)


def _last(edition: Edition, locale: Locale) -> int:
    if locale == edition.locale:
        count = len(edition.stories)
    else:
        count = sum(edition.has(story, locale) for story in edition.site.stories)
    return max(1, -(-count // PER_PAGE))


def _twin(edition: Edition, number: int, locale: Locale) -> str:
    """The same page of the other language's list; its last where that list is shorter."""
    return edition.addresses.stories(min(number, _last(edition, locale)), locale)


def year_pages(edition: Edition) -> Iterator[Page]:
    """The stories of each year."""
    for year in sorted({story.date.year for story in edition.stories}, reverse=True):
        in_year = [story for story in edition.site.stories if story.date.year == year]
        yield Page(
            kind="year",
            locale=edition.locale,
            address=edition.addresses.year(year, edition.locale),
            section="stories",
            title=edition.own(edition.words.text("title.year", year=year)),
            description=edition.words.text("description.year", year=year),
            twins={
                locale: edition.addresses.year(year, locale)
                for locale in edition.locales
                if any(edition.has(story, locale) for story in in_year)
            },
            view=TopicView(
                label=edition.words.text("topic.year"),
                name=edition.own(str(year)),
                acronym=None,
                note="",
                url="",
                facts=(),
                figures=(),
                figures_note="",
                promises=(),
                cards=tuple(cards.card(edition, story) for story in in_year if edition.has(story, edition.locale)),
            ),
        )
