"""Tells how a file is cleaned, and has a worker clean it.

Nothing here parses foreign bytes beyond the first of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from site_builder.photos.jobs import failure_fault
from site_builder.pictures.inspection import ACCEPTED_EXTENSIONS, FileFault, PictureKind, recognise
from site_builder.workers.process import Answer, Failure

HEAD = 65_536
"""How many of a file's first bytes are asked for."""

KINDS = ("position", "device", "people", "preview", "files", "remarks")
"""What is taken out, in the order in which it is told: where something was made, with what, names of people, a small
picture of how it once was, attached files, and whatever else programs note down."""

COMMENTS, UNKNOWN, STILL = "comments", "unknown", "still"
"""What else is told. What stays: comments and tracked changes, which somebody has to decide on; parts that cannot be
looked into. What could not stay: a picture's movement."""

MOST_BYTES = 100_000_000
"""Bytes of a document as it is; unpacked it may have three times as many."""

COSTLY = FileFault("document-costly", {"limit": MOST_BYTES // 1_000_000})


class Kind(StrEnum):
    """How a file is cleaned. ``TEXT`` holds nothing hidden; ``OPAQUE`` cannot be looked into."""

    TEXT = "text"
    OPAQUE = "opaque"
    PICTURE = "picture"
    GIF = "gif"
    SVG = "svg"
    PDF = "pdf"
    PACKAGE = "package"


PACKAGES = frozenset(
    {
        *(".docx", ".docm", ".dotx", ".dotm", ".xlsx", ".xlsm", ".xltx", ".xltm", ".pptx", ".pptm", ".potx", ".ppsx"),
        *(".odt", ".ods", ".odp", ".odg", ".ott", ".ots", ".otp"),
    }
)
"""Names of documents that are packages of parts (ECMA-376, ISO/IEC 26300)."""

DOCUMENTS = frozenset({Kind.PDF, Kind.PACKAGE})
_DOCUMENT_NAMES = PACKAGES | {".pdf", ".doc", ".xls", ".ppt", ".rtf"}
_PICTURE_NAMES = ACCEPTED_EXTENSIONS | {".gif", ".svgz", ".tif", ".tiff", ".bmp", ".ico", ".psd", ".jxl", ".jp2"}
# Films: they may say where they were made, but nothing here takes them apart.
_FILMS = frozenset({"MP4", "WebM"})
_PACKED = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# The storage format of Office before 2007; what Office encrypts today stands in one, too (MS-CFB).
_FOREIGN = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office 97–2003"),
    (b"{\\rtf", "RTF"),
)
_FLAT = re.compile(rb"<(?:\w+:)?document\b[^>]*:opendocument:")
_FONTS = (b"wOF2", b"wOFF", b"OTTO", b"ttcf", b"true", b"\0\1\0\0")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WIDE = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A file that can be published. ``content``: None where it is published as it is. ``found``: what of ``KINDS`` was
    taken out, and what else is to be told."""

    content: bytes | None = None
    found: frozenset[str] = frozenset()


class RefusedError(Exception):
    """Raised where a cleaner comes upon the reason for which it refuses the file."""

    def __init__(self, fault: FileFault) -> None:
        super().__init__(fault.rule)
        self.fault = fault


def kind_of(head: bytes, suffix: str) -> Kind | FileFault:
    """Tell how a file that begins with ``head`` is cleaned, or refuse it. ``suffix``: of its name, in lower case.

    Faults: ``picture-empty``, ``picture-unknown``, ``picture-pointer``, ``picture-format``, ``document-format``,
    ``document-broken``.
    """
    found = recognise(head)
    if isinstance(found, PictureKind):
        return Kind.PICTURE if found is not PictureKind.HEIC else FileFault("picture-format", {"format": found.label})
    label = str(found.params.get("format", ""))
    if found.rule == "picture-svg" or suffix == ".svg":
        return Kind.SVG
    if label == "GIF":
        return Kind.GIF
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith(_PACKED):
        return Kind.PACKAGE
    if label in _FILMS:
        return Kind.OPAQUE
    return found if label else _misnamed(head, suffix, found.rule) or _document_or_other(head)


def _misnamed(head: bytes, suffix: str, rule: str) -> FileFault | None:
    """Refuse a file that has the name of a picture or a document and is neither."""
    if suffix in _PICTURE_NAMES:
        return FileFault(rule if head else "picture-empty")
    if suffix in _DOCUMENT_NAMES and not head.startswith(tuple(magic for magic, _ in _FOREIGN)):
        return FileFault("document-broken")
    return None


def _document_or_other(head: bytes) -> Kind | FileFault:
    for magic, label in _FOREIGN:
        if head.startswith(magic):
            return FileFault("document-format", {"format": label})
    if _FLAT.search(head[:4096]):
        return FileFault("document-format", {"format": "OpenDocument (XML)"})
    is_text = head.startswith((*_WIDE, *_FONTS)) or not _CONTROL.search(head)
    return Kind.TEXT if is_text else Kind.OPAQUE


@dataclass(frozen=True, slots=True)
class CleaningJob:
    """Clean a file with ``clean``."""

    kind: Kind
    source: bytes
    suffix: str

    def run(self) -> Answer:
        """Give what was found, and the content where it is another one; or the fault."""
        made = clean(self.kind, self.source, self.suffix)
        if isinstance(made, FileFault):
            return {"fault": asdict(made)}, ()
        return {"found": sorted(made.found)}, () if made.content is None else (made.content,)

    def result(self, words: Mapping[str, Any], contents: Sequence[bytes]) -> Cleaned | FileFault:
        """Read the same again."""
        if "fault" in words:
            return FileFault(**words["fault"])
        return Cleaned(contents[0] if contents else None, frozenset(words["found"]))

    def failed(self, failure: Failure) -> Cleaned | FileFault:
        """Refuse a file that harmed its worker."""
        if self.kind in DOCUMENTS and failure is not Failure.UNREADABLE:
            return FileFault("document-broken") if failure is Failure.CRASH else COSTLY
        return failure_fault(failure)


def clean(kind: Kind, source: bytes, suffix: str) -> Cleaned | FileFault:
    """Take hidden data out of a file, or say why it is refused. ``suffix``: of its name, in lower case.

    Parses foreign bytes: to be called in a worker, which alone imports the parsers.
    """
    if kind is Kind.PDF:
        from site_builder.cleaning.pdf import clean_pdf

        return clean_pdf(source)
    if kind is Kind.PACKAGE:
        from site_builder.cleaning.packages import clean_package

        made = clean_package(source)
        # No name makes a document of an archive.
        is_archive = isinstance(made, Cleaned) and made.content is None
        return FileFault("document-broken") if is_archive and suffix in PACKAGES else made
    from site_builder.cleaning.pictures import clean_drawing, clean_gif, clean_picture

    cleaners = {Kind.PICTURE: clean_picture, Kind.GIF: clean_gif, Kind.SVG: clean_drawing}
    return cleaners[kind](source)
