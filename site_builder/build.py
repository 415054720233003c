"""Builds the whole site.

    records ── read ─> Site ── check ─> PublicSite ── pages ─> HTML ─> files
                 │              │                       └ pictures, assets, sitemap, search
              problems       problems

``prepare`` (in a module of that name) is the left half: nothing is written, and an error stops there. ``make`` is the
right half. MkDocs renders the hand-written pages and the layout of all others in between (``mkdocs_plugin``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from site_builder.loading.last_good import keep_last_good
from site_builder.outputs.assets import assets
from site_builder.outputs.feed import feeds
from site_builder.outputs.photos import photos_beside
from site_builder.outputs.search import index_stories
from site_builder.outputs.share_cards import cards_by_path, make_cards
from site_builder.outputs.sitemap import SitemapEntry, sitemap
from site_builder.page_writer import PageWriter, Progress, write_pages
from site_builder.pages.localized_site import LocalizedSite, localize
from site_builder.pages.page import PlannedPage, file_at
from site_builder.prepare import Prepared
from site_builder.public import Instant
from site_builder.public.publish import publish
from site_builder.publish.verification import LinkIndex
from site_builder.reading.handwritten import HandwrittenPage
from site_builder.records import Settings
from site_builder.rendering.renderer import Layouts, Renderer
from site_builder.rendering.site_layout import site_words
from site_builder.site import Site
from site_builder.store import Store, key
from site_builder.store.files import write_file


@dataclass(frozen=True)
class BuildResult:
    """What a build wrote: how many stories, pages and picture files.

    ``files``: each file by its path in the site. ``links``: those of its pages.
    """

    stories: int
    pages: int
    pictures: int
    files: frozenset[str]
    links: LinkIndex = field(default_factory=LinkIndex)


def remember_records(prepared: Prepared, store: Store) -> None:
    """Have the records of a whole build at hand, should some of them be broken when something is taken back."""
    if prepared.site is not None:
        keep_last_good(store, prepared.site, prepared.names)


def public_sites(site: Site, instant: Instant) -> tuple[LocalizedSite, ...]:
    """Return the public site in each of its languages: from here on, nothing private is within reach."""
    return localize(publish(site, instant), instant)


def make(
    root: Path,
    target: Path,
    sites: Sequence[LocalizedSite],
    pages: Iterable[PlannedPage],
    layouts: Layouts,
    handwritten: Iterable[HandwrittenPage],
    store: Store,
    progress: Progress = lambda done, of: None,
    processes: int | None = None,
    *,
    needs_editor: bool = True,
) -> BuildResult:
    """Write everything but MkDocs' part into ``target``. ``pages``: of ``plan``, and others.

    ``processes``: how many render; None decides by how much there is to do. ``needs_editor``: whether a site that wants
    the editor must have its program. Raises PhotoError for pictures that cannot be made, SearchError where there is no
    search index, EditorMissingError where the editor is needed and not installed, WorkerError where a process died.
    """
    public = sites[0].public
    with photos_beside(root, public, target, store, processes) as photos:
        renderer = Renderer({site.locale: site_words(site) for site in sites}, layouts)
        # Before any process is forked, so that each has the templates.
        renderer.warm()
        # Pages hold a placeholder of every picture that they show, and cards are cut from its files.
        pictures = photos()
    cards = make_cards(cards_by_path(sites).values(), target, store, processes)
    renderer.placeholders.update(pictures.placeholders)
    # A placeholder follows from the photo, which is in the page's key, and from what encodes it.
    hashes = {site.locale: key("pictured", site.content_hash, pictures.made_by) for site in sites}
    written = write_pages(target, pages, PageWriter(renderer, hashes, public.settings, store), progress, processes)
    entries = [*(SitemapEntry(page.address, page.alternates) for page in handwritten), *written.entries]
    files = {*pictures.files, *cards, *(file_at(entry.address) for entry in entries)}
    listed = sitemap(entries, public.settings.site_url)
    edited = _editor(public.settings, is_needed=needs_editor)
    beside = chain(assets(public.brand).files, *map(feeds, sites), listed, edited)
    for name, content in beside:
        write_file(f"{target}/{name}", content)
        files.add(name)
    files.update(index_stories(written.searched, target, store, processes))
    made_pictures = len(pictures.files) + len(cards)
    return BuildResult(len(public.stories), len(written.entries), made_pictures, frozenset(files), written.links)


def _editor(settings: Settings, *, is_needed: bool) -> Iterable[tuple[str, bytes]]:
    """Return the files of the editor in the browser, which few sites have."""
    if settings.editor is None:
        return ()
    from site_builder.outputs.editor import editor
    from site_builder.outputs.editor_program import is_installed

    return editor(settings) if is_needed or is_installed() else ()
