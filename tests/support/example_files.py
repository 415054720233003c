"""The files of a rule's example as they are on a disk: what text cannot hold is made from what the example says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

from PIL import Image

from site_builder.problems.explanation import Example
from tests.support import documents
from tests.support.pictures import file_of, handmade_png, quarters

_PICTURE = (".jpg", ".png", ".gif", ".svg", ".heic", ".webp")
_NAMED = re.compile(r"\bfile: ([\w-]+\.(?:jpg|png))$", re.MULTILINE)
_STRAY = "\N{REPLACEMENT CHARACTER}"
_SIZE = (1600, 1200)
_PLAN = documents.paragraph("An invented plan")
_COMMENT = '<w:comments xmlns:w="urn:w"><w:comment w:id="1"/></w:comments>'


def _saved(kind: str, size: tuple[int, int] = _SIZE, **options: object) -> bytes:
    stream = BytesIO()
    quarters(size).save(stream, kind, **options)
    return stream.getvalue()


def _moving() -> bytes:
    stream = BytesIO()
    first, second = quarters(_SIZE), Image.new("RGB", _SIZE)
    first.save(stream, "WEBP", save_all=True, append_images=[second], duration=200)
    return stream.getvalue()


def _font(size: int = 0) -> bytes:
    """A font's head with the directory of a single table, and so many bytes in all."""
    directory = bytes((1, 54, 40))
    length = max(size, 48 + len(directory))
    return (b"wOF2" + bytes(4) + length.to_bytes(4, "big") + b"\0\1").ljust(48, b"\0") + directory.ljust(
        length - 48, b"\0"
    )


# By how an example describes a file: its bytes.
_DESCRIBED: Mapping[str, Callable[[], bytes]] = {
    "0 B": lambda: b"",
    # Made unreadable by a link to itself, since a test may run as somebody who may read everything.
    "-rw-------  root": lambda: b"",
    "120 MB": lambda: _saved("JPEG") + bytes(120_000_000),
    "20000 × 15000": lambda: handmade_png((20000, 15000), 8, 0, b""),
    "00 00 00 00 …": lambda: bytes(64),
    "… ftypheic …": lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(64),
    "FF D8 FF E0 … (20 s …)": lambda: _saved("JPEG"),
    "GIF89a …": lambda: _saved("GIF"),
    "FF D8 FF E0 …": lambda: _saved("JPEG")[:-2000],
    "RIFF … WEBP … ANIM … ANMF … ANMF …": _moving,
    "320 × 240": lambda: _saved("JPEG", (320, 240)),
    "89 50 4E 47 …": lambda: _saved("PNG"),
    "RIFF … WEBP … VP8 …": lambda: _saved("WEBP"),
    "480 kB": lambda: _saved("JPEG"),
    "1.2 MB": lambda: b"They met under the mango tree. " * 40_000,
    "1400 kB": lambda: _saved("PNG") + bytes(1_400_000),
    "77 4F 46 32 …": _font,
    "00 01 00 00 …": lambda: b"\0\1\0\0" + bytes(64),
    "24 kB": lambda: _font(24_000),
    "55 kB": lambda: _font(54_600),
    "92 kB": lambda: _font(91_600),
    "-rw-r--r--": lambda: _saved("JPEG"),
    "FF D8 FF E1 … Exif … GPS … FF D9": documents.photo,
    "FF D8 FF E0 … FF D9": lambda: _saved("JPEG"),
    "… ftypmp42 …": lambda: b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(64),
    "50 4B 03 04 … word/comments.xml …": lambda: documents.docx([_PLAN], more={"word/comments.xml": _COMMENT}),
    "50 4B 03 04 … word/document.xml …": lambda: documents.docx([_PLAN]),
    "%PDF-1.4 … /Encrypt …": lambda: documents.pdf([], encrypted=True),
    "%PDF-1.4 … %%EOF": lambda: documents.pdf([[documents.Line("An invented plan", 72)]]),
    "%PDF-1.4 … (120 MB)": lambda: documents.pdf([]) + bytes(120_000_000),
    "D0 CF 11 E0 …": lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512),
}


def made(texts: Mapping[str, str], given: Mapping[str, str], example: Example) -> Iterator[tuple[str, bytes]]:
    """What stands in the folder otherwise than ``texts``, the example's files in full. ``given``: as it shows them."""
    for path, text in given.items():
        words = text.strip()
        if path.endswith(_PICTURE):
            yield path, _picture(path, words)
        elif words in _DESCRIBED:
            yield path, _DESCRIBED[words]()
        elif words.startswith("FF FE"):
            yield path, texts["utf"].encode("utf-16")
        elif words.startswith("74 69"):
            yield path, texts["utf"].encode()
        elif _STRAY in text:
            yield path, texts[path].replace(_STRAY, "í").encode("latin-1")
    # Photos that a record names are there, unless the example is about that.
    if not example.rule.startswith("path-") or not any(path.endswith(_PICTURE) for path in given):
        yield from _named(given)


def _named(given: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    for path, text in given.items():
        for name in _NAMED.findall(text):
            beside = f"{Path(path).parent}/{name}"
            if beside not in given and name != "market.jpg":
                yield beside, file_of(quarters(_SIZE), "PNG" if name.endswith(".png") else "JPEG")


def _picture(path: str, words: str) -> bytes:
    if words in _DESCRIBED:
        return _DESCRIBED[words]()
    if words.startswith(("version", "<svg")):
        return words.encode()
    return _saved("PNG" if path.endswith(".png") and not words else "JPEG")
