"""Mark what is withdrawn in the records, though others are broken, and find copies of its pictures.

Copies are the same file, the same picture saved again, or a smaller one. Those beside records are marked there. Those
among the hand-written pages have no record: a plain grey picture replaces them, so that the site stays whole and no
later build brings them back.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from site_builder.pictures.inspection import MAX_FILE_BYTES, PictureInfo, PictureKind, inspect
from site_builder.reading.files import read_bytes
from site_builder.reading.withdrawals import (
    WithdrawalRequest,
    could_mention,
    entries,
    is_marked,
    letters_of,
    marked,
    reference_of,
    requested_records,
    story_file,
)
from site_builder.reading.yaml_nodes import RecordPath
from site_builder.store.files import write_atomic
from site_builder.withdrawal.audit import SearchTerms, compare_picture
from site_builder.withdrawal.contents import is_picture
from site_builder.workers import cores
from site_builder.workers.pool import WorkerPool

_FOLDERS = ("stories", "content")
_GREY = (217, 217, 217)
_FORMATS = {PictureKind.JPEG: "JPEG", PictureKind.PNG: "PNG", PictureKind.WEBP: "WEBP", PictureKind.AVIF: "AVIF"}


class Marked(NamedTuple):
    """A record with something that is withdrawn. ``new``: how many marks are added; ``old``: how many it had.

    ``by_hand``: why a person must do it: ``broken`` where the file cannot be read and may hold it, ``form`` where a
    mark cannot be added without touching anything else, or the reference stands where none belongs, ``alike`` where a
    reference is written nearly the same, ``refused`` by the system. ``is_public``: whether the record says that it is
    published.
    """

    folder: str
    new: int
    old: int
    is_public: bool
    by_hand: str = ""


def mark(
    root: Path, wanted: WithdrawalRequest, copies: Iterable[str], last_folders: frozenset[str], *, write: bool = True
) -> list[Marked]:
    """Mark everything that is wanted in every record.

    ``copies``: files beside records that hold a picture that is wanted. ``last_folders``: folders of broken records
    whose last good versions hold something. ``write``: False only tells what would be done.
    """
    files: dict[str, set[str]] = {}
    for path in copies:
        top, _, rest = path.partition("/")
        folder, _, name = rest.partition("/")
        if top == "stories":
            files.setdefault(folder, set()).add(_composed(name))
    found = []
    for folder, data, tree in requested_records(root, wanted, {*files, *last_folders}):
        if tree is None:
            is_known = folder in last_folders | wanted.folders or folder in files
            if is_known or any(could_mention(data, name) for name in wanted.references):
                found.append(Marked(folder, 0, 0, is_public=True, by_hand="broken"))
            continue
        paths = list(_paths(folder, tree, wanted, frozenset(files.get(folder, ()))))
        odd = _odd(tree, wanted.references)
        if not paths and not odd:
            continue
        todo = [path for path in paths if not is_marked(tree, path)]
        by_hand = _write(root, folder, data, todo, write=write) if todo else ""
        is_public = tree.get("state") in {"published", "withdrawn"}
        found.append(Marked(folder, 0 if by_hand else len(todo), len(paths) - len(todo), is_public, by_hand or odd))
    return found


def _odd(tree: dict[str, Any], references: frozenset[str]) -> str:
    """Give ``alike`` where a record has nearly one of these references, ``form`` where one stands outside a consent."""
    alike = {letters_of(each) for each in references}
    seen = [reference_of(entry) for _, entry in entries(tree)]
    if any(each and each not in references and letters_of(each) in alike for each in seen):
        return "alike"
    return "form" if _mentions(tree, references) > sum(each in references for each in seen) else ""


def _mentions(value: object, references: frozenset[str]) -> int:
    """Count how often a reference stands in a record by itself, wherever; notes are nobody's consent."""
    if isinstance(value, dict):
        fields = ((name, each) for name, each in value.items() if not str(name).startswith("note_"))
        return sum(_mentions(each, references) for _, each in fields)
    if isinstance(value, list):
        return sum(_mentions(each, references) for each in value)
    return int(isinstance(value, str | int) and str(value).strip() in references)


