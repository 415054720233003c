"""Takes the text and the pictures out of a file of any kind, as the programs of its readers do.

Everything goes by content, nothing by name. What is packed is unpacked within bounds. What no program here can read is
given as ``Unread``, so that nobody takes it for searched.
"""

from __future__ import annotations

import base64
import binascii
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Literal, NamedTuple

MOST_BYTES = 300_000_000
"""Bytes of one file, with everything that is packed in it."""

MOST_PARTS = 5_000
_DEEPEST = 5
_EMBEDDED = 4
_HEAD, _TAIL = 256 * 1024, 64 * 1024
_PNG_CHUNK = 12

_GZIP, _ZIP, _PDF, _PNG = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06"), b"%PDF-", b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_PICTURES = (_JPEG, _PNG, b"GIF8", b"BM", b"II*\0", b"MM\0*", b"\0\0\1\0")
_FTYP_PICTURES = (b"avif", b"avis", b"heic", b"heix", b"mif1", b"heif")
_TEXTLESS = (b"wOFF", b"wOF2", b"OTTO", b"\0\1\0\0", b"ttcf", b"\0asm")
"""Fonts and compiled programs: what they draw and do is in no file of theirs as text or picture."""

_PAGEFIND = b"pagefind_dcd"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{12,}={0,2}")
_DATA_ADDRESS = re.compile(r"data:[^,\s\"'<>]{0,100};base64,([A-Za-z0-9+/_%\s-]+={0,2})")
_SHORT_TEXT = re.compile(rb"\x8c.", re.DOTALL)
_LONG = 64


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
        elif not data.startswith(_TEXTLESS):
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
        except zlib.error:
            yield Unread("damaged")
        yield from self._inner().contents(bytes(whole))

    def _members(self, data: bytes) -> Iterator[Content]:
        try:
            with zipfile.ZipFile(BytesIO(data)) as packed:
                yield Text("\n".join(packed.namelist()))
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
        yield Picture(data)
        # Titles, authors and captions stand before the pixels or behind them.
        yield from map(Text, _decodings(data if len(data) <= _HEAD + _TAIL else data[:_HEAD] + data[-_TAIL:]))
        if data.startswith(_PNG):
            yield from _png_texts(data)
        # Cameras put a small copy of the picture into it, and phones a second picture behind it.
        start = data.find(_JPEG, 2)
        for _ in range(_EMBEDDED):
            if start < 0:
                return
            yield Picture(data[start:], is_sure=False)
            start = data.find(_JPEG, start + 2)

    def _of_text(self, data: bytes) -> Iterator[Content]:
        is_binary = 0 in data and not data.startswith((*_UTF16, _PAGEFIND)) and not _is_utf16(data)
        for words in _decodings(data):
            yield Text(words)
            for inner in _base64(words):
                yield from self._inner().contents(inner)
        if is_binary:
            # The store's own: how long a text is says a byte before it, which is perhaps a letter.
            yield Text(_SHORT_TEXT.sub(b"\n", data).decode("utf-8", "replace"))
            yield Unread("kind")


def is_picture(data: bytes) -> bool:
    """Whether a file is one of the kinds of pictures that programs show."""
    is_webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    return data.startswith(_PICTURES) or is_webp or (data[4:8] == b"ftyp" and data[8:12] in _FTYP_PICTURES)


def _decodings(data: bytes) -> Iterator[str]:
    """A file's bytes as text, in each encoding that they may be meant in."""
    if data.startswith(_UTF16):
        yield data.decode("utf-16", "replace")
        return
    try:
        yield data.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield data.decode("utf-8", "ignore")
        yield data.decode("cp1252", "ignore")
    if 0 in data:
        yield data.decode("utf-16-le", "ignore")
        yield data.decode("utf-16-be", "ignore")


def _is_utf16(data: bytes) -> bool:
    head = data[:200]
    return len(head) > 1 and max(head[::2].count(0), head[1::2].count(0)) * 3 > len(head)


def _png_texts(data: bytes) -> Iterator[Text]:
    """The texts that a PNG holds packed."""
    at = len(_PNG)
    while at + _PNG_CHUNK <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if kind in (b"zTXt", b"iTXt"):
            body = data[at + 8 : at + 8 + length]
            for start in [found.start() for found in re.finditer(b"\x78[\x01\x5e\x9c\xda]", body)][:_EMBEDDED]:
                try:
                    unpacked = zlib.decompressobj().decompress(body[start:], 1_000_000)
                except zlib.error:
                    continue
                yield from map(Text, _decodings(unpacked))
        at += length + _PNG_CHUNK


def _base64(text: str) -> Iterator[bytes]:
    """What is written in base64: data addresses, and other runs that turn out to be a picture, packed, or text."""
    for found in _DATA_ADDRESS.finditer(text):
        decoded = _from_base64("".join(found[1].split()).replace("%2B", "+").replace("%2F", "/").replace("%3D", "="))
        if decoded:
            yield decoded
    if len(text) < _LONG and "=" not in text:
        return
    for found in _BASE64.finditer(text):
        run = found.group()
        decoded = _from_base64(run) if len(run) >= _LONG else None
        if decoded and (is_picture(decoded) or decoded.startswith((_GZIP, *_ZIP)) or _is_words(decoded)):
            yield decoded


def _from_base64(run: str) -> bytes | None:
    whole = run.rstrip("=").replace("-", "+").replace("_", "/")
    whole = whole[: len(whole) - (len(whole) % 4 == 1)]
    try:
        return base64.b64decode(whole + "=" * (-len(whole) % 4))
    except (binascii.Error, ValueError):
        return None


def _is_words(data: bytes) -> bool:
    try:
        return data.decode("utf-8").isprintable()
    except UnicodeDecodeError:
        return False
