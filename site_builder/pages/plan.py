"""Lists every page of the site. A new kind of page is a new line in ``MAKERS``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from site_builder.pages.figures import results_pages
from site_builder.pages.home import credits_pages, home_pages, language_pages, search_pages, withdrawn_pages
from site_builder.pages.lists import list_pages, topic_pages
from site_builder.pages.localized_site import LocalizedSite
from site_builder.pages.page import PlannedPage
from site_builder.pages.promises import progress_pages
from site_builder.pages.staff_pages import rules_pages
from site_builder.pages.story import story_pages

MAKERS: tuple[Callable[[LocalizedSite], Iterator[PlannedPage]], ...] = (
    home_pages,
    list_pages,
    story_pages,
    topic_pages,
    progress_pages,
    results_pages,
    credits_pages,
    search_pages,
    withdrawn_pages,
    rules_pages,
)


def plan_pages(chosen: Sequence[LocalizedSite]) -> Iterator[PlannedPage]:
    """Yield every page of the site but the hand-written ones, language by language, in an order that never changes."""
    for site in chosen:
        for maker in MAKERS:
            yield from maker(site)
    yield from language_pages(chosen)
