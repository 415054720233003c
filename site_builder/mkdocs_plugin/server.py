"""MkDocs' reloading server, for pages that are made when they are asked for, and for this computer alone."""

from __future__ import annotations

import posixpath
import traceback
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from mkdocs.livereload import LiveReloadServer

from site_builder.outputs.editor import FOLDER as EDITOR

Answer = Callable[[str], bytes | None]
"""What stands at a file's path in the site; None where nothing does."""


class Server(LiveReloadServer):
    """Shows what ``answer`` gives at ``host``, live reload on each page; builds again after ``again``.

    ``failed`` is told of every error.
    """

    def __init__(
        self,
        builder: Callable[[], None],
        answer: Answer,
        host: str,
        port: int,
        failed: Callable[[Exception], None] = traceback.print_exception,
    ) -> None:
        super().__init__(builder=builder, host=host, port=port, root="")
        self.error_handler = self._error_page
        self._answer, self._failed = answer, failed
        # Interrupted twice, the process must end all the same.
        self.serve_thread.daemon = True
        self.own_names = {f"{name}:{port}" for name in (host, "localhost")}

    def again(self) -> None:
        """Build again, when what changes has stopped changing. Called from any thread."""
        with self._rebuild_cond:
            self._want_rebuild = True
            self._rebuild_cond.notify_all()

    def serve_request(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer, unless it was asked for under another name: a website could point its own name at this computer."""
        if environ.get("HTTP_HOST") not in self.own_names:
            start_response("403 Forbidden", [("Content-Type", "text/plain")])
            return [b"403 Forbidden"]
        return super().serve_request(environ, start_response)

    def _serve_request(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes] | None:
        try:
            return self._served(environ, start_response)
        except Exception as error:
            self._failed(error)
            # The browser is told that there was one.
            raise

    def _served(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes] | None:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if path.startswith("/livereload/"):
            told: Iterable[bytes] | None = super()._serve_request(environ, start_response)
            return told
        # What is asked for while a build runs is answered from the new one.
        with self._epoch_cond:
            self._epoch_cond.wait_for(lambda: self._visible_epoch == self._wanted_epoch)
            epoch = self._visible_epoch
        name = posixpath.normpath("/" + path).lstrip("/")
        file = posixpath.join(name, "index.html") if path.endswith("/") else name
        content = self._answer(file)
        if content is None:
            if not path.endswith("/") and self._answer(f"{name}/index.html") is not None:
                start_response("302 Found", [("Location", f"{quote(path)}/")])
                return []
            return None
        # Whoever is writing in the editor's forms must not lose them because a file was saved.
        if file.endswith(".html") and not file.startswith(f"{EDITOR}/"):
            content = bytes(self._inject_js_into_html(content, epoch))  # type: ignore[no-untyped-call]
        kind = self._guess_type(file)  # type: ignore[no-untyped-call]
        start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(content)))])
        return [content]

    def _error_page(self, code: int) -> bytes | None:
        page = self._answer(f"{code}.html")
        return page and bytes(self._inject_js_into_html(page, self._visible_epoch))  # type: ignore[no-untyped-call]
