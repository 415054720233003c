"""Files that cannot be cleaned, by what a case calls them (``tests/cases/static-files``)."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping
from functools import cache

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, NameObject, NumberObject

from tests.support.documents import Line, archive, docx, paragraph, pdf, photo, picture
from tests.support.pictures import chunk, file_of, handmade_png, quarters

PLAN = [paragraph("An invented plan")]


def spoilt(case: Mapping[str, str]) -> bytes:
    """The bytes of a case."""
    if "made" in case:
        return MAKERS[case["made"]]()
    return bytes.fromhex(case["bytes"]) if "bytes" in case else case["text"].encode()


def half(source: bytes) -> bytes:
    """The first half of a file."""
    return source[: len(source) // 2]


def _damaged() -> bytes:
    """A PNG whose pixels do not unpack, though each part agrees with its checksum."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 64, 48, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", b"no pixels") + chunk(b"IEND", b"")


def _gif() -> bytes:
    made = io.BytesIO()
    quarters((64, 48)).save(made, "GIF")
    return made.getvalue()


def _signed_pdf() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([[Line("An invented plan", 72)]]))))
    signature = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Sig"),
            NameObject("/ByteRange"): ArrayObject(map(NumberObject, (0, 1, 2, 3))),
            NameObject("/Contents"): ByteStringObject(b"signed"),
        }
    )
    writer.root_object[NameObject("/Perms")] = DictionaryObject({NameObject("/DocMDP"): signature})
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _twice() -> bytes:
    made = io.BytesIO(docx(PLAN))
    with zipfile.ZipFile(made, "a") as packed, warnings.catch_warnings(action="ignore"):
        packed.writestr("word/document.xml", "<w:document/>")
    return made.getvalue()


@cache
def _bomb() -> bytes:
    """Three hundred megabytes of nothing and one more, which pack to a third of a megabyte."""
    return docx(PLAN, more={"word/media/image1.jpeg": bytes(301_000_000)})


MAKERS: Mapping[str, Callable[[], bytes]] = {
    "half of a photo": lambda: half(photo()),
    "a picture with a damaged part": _damaged,
    "a picture of 300 megapixels": lambda: handmade_png((20_000, 15_000), 8, 0, b""),
    "a photo of 41 megabytes": lambda: photo() + bytes(41_000_000),
    "a photo behind a line": lambda: b"\n" + photo(),
    "half of a GIF": lambda: half(_gif()),
    "an encrypted PDF": lambda: pdf([[Line("An invented plan", 72)]], encrypted=True),
    "a signed PDF": _signed_pdf,
    "half of a PDF": lambda: half(pdf([[Line("An invented plan", 72)]])),
    "a PDF without pages": lambda: pdf([]),
    "a PDF with half of a photo": lambda: _with_half(pdf([[Line("An invented plan", 72)]], {0: photo()})),
    "half of a Word file": lambda: half(docx(PLAN)),
    "an archive": lambda: archive({"notes.txt": "Invented"}),
    "a Word file with a part twice": _twice,
    "a Word file with half of a photo": lambda: docx([*PLAN, picture(1)], [half(file_of(quarters()))]),
    "a bomb": _bomb,
    "a bomb in a bomb": lambda: docx(PLAN, more={"word/embeddings/inner.docx": _bomb()}),
    "a signed Word file": lambda: docx(PLAN, more={"_xmlsignatures/sig1.xml": "<Signature/>"}),
    "an encrypted OpenDocument": lambda: archive({"META-INF/manifest.xml": "<m><encryption-data/></m>"}),
}


def _with_half(source: bytes) -> bytes:
    """The same PDF, its photo without its end marker."""
    return source.replace(b"\xff\xd9\nendstream", b"\0\0\nendstream")
