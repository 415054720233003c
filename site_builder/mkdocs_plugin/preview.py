"""The live preview, which follows every edit at once, and proofs: a story's pages as files to send."""

from __future__ import annotations

import gc
import logging
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from site_builder.loading import LoadedStory
from site_builder.locales import Locale
from site_builder.locales.catalog import catalog
from site_builder.mkdocs_plugin.building import Options, StoppedError, instant_of, planned_pages, wanted_of
from site_builder.mkdocs_plugin.output import Output, mkdocs_output
from site_builder.outputs.static_files import StaticFile
from site_builder.pages.localized_site import LocalizedSite
from site_builder.pages.staff_pages import problem_lines
from site_builder.prepare import Prepared, open_store, prepare
from site_builder.preview.proof import alone, proof
from site_builder.preview.site import PreviewSite, Workspace, localize_preview, workspace
from site_builder.problems import Problem, in_order
from site_builder.public import Instant
from site_builder.records import Story
from site_builder.rendering.templates import bare_templates
from site_builder.site import Site
from site_builder.store import Store
from site_builder.store.fingerprints import FileCache

HOST = "127.0.0.1"

Told = Callable[[Prepared, list[str]], None]
"""Told after every build what reading and checking gave, and MkDocs' own remarks."""

Failed = Callable[[Exception], None]
"""Told of every error, after which the preview goes on."""
# No link of a proof leads to it; the layout asks for an address all the same.
_ADDRESS = "http://127.0.0.1/"


def serve(root: Path, port: int, locale: Locale, told: Told, failed: Failed, *, open_in_browser: bool = False) -> None:
    """Show the project in ``root`` at 127.0.0.1 until interrupted. ``locale``: of what is told.

    Drafts are shown and marked. A story with an error is replaced by a page that says what is wrong; where not even
    the settings can be read, every address shows that. Raises OSError where the port is taken.
    """
    from site_builder.mkdocs_plugin.server import Server, watching

    # Every address that is asked for and is not there would be told, which the browser says too; and ``failed`` is
    # told of errors.
    logging.getLogger("mkdocs.livereload").setLevel(logging.CRITICAL)

    def picture_failed() -> None:
        server.again()

    with closing(open_store(root)) as store, workspace(root, store, picture_failed) as places:
        preview = Preview(root, f"http://{HOST}:{port}/", store, places, locale, told, failed)
        server = Server(preview.rebuild, preview.content, HOST, port, failed)
        try:
            # Before there are threads, so that a first reading has every core.
            preview.build()
            store.save()
            # What was read stays, most of it for good: the collector need not look at it after every edit.
            gc.freeze()
            with watching(root, server.again):
                server.serve(open_in_browser=open_in_browser)  # type: ignore[no-untyped-call]
        finally:
            server.shutdown()


class Preview:
    """The project in ``root`` as it was when it was last built."""

    def __init__(
        self,
        root: Path,
        address: str,
        store: Store,
        places: Workspace,
        locale: Locale,
        told: Told,
        failed: Failed = traceback.print_exception,
    ) -> None:
        self._root, self._address, self._store, self._places = root, address, store, places
        self._locale, self._told, self._failed = locale, told, failed
        self._memory: FileCache[LoadedStory] = FileCache()
        self._static_memory: FileCache[StaticFile] = FileCache()
        self._output: Output | None = None
        self._site: PreviewSite | None = None
        self._broken = b""

    def content(self, name: str) -> bytes | None:
        """Give a file of the site by its path; where everything is broken, one page for every address."""
        if self._site:
            return self._site.content(name)
        return self._broken if name in {"index.html", "404.html"} else None

    def rebuild(self) -> None:
        """Build after an edit: whatever goes wrong, the next edit may put it right."""
        try:
            self.build()
        except Exception as error:
            self._failed(error)

    def build(self) -> None:
        """Take in how the project is now."""
        with self._places.lock:
            prepared, instant = self._prepared()
            # What our own reading has said better needs no second telling.
            remarks: list[str] = []
            self._site = None
            if prepared.site:
                self._site, remarks = self._shown(prepared, prepared.site, instant(prepared.site))
            if self._site is None:
                self._broken = _error_page(prepared.problems, remarks, self._locale).encode()
        self._told(prepared, remarks)

    def _prepared(self) -> tuple[Prepared, Callable[[Site], Instant]]:
        instant = instant_of(datetime.now(UTC))
        prepared = prepare(self._root, instant, self._store, None, self._memory, self._static_memory)
        if prepared.site:
            of_pictures = self._places.pictures.problems(prepared.site.pictures)
            prepared = replace(prepared, problems=tuple(in_order([*prepared.problems, *of_pictures])))
        return prepared, instant

    def _shown(self, prepared: Prepared, site: Site, instant: Instant) -> tuple[PreviewSite | None, list[str]]:
        last, theme = self._output, self._places.theme
        try:
            sites = localize_preview(site, instant, prepared.problems, self._address)
            shown, output = _preview_site(self._root, prepared, sites, self._places, self._store, self._locale, last)
            for file in last.files - output.files if last else ():
                (theme / file).unlink(missing_ok=True)
            self._output = output
            return shown, list(output.remarks)
        except StoppedError as stopped:
            self._output = None
            return None, str(stopped).splitlines()
        except Exception as error:
            # A fault of the program, which a developer must see; the preview goes on with the next change.
            self._failed(error)
            return None, []


