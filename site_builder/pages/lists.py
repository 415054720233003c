"""Lists of stories: all of them, 24 a page."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.locales import Locale, formats
from site_builder.pages import cards
from site_builder.pages.edition import Edition
from site_builder.pages.numbering import last_page, numbered, numbering, parts
from site_builder.pages.page import Page
from site_builder.pages.views import ListView

PER_PAGE = 24


def list_pages(edition: Edition) -> Iterator[Page]:
    """The newest stories first; there is a first page even without any story."""
    facets = {"countries": cards.countries(edition), "themes": cards.themes(edition), "years": cards.years(edition)}
    count = len(edition.stories)
    words = edition.words
    last = last_page(count, PER_PAGE)
    lengths = {locale: _length(edition, locale) for locale in edition.locales}
    for number, stories in parts(edition.stories, PER_PAGE):

        def address(locale: Locale, number: int = number) -> str:
            """The same page of that language's list; its last where that list is shorter."""
            first = edition.addresses.section("stories", locale)
            return edition.addresses.numbered(first, min(number, lengths[locale]), locale)

        yield Page(
            kind="stories",
            locale=edition.locale,
            address=address(edition.locale),
            section="stories",
            title=numbered(edition.own(words.text("title.stories")), number, words),
            description=words.text("description.stories"),
            twins=edition.twins(address),
            view=ListView(
                cards=tuple(cards.card(edition, story) for story in stories),
                count=words.plural("count.stories", count, number=formats.number(count, edition.locale)),
                numbering=numbering(number, last, lambda other: address(edition.locale, other)),
                **facets,
            ),
        )


def _length(edition: Edition, locale: Locale) -> int:
    return last_page(sum(edition.has(story, locale) for story in edition.site.stories), PER_PAGE)
