"""A web server for a folder on the loopback address, which behaves as hosts of static sites do."""

import gzip
import mimetypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

COMPRESSED = ("text/", "application/json", "application/javascript", "application/xml", "image/svg+xml")


@lru_cache(maxsize=500)
def _compressed(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)


class _StaticSite(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, root: Path, below: str, *arguments: object) -> None:
        self.root, self.below = root.resolve(), below
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        file = (self.root / path.removeprefix(self.below)).resolve()
        if not path.startswith(self.below) or not file.is_relative_to(self.root):
            return self._send(HTTPStatus.NOT_FOUND, self.root / "404.html")
        if file.is_dir():
            if not path.endswith("/"):
                return self._redirect(path + "/")
            file /= "index.html"
        if not file.is_file():
            return self._send(HTTPStatus.NOT_FOUND, self.root / "404.html")
        return self._send(HTTPStatus.OK, file)

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Tests read what the browser says; the server stays silent."""

    def _redirect(self, to: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, file: Path) -> None:
        body = file.read_bytes() if file.is_file() else b""
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        text = kind.startswith(COMPRESSED)
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        if status == HTTPStatus.OK and kind != "text/html":
            self.send_header("Cache-Control", "max-age=600")
        if text and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = _compressed(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *request: object) -> None:
        # A browser that leaves a page hangs up on what it had asked for.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(*request)  # type: ignore[arg-type]


@contextmanager
def serving(folder: Path, below: str = "/") -> Iterator[str]:
    """Serve a folder while the block runs, below a path that begins and ends with a slash; gives its whole address."""
    server = _Server(("127.0.0.1", 0), partial(_StaticSite, folder, below))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{below}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
