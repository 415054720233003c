"""Splits long lists into pages, with their addresses and the links between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TypeVar

from site_builder.locales import Locale, Passage
from site_builder.pages.localized_site import LocalizedSite
from site_builder.pages.page import Kind, Page, PlannedPage, Section
from site_builder.pages.views import PageNumbers

T = TypeVar("T")
_NEAR = 2


@dataclass(frozen=True)
class Pagination:
    """A list on several pages in every language. ``name``: what it lists, for ``PlannedPage.unit``. ``first``: its
    first page's address; ``counts``: how many items it has."""

    site: LocalizedSite
    kind: Kind
    section: Section
    name: str
    first: Callable[[Locale], str]
    counts: Mapping[Locale, int]
    per_page: int

    @cached_property
    def lengths(self) -> dict[Locale, int]:
        """How many pages there are."""
        return {locale: last_page(count, self.per_page) for locale, count in self.counts.items()}

    def plan(
        self,
        items: Sequence[T],
        cache_key: Callable[[int, Sequence[T]], Iterable[str]],
        build: Callable[[Pagination, int, Sequence[T], PlannedPage], Page],
    ) -> Iterator[PlannedPage]:
        """Yield the pages in this language. ``cache_key``: of what one shows beside the list's length."""
        for number, shown in split_pages(items, self.per_page):
            yield PlannedPage(
                self.kind,
                self.site.locale,
                self.section,
                self.address(number, self.site.locale),
                partial(build, self, number, shown),
                (*cache_key(number, shown), f"{number} {self.counts}"),
                unit=f"{self.name} {number}",
            )

    def address(self, number: int, locale: Locale) -> str:
        """Return the address of page ``number``, from 1; of the last one where that language's list is shorter."""
        return self.site.addresses.numbered(self.first(locale), min(number, self.lengths[locale]), locale)

    def alternates(self, number: int) -> dict[Locale, str]:
        """Return that page's address in each language."""
        return self.site.alternates(lambda locale: self.address(number, locale))

    def title(self, title: Passage, number: int) -> Passage:
        """Return the ``title`` of page ``number``: pages of one list have titles of their own."""
        if number == 1:
            return title
        words = self.site.words.text("title.page", title=title.words, number=self.site.number(number))
        return Passage(words, title.language, title.state)

    def links(self, number: int) -> PageNumbers:
        """Link page ``number`` to others of this language's list."""
        here = self.site.locale
        return page_numbers(number, self.lengths[here], lambda other: self.address(other, here), self.site.number)


def page_numbers(
    number: int, last: int, address: Callable[[int], str], written: Callable[[int], str] = str
) -> PageNumbers:
    """Link page ``number`` of ``last`` to the first, the last and those near: few, however long the list is.

    ``written``: writes a number in words of the page's language.
    """
    near = {1, last, *range(max(1, number - _NEAR), min(last, number + _NEAR) + 1)}
    # A gap that would stand for one page is that page.
    near |= {other + 1 for other in near if other + 2 in near}
    pages: list[tuple[str, str]] = []
    before = 0
    for other in sorted(near):
        if other > before + 1:
            pages.append(("", ""))
        pages.append((written(other), "" if other == number else address(other)))
        before = other
    return PageNumbers(
        pages=tuple(pages),
        previous=address(number - 1) if number > 1 else "",
        following=address(number + 1) if number < last else "",
    )


def split_pages(items: Sequence[T], per_page: int) -> Iterator[tuple[int, Sequence[T]]]:
    """Yield page numbers from 1 with their items; one page without items where there are none."""
    for number in range(1, last_page(len(items), per_page) + 1):
        yield number, items[(number - 1) * per_page : number * per_page]


def last_page(count: int, per_page: int) -> int:
    """Return the number of the last page of ``count`` items."""
    return max(1, -(-count // per_page))
