"""The MkDocs plugin: hooks in, build out. All decisions are made in ``building`` and ``build``.

MkDocs is started for its own part alone by ``running``, which has given the plugin what was read. Under plain
``mkdocs build`` and ``mkdocs serve`` the plugin reads the records itself in ``on_config``, before MkDocs has touched
the output, and adds all other pages in ``on_post_build``.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import jinja2
from mkdocs.config import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage

from site_builder import build
from site_builder.locales import Locale
from site_builder.locales.environment import language
from site_builder.mkdocs_plugin.building import (
    Options,
    StoppedError,
    make_pages,
    planned_pages,
    prepare_sites,
    wanted_of,
)
from site_builder.mkdocs_plugin.output import Wanted
from site_builder.outputs.static_files import StaticFile, look_through, published
from site_builder.prepare import PAGES, Prepared, open_store
from site_builder.problems import Severity
from site_builder.problems.report import as_text, describe_bug, describe_refusal, for_log, is_public_log
from site_builder.rendering import mkdocs_pages, theme
from site_builder.rendering.handbook import PACKAGE, handbook, handbook_body, handbook_pictures, handbook_style
from site_builder.rendering.theme import LayoutRenderer
from site_builder.store import Store
from site_builder.store.files import write_file

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer


log = logging.getLogger("mkdocs.plugins.stories")
CONTACT = "{{ contact_email }}"
"""In a hand-written page: where the office's address goes."""


class CleanedFile(File):
    """A file that is published cleaned. ``left_out``: takes its path, should it have changed since it was looked at."""

    def __init__(self, file: File, static: StaticFile, store: Store, left_out: set[str]) -> None:
        super().__init__(file.src_uri, file.src_dir, file.dest_dir, file.use_directory_urls, inclusion=file.inclusion)
        self._static, self._store, self._left_out = static, store, left_out

    def copy_file(self, dirty: bool = False) -> None:
        """Write what is published; nothing, where the file is no longer the one that was looked at."""
        content = published(Path(self.abs_src_path or ""), self._static, self._store)
        if content is None:
            self._left_out.add(self.src_uri)
        else:
            write_file(self.abs_dest_path, content)


def cleaned_files(
    files: Iterable[File], config: MkDocsConfig, known: Mapping[str, StaticFile], store: Store, locale: Locale
) -> tuple[list[File], set[str]]:
    """Have files that are copied out of the project cleaned, and leave out those that cannot be.

    Returns the files that MkDocs is to copy, and the paths of those left out: once MkDocs has copied, also the
    files that changed in between.

    ``known``: what becomes of files below the pages' folder, where that was looked at. What was not is looked at and
    told now, in ``locale``. Raises WorkerError.
    """
    listed = list(files)
    copied = {file.src_uri: Path(file.abs_src_path or "") for file in listed if _is_projects(file, config)}
    folder = Path(config.config_file_path).parent / PAGES
    static = {name: known[name] for name, path in copied.items() if name in known and path == folder / name}
    others = look_through({name: path for name, path in copied.items() if name not in static}, store)
    for name, other in others.items():
        for problem in other.problems(name) if other.refusal else ():
            log.warning(as_text(problem, locale))
    static.update(others)
    left_out = {name for name, each in static.items() if each.refusal}
    kept = [
        CleanedFile(file, static[file.src_uri], store, left_out)
        if file.src_uri in static and static[file.src_uri].cleaned
        else file
        for file in listed
        if file.src_uri not in left_out
    ]
    return kept, left_out


def _is_projects(file: File, config: MkDocsConfig) -> bool:
    """Tell whether a file is copied from a folder of the project's, and not from the theme's package."""
    folders = [folder for folder in (config.docs_dir, config.theme.custom_dir) if folder]
    return not file.is_documentation_page() and file.src_dir in folders


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
        """Leave settings alone: ``reading.settings`` reads and checks them with the records, with file and line."""
        self.config = Unread(config_file_path=config_file_path)
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Make ``mkdocs serve`` a preview, as ``stories serve`` is."""
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
            prepared, sites = prepare_sites(self._root, self._options, self._store, strict=bool(config.strict))
        except StoppedError as stopped:
            self._store.close()
            raise Abort(str(stopped)) from stopped
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
            make_pages(self._root, target, self._options, wanted, self._planned, self.layouts.layout, self._store)
            if not self._options.preview:
                build.remember_records(wanted.prepared, self._store)
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
            raise Abort(describe_refusal(error, words, is_public_log=is_public)) from None
        if is_public:
            raise Abort(describe_bug(error, words)) from None

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch records too, not only hand-written pages."""
        watch(server, self._root)
        return server

    def _opened(self) -> Store:
        if self._store is None:
            raise RuntimeError("no store is open")
        return self._store


def _log_problems(prepared: Prepared) -> None:
    levels = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING, Severity.NOTE: logging.INFO}
    for problem in prepared.problems:
        log.log(levels[problem.severity], as_text(for_log(os.environ, problem), language(os.environ)))
