"""The records marked: wherever what is wanted stands, though other records are broken."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from site_builder.pictures import MAX_FILE_BYTES
from site_builder.reading.files import folders, read_bytes
from site_builder.reading.marking import Path as Way
from site_builder.reading.marking import is_marked, marked
from site_builder.reading.taken_back import Wanted, entries, records, reference_of, story_file
from site_builder.store.files import write_whole


class Marked(NamedTuple):
    """A record in which something is meant. ``new``: how many marks are put in; ``old``: how many are there already.

    ``by_hand``: why a person must do it: ``broken`` where the file is no YAML, ``form`` where a mark cannot be put in
    without touching anything else, ``refused`` by the system. ``is_public``: whether the record says it is published.
    """

    folder: str
    new: int
    old: int
    is_public: bool
    by_hand: str = ""


def mark(root: Path, wanted: Wanted, last_folders: frozenset[str], *, write: bool = True) -> list[Marked]:
    """Mark everything that is wanted in every record. ``last_folders``: of broken records that are known to hold it.

    ``write``: False only tells what would be done.
    """
    copies = _copies(root, wanted)
    found = []
    for folder, data, tree in _candidates(root, wanted, copies):
        if tree is None:
            if folder in last_folders | wanted.stories or any(name.encode() in data for name in wanted.references):
                found.append(Marked(folder, 0, 0, is_public=True, by_hand="broken"))
            continue
        ways = list(_ways(folder, tree, wanted, copies.get(folder, frozenset())))
        if not ways:
            continue
        todo = [way for way in ways if not is_marked(tree, way)]
        by_hand = _write(root, folder, data, todo, write=write) if todo else ""
        is_public = tree.get("state") in {"published", "withdrawn"}
        found.append(Marked(folder, 0 if by_hand else len(todo), len(ways) - len(todo), is_public, by_hand))
    return found


def _candidates(
    root: Path, wanted: Wanted, copies: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, bytes, dict[str, Any] | None]]:
    done: set[str] = set()
    named = {*wanted.stories, *(folder for folder, _, _ in wanted.parts), *copies}
    sources = [records(root, reference) for reference in sorted(wanted.references)]
    sources += [records(root, folder=folder) for folder in sorted(named)]
    for source in sources:
        for folder, data, tree in source:
            if folder not in done:
                done.add(folder)
                yield folder, data, tree


def _ways(folder: str, tree: dict[str, Any], wanted: Wanted, copies: frozenset[str]) -> Iterator[Way]:
    if folder in wanted.stories:
        yield ()
    for way, entry in entries(tree):
        is_part = (folder, way[0], entry.get("id")) in wanted.parts
        is_copy = way[0] == "photos" and _composed(entry.get("file")) in copies
        if is_part or is_copy or reference_of(entry) in wanted.references:
            yield way


def _write(root: Path, folder: str, data: bytes, ways: list[Way], *, write: bool) -> str:
    new = marked(story_file(folder), data, ways)
    if new is None:
        return "form"
    path = (root / story_file(folder)).resolve()
    try:
        if write:
            # Whole or not at all, and on the disk before anything is taken away.
            write_whole(path, new, like=path)
    except OSError:
        return "refused"
    return ""


def _copies(root: Path, wanted: Wanted) -> dict[str, frozenset[str]]:
    """The files beside records that hold a picture that is wanted: by folder, their paths in it."""
    found: dict[str, set[str]] = {}
    if not wanted.pictures:
        return {}
    files = [(folder, *file) for folder in folders(root, "stories") for file in _files(root, folder)]
    sizes = frozenset(_sizes(root, files, wanted))
    for folder, name, size in files:
        # Only what is as long as a picture that is wanted is read; where its own file is gone, everything is.
        if (not sizes or size in sizes) and _digest(root, folder, name) in wanted.pictures:
            found.setdefault(folder, set()).add(_composed(name))
    return {folder: frozenset(each) for folder, each in found.items()}


def _files(root: Path, folder: str) -> Iterator[tuple[str, int]]:
    top = root / "stories" / folder
    for at, _, names in os.walk(top):
        for path in (Path(at, name) for name in sorted(names)):
            if path.is_file() and path.suffix not in {".yml", ".md"}:
                yield path.relative_to(top).as_posix(), path.stat().st_size


def _sizes(root: Path, files: list[tuple[str, str, int]], wanted: Wanted) -> Iterator[int]:
    own = {folder for folder, _, _ in wanted.parts}
    own |= {folder for reference in wanted.references for folder, _, _ in records(root, reference)}
    left = set(wanted.pictures)
    known = []
    for folder, name, size in files:
        if folder in own and (digest := _digest(root, folder, name)) in wanted.pictures:
            left.discard(digest)
            known.append(size)
    if not left:
        yield from known


def _digest(root: Path, folder: str, name: str) -> str:
    data, _ = read_bytes(root, f"stories/{folder}/{name}", MAX_FILE_BYTES)
    return hashlib.sha256(data).hexdigest() if data is not None else ""


def _composed(name: object) -> str:
    return unicodedata.normalize("NFC", name) if isinstance(name, str) else ""
