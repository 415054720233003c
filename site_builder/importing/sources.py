"""Reads what was handed in: a document, a folder or archive of documents and photos, or several for one story."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from site_builder.importing.document import (
    MOST_BYTES,
    MOST_ENTRIES,
    MOST_PICTURES,
    MOST_UNPACKED,
    ImportFaultError,
    Remark,
    SourceDocument,
    SourcePicture,
)
from site_builder.importing.document_job import read_document
from site_builder.importing.formats import FileFormat, is_misnamed, kind_of, unpacked
from site_builder.importing.plain_text import read_text
from site_builder.importing.text import shown_name

# Files of the operating system beside people's own.
_BESIDE = frozenset({"__macosx", "thumbs.db", "desktop.ini"})
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything for one story. ``pictures``: those that came as files beside the ``documents``."""

    documents: list[SourceDocument] = field(default_factory=list)
    pictures: list[SourcePicture] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def read_sources(paths: Sequence[Path]) -> Sources:
    """Read the files at the paths as one story.

    Raises ImportFaultError: of one file its fault; of several ``no-text`` where none of them has any, the fault of an
    archive as a whole, and ``too-large``, ``too-many``. A fault of one file among several becomes a remark.
    """
    sources = Sources()
    files = _files(paths, sources.remarks)
    if len(paths) == 1 and not paths[0].is_dir():
        for name, content in files:
            _take(name, content, sources, is_packed=False)
        faults = []
    else:
        faults = _take_all(files, sources, are_packed=False)
    if not sources.documents:
        raise faults[0] if len(faults) == 1 and not sources.pictures else ImportFaultError("no-text")
    if len(sources.pictures) > MOST_PICTURES:
        raise ImportFaultError("too-many-pictures", limit=MOST_PICTURES)
    return sources


def _take_all(files: Iterable[tuple[str, bytes]], sources: Sources, *, are_packed: bool) -> list[ImportFaultError]:
    faults = []
    for name, content in files:
        try:
            _take(name, content, sources, is_packed=are_packed)
        except ImportFaultError as fault:
            faults.append(fault)
            sources.remarks.append(Remark("file-fault", {"file": shown_name(name), "fault": fault}))
    return faults


def _take(name: str, content: bytes, sources: Sources, *, is_packed: bool) -> None:
    """Read one file. ``is_packed``: it comes out of an archive."""
    kind = kind_of(content)
    if is_misnamed(name, kind):
        sources.remarks.append(Remark("misnamed", {"file": shown_name(name), "format": kind.value.upper()}))
    if kind is FileFormat.PICTURE:
        sources.pictures.append(SourcePicture(name, content))
    elif kind is FileFormat.TEXT:
        sources.documents.append(read_text(shown_name(name), content))
    elif kind is not FileFormat.ARCHIVE:
        sources.documents.append(read_document(shown_name(name), kind, content))
    elif is_packed:
        raise ImportFaultError("nested")
    else:
        packed = sorted((name, data) for name, data in unpacked(content, MOST_BYTES) if not _is_beside(name))
        faults = _take_all(packed, sources, are_packed=True)
        if not sources.documents and len(faults) == 1 and not sources.pictures:
            raise faults[0]


def _is_beside(name: str) -> bool:
    return any(part.startswith(".") or part.lower() in _BESIDE for part in PurePosixPath(name.replace("\\", "/")).parts)


def _files(paths: Iterable[Path], remarks: list[Remark]) -> Iterator[tuple[str, bytes]]:
    """Yield each file with its bytes; links inside of folders become remarks and are never followed."""
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
        for name in sorted(name for name in files if not _is_beside(name)):
            path = Path(parent, name)
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