def _preview_site(
    root: Path,
    prepared: Prepared,
    sites: tuple[LocalizedSite, ...],
    places: Workspace,
    store: Store,
    locale: Locale,
    last: Output | None = None,
) -> tuple[PreviewSite, Output]:
    """Have MkDocs make its part, as in ``mkdocs_output``, and give the site of which it is a part."""
    planned = planned_pages(prepared, sites, preview=True)
    # How many problems there are is put in when a page is given: in the layout it would change every page.
    wanted = wanted_of(replace(prepared, problems=()), sites, planned, Options(locale, preview=True))
    output = mkdocs_output(root, places.theme, wanted, store, last)
    return PreviewSite(prepared, sites, planned, output.layout, places), output


def _error_page(problems: Iterable[Problem], remarks: Iterable[str], locale: Locale) -> str:
    """Render the page for a project without a site to show: it needs no settings and no theme.

    ``remarks``: what MkDocs had to say, in English.
    """
    words = catalog(locale)
    template = bare_templates().get_template("pages/broken.html")
    title, lede = words.text("preview.broken"), words.text("preview.broken-lede")
    return template.render(
        locale=locale, title=title, lede=lede, lines=problem_lines(problems, locale, words), remarks=tuple(remarks)
    )


class Proofs(NamedTuple):
    """The files of a proof by name. None where the story may not be shown, even in a preview; where MkDocs failed, with
    what it had to say; where a picture turned out broken, with the problem."""

    files: Mapping[str, bytes] = MappingProxyType({})
    remarks: Sequence[str] = ()
    problems: Sequence[Problem] = ()


def proofs(
    root: Path,
    prepared: Prepared,
    site: Site,
    story: Story,
    instant: Instant,
    store: Store,
    locale: Locale,
    *,
    together: bool,
) -> Proofs:
    """Make a file for each language, ``<folder>.<language>.html``, or with ``together`` one for all.

    ``locale``: of remarks.
    """
    site = alone(site, story, instant)
    sites = localize_preview(site, instant, (), _ADDRESS, handbook=False)
    public = sites[0].stories_by_id.get(story.id) or next(
        (found for each in sites for found in each.stories if found.id == story.id), None
    )
    chosen = [each for each in sites if public is not None and each.has(public, each.locale)]
    if public is None or not chosen:
        return Proofs()
    with workspace(root, store, lambda: None) as places:
        try:
            shown, _ = _preview_site(root, replace(prepared, site=site, problems=()), sites, places, store, locale)
        except StoppedError as stopped:
            return Proofs(remarks=str(stopped).splitlines())
        groups = [chosen] if together else [[each] for each in chosen]
        files = {
            _name(story, group, together=together): proof(group, public, shown.content, instant) for group in groups
        }
        # A picture that passed the checks may turn out broken when it is decoded; then its place would be empty.
        problems = list(places.pictures.problems(site.pictures))
        return Proofs(problems=problems) if problems else Proofs(files)


def _name(story: Story, group: Sequence[LocalizedSite], *, together: bool) -> str:
    return f"{story.folder}.html" if together else f"{story.folder}.{group[0].locale}.html"
