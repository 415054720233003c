"""Reads what was handed in: a document, a folder or archive of documents and photos, or several for one story."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from site_builder.importing.document import (
    MOST_BYTES,
    MOST_ENTRIES,
    MOST_PICTURES,
    MOST_UNPACKED,
    Document,
    ImportFaultError,
    Picture,
    Remark,
)
from site_builder.importing.document_job import read_document
from site_builder.importing.formats import Kind, is_misnamed, kind_of, read
from site_builder.importing.plain_text import read_text
from site_builder.importing.text import shown_name

# What systems put beside people's files.
_BESIDE = frozenset({"__macosx", "thumbs.db", "desktop.ini"})
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Handed:
    """Everything for one story. ``pictures``: those that came as files beside the ``documents``."""

    documents: tuple[Document, ...]
    pictures: tuple[Picture, ...]
    remarks: tuple[Remark, ...]


def gather(paths: Sequence[Path]) -> Handed:
    """Read what stands at the paths as one story.

    Raises ImportFaultError: with one file what is wrong with it; with several ``no-text`` where none of them has any,
    what is wrong with an archive as a whole, and ``too-large``, ``too-many``. A file among several that cannot be read
    is told as a remark.
    """
    documents: list[Document] = []
    pictures: list[Picture] = []
    remarks: list[Remark] = []
    faults: list[ImportFaultError] = []
    alone = len(paths) == 1 and not paths[0].is_dir()
    for name, content in _files(paths, remarks):
        try:
            _take(name, content, documents, pictures, remarks, inside=False)
        except ImportFaultError as fault:
            if alone:
                raise
            faults.append(fault)
            remarks.append(Remark("file-fault", {"file": shown_name(name), "fault": fault}))
    if not documents:
        raise faults[0] if len(faults) == 1 and not pictures else ImportFaultError("no-text")
    if len(pictures) > MOST_PICTURES:
        raise ImportFaultError("too-many-pictures", limit=MOST_PICTURES)
    return Handed(tuple(documents), tuple(pictures), tuple(remarks))


def _take(
    name: str,
    content: bytes,
    documents: list[Document],
    pictures: list[Picture],
    remarks: list[Remark],
    *,
    inside: bool,
) -> None:
    """Put one file where it belongs. ``inside``: it comes out of an archive."""
    kind = kind_of(content)
    if is_misnamed(name, kind):
        remarks.append(Remark("misnamed", {"file": shown_name(name), "format": kind.value.upper()}))
    if kind is Kind.PICTURE:
        pictures.append(Picture(name, content))
    elif kind is Kind.TEXT:
        documents.append(read_text(shown_name(name), content))
    elif kind is not Kind.ARCHIVE:
        documents.append(read_document(shown_name(name), kind, content))
    elif inside:
        raise ImportFaultError("nested")
    else:
        _unpack(content, documents, pictures, remarks)


def _unpack(content: bytes, documents: list[Document], pictures: list[Picture], remarks: list[Remark]) -> None:
    found = [(name, data) for name, data in read(content, MOST_BYTES) if not _is_beside(name)]
    faults = []
    for name, data in sorted(found):
        try:
            _take(name, data, documents, pictures, remarks, inside=True)
        except ImportFaultError as fault:
            faults.append(fault)
            remarks.append(Remark("file-fault", {"file": shown_name(name), "fault": fault}))
    if not documents and len(faults) == 1 and not pictures:
        raise faults[0]


def _is_beside(name: str) -> bool:
    return any(part.startswith(".") or part.lower() in _BESIDE for part in PurePosixPath(name.replace("\\", "/")).parts)


def _files(paths: Iterable[Path], remarks: list[Remark]) -> Iterator[tuple[str, bytes]]:
    """Each file with its bytes; links inside of folders are told, never followed."""
    number, left = 0, MOST_UNPACKED
    for path in paths:
        for file in _below(path, remarks) if path.is_dir() else [path]:
            number += 1
            if number > MOST_ENTRIES:
                raise ImportFaultError("too-many", limit=MOST_ENTRIES)
            content = _content(file)
            left -= len(content)
            if left < 0:
                raise ImportFaultError("too-large", limit=MOST_UNPACKED // 1_000_000)
            yield os.fsencode(file.name).decode("utf-8", "replace"), content


def _below(folder: Path, remarks: list[Remark]) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        depth = len(Path(parent).relative_to(folder).parts)
        folders[:] = sorted(name for name in folders if not _is_beside(name)) if depth < _DEEPEST else []
        for name in sorted(files):
            path = Path(parent, name)
            if _is_beside(name):
                continue
            if path.is_symlink() or not path.is_file():
                remarks.append(Remark("link-inside", {"file": shown_name(name)}))
            else:
                yield path


def _content(file: Path) -> bytes:
    if not file.is_file():
        # A pipe or a device has no end.
        raise ImportFaultError("no-file")
    with file.open("rb") as stream:
        content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ImportFaultError("too-large", limit=MOST_BYTES // 1_000_000)
    return content
