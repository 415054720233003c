"""Lists of stories: all of them, 24 a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from site_builder.locales import Locale, formats
from site_builder.pages import cards
from site_builder.pages.edition import Edition
from site_builder.pages.marks import places_mark
from site_builder.pages.numbering import Pagination, last_page, parts
from site_builder.pages.page import Basis, Making, Page
from site_builder.pages.views import ListView
from site_builder.public.records import PublicStory

PER_PAGE = 24


def list_pages(edition: Edition) -> Iterator[Making]:
    """The newest stories first; there is a first page even without any story."""
    lengths = {locale: _length(edition, locale) for locale in edition.locales}
    pages = Pagination(edition, lambda locale: edition.addresses.section("stories", locale), lengths)
    for number, stories in parts(edition.stories, PER_PAGE):
        parts_of = (*(story.hashes.outline for story in stories), str(len(edition.stories)), places_mark(edition))
        basis = Basis(edition.locale, "stories", pages.address(number, edition.locale), (*parts_of, pages.mark(number)))
        yield Making(partial(_page, edition, pages, number, stories), basis, unit=f"stories {number}")


def _page(edition: Edition, pages: Pagination, number: int, stories: Sequence[PublicStory]) -> Page:
    words, count = edition.words, len(edition.stories)
    return Page(
        kind="stories",
        locale=edition.locale,
        address=pages.address(number, edition.locale),
        section="stories",
        title=pages.title(words.passage("title.stories"), number),
        description=words.text("description.stories"),
        twins=pages.twins(number),
        is_kept=cards.may_be_kept(stories),
        view=ListView(
            cards=tuple(cards.card(edition, story) for story in stories),
            count=words.plural_passage("count.stories", count, number=formats.number(count, *edition.languages)),
            numbering=pages.links(number),
            countries=cards.countries(edition),
            themes=cards.themes(edition),
            years=cards.years(edition),
        ),
    )


def _length(edition: Edition, locale: Locale) -> int:
    return last_page(len(edition.those(edition.site.stories, locale)), PER_PAGE)
