"""Which pages there are. A new kind of page is a new line in ``MAKERS``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from site_builder.pages.edition import Edition
from site_builder.pages.home import credits_pages, home_pages, search_pages, withdrawn_pages
from site_builder.pages.languages import language_pages
from site_builder.pages.lists import list_pages
from site_builder.pages.page import Making
from site_builder.pages.progress import progress_pages
from site_builder.pages.results import results_pages
from site_builder.pages.story import story_pages
from site_builder.pages.topics import topic_pages

MAKERS: tuple[Callable[[Edition], Iterator[Making]], ...] = (
    home_pages,
    list_pages,
    story_pages,
    topic_pages,
    progress_pages,
    results_pages,
    credits_pages,
    search_pages,
    withdrawn_pages,
)


def plan(chosen: Sequence[Edition]) -> Iterator[Making]:
    """Every page of the site but the hand-written ones, language by language, in an order that never changes."""
    for edition in chosen:
        for maker in MAKERS:
            yield from maker(edition)
    yield from language_pages(chosen)
