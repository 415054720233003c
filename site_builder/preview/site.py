"""A preview's site: every page and file of it is made when a browser asks for it, and not before.

So an edit costs no more than reading it and knowing anew which pages there are, however many that is.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from functools import cache, cached_property, partial
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from site_builder.escaping import escaped
from site_builder.facts.translations import documents, problem_positions, rows
from site_builder.locales import Locale
from site_builder.outputs.assets import assets
from site_builder.outputs.editor import editor
from site_builder.outputs.editor_program import EditorMissingError
from site_builder.outputs.feed import feeds
from site_builder.outputs.photos import PhotoFiles, photos_by_path
from site_builder.outputs.search import FOLDER as SEARCH
from site_builder.outputs.share_cards import CardFile, cards_by_path
from site_builder.outputs.sitemap import SitemapEntry, sitemap, sitemap_entry
from site_builder.pages.localized_site import LocalizedSite, localize
from site_builder.pages.page import PlannedPage
from site_builder.pages.pictures import FOLDER as PICTURES
from site_builder.pages.pictures import pictures_on
from site_builder.pages.share_cards import FOLDER as CARDS
from site_builder.pages.staff_pages import preview_banner, problem_pages, translation_pages
from site_builder.prepare import Prepared
from site_builder.preview.on_demand import Pictures, Search, Searched
from site_builder.problems import Problem, faulty_folders
from site_builder.public import Instant
from site_builder.public.publish import publish
from site_builder.rendering.renderer import Layouts, Renderer
from site_builder.rendering.site_layout import site_words
from site_builder.site import Site
from site_builder.store import Store

_NUMBER = re.compile(rb'(<p class="frame-preview"><a href="[^"]*">)[^<]*')


class Workspace(NamedTuple):
    """What outlives an edit. ``theme``: the folder with MkDocs' own pages and files; ``lock``: held while records and
    templates are used, by one thread at a time."""

    theme: Path
    pictures: Pictures
    search: Search
    lock: Lock


@contextmanager
def workspace(root: Path, store: Store, failed: Callable[[], None]) -> Iterator[Workspace]:
    """Open a folder for a preview of the project in ``root``, which goes at the end. ``failed``: as in ``Pictures``.

    What is made there holds drafts: it stands where its owner alone may look.
    """
    with (
        tempfile.TemporaryDirectory(prefix="stories-preview-") as folder,
        closing(Pictures(root, Path(folder) / "pictures", store, failed)) as pictures,
    ):
        yield Workspace(Path(folder) / "theme", pictures, Search(Path(folder) / "search"), Lock())


class PreviewSite:
    """A preview as its records are at one moment. ``prepared``: with a site; ``planned``: every page made of it."""

    def __init__(
        self,
        prepared: Prepared,
        sites: Sequence[LocalizedSite],
        planned: Iterable[PlannedPage],
        layouts: Layouts,
        places: Workspace,
    ) -> None:
        self._sites, self._handwritten, self._places = sites, prepared.handwritten, places
        words = {site.locale: site_words(site) for site in sites}
        self._renderer = Renderer(words, layouts)
        # A search looks into no picture, so none need be made for it.
        self._plain = Renderer(words, layouts)
        self._banners = {each.locale: preview_banner(prepared.problems, each.words) for each in sites}
        self._planned = {page.file: page for page in planned}

    def content(self, name: str) -> bytes | None:
        """Give the file at ``name``, its path in the site with ``index.html``; None where there is none."""
        if name.startswith(PICTURES):
            return self._places.pictures.content(name, self._photos)
        if name.startswith(CARDS):
            return self._places.pictures.card(name, self._cards, self._photos)
        if name.startswith(f"{SEARCH}/"):
            return self._places.search.content(name, self._searched)
        if name in self._planned:
            return self._numbered(name, self._html(self._planned[name]))
        if name in self._files:
            return self._files[name]
        return self._of_theme(name) or self._listed.get(name)

    def _html(self, planned: PlannedPage) -> bytes:
        with self._places.lock:
            page = planned.make()
        stems = {picture.stem for picture in pictures_on(page)}
        placeholders = self._places.pictures.placeholders(
            photo for stem, photo in self._photos_by_stem.items() if stem in stems
        )
        with self._places.lock:
            self._renderer.placeholders.update(placeholders)
            return self._renderer.render(page).html

    def _searched_html(self, planned: PlannedPage) -> bytes:
        with self._places.lock:
            return self._plain.render(planned.make()).html

    def _numbered(self, name: str, html: bytes) -> bytes:
        """Put the number of problems into a page's banner: in the layout, each new problem would change every page.

        The first match is the banner, since everything before it that people wrote is escaped.
        """
        first = self._sites[0].locale
        words = self._banners.get(Locale(name.partition("/")[0]), self._banners[first])
        return _NUMBER.sub(lambda found: found[1] + escaped(words).encode(), html, count=1)

    def _of_theme(self, name: str) -> bytes | None:
        folder = self._places.theme.resolve()
        file = (folder / name).resolve()
        if not file.is_relative_to(folder) or not file.is_file():
            return None
        content = file.read_bytes()
        return self._numbered(name, content) if name.endswith(".html") else content

    @cached_property
    def _files(self) -> Mapping[str, bytes]:
        found = dict(chain(assets(self._sites[0].public.brand).files, *map(feeds, self._sites)))
        # Somebody who writes in files can look at the site without the editor's program.
        with suppress(EditorMissingError):
            found.update(editor(self._sites[0].public.settings))
        return found

    @cached_property
    def _photos(self) -> Mapping[str, PhotoFiles]:
        return photos_by_path(self._sites[0].public)

    @cached_property
    def _cards(self) -> Mapping[str, CardFile]:
        return cards_by_path(self._sites)

    @cached_property
    def _photos_by_stem(self) -> Mapping[str, PhotoFiles]:
        return {photo.plan.stem: photo for photo in self._photos.values()}

    @cached_property
    def _searched(self) -> Mapping[str, Searched]:
        """Give the pages that a search may find: those made from records alone."""
        marks = {site.locale: site.content_hash for site in self._sites}
        return {
            name: Searched(page.locale, (marks[page.locale], *page.cache_key), partial(self._searched_html, page))
            for name, page in self._planned.items()
            if page.cache_key is not None
        }

    @cached_property
    def _listed(self) -> Mapping[str, bytes]:
        """Give the sitemap's files, for which every page is made, though none rendered."""
        entries = [SitemapEntry(page.address, page.alternates) for page in self._handwritten]
        with self._places.lock:
            entries += map(sitemap_entry, (page.make() for page in self._planned.values()))
        return dict(sitemap(entries, self._sites[0].public.settings.site_url))


def localize_preview(
    site: Site, instant: Instant, problems: Sequence[Problem], address: str, *, handbook: bool = True
) -> tuple[LocalizedSite, ...]:
    """Localize a preview at ``address``: with drafts, and without stories that have an error.

    ``handbook``: whether it has the staff's handbook, whatever the settings say of the published site.
    """
    faulty = faulty_folders(problems)
    stories = tuple(story for story in site.stories if story.folder not in faulty)
    settings = site.settings.model_copy(update={"site_url": address, "handbook": handbook})
    return localize(publish(replace(site, stories=stories, settings=settings), instant, preview=True), instant)


def preview_pages(chosen: Sequence[LocalizedSite], site: Site, problems: Sequence[Problem]) -> Iterator[PlannedPage]:
    """Plan the list of ``problems``, a page in place of every story with an error, and the state of translations."""
    slugs = {story.folder: {each.locale: story.slug_in(each.locale) for each in chosen} for story in site.stories}
    yield from problem_pages(chosen, problems, slugs)
    # Every story is read whole for it: once, when somebody looks at the page.
    table = cache(lambda: tuple(rows(documents(site), site.settings.locales)))
    yield from translation_pages(chosen, table, problem_positions(problems))
