"""A PDF as a document. Runs in a process of its own (``worker``): pypdf meets foreign bytes."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdf
from pypdf.errors import PdfReadError

from site_builder.importing.document import Block, Document, ImportFaultError, Picture, Remark, Spot
from site_builder.importing.limits import MOST_BLOCKS, MOST_LETTERS, MOST_PAGES, MOST_PICTURES
from site_builder.importing.pdf_lines import Line, Piece, lines_of, paragraphs

# Rules, logos and dots are pictures too.
_SMALLEST_SIDE = 120


def read_pdf(name: str, content: bytes) -> Document:
    """The document in a PDF.

    Raises ImportFaultError: ``encrypted``, ``damaged``, ``scan``, ``empty``, ``too-large``, ``too-long``,
    ``too-many-pages``.
    """
    # What pypdf mends by itself is nobody's business, and its words hold pieces of the file.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        return _read(name, content)
    except ImportFaultError:
        raise
    except MemoryError:
        raise ImportFaultError("too-large", limit=MOST_LETTERS) from None
    except Exception:
        # A foreign parser over foreign bytes raises exceptions of every class.
        raise ImportFaultError("damaged") from None


def _read(name: str, content: bytes) -> Document:
    reader = pypdf.PdfReader(BytesIO(content), strict=False)
    if reader.is_encrypted and not _opens(reader):
        raise ImportFaultError("encrypted")
    if len(reader.pages) > MOST_PAGES:
        raise ImportFaultError("too-many-pages", limit=MOST_PAGES)
    pages = [list(_lines(page)) for page in reader.pages]
    letters = sum(len(line.words) for page in pages for line in page)
    if letters > MOST_LETTERS:
        raise ImportFaultError("too-long", limit=MOST_LETTERS)
    pictures, unread = _pictures(reader)
    if letters < 20:
        raise ImportFaultError("scan" if pictures or unread else "empty")
    blocks = list(_blocks(pages, pictures))
    if len(blocks) > MOST_BLOCKS:
        raise ImportFaultError("too-long", limit=MOST_LETTERS)
    remarks = [Remark("pdf-order")]
    if unread:
        remarks.append(Remark("pictures-unread", {"number": unread}))
    return Document(name, tuple(blocks), tuple(pictures), remarks=tuple(remarks))


def _opens(reader: pypdf.PdfReader) -> bool:
    """Whether it opens without a password: many are encrypted only to forbid printing."""
    try:
        return bool(reader.decrypt(""))
    except (PdfReadError, NotImplementedError, ValueError):
        return False


def _lines(page: Any) -> Iterator[Line]:
    pieces: list[Piece] = []

    def see(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        height = abs(size * (tm[3] or tm[1]) * (cm[3] or 1)) or size
        name = str((font or {}).get("/BaseFont", "")) if hasattr(font, "get") else ""
        pieces.append(Piece(text, x, y, height, "bold" in name.lower()))

    page.extract_text(visitor_text=see)
    return lines_of(pieces)


def _blocks(pages: list[list[Line]], pictures: list[Picture]) -> Iterator[Block]:
    for number, lines in enumerate(pages, 1):
        if number > 1:
            yield Block("break")
        yield from paragraphs(lines, number)
        # Where between the words a picture stands nobody knows: behind the page it tears nothing apart.
        for index, picture in enumerate(pictures):
            if picture.spot.page == number:
                yield Block("picture", spot=picture.spot, picture=index)


def _pictures(reader: pypdf.PdfReader) -> tuple[list[Picture], int]:
    """The pictures, each once, and how many could not be read."""
    found: dict[bytes, Picture] = {}
    unread = 0
    for number, page in enumerate(reader.pages, 1):
        try:
            names = page.images.keys()
        except Exception:
            unread += 1
            continue
        for name in names:
            if len(found) >= MOST_PICTURES:
                return list(found.values()), unread + 1
            try:
                image = page.images[name]
                size = image.image.size if image.image else (0, 0)
                content = image.data
            except Exception:
                unread += 1
                continue
            if min(size) >= _SMALLEST_SIDE:
                found.setdefault(content, Picture("", content, Spot(number)))
    return list(found.values()), unread
