"""Every story read and checked, on every core where there are many, or out of the store where nothing has changed.

Of each story the site holds what is known at once; the long parts are read again when a page needs them. So ten thousand
stories are no burden on memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from site_builder.intake.folders import Folders, Piece
from site_builder.intake.heads import Head, opened, reader, unpacked, with_stories
from site_builder.problems import Problem
from site_builder.public import Instant
from site_builder.reading.frozen import loads
from site_builder.reading.project import story_folders
from site_builder.site import Site
from site_builder.store import Store
from site_builder.workers import in_shares, jobs

__all__ = ["take_in"]

# Fewer stories than this are read sooner than a process is started.
_WORTH_A_PROCESS = 400


def take_in(
    root: Path, around: Site, instant: Instant, store: Store, processes: int | None = None
) -> tuple[Site, list[Problem]]:
    """``around`` with every story below ``root``, and every problem of one story alone.

    ``processes``: how many read; None decides by how much there is. Raises WorkerError where a process died.
    """
    folders = story_folders(root)
    reading = Folders(root, around, instant, store)

    def share(number: int, of: int) -> Iterator[Piece]:
        return (reading.piece(folder) for folder in folders[number::of])

    heads: list[Head] = []
    problems: list[Problem] = []
    read = reader(store)
    for piece in in_shares(share, jobs(len(folders), _WORTH_A_PROCESS, processes)):
        store.note(piece.taken)
        heads.append(opened(unpacked(piece.head), piece.rest, read))
        problems += loads(piece.problems)
    return with_stories(around, sorted(heads, key=lambda head: head.found.folder)), problems
