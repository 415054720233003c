"""Hand-written pages inside MkDocs' own build: what the plugin's hooks call so that they stand in the same frame."""

from __future__ import annotations

import html
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from site_builder.reading.paths import links_out
from site_builder.rendering.shell.handwritten import HandwrittenPage
from site_builder.rendering.shell.head import PageHead, slots
from site_builder.rendering.shell.shell import Shell
from site_builder.rendering.shell.theme import is_used, without_dead_controls


def place_files(files: Files, pages: Iterable[HandwrittenPage], config: MkDocsConfig, shell: Shell) -> Files:
    """What MkDocs is to publish: hand-written pages at their addresses, other files of theirs, the theme's used files.

    For ``on_files``. Markdown files that are not in ``pages`` (they had a problem) are left out. Links between
    Markdown files follow, because MkDocs takes them from the files' addresses.
    """
    by_source = {page.source: page for page in pages}
    outside = tuple(links_out(Path(config.docs_dir)))
    kept: list[File] = []
    for file in files:
        # MkDocs follows links: without this, what they lead to would be published.
        if any(file.src_uri == link or file.src_uri.startswith(f"{link}/") for link in outside):
            continue
        if not file.is_documentation_page():
            if file.src_dir == config.docs_dir or is_used(file.src_uri):
                kept.append(file)
        elif page := by_source.get(file.src_uri):
            kept.append(_placed(file, page, config, shell))
    return Files(kept)


def page_context(context: dict[str, Any], page: Page, written: HandwrittenPage, shell: Shell) -> dict[str, Any]:
    """MkDocs' context for a hand-written page, turned into the frame's. For ``on_page_context``."""
    frame = shell.frame(written.locale, written.name, written.address)
    title = str(page.meta["title"]) if "title" in page.meta else html.unescape(page.title or written.title)
    headline = "" if "<h1" in (page.content or "") else f"<h1>{escape(title)}</h1>\n"
    body = f'<article class="md-content__inner md-typeset frame-prose">\n{headline}{page.content}\n</article>'
    head = PageHead(
        title, written.address, written.twins, written.description, image=shell.settings.by_locale[written.locale].share
    )
    return {**context, **shell.context(written.locale, written.name, frame.links, slots(head, frame, body))}


def finished_page(output: str) -> str:
    """A rendered hand-written page as it is published. For ``on_post_page``."""
    return without_dead_controls(output).lstrip()


def _placed(file: File, page: HandwrittenPage, config: MkDocsConfig, shell: Shell) -> File:
    placed = File(
        file.src_uri,
        file.src_dir,
        config.site_dir,
        config.use_directory_urls,
        dest_uri=f"{page.address}index.html",
        # The menus are the shell's, so MkDocs need not miss these pages in its own.
        inclusion=InclusionLevel.NOT_IN_NAV,
    )
    placed.url = placed.dest_uri if shell.settings.links == "file" else page.address
    return placed
