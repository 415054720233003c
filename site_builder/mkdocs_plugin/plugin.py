"""The MkDocs plugin: hooks in, build out. What is decided is decided in ``build``.

One build makes the whole site: MkDocs renders the hand-written pages, in every language, and ``on_post_build`` adds
the rest. Errors in records stop it in ``on_config``, before MkDocs has touched the output.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import jinja2
from mkdocs.config import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as MkDocsPage

from site_builder import build
from site_builder.locales import Locale
from site_builder.locales.system_errors import told
from site_builder.mkdocs_plugin.options import Options, StoppedError
from site_builder.outputs.assets import assets
from site_builder.outputs.editor_program import EditorMissingError
from site_builder.outputs.pagefind import SearchError
from site_builder.outputs.photos import PhotoError
from site_builder.pages import Making
from site_builder.preview import edit_preview, preview_pages
from site_builder.problems import grave
from site_builder.problems.faults import fault, refused
from site_builder.problems.public_log import is_public_log, told_in
from site_builder.problems.report import as_text
from site_builder.public import Instant, read_instant
from site_builder.rendering import shell
from site_builder.rendering.chrome import preview_banners, shell_settings
from site_builder.rendering.handbook import PACKAGE, handbook, handbook_pictures
from site_builder.rendering.handbook_body import handbook_body, handbook_style
from site_builder.site import Site
from site_builder.workers import WorkerError

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

CONTACT = "{{ contact_email }}"
"""In a hand-written page: where the office's address goes."""


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
        self.options = Options()

    def load_config(self, options: dict[str, Any], config_file_path: str | None = None) -> tuple[list[Any], list[Any]]:
        """Settings are read and checked with the records (``reading.settings``), with file and line."""
        self.config = Unread(config_file_path=config_file_path)
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """``mkdocs serve`` is a preview, as ``stories serve`` is."""
        self.options.preview = self.options.preview or command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check every record; an error stops the build here, before MkDocs touches the output."""
        self.root = Path(config.config_file_path).parent
        shell.prepare_config(config)
        if self.options.given:
            self.prepared, self.editions = self.options.given.prepared, self.options.given.editions
            return config
        self.clock = datetime.now(UTC)
        self.store = build.open_store(self.root)
        if self.options.ready:
            self.prepared, self.editions = self.options.ready(self.store)
            self.options.prepared = self.prepared
            return config
        prepared = build.prepare(self.root, self._instant, self.store, self.options.processes)
        self.options.prepared = self.prepared = prepared
        self.options.report(prepared)
        count = len(grave(prepared.problems, strict=bool(config.strict)))
        if prepared.site is None or (count and not self.options.preview):
            self.store.close()
            raise StoppedError(self.options.words.plural("cli.build.stopped", count, number=count))
        instant = self._instant(prepared.site)
        if self.options.preview:
            self.editions = edit_preview(prepared.site, instant, prepared.problems, config.site_url or "")
        else:
            self.editions = build.edit(prepared.site, instant)
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Put the hand-written pages at their addresses."""
        pages, problems = self.prepared.handwritten, self.prepared.problems
        self.handwritten = {page.source: page for page in pages}
        banners = preview_banners(self.editions, problems) if self.options.preview else None
        dress = assets(self.editions[0].site.brand).dress
        settings = shell_settings(self.editions, pages, dress, self.options.links, banners)
        self.shell = shell.Shell(config, self.options.given.settings if self.options.given else settings)
        placed = shell.place_files(files, pages, config, self.shell)
        decided = self.editions[0].site.settings
        self.chapters = {chapter.page.source: chapter for chapter in handbook(decided)}
        own = (chapter.page for chapter in self.chapters.values())
        beside = handbook_pictures(decided)
        return Files([*placed, *shell.place_own(own, beside, PACKAGE, config, self.shell)])

    def on_env(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Have MkDocs escape what it prints; and note what it will write."""
        self.mkdocs_files = frozenset(file.dest_uri for file in files if file.inclusion.is_included())
        return shell.prepare_environment(env)

    def on_page_markdown(self, markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Fill in the office's address."""
        if page.file.src_uri in self.chapters:
            return markdown
        return markdown.replace(CONTACT, f"<{self.editions[0].site.settings.contact.email}>")

    def on_page_context(self, context: Any, page: MkDocsPage, config: MkDocsConfig, nav: Any) -> Any:
        """Give a hand-written page the frame of its language."""
        if chapter := self.chapters.get(page.file.src_uri):
            body = partial(handbook_body, chapter, page.content or "")
            return shell.own_page_context(context, chapter.page, body, handbook_style(), self.shell)
        return shell.page_context(context, page, self.handwritten[page.file.src_uri], self.shell)

    def on_post_page(self, output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Tidy a hand-written page."""
        return shell.finished_page(output)

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Make all the other pages and files."""
        if self.options.given:
            return
        extra: Iterable[Making] = ()
        if self.options.preview and self.prepared.site:
            extra = preview_pages(self.editions, self.prepared.site, self.prepared.problems)
        try:
            self.options.made = build.make(
                self.root,
                self.options.target or Path(config.site_dir),
                self.editions,
                self.frame,
                self.handwritten.values(),
                self.store,
                extra,
                progress=self.options.progress,
                processes=self.options.processes,
                needs_editor=self.options.ready is None,
            )
            self.options.planned = self.options.made.files | self.mkdocs_files
            if not self.options.preview and not self.options.ready:
                build.keep_records(self.prepared, self.store)
            self.options.finish(self.store)
        except PhotoError as error:
            lines = (as_text(told_in(os.environ, problem), self.options.locale) for problem in error.problems)
            raise StoppedError("\n".join(lines)) from error
        except WorkerError as error:
            raise StoppedError(self.options.words.text("cli.build.worker-died")) from error
        except EditorMissingError as error:
            raise StoppedError(self.options.words.text("cli.build.no-editor")) from error
        except SearchError as error:
            raise StoppedError(
                self.options.words.text("cli.build.no-search", said=told(error, self.options.words))
            ) from error
        finally:
            self.store.close()

    def on_build_error(self, *, error: Exception) -> None:
        """Keep what was read, though nothing comes of it now.

        ``stories`` says why. Where MkDocs itself was started, what the computer refused is said here in words; of any
        other error a public log is told no more than it may be.
        """
        if self.options.given:
            return
        self.store.close()
        if self.options.target or isinstance(error, MkDocsException):
            return
        is_public = is_public_log(os.environ)
        if isinstance(error, OSError):
            raise StoppedError(refused(error, self.options.words, is_public_log=is_public)) from None
        if is_public:
            raise StoppedError(fault(error, self.options.words)) from None

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Records are watched too, not only the hand-written pages."""
        watch(server, self.root)
        return server

    def frame(self, locale: Locale, section: str, address: str) -> shell.Frame:
        """The frame of a page, once MkDocs has been through ``on_files``."""
        if address == "404.html":
            return self.shell.not_found_frame()
        return self.shell.frame(locale, section, address)

    def _instant(self, site: Site) -> Instant:
        found = read_instant(self.options.as_of, os.environ, self.clock, site.settings.time_zone)
        if found is None:
            raise StoppedError("SOURCE_DATE_EPOCH")
        return found
