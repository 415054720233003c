"""Take the text and the pictures out of a file of any kind, as the programs of its readers do.

Everything goes by content, nothing by name. What is packed is unpacked within limits. Of a picture everything is read
but its compressed pixels, since some millions of bytes hold any short name by chance. What cannot be read is given as
``Unread``, so that nobody takes it for searched.
"""

from __future__ import annotations

import logging
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Literal, NamedTuple

from site_builder.importing.document_job import LIMITS
from site_builder.withdrawal.encodings import decode, from_base64, from_rtf, is_text, strings
from site_builder.workers import WorkerError
from site_builder.workers.pool import WorkerPool
from site_builder.workers.process import Answer, Failure

MOST_BYTES = 300_000_000
"""Bytes of one file, with everything that is packed in it."""

MOST_PARTS = 5_000
_MOST_PDF_PICTURES = 500
_DEEPEST = 5
_EMBEDDED = 16

_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_GZIP, _ZIP, _PDF, _RTF = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06"), b"%PDF-", b"{\\rtf"
_PICTURES = (_JPEG, _PNG, b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"\0\0\1\0")
_FTYP_PICTURES = (b"avif", b"avis", b"heic", b"heix", b"mif1", b"heif")
_TEXTLESS = (b"wOFF", b"wOF2", b"OTTO", b"\0\1\0\0", b"ttcf", b"\0asm")
"""Fonts and compiled programs: what they draw and do is in no file of theirs as text or picture."""

_EOI, _SOS, _COMMENT = 0xD9, 0xDA, 0xFE
_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})
_WORDS = frozenset({*range(0xE0, 0xF0), _COMMENT})
# In compressed data 0xFF 0x00 is a byte and 0xFF 0xD0 to 0xD7 a restart; anything else ends it.
_NEXT = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]", re.DOTALL)

_PNG_CHUNK = 12
_PNG_PIXELS = (b"IDAT", b"fdAT")
_PNG_PACKED = (b"zTXt", b"iTXt", b"iCCP")
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_MOST_UNPACKED = 1_000_000
_WEBP_PIXELS = (b"VP8 ", b"VP8L", b"ALPH", b"ANMF")
_EXIF = re.compile(rb"II\*\0|MM\0\*")
_MOST_EXIF, _MOST_BLOCKS = 65_536, 4
_XMP, _XMP_END = b"<x:xmpmeta", b"</x:xmpmeta>"

_PAGEFIND = b"pagefind_dcd"
_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where the search index has joined the words of two elements."""

Why = Literal["damaged", "locked", "too-large", "kind"]


class FileText(NamedTuple):
    """Text of a file, not yet decoded further (entities, escapes)."""

    words: str


class FilePicture(NamedTuple):
    """A picture file. ``is_sure``: False for bytes inside another picture that only seem to begin one."""

    data: bytes
    is_sure: bool = True


class Unread(NamedTuple):
    """A part that could not be read: damaged, locked by a password, too large, or of an unknown kind."""

    why: Why


Content = FileText | FilePicture | Unread


@dataclass
class _Left:
    """How much may still be read of one file."""

    bytes: int = MOST_BYTES
    parts: int = MOST_PARTS


def contents(data: bytes) -> Iterator[Content]:
    """Give every text and picture in a file's bytes. Raises nothing, whatever they are."""
    return _Reader().contents(data)


