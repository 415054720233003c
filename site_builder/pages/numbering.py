"""Long lists on several pages: which part stands on which page, their addresses, and the links between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from site_builder.locales import Locale, Passage, formats
from site_builder.pages.edition import Edition
from site_builder.pages.views import Numbering

T = TypeVar("T")
_NEAR = 2


@dataclass(frozen=True)
class Pagination:
    """A list on several pages in every language. ``first``: its first page's address; ``lengths``: how many pages."""

    edition: Edition
    first: Callable[[Locale], str]
    lengths: Mapping[Locale, int]

    def address(self, number: int, locale: Locale) -> str:
        """Page ``number``, from 1; the last one where that language's list is shorter."""
        return self.edition.addresses.numbered(self.first(locale), min(number, self.lengths[locale]), locale)

    def twins(self, number: int) -> dict[Locale, str]:
        """That page's address in each language."""
        return self.edition.twins(lambda locale: self.address(number, locale))

    def title(self, title: Passage, number: int) -> Passage:
        """``title`` for page ``number``: pages of one list have titles of their own."""
        if number == 1:
            return title
        words = self.edition.words.text(
            "title.page", title=title.words, number=formats.number(number, *self.edition.languages)
        )
        return Passage(words, title.language, title.state)

    def mark(self, number: int) -> str:
        """All that a page shows of the list's length here and elsewhere."""
        return f"{number} {self.lengths}"

    def links(self, number: int) -> Numbering:
        """Where to go on from page ``number`` of this language's list."""
        here = self.edition.locale
        pages = numbering(number, self.lengths[here], lambda other: self.address(other, here))
        numbers = ((number and formats.number(int(number), *self.edition.languages), to) for number, to in pages.pages)
        return replace(pages, pages=tuple(numbers))


def numbering(number: int, last: int, address: Callable[[int], str]) -> Numbering:
    """The links from page ``number`` of ``last``: the first, the last and those near. Few, however long the list is."""
    near = {1, last, *range(max(1, number - _NEAR), min(last, number + _NEAR) + 1)}
    # A gap that would stand for one page is that page.
    near |= {other + 1 for other in near if other + 2 in near}
    pages: list[tuple[str, str]] = []
    before = 0
    for other in sorted(near):
        if other > before + 1:
            pages.append(("", ""))
        pages.append((str(other), "" if other == number else address(other)))
        before = other
    return Numbering(
        pages=tuple(pages),
        previous=address(number - 1) if number > 1 else "",
        following=address(number + 1) if number < last else "",
    )


def parts(items: Sequence[T], per_page: int) -> Iterator[tuple[int, Sequence[T]]]:
    """Page numbers from 1 with their items; one page without items where there are none."""
    for number in range(1, last_page(len(items), per_page) + 1):
        yield number, items[(number - 1) * per_page : number * per_page]


def last_page(count: int, per_page: int) -> int:
    """The number of the last page of ``count`` items."""
    return max(1, -(-count // per_page))
