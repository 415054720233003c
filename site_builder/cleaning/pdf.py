"""Writes PDFs (ISO 32000) anew from what their pages need, without what tells who made them.

Earlier versions of the document, which stay in a file that was saved over and over, are left behind by that. Titles
stay where the document says that readers are to see them.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    EncodedStreamObject,
    IndirectObject,
    NameObject,
    StreamObject,
)

from site_builder.cleaning.files import COMMENTS, Cleaned, RefusedError
from site_builder.cleaning.pictures import hidden_kinds
from site_builder.photos.cleaning import strip_jpeg
from site_builder.pictures.inspection import FileFault, PictureKind

_LOCKED, _BROKEN = FileFault("document-locked"), FileFault("document-broken")
# By where they stand (in a dictionary of whatever kind): what they are.
_DROPPED = {
    "/Metadata": "remarks",
    "/PieceInfo": "remarks",
    "/LastModified": "remarks",
    "/Thumb": "preview",
    "/EmbeddedFiles": "files",
    "/AF": "files",
    "/EF": "files",
    "/Collection": "files",
}
# Annotations that say whose they are (12.5.6.2), and those of them by which people comment on a document.
_COMMENTING = frozenset({"/Text", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Caret"})
_SIGNED = _COMMENTING | {
    *("/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Stamp", "/Ink", "/Popup", "/Redact"),
}
# Boxes of JPEG 2000 (ISO/IEC 15444-1, annex I) that make the picture.
_JPX = frozenset({b"jP  ", b"ftyp", b"jp2h", b"jp2c", b"rreq", b"jpch", b"jplh"})
_MOST_BOXES = 10_000

# What stands under these keys is found by names of the document's own, which may be any.
_NAMED = frozenset(
    {
        *("/Font", "/XObject", "/ColorSpace", "/ExtGState", "/Pattern", "/Shading", "/Properties", "/Dests"),
        *("/CharProcs", "/RoleMap", "/ClassMap", "/Colorants"),
    }
)


def clean_pdf(source: bytes) -> Cleaned | FileFault:
    """Write a PDF anew, with the same pages. Faults: ``document-locked`` (encrypted, signed), ``document-broken``."""
    # What pypdf mends by itself is nobody's business, and its words hold pieces of the file.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        return _cleaned(PdfReader(BytesIO(source), strict=False))
    except RefusedError as refused:
        return refused.fault
    except MemoryError:
        raise
    except Exception:
        # A foreign parser over foreign bytes raises exceptions of every class.
        return _BROKEN


def _cleaned(reader: PdfReader) -> Cleaned:
    if reader.is_encrypted:
        raise RefusedError(_LOCKED)
    root = reader.root_object
    known: DictionaryObject = reader.metadata or DictionaryObject()
    found = {"people"} if "/Author" in known else set()
    if known.keys() - {"/Author", "/Title"}:
        found.add("remarks")
    for part, is_named in _parts(root):
        _clean_part(part, found, is_named=is_named)
    writer = PdfWriter()
    # What the document leads to, and nothing else that is in the file.
    writer.clone_reader_document_root(reader)
    writer.pdf_header = reader.pdf_header
    preferences = _at(root, "/ViewerPreferences")
    is_shown = isinstance(preferences, DictionaryObject) and bool(_at(preferences, "/DisplayDocTitle"))
    writer.metadata = {"/Title": known["/Title"]} if is_shown and "/Title" in known else None
    made = BytesIO()
    writer.write(made)
    if not len(reader.pages) or len(PdfReader(made).pages) != len(reader.pages):
        raise RefusedError(_BROKEN)
    return Cleaned(made.getvalue(), frozenset(found))


def _parts(root: DictionaryObject) -> Iterator[tuple[DictionaryObject | ArrayObject, bool]]:
    """Walk through every dictionary and list of the document, each before what is in it, so that what is taken out is
    not gone into. With each: whether its keys are names of the document's own."""
    seen: set[tuple[int, int]] = set()
    todo: list[tuple[Any, bool]] = [(root, False)]
    while todo:
        part, is_named = todo.pop()
        if isinstance(part, IndirectObject):
            if (part.idnum, part.generation) in seen:
                continue
            seen.add((part.idnum, part.generation))
            part = part.get_object()
        if isinstance(part, DictionaryObject):
            yield part, is_named
            todo.extend((value, name in _NAMED and not is_named) for name, value in part.items())
        elif isinstance(part, ArrayObject):
            yield part, False
            todo.extend((each, False) for each in part)


