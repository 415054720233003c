"""Every story read and checked, on every core where there are many, or out of the store where nothing has changed.

Of each story the site holds what is known at once; the long parts are read again when a page needs them. So ten
thousand stories are no burden on memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from site_builder.intake.folders import Folders, Known, Piece
from site_builder.intake.heads import opened, reader, unpacked, with_stories
from site_builder.problems import Problem
from site_builder.public import Instant
from site_builder.reading.project import story_folders
from site_builder.reading.serialization import loads
from site_builder.site import Site
from site_builder.store import Digest, Store
from site_builder.store.fingerprints import FileCache
from site_builder.workers import in_shares, jobs

__all__ = ["Known", "Taken", "read_in", "take_in"]

# Fewer stories than this are read sooner than a process is started.
_WORTH_A_PROCESS = 400


class Taken(NamedTuple):
    """The site with every story, the problems of each story alone, and the keys under which the store has them."""

    site: Site
    problems: list[Problem]
    names: dict[str, Digest]


def take_in(
    root: Path,
    around: Site,
    instant: Instant,
    store: Store,
    processes: int | None = None,
    memory: FileCache[Known] | None = None,
) -> Taken:
    """``around`` with every story below ``root``, and every problem of one story alone.

    ``processes``: how many read; None decides by how much there is. ``memory``: of this ``root`` and ``store``; what it
    knows is not read again. Raises WorkerError where a process died.
    """
    read = read_in(root, around, instant, store, processes, memory)
    site = with_stories(around, [known.head for known in read])
    problems = [each for known in read for each in known.problems]
    return Taken(site, problems, {known.head.found.folder: known.name for known in read})


def read_in(
    root: Path,
    around: Site,
    instant: Instant,
    store: Store,
    processes: int | None = None,
    memory: FileCache[Known] | None = None,
) -> list[Known]:
    """The same, folder by folder."""
    folders = story_folders(root)
    reading = Folders(root, around, instant, store)
    found = {} if memory is None else reading.known(folders, memory)
    anew = [folder for folder in folders if folder not in found]

    def share(number: int, of: int) -> Iterator[Piece]:
        return (reading.piece(folder) for folder in anew[number::of])

    read_later = reader(store)
    for piece in in_shares(share, jobs(len(anew), _WORTH_A_PROCESS, processes)):
        store.note(piece.taken)
        head = opened(unpacked(piece.head), piece.rest, read_later)
        found[head.found.folder] = Known(head, loads(piece.problems), reading.basis(head), piece.name)
    if memory is not None:
        reading.remember(found, memory)
    return [found[folder] for folder in folders]
