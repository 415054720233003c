"""Long lists on several pages: which part stands on which page, and the links between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from site_builder.locales import Passage
from site_builder.locales.catalog import Catalog
from site_builder.pages.views import Numbering

T = TypeVar("T")
_NEAR = 2


def parts(items: Sequence[T], per_page: int) -> Iterator[tuple[int, Sequence[T]]]:
    """Page numbers from 1 with their items; one page without items where there are none."""
    for number in range(1, last_page(len(items), per_page) + 1):
        yield number, items[(number - 1) * per_page : number * per_page]


def last_page(count: int, per_page: int) -> int:
    """The number of the last page of ``count`` items."""
    return max(1, -(-count // per_page))


def numbered(title: Passage, number: int, words: Catalog) -> Passage:
    """The title of page ``number``: the first has the list's own, the others their number too."""
    if number == 1:
        return title
    return replace(title, words=words.text("title.page", title=title.words, number=number))


def numbering(number: int, last: int, address: Callable[[int], str]) -> Numbering:
    """The links from page ``number`` of ``last``: the first, the last and those near. Few, however long the list is."""
    near = sorted({1, last, *range(max(1, number - _NEAR), min(last, number + _NEAR) + 1)})
    pages: list[tuple[str, str]] = []
    before = 0
    for other in near:
        if other > before + 1:
            pages.append(("", ""))
        pages.append((str(other), "" if other == number else address(other)))
        before = other
    return Numbering(
        pages=tuple(pages),
        previous=address(number - 1) if number > 1 else "",
        following=address(number + 1) if number < last else "",
    )
