"""Pictures of a preview: a photo's files when the first of them or its placeholder is wanted, cards one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING

from site_builder.outputs.photos import PhotoFiles, make_photo, placeholder_of
from site_builder.outputs.share_cards import CardFile, lacking_cards, make_card
from site_builder.pictures.inspection import PictureInfo, inspect
from site_builder.pictures.plan import Placeholder
from site_builder.problems import Problem
from site_builder.store import Store
from site_builder.workers import cores

if TYPE_CHECKING:
    from site_builder.workers.pool import WorkerPool


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
        """The picture file ``name`` of one of these photos."""
        photo = photos.get(name)
        if photo is None or self._made(photo) is None:
            return None
        return (self._folder / name).read_bytes()

    def card(self, name: str, cards: Mapping[str, CardFile], photos: Mapping[str, PhotoFiles]) -> bytes | None:
        """The share card ``name`` of one of these cards, whose photos are among ``photos``."""
        card = cards.get(name)
        if card is None or (card.photo and self.content(card.photo, photos) is None):
            return None
        with self._busy.setdefault(name, Lock()):
            if lacking_cards([card], self._folder, self._store):
                make_card(card, self._folder, self._store)
            return (self._folder / name).read_bytes()

    def placeholders(self, photos: Iterable[PhotoFiles]) -> dict[str, Placeholder]:
        """What stands in for these photos in a page, by stem; those that cannot be made are not among them."""
        wanted = list(photos)
        missing = [photo for photo in wanted if photo.plan.stem not in self._placeholders and not self._kept(photo)]
        if missing:
            with ThreadPoolExecutor(cores()) as pool:
                list(pool.map(self._made, missing))
        found = ((photo.plan.stem, self._placeholders.get(photo.plan.stem)) for photo in wanted)
        return {stem: placeholder for stem, placeholder in found if placeholder}

    def problems(self, pictures: Mapping[str, PictureInfo]) -> Iterator[Problem]:
        """What turned out to be wrong with those of ``pictures``, by path in the project, that are as they were."""
        for (file, digest), problem in self._faults.items():
            if file in pictures and pictures[file].digest == digest:
                yield problem

    def close(self) -> None:
        """End the processes that make pictures."""
        if self._pool:
            self._pool.close()

    def _kept(self, photo: PhotoFiles) -> bool:
        """Whether the store has the photo's placeholder."""
        found = placeholder_of(photo, self._store)
        if found:
            self._placeholders[photo.plan.stem] = found
        return found is not None

    def _made(self, photo: PhotoFiles) -> Placeholder | None:
        """The placeholder of a photo whose files are all in the folder now; None where they cannot be made."""
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
        """Whether the file is still the one that was checked: that of another one's writing is no fault of its own."""
        try:
            found = inspect((self._root / photo.file).read_bytes())
        except OSError:
            return False
        return isinstance(found, PictureInfo) and found.digest == photo.plan.info.digest