@dataclass(frozen=True)
class _Reader:
    _left: _Left = field(default_factory=_Left)
    _depth: int = 0

    def contents(self, data: bytes) -> Iterator[Content]:
        self._left.parts -= 1
        self._left.bytes -= len(data)
        if self._left.parts < 0 or self._left.bytes < 0 or self._depth > _DEEPEST:
            yield Unread("too-large")
        elif data.startswith(_GZIP):
            yield from self._unpacked(data)
        elif data.startswith(_ZIP):
            yield from self._members(data)
        elif _PDF in data[:1024]:
            yield from self._of_pdf(data)
        elif is_picture(data):
            yield from self._of_picture(data)
        elif not (data.startswith(_TEXTLESS) and 0 in data[:16]):
            yield from self._of_text(data)

    def _inner(self, data: bytes) -> Iterator[Content]:
        return _Reader(self._left, self._depth + 1).contents(data)

    def _of_pdf(self, data: bytes) -> Iterator[Content]:
        try:
            with WorkerPool(LIMITS) as pool:
                found = pool.run(_PdfJob(data))
        except WorkerError:
            found = [Unread("damaged")]
        for each in found:
            if isinstance(each, FilePicture):
                yield from self._inner(each.data)
            else:
                yield each

    def _unpacked(self, data: bytes) -> Iterator[Content]:
        whole = bytearray()
        rest = data
        try:
            while rest.startswith(_GZIP):
                member = zlib.decompressobj(31)
                whole += member.decompress(rest, max(1, self._left.bytes - len(whole)))
                if not member.eof:
                    yield Unread("too-large" if member.unconsumed_tail else "damaged")
                    break
                rest = member.unused_data
            whole += rest
        except zlib.error:
            yield Unread("damaged")
        yield from self._inner(bytes(whole))

    def _members(self, data: bytes) -> Iterator[Content]:
        try:
            with zipfile.ZipFile(BytesIO(data)) as packed:
                yield from self._of_words(_listed_in(packed))
                for entry in packed.infolist():
                    if entry.flag_bits & 1:
                        yield Unread("locked")
                    elif entry.file_size > self._left.bytes or self._left.parts <= 0:
                        yield Unread("too-large")
                        return
                    elif not entry.is_dir():
                        with packed.open(entry) as member:
                            content = member.read(entry.file_size + 1)
                        yield from self._inner(content)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
            yield Unread("damaged")

    def _of_picture(self, data: bytes) -> Iterator[Content]:
        # Cameras put a small copy of the picture into it, and phones a second picture behind it.
        todo, seen = [data], 0
        while todo:
            picture = todo.pop()
            yield FilePicture(picture, is_sure=seen == 0)
            seen += 1
            if seen > _EMBEDDED:
                yield Unread("too-large")
                return
            for part in _beside_pixels(picture):
                start = part.find(_JPEG)
                if start >= 0:
                    todo.append(part[start:])
                yield from self._of_words(strings(part if start < 0 else part[:start]))

    def _of_text(self, data: bytes) -> Iterator[Content]:
        words = decode(data)
        yield from self._of_words(strings(data) if words is None else words)
        if data.startswith(_PAGEFIND):
            yield from (FileText(_JOINED.sub(" ", each)) for each in words or ())
        elif data.startswith(_RTF):
            yield FileText(from_rtf(data))
        elif words is None:
            yield Unread("kind")

    def _of_words(self, words: Iterable[str]) -> Iterator[Content]:
        for each in words:
            yield FileText(each)
            for inner in from_base64(each, _is_worth_reading):
                yield from self._inner(inner)


def _listed_in(packed: zipfile.ZipFile) -> Iterator[str]:
    """Give the names and remarks in an archive's list. Some programs write UTF-8 and do not say so."""
    for entry in packed.infolist():
        yield entry.filename
        yield entry.filename.encode("cp437", "ignore").decode("utf-8", "ignore")
        yield from strings(entry.comment)
    yield from strings(packed.comment)


def is_picture(data: bytes) -> bool:
    """Tell whether a file is one of the kinds of pictures that programs show."""
    is_webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    is_bmp = data[:2] == b"BM" and data[6:10] == bytes(4)
    return data.startswith(_PICTURES) or is_webp or is_bmp or (data[4:8] == b"ftyp" and data[8:12] in _FTYP_PICTURES)


def _is_worth_reading(data: bytes) -> bool:
    """Tell whether what looks like base64 is: a picture, something packed, or text."""
    return is_picture(data) or data.startswith((_GZIP, *_ZIP, _PDF)) or is_text(data)


def _beside_pixels(data: bytes) -> Iterator[bytes]:
    """Give every part of a picture file without compressed pixels, and what stands behind the picture's end: phones put
    a second picture there. Raises nothing, whatever the bytes."""
    if data.startswith(_JPEG):
        yield from _of_jpeg(data)
    elif data.startswith(_PNG):
        yield from _of_png(data)
    elif data[:4] == b"RIFF":
        yield from _of_webp(data)
    elif data[4:8] == b"ftyp":
        yield from _of_boxes(data)
    else:
        yield data


def _of_jpeg(data: bytes) -> Iterator[bytes]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker in _WITHOUT_LENGTH or marker == _EOI:
            at += 2
            if marker == _EOI:
                break
        else:
            end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
            if marker in _WORDS:
                yield data[at + 4 : end]
            at = end
            if marker == _SOS:
                found = _NEXT.search(data, at)
                at = found.start() if found else len(data)
    yield data[at:]


