"""What a preview shows that a published site does not: drafts, and what is wrong in place of what it keeps away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from site_builder.facts.translations import documents, lines, rows
from site_builder.pages.localized_site import LocalizedSite, localize
from site_builder.pages.page import PlannedPage
from site_builder.pages.staff_pages import problem_pages, translation_pages
from site_builder.problems import Problem, faulty_folders
from site_builder.public import Instant
from site_builder.public.publish import publish
from site_builder.site import Site


def edit_preview(
    site: Site, instant: Instant, problems: Sequence[Problem], address: str, *, handbook: bool = True
) -> tuple[LocalizedSite, ...]:
    """The sites of a preview at ``address``: with drafts, and without the stories in which there is an error.

    ``handbook``: whether it has the staff's handbook, whatever the settings say of the published site.
    """
    faulty = faulty_folders(problems)
    stories = tuple(story for story in site.stories if story.folder not in faulty)
    settings = site.settings.model_copy(update={"site_url": address, "handbook": handbook})
    return localize(publish(replace(site, stories=stories, settings=settings), instant, preview=True), instant)


def preview_pages(chosen: Sequence[LocalizedSite], site: Site, problems: Sequence[Problem]) -> Iterator[PlannedPage]:
    """The list of ``problems``, a page in place of every story with an error, and how the translations stand."""
    slugs = {story.folder: {each.locale: story.slug_in(each.locale) for each in chosen} for story in site.stories}
    yield from problem_pages(chosen, problems, slugs)
    # Every story is read whole for it: once, when somebody looks at the page.
    table = cache(lambda: tuple(rows(documents(site), site.settings.locales)))
    yield from translation_pages(chosen, table, lines(problems))
