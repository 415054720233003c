"""The live preview: MkDocs' own reloading server on the loopback address, kept running whatever people type."""

from __future__ import annotations

import contextlib
import logging
import os
import tempfile
import traceback
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.utils import clean_directory

from site_builder.build import Prepared, open_store, prepare
from site_builder.locales import Locale
from site_builder.mkdocs_plugin.plugin import Options, StoriesPlugin, watch
from site_builder.mkdocs_plugin.running import listening
from site_builder.public import read_instant
from site_builder.rendering.broken import broken_page

HOST = "127.0.0.1"

Told = Callable[[Prepared, list[str]], None]
"""Told after every build what reading and checking gave, and MkDocs' own remarks."""


def serve(root: Path, port: int, locale: Locale, told: Told, *, open_in_browser: bool = False) -> None:
    """Show the project in ``root`` at 127.0.0.1 until interrupted. ``locale``: of the page shown when all is broken.

    Drafts are shown and marked. A story with an error is replaced by a page that says what is wrong; where not even
    the settings can be read, every address shows that. Raises OSError where the port is taken.
    """
    with tempfile.TemporaryDirectory(prefix="stories-preview-") as folder:
        address = f"http://{HOST}:{port}/"
        # Every address that is asked for and is not there would be told; the browser says it too.
        logging.getLogger("mkdocs.livereload").setLevel(logging.ERROR)

        def builder() -> None:
            options = Options(preview=True, report=lambda prepared: None)
            broken = _build(root, Path(folder), address, options)
            prepared = options.prepared or _read(root)
            # What our own reading has said better needs no second telling.
            remarks = [] if prepared.site is None else options.remarks
            if broken:
                _show(Path(folder), broken_page(prepared.problems, remarks, locale))
            told(prepared, remarks)

        server = _Server(builder, HOST, port, folder)
        try:
            builder()
            watch(server, root)
            server.serve(open_in_browser=open_in_browser)  # type: ignore[no-untyped-call]
        finally:
            server.shutdown()


def _build(root: Path, folder: Path, address: str, options: Options) -> bool:
    """Build into ``folder``; whether that failed altogether."""
    with listening(options.remarks):
        try:
            config = load_config(str(root / "mkdocs.yml"), site_dir=str(folder), site_url=address)
            plugin = config.plugins.get("stories")
            if not isinstance(plugin, StoriesPlugin):
                return True
            plugin.options = options
            build(config, serve_url=address)
        except MkDocsException as error:
            options.remarks.append(error.format_message())
            return True
        except Exception:
            # A fault of the program, which whoever mends it must see; the preview goes on with the next change.
            traceback.print_exc()
            return True
    return False


def _read(root: Path) -> Prepared:
    clock = datetime.now(UTC)
    with contextlib.closing(open_store(root)) as store:
        return prepare(
            root, lambda site: read_instant(None, os.environ, clock, site.settings.time_zone) or _never(), store
        )


def _never() -> Any:
    raise ValueError("SOURCE_DATE_EPOCH")


def _show(folder: Path, page: str) -> None:
    """Nothing but this page, at every address."""
    clean_directory(str(folder))
    for name in ("index.html", "404.html"):
        (folder / name).write_text(page, encoding="utf-8")


class _Server(LiveReloadServer):
    """MkDocs' server, with live reload on the page for unknown addresses too, and for this computer alone."""

    def __init__(self, builder: Callable[[], None], host: str, port: int, root: str) -> None:
        super().__init__(builder=builder, host=host, port=port, root=root)
        self.error_handler = self._error_page
        # Interrupted twice, the process must end all the same.
        self.serve_thread.daemon = True
        self.own_names = {f"{name}:{port}" for name in (host, "localhost")}

    def serve_request(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer, unless it was asked for under another name: a website could point its own name at this computer."""
        if environ.get("HTTP_HOST") not in self.own_names:
            start_response("403 Forbidden", [("Content-Type", "text/plain")])
            return [b"403 Forbidden"]
        return super().serve_request(environ, start_response)

    def _error_page(self, code: int) -> bytes | None:
        try:
            page = (Path(self.root) / f"{code}.html").read_bytes()
        except OSError:
            return None
        return bytes(self._inject_js_into_html(page, self._visible_epoch))  # type: ignore[no-untyped-call]
