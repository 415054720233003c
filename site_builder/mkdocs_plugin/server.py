"""MkDocs' reloading server, for pages that are made when they are asked for, and for this computer alone."""

from __future__ import annotations

import os
import posixpath
import re
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from mkdocs.livereload import LiveReloadServer
from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from site_builder.outputs.editor import FOLDER as EDITOR

Answer = Callable[[str], bytes | None]
"""What stands at a file's path in the site; None where nothing does."""
_BELOW = ("content", "stories")
# That a file was read is told too, unless it is not asked for; and a build reads every file.
_FILES: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileClosedEvent,
]
_FOLDERS: list[type[FileSystemEvent]] = [DirCreatedEvent, DirDeletedEvent, DirMovedEvent]
_TELLING = {"bcachefs", "btrfs", "ext2", "ext3", "ext4", "f2fs", "jfs", "overlay", "reiserfs", "tmpfs", "xfs", "zfs"}
"""File systems of Linux that nobody writes to but through this system. Of what others do on a network drive, or on the
Windows side of a folder that both share, nothing is told."""
_OCTAL = re.compile(r"\\([0-7]{3})")


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
        # A request during a build is answered from the new one.
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
        # Nobody who is writing in the editor's forms may lose their words because a file was saved.
        if file.endswith(".html") and not file.startswith(f"{EDITOR}/"):
            content = bytes(self._inject_js_into_html(content, epoch))  # type: ignore[no-untyped-call]
        kind = self._guess_type(file)  # type: ignore[no-untyped-call]
        start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(content)))])
        return [content]

    def _error_page(self, code: int) -> bytes | None:
        page = self._answer(f"{code}.html")
        return page and bytes(self._inject_js_into_html(page, self._visible_epoch))  # type: ignore[no-untyped-call]


@contextmanager
def watching(root: Path, changed: Callable[[], None]) -> Iterator[None]:
    """Call ``changed``, while the block runs, for every change to the files that the site in ``root`` is made from."""
    observer = _observer(root, changed)
    try:
        yield
    finally:
        observer.stop()
        observer.join()


def _observer(root: Path, changed: Callable[[], None]) -> BaseObserver:
    places = [root, *(root / name for name in _BELOW if (root / name).is_dir())]
    if all(_is_told_of(place, below=place != root) for place in places):
        from watchdog.observers.inotify import InotifyObserver

        # The system may not grant as many watches as there are folders.
        with suppress(OSError):
            return _started(InotifyObserver(), places, changed)
    return _started(PollingObserver(timeout=0.5), places, changed)


def _started(observer: BaseObserver, places: list[Path], changed: Callable[[], None]) -> BaseObserver:
    handler = _Handler(changed)
    root, *below = places
    # The folder itself, not mkdocs.yml: programs that save by renaming would end the watch on a file.
    observer.schedule(handler, str(root), recursive=False, event_filter=_FILES)
    for place in below:
        observer.schedule(handler, str(place), recursive=True, event_filter=[*_FILES, *_FOLDERS])
    observer.start()
    return observer


class _Handler(FileSystemEventHandler):
    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Tell it, whatever it is."""
        self._changed()


def _is_told_of(place: Path, *, below: bool) -> bool:
    """Tell whether the system reports every change in ``place``: symbolic links may lead to where it does not look."""
    return sys.platform == "linux" and _kind(place.resolve()) in _TELLING and not any(_links(place, below=below))


def _kind(place: Path) -> str:
    """Give the kind of file system that ``place`` is on (proc_pid_mountinfo(5)); empty where that is not known."""
    at, kind = Path(), ""
    with suppress(OSError, UnicodeDecodeError):
        for line in Path("/proc/self/mountinfo").read_text("utf-8").splitlines():
            here = Path(_OCTAL.sub(lambda found: chr(int(found[1], 8)), line.split(" ")[4]))
            if place.is_relative_to(here) and len(here.parts) >= len(at.parts):
                at, kind = here, line.partition(" - ")[2].split(" ")[0]
    return kind


def _links(place: Path, *, below: bool) -> Iterator[str]:
    """List the symbolic links in a folder; ``below``: at any depth."""
    for folder, folders, files in os.walk(place):
        paths = (f"{folder}/{name}" for name in (*folders, *files))
        yield from (path for path in paths if os.path.islink(path))  # noqa: PTH114 - thousands of them
        if not below:
            return
