"""Puts hand-written pages into the same layout, for the hooks of MkDocs' own build."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from site_builder.locales import Passage
from site_builder.pages.page import Page
from site_builder.reading.files import links_out
from site_builder.reading.handwritten import HandwrittenPage
from site_builder.rendering.copied_files import is_below, is_staffs_own
from site_builder.rendering.layout import Links
from site_builder.rendering.page_head import slots
from site_builder.rendering.theme import LayoutRenderer, is_used, without_dead_controls


def place_files(files: Files, pages: Iterable[HandwrittenPage], config: MkDocsConfig, layouts: LayoutRenderer) -> Files:
    """Return what MkDocs is to publish: hand-written pages at their addresses, other files of theirs, the theme's used
    files.

    For ``on_files``. Markdown files that are not in ``pages`` (they had a problem) are left out. Links between
    Markdown files follow, because MkDocs takes them from the files' addresses.
    """
    by_source = {page.source: page for page in pages}
    outside = tuple(links_out(Path(config.docs_dir)))
    kept: list[File] = []
    for file in files:
        # MkDocs follows links: without this, what they lead to would be published.
        if is_below(file.src_uri, outside):
            continue
        if not file.is_documentation_page():
            is_copied = file.src_dir == config.docs_dir or is_used(file.src_uri)
            if is_copied and not is_staffs_own(file.src_uri):
                kept.append(file)
        elif page := by_source.get(file.src_uri):
            kept.append(_placed(file, page, config, layouts))
    return Files(kept)


def place_own(
    pages: Iterable[HandwrittenPage],
    beside: Mapping[str, str],
    folder: Path,
    config: MkDocsConfig,
    layouts: LayoutRenderer,
) -> Iterator[File]:
    """Yield the same of the software's own pages, whose sources are paths below ``folder``. ``beside``: other files
    there, and where each stands in the site."""
    for page in pages:
        yield _placed(File(page.source, str(folder), config.site_dir, config.use_directory_urls), page, config, layouts)
    for source, address in beside.items():
        yield File(source, str(folder), config.site_dir, config.use_directory_urls, dest_uri=address)


def page_context(
    context: dict[str, Any], page: MkDocsPage, written: HandwrittenPage, layouts: LayoutRenderer
) -> dict[str, Any]:
    """MkDocs' context for a hand-written page, turned into the layout's. For ``on_page_context``."""
    title = str(page.meta["title"]) if "title" in page.meta else html.unescape(page.title or written.title)
    headline = "" if "<h1" in (page.content or "") else f"<h1>{escape(title)}</h1>\n"
    body = f'<article class="md-content__inner md-typeset frame-prose">\n{headline}{page.content}\n</article>'
    share = layouts.settings.by_locale[written.locale].share
    return _context(context, _page(written, title, share=share), layouts, written.name, lambda links: body)


def own_page_context(
    context: dict[str, Any], written: HandwrittenPage, body: Callable[[Links], str], style: str, layouts: LayoutRenderer
) -> dict[str, Any]:
    """Return the same for a page of the software's own, which no search engine may list. ``body``: its main part;
    ``style``: what it has beside the site's style sheet."""
    # One section for all of them: a layout is made for each.
    section = written.name.partition("/")[0]
    return _context(context, _page(written, written.title, is_listed=False), layouts, section, body, style)


def _page(written: HandwrittenPage, title: str, **rest: Any) -> Page:
    words = Passage(title, written.locale)
    head = (words, written.description, None, written.alternates)
    return Page("written", written.locale, written.address, "none", *head, **rest)


def _context(
    context: dict[str, Any],
    page: Page,
    layouts: LayoutRenderer,
    section: str,
    body: Callable[[Links], str],
    style: str = "",
) -> dict[str, Any]:
    layout = layouts.layout(page.locale, section, page.address)
    filled = slots(page, layout, body(layout.links))
    if style:
        filled["head"] += f"\n<style>{style}</style>"
    return {**context, **layouts.context(page.locale, section, layout.links, filled)}


def finished_page(output: str) -> str:
    """Return a rendered hand-written page as it is published. For ``on_post_page``."""
    return without_dead_controls(output).lstrip()


def _placed(file: File, page: HandwrittenPage, config: MkDocsConfig, layouts: LayoutRenderer) -> File:
    placed = File(
        file.src_uri,
        file.src_dir,
        config.site_dir,
        config.use_directory_urls,
        dest_uri=f"{page.address}index.html",
        # The menus are the shell's, so MkDocs need not miss these pages in its own.
        inclusion=InclusionLevel.NOT_IN_NAV,
    )
    placed.url = placed.dest_uri if layouts.settings.links == "file" else page.address
    return placed
