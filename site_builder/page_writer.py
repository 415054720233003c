"""Writes every page: rendered, or linked out of the store where nothing that it shows has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from site_builder.locales import Locale
from site_builder.outputs.search import SearchPage, search_page
from site_builder.outputs.sitemap import SitemapEntry, sitemap_entry
from site_builder.pages.page import Page, PlannedPage
from site_builder.publish.links import LinkResolver, extract_quickly
from site_builder.publish.verification import LinkIndex, PageLinks, page_links
from site_builder.reading.serialization import dumps, loads
from site_builder.records import Settings
from site_builder.rendering.layout import SLOTS, Layout
from site_builder.rendering.renderer import Renderer
from site_builder.store import Store, key
from site_builder.store.files import write_file
from site_builder.workers import in_shares, jobs

Progress = Callable[[int, int], None]
"""Takes how many of how many pages are done."""

# Fewer pages than this are rendered sooner than a process is started.
_WORTH_A_PROCESS = 60


class WrittenPages(NamedTuple):
    """What was written: each page for the sitemap, those that can be searched, and the links of all."""

    entries: list[SitemapEntry]
    searched: list[SearchPage]
    links: LinkIndex


class _Written(NamedTuple):
    entry: SitemapEntry
    searched: SearchPage | None


class _Batch(NamedTuple):
    """What a worker gives for a unit of pages; at its end the links of them all. ``usage``: for ``Store.add_usage``."""

    written: list[_Written]
    usage: dict[str, str]
    links: LinkIndex | None = None


def write_pages(
    target: Path,
    pages: Iterable[PlannedPage],
    writer: PageWriter,
    progress: Progress = lambda done, of: None,
    processes: int | None = None,
) -> WrittenPages:
    """Write every page into ``target``. ``processes``: how many write; None decides by how much there is to do.

    Raises WorkerError where a process died.
    """
    units: dict[object, list[PlannedPage]] = {}
    for page in pages:
        units.setdefault(page.unit or page, []).append(page)
    work = list(units.values())
    count = sum(map(len, work))

    def share(number: int, of: int) -> Iterator[_Batch]:
        index = LinkIndex()
        for unit in work[number::of]:
            written = [writer.write(target, page, index) for page in unit]
            yield _Batch(written, writer.store.usage())
        yield _Batch([], {}, index)

    done = WrittenPages([], [], LinkIndex())
    for batch in in_shares(share, jobs(count, _WORTH_A_PROCESS, processes)):
        done.entries.extend(page.entry for page in batch.written)
        done.searched.extend(page.searched for page in batch.written if page.searched)
        writer.store.add_usage(batch.usage)
        if batch.links:
            done.links.merge(batch.links)
        progress(len(done.entries), count)
    return done


class PageWriter:
    """Renders pages and keeps them in ``store``. ``hashes``: of all that pages of a language have in common."""

    def __init__(self, renderer: Renderer, hashes: Mapping[Locale, str], settings: Settings, store: Store) -> None:
        self.store = store
        self._renderer = renderer
        self._hashes = hashes
        self._site_url = settings.site_url
        self._has_search = settings.search
        self._resolver = LinkResolver(settings.site_url)
        self._layout_hash = lru_cache(maxsize=None)(_layout_hash)
        self._indexed: set[Layout] = set()

    def write(self, target: Path, planned: PlannedPage, index: LinkIndex) -> _Written:
        """Write one page below ``target`` and add its links to ``index``."""
        file, path = planned.file, f"{target}/{planned.file}"
        layout = self._layout(planned, index)
        if planned.cache_key is None:
            html, links, written = self._rendered(planned.make())
            write_file(path, html)
            index.add(file, links)
            return written
        shared = (self._hashes[planned.locale], self._layout_hash(layout))
        name = key("page", *shared, planned.address, *planned.cache_key)
        known = self.store.value(name)
        if known is not None and self.store.place(name, path):
            listed, search, links = loads(known)
            index.add(file, PageLinks(*links))
            return _Written(SitemapEntry(*listed), SearchPage(*search) if search else None)
        html, links, written = self._rendered(planned.make())
        index.add(file, links)
        self.store.keep(name, html, path)
        self.store.keep_value(name, dumps(_plain(links, written)))
        return written

    def _layout(self, page: PlannedPage, index: LinkIndex) -> Layout:
        """Return the page's layout, whose own links are added once for all of its pages."""
        layout = self._renderer.layout(page)
        if layout not in self._indexed:
            self._indexed.add(layout)
            empty = layout.fill(dict.fromkeys(SLOTS, "")).encode()
            index.files.update(page_links(page.file, extract_quickly(empty, self._site_url), self._resolver).files)
        return layout

    def _rendered(self, page: Page) -> tuple[bytes, PageLinks, _Written]:
        html, slots = self._renderer.render(page)
        own = f"{slots['head']}</head>{slots['switch']}<main>{slots['body']}</main>".encode()
        links = page_links(page.file, extract_quickly(own, self._site_url), self._resolver)
        searched = search_page(page.locale, page.file, html) if self._has_search else None
        return html, links, _Written(sitemap_entry(page), searched)


def _layout_hash(layout: Layout) -> str:
    said = (layout.locale, layout.site_name, layout.site_url or "", layout.links.base, layout.links.style)
    return key("layout", *layout.parts, *layout.slots, *said, repr(layout.languages))


def _plain(links: PageLinks, written: _Written) -> tuple[object, ...]:
    """Return in plain values what the store keeps beside a page."""
    listed, searched = written
    search = searched and (searched.locale, searched.file, searched.content)
    return (listed.address, listed.alternates, listed.changed, listed.is_listed), search, tuple(links)
