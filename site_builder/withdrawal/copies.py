"""Copies of a withdrawn picture among a project's own files: the same bytes, the same picture saved again, or smaller.

Those beside records are marked there (``marking``). Those among the hand-written pages have no record: a plain grey
picture is put in their place, so that the site stays whole and no later build brings them back.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from site_builder.pictures.inspection import MAX_FILE_BYTES, PictureInfo, PictureKind, inspect
from site_builder.reading.files import read_bytes
from site_builder.store.files import write_whole
from site_builder.withdrawal.audit import Sought, compared
from site_builder.withdrawal.contents import is_picture
from site_builder.workers import cores
from site_builder.workers.pool import WorkerPool

_FOLDERS = ("stories", "content")
_GREY = (217, 217, 217)
_FORMATS = {PictureKind.JPEG: "JPEG", PictureKind.PNG: "PNG", PictureKind.WEBP: "WEBP", PictureKind.AVIF: "AVIF"}


class Copies(NamedTuple):
    """Files by their paths in the project. ``same``: with the SHA-256 of their content; ``near``: pictures that only
    look like one that is sought; ``unread``: pictures that cannot be decoded."""

    same: dict[str, str]
    near: tuple[str, ...]
    unread: tuple[str, ...]


def find_copies(root: Path, sought: Sought) -> Copies:
    """Look through ``stories`` and ``content``. Raises WorkerError where no worker can be started."""
    files = [file for folder in _FOLDERS for file in _files(root, folder)]
    if not files or not (sought.digests or sought.thumbnails):
        return Copies({}, (), ())
    workers, threads = WorkerPool(keep_memory=True), ThreadPoolExecutor(cores())
    same: dict[str, str] = {}
    others: dict[str, list[str]] = {"near": [], "unread": []}

    def look(file: str) -> tuple[str, str | None]:
        data, _ = read_bytes(root, file, MAX_FILE_BYTES)
        if not data or not is_picture(data):
            return "", None
        digest = hashlib.sha256(data).hexdigest()
        return digest, compared(data, digest, sought, workers)

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
    """Put a grey picture of the same kind and size in the place of each copy among ``content``. The files that were
    replaced, and those that could not be, since no picture of their kind can be made or the system refuses."""
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
                write_whole(path, grey, like=path)
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
