"""The search of a preview: the index is made when somebody searches, of the pages as they are then."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from site_builder.outputs.search import FOLDER, SearchPage, index_stories, search_page
from site_builder.store import Store
from site_builder.store.files import write_new

_STORE = ".store"

# What no page has that the search leaves out (``templates/pages/story.html``).
_SEARCHED = b"data-pagefind-body"


class Searched(NamedTuple):
    """A page that may be found, in its language. ``mark``: as long as it is the same, so is what ``html`` gives."""

    locale: str
    mark: Hashable
    html: Callable[[], bytes]


class Search:
    """The index and the pages that it was made of, below ``folder``, which belongs to it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._marks: dict[str, Hashable] = {}
        self._lock = Lock()

    def content(self, name: str, pages: Mapping[str, Searched]) -> bytes | None:
        """A file of the index over ``pages``. Raises SearchError."""
        with self._lock:
            marks = {file: page.mark for file, page in pages.items()}
            if marks != self._marks:
                before, self._marks = self._marks, {}
                self._write(before, pages)
                shutil.rmtree(self._folder / FOLDER, ignore_errors=True)
                with closing(Store(self._folder / _STORE)) as store:
                    index_stories(self._found(pages), self._folder, store)
                self._marks = marks
        file = (self._folder / name).resolve()
        return file.read_bytes() if file.is_relative_to(self._folder.resolve()) and file.is_file() else None

    def _found(self, pages: Mapping[str, Searched]) -> Iterator[SearchPage]:
        """The pages that are there and mark something to be searched."""
        for name, page in pages.items():
            file = self._folder / name
            if file.is_file() and (found := search_page(page.locale, name, file.read_bytes())):
                yield found

    def _write(self, before: Mapping[str, Hashable], pages: Mapping[str, Searched]) -> None:
        """Bring the pages up to date. ``before``: the marks of those that are there; what else is there goes."""
        if not before:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True, exist_ok=True)
        for name in before.keys() - pages.keys():
            (self._folder / name).unlink(missing_ok=True)
        for name, page in pages.items():
            if before.get(name) != page.mark:
                html = page.html()
                (self._folder / name).unlink(missing_ok=True)
                if _SEARCHED in html:
                    write_new(f"{self._folder}/{name}", html)
