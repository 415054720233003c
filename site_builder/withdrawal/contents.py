"""Takes the text and the pictures out of a file of any kind, as the programs of its readers do.

Everything goes by content, nothing by name. What is packed is unpacked within bounds. What no program here can read is
given as ``Unread``, so that nobody takes it for searched.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Literal, NamedTuple

from site_builder.withdrawal.encodings import decoded, from_base64, from_rtf, is_text, strings
from site_builder.withdrawal.metadata import JPEG, PNG, beside_pixels

MOST_BYTES = 300_000_000
"""Bytes of one file, with everything that is packed in it."""

MOST_PARTS = 5_000
_DEEPEST = 5
_EMBEDDED = 16

_GZIP, _ZIP, _PDF, _RTF = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06"), b"%PDF-", b"{\\rtf"
_PICTURES = (JPEG, PNG, b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"\0\0\1\0")
_FTYP_PICTURES = (b"avif", b"avis", b"heic", b"heix", b"mif1", b"heif")
_TEXTLESS = (b"wOFF", b"wOF2", b"OTTO", b"\0\1\0\0", b"ttcf", b"\0asm")
"""Fonts and compiled programs: what they draw and do is in no file of theirs as text or picture."""

_PAGEFIND = b"pagefind_dcd"
_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where the search has put the words of two elements together."""


Why = Literal["damaged", "locked", "too-large", "kind"]


class Text(NamedTuple):
    """Text of a file, not yet decoded further (entities, escapes)."""

    words: str


class Picture(NamedTuple):
    """A picture file. ``is_sure``: False for bytes inside another picture that only seem to begin one."""

    data: bytes
    is_sure: bool = True


class Unread(NamedTuple):
    """A part that could not be read: damaged, locked by a password, too large, or of an unknown kind."""

    why: Why


Content = Text | Picture | Unread
ReadPdf = Callable[[bytes], Iterator[Content]]


@dataclass
class _Left:
    """What may still be read of one file."""

    bytes: int = MOST_BYTES
    parts: int = MOST_PARTS


@dataclass(frozen=True)
class Reader:
    """Reads files. ``pdf``: gives the contents of a PDF, in a process of its own."""

    pdf: ReadPdf
    _left: _Left = field(default_factory=_Left)
    _depth: int = 0

    def contents(self, data: bytes) -> Iterator[Content]:
        """Every text and picture in a file's bytes. Raises nothing, whatever they are."""
        self._left.parts -= 1
        self._left.bytes -= len(data)
        if self._left.parts < 0 or self._left.bytes < 0 or self._depth > _DEEPEST:
            yield Unread("too-large")
        elif data.startswith(_GZIP):
            yield from self._unpacked(data)
        elif data.startswith(_ZIP):
            yield from self._members(data)
        elif _PDF in data[:1024]:
            yield from self._within(self.pdf(data))
        elif is_picture(data):
            yield from self._of_picture(data)
        elif not (data.startswith(_TEXTLESS) and 0 in data[:16]):
            yield from self._of_text(data)

    def _inner(self) -> Reader:
        return Reader(self.pdf, self._left, self._depth + 1)

    def _within(self, found: Iterator[Content]) -> Iterator[Content]:
        """What is in the pictures and the texts that another reader gave."""
        for each in found:
            if isinstance(each, Picture):
                yield from self._inner().contents(each.data)
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
        yield from self._inner().contents(bytes(whole))

    def _members(self, data: bytes) -> Iterator[Content]:
        try:
            with zipfile.ZipFile(BytesIO(data)) as packed:
                yield from self._of_words(_told_by(packed))
                for entry in packed.infolist():
                    if entry.flag_bits & 1:
                        yield Unread("locked")
                    elif entry.file_size > self._left.bytes or self._left.parts <= 0:
                        yield Unread("too-large")
                        return
                    elif not entry.is_dir():
                        with packed.open(entry) as member:
                            content = member.read(entry.file_size + 1)
                        yield from self._inner().contents(content)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
            yield Unread("damaged")

    def _of_picture(self, data: bytes) -> Iterator[Content]:
        # Cameras put a small copy of the picture into it, and phones a second picture behind it.
        todo, seen = [data], 0
        while todo:
            picture = todo.pop()
            yield Picture(picture, is_sure=seen == 0)
            seen += 1
            if seen > _EMBEDDED:
                yield Unread("too-large")
                return
            for part in beside_pixels(picture):
                start = part.find(JPEG)
                if start >= 0:
                    todo.append(part[start:])
                yield from self._of_words(strings(part if start < 0 else part[:start]))

    def _of_text(self, data: bytes) -> Iterator[Content]:
        words = decoded(data)
        yield from self._of_words(strings(data) if words is None else words)
        if data.startswith(_PAGEFIND):
            yield from (Text(_JOINED.sub(" ", each)) for each in words or ())
        elif data.startswith(_RTF):
            yield Text(from_rtf(data))
        elif words is None:
            yield Unread("kind")

    def _of_words(self, words: Iterable[str]) -> Iterator[Content]:
        for each in words:
            yield Text(each)
            for inner in from_base64(each, _is_worth_reading):
                yield from self._inner().contents(inner)


def _told_by(packed: zipfile.ZipFile) -> Iterator[str]:
    """Names and remarks in an archive's list. Some programs write UTF-8 and do not say so."""
    for entry in packed.infolist():
        yield entry.filename
        yield entry.filename.encode("cp437", "ignore").decode("utf-8", "ignore")
        yield from strings(entry.comment)
    yield from strings(packed.comment)


def is_picture(data: bytes) -> bool:
    """Whether a file is one of the kinds of pictures that programs show."""
    is_webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    is_bmp = data[:2] == b"BM" and data[6:10] == bytes(4)
    return data.startswith(_PICTURES) or is_webp or is_bmp or (data[4:8] == b"ftyp" and data[8:12] in _FTYP_PICTURES)


def _is_worth_reading(data: bytes) -> bool:
    """Whether what looks like base64 is: a picture, something packed, or text."""
    return is_picture(data) or data.startswith((_GZIP, *_ZIP, _PDF)) or is_text(data)
