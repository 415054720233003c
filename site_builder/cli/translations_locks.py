"""Lock files: what is to stand in them, written whole or not at all, inside the project, and only where it changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from site_builder.facts.translations import TranslatedDocument
from site_builder.problems import Position, Problem
from site_builder.reading.files import is_inside, read_bytes
from site_builder.reading.records import lock_at, read_lock
from site_builder.store.files import write_whole
from site_builder.translations.fields import lock_of, recorded
from site_builder.translations.lock import Lock, written


def by_lock(chosen: Iterable[TranslatedDocument]) -> Mapping[str, list[TranslatedDocument]]:
    """The documents by the file of their lock."""
    ordered = sorted(chosen, key=_lock_file)
    return {file: list(them) for file, them in groupby(ordered, _lock_file)}


def _lock_file(document: TranslatedDocument) -> str:
    return lock_of(document.name)[0]


def noted(lock: Lock, chosen: Sequence[TranslatedDocument], locales: Sequence[str], on: date) -> Lock:
    """The lock with every translation of ``chosen``, which are all in it, that it did not know, as made from today's
    source. What it knew stays, of ``chosen`` as far as it is still there; of a register that could not be read whole,
    nobody can tell that."""
    found = recorded(lock, [field for document in chosen for field in document.fields()], locales, on)
    whole = tuple(lock_of(document.name)[1] for document in chosen if document.is_whole)
    return {**{key: known for key, known in lock.items() if not key[0].startswith(whole)}, **found}


def unrecorded(root: Path, chosen: Iterable[TranslatedDocument], locales: Sequence[str]) -> int:
    """How many translations of ``chosen`` no lock knows; locks that cannot be read do not count."""
    number = 0
    for file, them in by_lock(chosen).items():
        lock, _ = lock_at(root, file)
        if lock is not None:
            number += len(noted(lock, them, locales, date.min).keys() - lock.keys())
    return number


def keep(root: Path, file: str, lock: Lock) -> Problem | None:
    """Write a lock; the problem where it may not be written, or could not be read again. Raises OSError."""
    data = written(lock)
    before, _ = read_bytes(root, file)
    if data == before or (not lock and not (root / file).is_symlink() and before is None):
        return None
    if not is_inside((root / file).parent, root):
        return Problem(Position(file), "path-outside")
    again, unfit = read_lock(file, data)
    if again is None:
        return unfit[0]
    write_whole(root / file, data)
    return None
