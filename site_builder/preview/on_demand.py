"""Pictures of a preview: a photo's files when the first of them or its placeholder is wanted, cards one by one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING, NamedTuple

from site_builder.outputs.photos import PhotoFiles, make_photo, placeholder_of
from site_builder.outputs.search import FOLDER, SearchPage, index_stories, search_page
from site_builder.outputs.share_cards import CardFile, lacking_cards, make_card
from site_builder.pictures.inspection import PictureInfo, inspect
from site_builder.pictures.plan import Placeholder
from site_builder.problems import Problem
from site_builder.store import Store
from site_builder.store.files import write_file
from site_builder.workers import cores

if TYPE_CHECKING:
    from site_builder.workers.pool import WorkerPool

_STORE = ".store"
# What no page has that the search leaves out (``templates/pages/story.html``).
_SEARCHED = b"data-pagefind-body"


class Pictures:
    """The pictures of the project in ``root``, put into ``folder`` from the store, or made and kept there.

    ``failed`` is called when one that passed the checks cannot be made: ``problems`` has it from then on. To be closed.
    """

    def __init__(self, root: Path, folder: Path, store: Store, failed: Callable[[], None]) -> None:
        self._root = root
        self._folder = folder
        self._store = store
        self._failed = failed
        self._faults: dict[tuple[str, str], Problem] = {}
        self._placeholders: dict[str, Placeholder] = {}
        self._busy: dict[str, Lock] = {}
        self._pool: WorkerPool | None = None
        # Each takes the memory of a whole picture, and a core.
        self._at_once = BoundedSemaphore(cores())

    def content(self, name: str, photos: Mapping[str, PhotoFiles]) -> bytes | None:
        """Give the picture file ``name`` of one of these photos."""
        photo = photos.get(name)
        if photo is None or self._made(photo) is None:
            return None
        return (self._folder / name).read_bytes()

    def card(self, name: str, cards: Mapping[str, CardFile], photos: Mapping[str, PhotoFiles]) -> bytes | None:
        """Give the share card ``name`` of one of these cards, whose photos are among ``photos``."""
        card = cards.get(name)
        if card is None or (card.photo and self.content(card.photo, photos) is None):
            return None
        with self._busy.setdefault(name, Lock()):
            if lacking_cards([card], self._folder, self._store):
                make_card(card, self._folder, self._store)
            return (self._folder / name).read_bytes()

    def placeholders(self, photos: Iterable[PhotoFiles]) -> dict[str, Placeholder]:
        """Give the placeholders of these photos by stem, except those that cannot be made."""
        wanted = list(photos)
        missing = [photo for photo in wanted if photo.plan.stem not in self._placeholders and not self._kept(photo)]
        if missing:
            with ThreadPoolExecutor(cores()) as pool:
                list(pool.map(self._made, missing))
        found = ((photo.plan.stem, self._placeholders.get(photo.plan.stem)) for photo in wanted)
        return {stem: placeholder for stem, placeholder in found if placeholder}

    def problems(self, pictures: Mapping[str, PictureInfo]) -> Iterator[Problem]:
        """Report pictures that could not be made and have not changed since. ``pictures``: by path in the project."""
        for (file, digest), problem in self._faults.items():
            if file in pictures and pictures[file].digest == digest:
                yield problem

    def close(self) -> None:
        """End the processes that make pictures."""
        if self._pool:
            self._pool.close()

    def _kept(self, photo: PhotoFiles) -> bool:
        """Tell whether the store has the photo's placeholder."""
        found = placeholder_of(photo, self._store)
        if found:
            self._placeholders[photo.plan.stem] = found
        return found is not None

    def _made(self, photo: PhotoFiles) -> Placeholder | None:
        """Make all files of a photo, and give its placeholder; None where they cannot be made."""
        with self._busy.setdefault(photo.plan.info.digest, Lock()):
            if (photo.file, photo.plan.info.digest) in self._faults:
                return None
            found = self._placeholders.get(photo.plan.stem)
            if found and all((self._folder / path).exists() for path in photo.keys):
                return found
            with self._at_once:
                made = make_photo(self._root, photo, self._folder, self._store, self._workers())
        if isinstance(made, Placeholder):
            self._placeholders[photo.plan.stem] = made
            return made
        if self._is_as_it_was(photo):
            self._faults[photo.file, photo.plan.info.digest] = made
        self._failed()
        return None

    def _workers(self) -> WorkerPool:
        from site_builder.workers.pool import WorkerPool

        if self._pool is None:
            self._pool = WorkerPool()
        return self._pool

    def _is_as_it_was(self, photo: PhotoFiles) -> bool:
        """Tell whether the file is still the one that was checked: one that is being written is no fault."""
        try:
            found = inspect((self._root / photo.file).read_bytes())
        except OSError:
            return False
        return isinstance(found, PictureInfo) and found.digest == photo.plan.info.digest


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
        """Give a file of the index of ``pages``. Raises SearchError."""
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
        """List the pages that are there and mark something to be searched."""
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
                    write_file(f"{self._folder}/{name}", html)
