"""Picture files of a preview: those of a photo are made when the first of them is asked for, cards one by one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from threading import BoundedSemaphore, Lock

from site_builder.outputs.photos import PhotoFiles, make_photo
from site_builder.outputs.share_cards import CardFile, lacking_cards, make_card
from site_builder.pictures import PictureInfo, inspect
from site_builder.problems import Problem
from site_builder.store import Store


class Pictures:
    """The pictures of the project in ``root``, put into ``folder`` from the store, or made and kept there.

    ``failed`` is called when one that passed the checks cannot be decoded to its end: ``problems`` has it from then on.
    """

    def __init__(self, root: Path, folder: Path, store: Store, failed: Callable[[], None]) -> None:
        self._root = root
        self._folder = folder
        self._store = store
        self._failed = failed
        self._faults: dict[tuple[str, str], Problem] = {}
        self._busy: dict[str, Lock] = {}
        # Each takes the memory of a whole picture, and a core.
        self._at_once = BoundedSemaphore(os.cpu_count() or 1)

    def content(self, name: str, photos: Mapping[str, PhotoFiles]) -> bytes | None:
        """The picture file ``name`` of one of these photos."""
        photo = photos.get(name)
        if photo is None or (photo.file, photo.info.digest) in self._faults:
            return None
        file = self._folder / name
        with self._busy.setdefault(photo.info.digest, Lock()), self._at_once:
            problem = None if file.exists() else make_photo(self._root, photo, self._folder, self._store)
        if problem is None:
            return file.read_bytes()
        if self._is_as_it_was(photo):
            self._faults[photo.file, photo.info.digest] = problem
        self._failed()
        return None

    def card(self, name: str, cards: Mapping[str, CardFile], photos: Mapping[str, PhotoFiles]) -> bytes | None:
        """The share card ``name`` of one of these cards, whose photos are among ``photos``."""
        card = cards.get(name)
        if card is None or (card.photo and self.content(card.photo, photos) is None):
            return None
        with self._busy.setdefault(name, Lock()):
            if lacking_cards([card], self._folder, self._store):
                make_card(card, self._folder, self._store)
            return (self._folder / name).read_bytes()

    def _is_as_it_was(self, photo: PhotoFiles) -> bool:
        """Whether the file is still the one that was checked: that of another one's writing is no fault of its own."""
        try:
            found = inspect((self._root / photo.file).read_bytes())
        except OSError:
            return False
        return isinstance(found, PictureInfo) and found.digest == photo.info.digest

    def problems(self, pictures: Mapping[str, PictureInfo]) -> Iterator[Problem]:
        """What turned out to be wrong with those of ``pictures``, by path in the project, that are as they were."""
        for (file, digest), problem in self._faults.items():
            if file in pictures and pictures[file].digest == digest:
                yield problem
