"""The words that programs of readers find in a file: HTML, XML, JSON, what is packed, pictures, and any other text.

Shares nothing with the software's own search, so that a mistake of one is seen by the other.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from PIL import Image

_INLINE = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small span strike strong sub "
    "sup time tt u var wbr"
)
"""Elements whose borders are not those of words."""

_WITHIN_WORDS = frozenset(_INLINE.split())
_WORD = re.compile(r"[^\W_]+")
_ESCAPES = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"GIF8")


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """Letters and digits alone, small and without accents, one space where anything else stands between them."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(sign for sign in decomposed if unicodedata.category(sign) not in {"Mn", "Me", "Cf"})
    return " ".join(_WORD.findall(text.casefold()))


def holds(text: str, words: str) -> bool:
    """Whether a ``text``, as ``text_of`` gives it, has these words one after the other."""
    return f" {plain(words)} " in text


@lru_cache(maxsize=4000)
def text_of(data: bytes) -> str:
    """Everything that can be read in a file, text by text, each ``plain`` between two spaces."""
    return "|".join({f" {plain(text)} " for text in _texts(data)})


@lru_cache(maxsize=4000)
def run_of(data: bytes) -> str:
    """The same without any space."""
    return text_of(data).replace(" ", "")


def is_picture(data: bytes) -> bool:
    """Whether a file is a picture by its first bytes."""
    return data.startswith(_PICTURES) or data[4:12] in {b"ftypavif", b"ftypavis", b"ftypmif1", b"ftypheic"}


def members(data: bytes) -> Iterator[bytes]:
    """What is packed in a file."""
    if data.startswith(b"\x1f\x8b"):
        yield gzip.decompress(data)
    elif data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    elif data[:2] in {b"x\x01", b"x\x9c", b"x\xda"}:
        yield zlib.decompress(data)


def _texts(data: bytes) -> Iterator[str]:
    for inner in members(data):
        yield from _texts(inner)
    if is_picture(data):
        yield from _told_by_picture(data)
        return
    # What a program packs for itself begins with bytes that are no text; words in it stand as they are.
    text = data.removeprefix(b"\xef\xbb\xbf").removeprefix(b"pagefind_dcd").decode("utf-8", "replace")
    yield from _texts_in(text)
    if b"\0" in data:
        for start in (0, 1):
            yield from (data[start:].decode(code, "replace") for code in ("utf-16-le", "utf-16-be"))
    if "\ufffd" in text:
        yield data.decode("cp1252", "replace")


def _texts_in(text: str) -> Iterator[str]:
    yield text
    if "\\" in text:
        yield _ESCAPES.sub(lambda found: chr(int(found[1] or found[2], 16)), text)
    if "%" in text:
        yield unquote(text)
    if text.lstrip()[:1] in {"{", "["}:
        with contextlib.suppress(ValueError):
            yield from _strings(json.loads(text))
    if "<" in text:
        yield from _read_html(text)
        if text.lstrip().startswith("<?xml"):
            yield from _read_xml(text)
    elif "&" in text:
        yield unescape(text)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield name
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
    elif isinstance(value, str):
        yield value
        if "<" in value or "&" in value:
            yield from _read_html(value)


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.found: list[str] = []
        self.program: list[str] | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "style"}:
            self.program = []
        if tag not in _WITHIN_WORDS:
            self.text.append("\n")
        for _, value in attributes:
            if value:
                self.found.append(value)
                self.found.append(unquote(value))

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"} and self.program is not None:
            self.found += _texts_in("".join(self.program))
            self.program = None
        if tag not in _WITHIN_WORDS:
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        (self.text if self.program is None else self.program).append(data)

    def handle_comment(self, data: str) -> None:
        self.found.append(data)


def _read_html(text: str) -> Iterator[str]:
    page = _Html()
    page.feed(text)
    page.close()
    yield "".join(page.text)
    yield from page.found


def _read_xml(text: str) -> Iterator[str]:
    try:
        root = ET.fromstring(text.encode())
    except ET.ParseError:
        return
    yield "".join(root.itertext())
    for element in root.iter():
        inner = "".join(element.itertext())
        yield inner
        if "<" in inner or "&" in inner:
            yield from _read_html(inner)
        yield from element.attrib.values()


def _told_by_picture(data: bytes) -> Iterator[str]:
    """What a picture tells beside its pixels: every field that the library gives, and text among its bytes."""
    with Image.open(io.BytesIO(data)) as picture:
        for value in (*picture.info.values(), *picture.getexif().values()):
            if isinstance(value, bytes):
                yield value.decode("utf-8", "replace")
            elif isinstance(value, str):
                yield value
    for run in re.findall(rb"[\x20-\x7e\x80-\xff]{8,}", data):
        yield run.decode("utf-8", "replace")
