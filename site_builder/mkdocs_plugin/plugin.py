"""The MkDocs plugin: hooks in, build out. What is decided is decided in ``building`` and ``build``.

MkDocs is started for its own part alone by ``running``, which has given the plugin what was read. Under plain
``mkdocs build`` and ``mkdocs serve`` the plugin reads the records itself in ``on_config``, before MkDocs has touched
the output, and adds all other pages in ``on_post_build``.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import jinja2
from mkdocs.config import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as MkDocsPage

from site_builder import build
from site_builder.locales.environment import language
from site_builder.mkdocs_plugin.building import make_pages, planned_pages, read_project, wanted_of
from site_builder.mkdocs_plugin.copying import cleaned_files
from site_builder.mkdocs_plugin.options import Options, StoppedError
from site_builder.mkdocs_plugin.output import Wanted
from site_builder.prepare import Prepared, open_store
from site_builder.problems import Severity
from site_builder.problems.report import as_text, fault, is_public_log, refused, told_in
from site_builder.rendering import mkdocs_pages, theme
from site_builder.rendering.handbook import PACKAGE, handbook, handbook_body, handbook_pictures, handbook_style
from site_builder.rendering.theme import LayoutRenderer
from site_builder.store import Store

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

CONTACT = "{{ contact_email }}"
"""In a hand-written page: where the office's address goes."""

log = logging.getLogger("mkdocs.plugins.stories")


def watch(server: LiveReloadServer, root: Path) -> None:
    """Have ``server`` build again when anything changes that the site in ``root`` is made from."""
    # The folder itself, not mkdocs.yml: programs that save by renaming would end the watch on a file.
    server.watch(str(root), recursive=False)
    for name in ("content", "stories"):
        if (root / name).is_dir():
            server.watch(str(root / name))


class Unread(Config):
    """MkDocs' own reading of the plugin's options, which takes none: see ``StoriesPlugin.load_config``."""


class StoriesPlugin(BasePlugin[Unread]):
    """Keeps, from hook to hook, what the build has made so far."""

    supports_multiple_instances = False

    def __init__(self) -> None:
        self._given: Wanted | None = None
        self._options = Options(report=_log_problems)
        self._store: Store | None = None
        self.left_out: set[str] = set()
        """Files of the project that could not be cleaned, once MkDocs is done."""

    @contextmanager
    def making_its_part(self, wanted: Wanted, store: Store) -> Iterator[None]:
        """Have a build make MkDocs' part alone, for records that were read already. MkDocs keeps plugins from build to
        build, so this ends with it. ``store`` stays open."""
        self._given, self._store = wanted, store
        try:
            yield
        finally:
            self._given = self._store = None

    def load_config(self, options: dict[str, Any], config_file_path: str | None = None) -> tuple[list[Any], list[Any]]:
        """Settings are read and checked with the records (``reading.settings``), with file and line."""
        self.config = Unread(config_file_path=config_file_path)
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """``mkdocs serve`` is a preview, as ``stories serve`` is."""
        self._options.preview = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check every record; an error stops the build here, before MkDocs touches the output."""
        self._root = Path(config.config_file_path).parent
        theme.prepare_config(config)
        if self._given:
            self._wanted = self._given
            return config
        self._store = open_store(self._root)
        try:
            sites = read_project(self._root, self._options, self._store, datetime.now(UTC), strict=bool(config.strict))
        except StoppedError as stopped:
            self._store.close()
            raise Abort(str(stopped)) from stopped
        prepared = self._options.prepared or Prepared(None, (), ())
        self._planned = planned_pages(prepared, sites, preview=self._options.preview)
        self._wanted = wanted_of(prepared, sites, self._planned, self._options)
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Put the hand-written pages at their addresses."""
        pages = self._wanted.prepared.handwritten
        self._handwritten = {page.source: page for page in pages}
        self.layouts = LayoutRenderer(config, self._wanted.settings)
        found = mkdocs_pages.place_files(files, pages, config, self.layouts)
        placed, self.left_out = cleaned_files(
            found, config, self._wanted.prepared.static, self._opened(), self._wanted.locale
        )
        decided = self._wanted.sites[0].public.settings
        self._chapters = {chapter.page.source: chapter for chapter in handbook(decided)}
        own = (chapter.page for chapter in self._chapters.values())
        beside = handbook_pictures(decided)
        return Files([*placed, *mkdocs_pages.place_own(own, beside, PACKAGE, config, self.layouts)])

    def on_env(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Have MkDocs escape what it prints."""
        return theme.prepare_environment(env)

    def on_page_markdown(self, markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Fill in the office's address."""
        if page.file.src_uri in self._chapters:
            return markdown
        return markdown.replace(CONTACT, f"<{self._wanted.sites[0].public.settings.contact.email}>")

    def on_page_context(self, context: Any, page: MkDocsPage, config: MkDocsConfig, nav: Any) -> Any:
        """Give a hand-written page the layout of its language."""
        if chapter := self._chapters.get(page.file.src_uri):
            body = partial(handbook_body, chapter, page.content or "")
            return mkdocs_pages.own_page_context(context, chapter.page, body, handbook_style(), self.layouts)
        return mkdocs_pages.page_context(context, page, self._handwritten[page.file.src_uri], self.layouts)

    def on_post_page(self, output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Tidy a hand-written page."""
        return mkdocs_pages.finished_page(output)

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Make all the other pages and files."""
        if self._given or self._store is None:
            return
        wanted, target = self._wanted, Path(config.site_dir)
        try:
            make_pages(self._root, target, self._options, wanted.sites, self._planned, self.layouts.layout, self._store)
            if not self._options.preview:
                build.keep_records(wanted.prepared, self._store)
        except StoppedError as stopped:
            raise Abort(str(stopped)) from stopped
        finally:
            self._store.close()

    def on_build_error(self, *, error: Exception) -> None:
        """Keep what was read, though nothing comes of it now.

        ``stories`` says why. Where MkDocs itself was started, what the computer refused is said here in words; of any
        other error a public log is told no more than it may be.
        """
        if self._given:
            return
        if self._store is not None:
            self._store.close()
        if isinstance(error, MkDocsException):
            return
        words, is_public = self._options.words, is_public_log(os.environ)
        if isinstance(error, OSError):
            raise Abort(refused(error, words, is_public_log=is_public)) from None
        if is_public:
            raise Abort(fault(error, words)) from None

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Records are watched too, not only the hand-written pages."""
        watch(server, self._root)
        return server

    def _opened(self) -> Store:
        if self._store is None:
            raise RuntimeError("no store is open")
        return self._store


def _log_problems(prepared: Prepared) -> None:
    levels = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING, Severity.NOTE: logging.INFO}
    for problem in prepared.problems:
        log.log(levels[problem.severity], as_text(told_in(os.environ, problem), language(os.environ)))
