"""Recognises a file's format by its content, and reads archives within bounds."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from enum import StrEnum
from io import BytesIO
from pathlib import PurePosixPath

from site_builder.importing.document import MOST_ENTRIES, MOST_RATIO, MOST_UNPACKED, ImportFaultError
from site_builder.pictures.inspection import ACCEPTED_EXTENSIONS, PictureKind, recognise


class FileFormat(StrEnum):
    """The formats that can be read."""

    DOCX = "docx"
    PDF = "pdf"
    ARCHIVE = "zip"
    TEXT = "text"
    PICTURE = "picture"


_NAMED: dict[FileFormat, frozenset[str]] = {
    FileFormat.DOCX: frozenset({".docx", ".docm", ".dotx", ".dotm"}),
    FileFormat.PDF: frozenset({".pdf"}),
    FileFormat.ARCHIVE: frozenset({".zip"}),
    FileFormat.TEXT: frozenset({".txt", ".md", ".markdown", ".text"}),
    FileFormat.PICTURE: ACCEPTED_EXTENSIONS,
}
# The container of Word before 2007, and of encrypted files since (MS-CFB, MS-OFFCRYPTO 2.3).
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = {"xl/workbook.xml": "Excel", "ppt/presentation.xml": "PowerPoint", "META-INF/manifest.xml": "OpenDocument"}
_PICTURE_RULES = {"picture-heic": "HEIC", "picture-svg": "SVG"}
_NO_PICTURES = frozenset({"PDF", "PostScript", "WebM", "MP4"})
_DRIVE = re.compile(r"[A-Za-z]:")
_PIECE = 1 << 20
# A smaller entry is harmless whatever its ratio.
_SMALL = 1_000_000


def kind_of(content: bytes) -> FileFormat:
    """Recognise the format by its content, since a name proves nothing.

    Raises ImportFaultError: ``empty``, ``encrypted``, ``old-word``, ``format``, ``picture``, ``unknown``, ``damaged``.
    """
    if not content.strip(b"\0 \t\r\n"):
        raise ImportFaultError("empty")
    if content.startswith(_OLE):
        raise ImportFaultError("encrypted" if _ENCRYPTED in content else "old-word")
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _of_zip(content)
    if b"%PDF-" in content[:1024]:
        return FileFormat.PDF
    found = recognise(content)
    if isinstance(found, PictureKind):
        return FileFormat.PICTURE
    if content.startswith(b"{\\rtf"):
        raise ImportFaultError("format", format="RTF")
    if found.rule != "picture-unknown":
        label = found.params.get("format") or _PICTURE_RULES.get(found.rule, "–")
        raise ImportFaultError("format" if label in _NO_PICTURES else "picture", format=label)
    if b"\0" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ImportFaultError("unknown")
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<?xml")):
        raise ImportFaultError("format", format="HTML / XML")
    return FileFormat.TEXT


def _of_zip(content: bytes) -> FileFormat:
    with _opened(content) as archive:
        names = set(archive.namelist())
    if "word/document.xml" in names:
        return FileFormat.DOCX
    if "[Content_Types].xml" in names and any(name.startswith("word/") for name in names):
        return FileFormat.DOCX
    for part, label in _OTHERS.items():
        if part in names:
            raise ImportFaultError("format", format=label)
    return FileFormat.ARCHIVE


def is_misnamed(name: str, kind: FileFormat) -> bool:
    """Whether the file's name has the extension of another format."""
    extension = PurePosixPath(name).suffix.lower()
    return extension not in _NAMED[kind] and any(extension in known for known in _NAMED.values())


def _opened(content: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise ImportFaultError("damaged") from None


def unpacked(content: bytes, most: int) -> Iterator[tuple[str, bytes]]:
    """Yield each file of an archive with its bytes, at most ``most`` each. Nothing is written under a name of its own.

    Raises ImportFaultError by what the directory says, before anything is read, and again by what really comes out:
    ``damaged``, ``too-many``, ``too-large``, ``bomb``, ``encrypted``, ``leads-outside``, ``link``.
    """
    left = MOST_UNPACKED
    with _opened(content) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(entries) > MOST_ENTRIES:
            raise ImportFaultError("too-many", limit=MOST_ENTRIES)
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            raise ImportFaultError("too-large", limit=MOST_UNPACKED // 1_000_000)
        for entry in entries:
            _check(entry)
        for entry in entries:
            data = _bytes(archive, entry, min(most, left))
            left -= len(data)
            yield entry.filename, data


def _check(entry: zipfile.ZipInfo) -> None:
    # Python cuts names at a NUL.
    forward = entry.orig_filename.replace("\\", "/")
    if forward.startswith(("/", "~")) or _DRIVE.match(forward) or ".." in forward.split("/") or "\0" in forward:
        raise ImportFaultError("leads-outside")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise ImportFaultError("link")
    if entry.flag_bits & 0x1:
        raise ImportFaultError("encrypted")
    _check_ratio(entry, entry.file_size)


def _check_ratio(entry: zipfile.ZipInfo, size: int) -> None:
    if size > _SMALL and size > MOST_RATIO * max(entry.compress_size, 1):
        raise ImportFaultError("bomb")


def _bytes(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    pieces, size = [], 0
    try:
        with archive.open(entry) as stream:
            while piece := stream.read(_PIECE):
                size += len(piece)
                if size > most:
                    raise ImportFaultError("too-large", limit=most // 1_000_000)
                _check_ratio(entry, size)
                pieces.append(piece)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        raise ImportFaultError("damaged") from None
    return b"".join(pieces)