def _at(part: DictionaryObject, name: str) -> Any:
    """Look up a key, wherever in the file its value is; None where there is none."""
    found = part.get(name)
    return None if found is None else found.get_object()


def _clean_part(part: DictionaryObject | ArrayObject, found: set[str], *, is_named: bool) -> None:
    if isinstance(part, ArrayObject):
        kept = [each for each in part if not _is_attachment(each)]
        if len(kept) < len(part):
            found.add("files")
            part[:] = kept
        return
    if is_named:
        return
    if "/ByteRange" in part and "/Contents" in part:
        raise RefusedError(_LOCKED)
    for name in part.keys() & _DROPPED.keys():
        found.add(_DROPPED[name])
        del part[name]
    kind = _at(part, "/Subtype")
    if kind in _SIGNED and "/Rect" in part:
        if kind in _COMMENTING:
            found.add(COMMENTS)
        if part.pop("/T", None) is not None:
            found.add("people")
    if kind == "/Image" and isinstance(part, StreamObject):
        _clean_image(part, found)


def _is_attachment(each: Any) -> bool:
    """Tell whether it is a sign on a page that stands for an attached file."""
    known = each.get_object() if isinstance(each, IndirectObject) else each
    return isinstance(known, DictionaryObject) and _at(known, "/Subtype") == "/FileAttachment"


def _clean_image(image: StreamObject, found: set[str]) -> None:
    """Clean a picture that stands in the document as the file that it was."""
    filters = _at(image, "/Filter")
    names = list(filters) if isinstance(filters, ArrayObject) else [filters]
    if not names or names[-1] not in {"/DCTDecode", "/JPXDecode"}:
        return
    if len(names) > 1:
        _unpack(image, names)
    # There is no other way to the bytes as they stand.
    content = image._data  # noqa: SLF001
    made = strip_jpeg(content, 1) if names[-1] == "/DCTDecode" else _jpx(content)
    if made is None:
        raise RefusedError(_BROKEN)
    if names[-1] == "/DCTDecode":
        found.update(hidden_kinds(content, made, PictureKind.JPEG))
    image._data = made  # noqa: SLF001


def _unpack(image: StreamObject, names: list[Any]) -> None:
    """Undo whatever a picture's file was packed with once more."""
    outer = EncodedStreamObject()
    outer._data = image._data  # noqa: SLF001
    outer[NameObject("/Filter")] = ArrayObject(names[:-1])
    parameters = _at(image, "/DecodeParms")
    if isinstance(parameters, ArrayObject):
        outer[NameObject("/DecodeParms")] = ArrayObject(parameters[:-1])
        image[NameObject("/DecodeParms")] = parameters[-1]
    image[NameObject("/Filter")] = names[-1]
    image._data = outer.get_data()  # noqa: SLF001


def _jpx(source: bytes) -> bytes | None:
    """Take out of a JPEG 2000 the boxes that are no part of the picture; a bare picture has none."""
    if not source.startswith(b"\0\0\0\x0cjP  "):
        return source
    return b"".join(content for kind, content in _boxes(source) if kind in _JPX)


def _boxes(source: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give each box with its kind. Raises ValueError where one goes beyond the end."""
    at = 0
    for _ in range(_MOST_BOXES):
        if at + 8 > len(source):
            return
        size, head = int.from_bytes(source[at : at + 4], "big"), 8
        if size == 1:
            size, head = int.from_bytes(source[at + 8 : at + 16], "big"), 16
        end = len(source) if size == 0 else at + size
        if end > len(source) or end < at + head:
            raise ValueError(at)
        yield source[at + 4 : at + 8], source[at:end]
        at = end