def _of_png(data: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at + _PNG_CHUNK <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + length]
        if kind not in _PNG_PIXELS:
            yield body
        if kind in _PNG_PACKED:
            yield from _unpacked(body)
        at += length + _PNG_CHUNK
        if kind == b"IEND":
            break
    yield data[at:]


def _unpacked(body: bytes) -> Iterator[bytes]:
    for found in list(_ZLIB.finditer(body))[:_MOST_BLOCKS]:
        try:
            yield zlib.decompressobj().decompress(body[found.start() :], _MOST_UNPACKED)
        except zlib.error:
            continue


def _of_webp(data: bytes) -> Iterator[bytes]:
    at, end = 12, 8 + int.from_bytes(data[4:8], "little")
    while at + 8 <= min(end, len(data)):
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if kind not in _WEBP_PIXELS:
            yield data[at + 8 : at + 8 + length]
        at += 8 + length + (length & 1)
    yield data[at:]


def _of_boxes(data: bytes) -> Iterator[bytes]:
    """Give the boxes of an AVIF or HEIC; of the one with the pixels what begins as EXIF and XMP do."""
    at = 0
    while at + 8 <= len(data):
        size, kind, head = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        size = size or len(data) - at
        if size < head:
            break
        body = data[at + head : at + size]
        if kind == b"mdat":
            yield from _among_pixels(body)
        else:
            yield body
        at += size
    yield data[at:]


def _among_pixels(body: bytes) -> Iterator[bytes]:
    for _, found in zip(range(_MOST_BLOCKS), _EXIF.finditer(body), strict=False):
        yield body[found.start() : found.start() + _MOST_EXIF]
    for each in body.split(_XMP)[1 : _MOST_BLOCKS + 1]:
        yield each.partition(_XMP_END)[0]


@dataclass(frozen=True, slots=True)
class _PdfJob:
    """Reads a PDF in a worker."""

    data: bytes

    def run(self) -> Answer:
        """Give texts and reasons with their kinds, and the pictures' contents beside them."""
        # The messages of pypdf quote the file.
        logging.getLogger("pypdf").setLevel(logging.CRITICAL)
        found: list[Content] = []
        try:
            found.extend(_pdf_parts(self.data))
        except Exception:
            # A foreign parser over foreign bytes raises exceptions of every class.
            found.append(Unread("damaged"))
        parts = [(type(each).__name__, None if isinstance(each, FilePicture) else each[0]) for each in found]
        return {"parts": parts}, [each.data for each in found if isinstance(each, FilePicture)]

    def result(self, words: Mapping[str, Any], contents: Sequence[bytes]) -> list[Content]:
        """Read the parts again."""
        pictures = iter(contents)
        read: dict[str, Callable[[Any], Content]] = {
            "FilePicture": lambda nothing: FilePicture(next(pictures)),
            "FileText": FileText,
            "Unread": Unread,
        }
        return [read[kind](said) for kind, said in words["parts"]]

    def failed(self, failure: Failure) -> list[Content]:
        """Say that the PDF could not be read."""
        return [Unread("damaged")]


def _pdf_parts(data: bytes) -> Iterator[Content]:
    import pypdf

    reader = pypdf.PdfReader(BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        yield Unread("locked")
        return
    pictures = 0
    for page in reader.pages:
        yield FileText(page.extract_text())
        for image in page.images:
            pictures += 1
            if pictures > _MOST_PDF_PICTURES:
                yield Unread("too-large")
                return
            yield FilePicture(image.data)
    for number in {*(number for held in reader.xref.values() for number in held), *reader.xref_objStm}:
        yield from _of_pdf_object(reader.get_object(number))


def _of_pdf_object(found: Any) -> Iterator[Content]:
    """Give everything beside the drawing of pages: titles, bookmarks, notes, fields, alternative texts, XMP, and
    attachments."""
    yield FileText("\n".join(_pdf_texts(found)))
    kinds = {found.get("/Type"), found.get("/Subtype")} if isinstance(found, dict) else set()
    if kinds & {"/XML", "/EmbeddedFile"}:
        yield FilePicture(found.get_data())


def _pdf_texts(found: Any) -> Iterator[str]:
    from pypdf.generic import ByteStringObject, TextStringObject

    todo = [found]
    while todo:
        each = todo.pop()
        if isinstance(each, dict):
            todo += each.values()
        elif isinstance(each, list):
            todo += each
        elif isinstance(each, ByteStringObject):
            yield each.decode("cp1252", "replace")
        elif isinstance(each, TextStringObject):
            yield str(each)