def _paths(
    folder: str, tree: dict[str, Any], wanted: WithdrawalRequest, copies: frozenset[str]
) -> Iterator[RecordPath]:
    if folder in wanted.stories:
        yield ()
    for path, entry in entries(tree):
        is_copy = path[0] == "photos" and _composed(entry.get("file")) in copies
        if is_copy or wanted.has(folder, path[0], entry):
            yield path


def _write(root: Path, folder: str, data: bytes, paths: list[RecordPath], *, write: bool) -> str:
    new = marked(story_file(folder), data, paths)
    if new is None:
        return "form"
    file = (root / story_file(folder)).resolve()
    try:
        if write:
            # Whole or not at all, and on the disk before anything is taken away.
            write_atomic(file, new, like=file)
    except OSError:
        return "refused"
    return ""


def _composed(name: object) -> str:
    return unicodedata.normalize("NFC", name) if isinstance(name, str) else ""


class Copies(NamedTuple):
    """Files by their paths in the project. ``same``: with the SHA-256 of their content; ``near``: pictures that only
    look like a withdrawn one; ``unread``: pictures that cannot be decoded."""

    same: dict[str, str]
    near: tuple[str, ...]
    unread: tuple[str, ...]


def find_copies(root: Path, terms: SearchTerms) -> Copies:
    """Search ``stories`` and ``content`` for copies. Raises WorkerError where no worker can be started."""
    files = [file for folder in _FOLDERS for file in _files(root, folder)]
    if not files or not (terms.digests or terms.thumbnails):
        return Copies({}, (), ())
    workers, threads = WorkerPool(keep_memory=True), ThreadPoolExecutor(cores())
    same: dict[str, str] = {}
    others: dict[str, list[str]] = {"near": [], "unread": []}

    def look(file: str) -> tuple[str, str | None]:
        data, _ = read_bytes(root, file, MAX_FILE_BYTES)
        if not data or not is_picture(data):
            return "", None
        digest = hashlib.sha256(data).hexdigest()
        return digest, compare_picture(data, digest, terms, workers)

    try:
        for file, (digest, kind) in zip(files, threads.map(look, files), strict=True):
            if kind == "picture":
                same[file] = digest
            elif kind in others:
                others[kind].append(file)
    finally:
        threads.shutdown(cancel_futures=True)
        workers.close()
    return Copies(same, tuple(others["near"]), tuple(others["unread"]))


def replace_copies(root: Path, copies: Collection[str]) -> tuple[list[str], list[str]]:
    """Replace each copy among ``content`` by a grey picture of its kind and size. Gives the files that were replaced,
    and those that could not be: no picture of their kind can be made, or the system refuses."""
    done: list[str] = []
    left: list[str] = []
    for file in sorted(copies):
        if not file.startswith("content/"):
            continue
        path = root / file
        try:
            info = inspect(path.read_bytes())
            grey = _grey(info) if isinstance(info, PictureInfo) else None
            if grey is not None:
                write_atomic(path, grey, like=path)
        except OSError:
            grey = None
        (left if grey is None else done).append(file)
    return done, left


def _grey(info: PictureInfo) -> bytes | None:
    from PIL import Image

    form = _FORMATS.get(info.kind)
    if form is None:
        return None
    stream = BytesIO()
    Image.new("RGB", (info.width, info.height), _GREY).save(stream, form)
    return stream.getvalue()


def _files(root: Path, folder: str) -> Iterator[str]:
    for at, folders, names in os.walk(root / folder):
        folders.sort()
        for name in sorted(names):
            path = Path(at, name)
            if path.suffix.lower() not in {".yml", ".md", ".po", ".lock"} and not path.is_symlink():
                yield path.relative_to(root).as_posix()
