"""What a file is, as far as its cleaning goes: by its first bytes. Its name counts only where they say nothing."""

from __future__ import annotations

import re
from enum import StrEnum

from site_builder.cleaning.result import Refusal
from site_builder.pictures import ACCEPTED_EXTENSIONS, PictureKind
from site_builder.pictures.kinds import recognise

HEAD = 65_536
"""How many of a file's first bytes are asked for."""


class Kind(StrEnum):
    """How a file is cleaned; ``TEXT`` holds nothing hidden, into ``OPAQUE`` nobody here can look."""

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

_DOCUMENTS = PACKAGES | {".pdf", ".doc", ".xls", ".ppt", ".rtf"}
_PICTURES = ACCEPTED_EXTENSIONS | {".gif", ".svgz", ".tif", ".tiff", ".bmp", ".ico", ".psd", ".jxl", ".jp2"}
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


def kind_of(head: bytes, suffix: str) -> Kind | Refusal:
    """Tell how a file that begins with ``head`` is cleaned, or refuse it. ``suffix``: of its name, in lower case.

    Faults: ``picture-empty``, ``picture-unknown``, ``picture-pointer``, ``picture-format``, ``document-format``,
    ``document-broken``.
    """
    found = recognise(head)
    if isinstance(found, PictureKind):
        return Kind.PICTURE if found is not PictureKind.HEIC else Refusal("picture-format", {"format": found.label})
    rule, params = found
    label = str(params.get("format", ""))
    if rule == "picture-svg" or suffix == ".svg":
        return Kind.SVG
    if label == "GIF":
        return Kind.GIF
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith(_PACKED):
        return Kind.PACKAGE
    if label in _FILMS:
        return Kind.OPAQUE
    return Refusal(rule, params) if label else _misnamed(head, suffix, rule) or _document_or_other(head)


def _misnamed(head: bytes, suffix: str, rule: str) -> Refusal | None:
    """Refuse a file that has the name of a picture or a document and is neither."""
    if suffix in _PICTURES:
        return Refusal(rule if head else "picture-empty")
    if suffix in _DOCUMENTS and not head.startswith(tuple(magic for magic, _ in _FOREIGN)):
        return Refusal("document-broken")
    return None


def _document_or_other(head: bytes) -> Kind | Refusal:
    for magic, label in _FOREIGN:
        if head.startswith(magic):
            return Refusal("document-format", {"format": label})
    if _FLAT.search(head[:4096]):
        return Refusal("document-format", {"format": "OpenDocument (XML)"})
    is_text = head.startswith((*_WIDE, *_FONTS)) or not _CONTROL.search(head)
    return Kind.TEXT if is_text else Kind.OPAQUE
