"""Reads a PDF as a document. Runs in a worker: pypdf parses untrusted files."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

import pypdf
from pypdf.errors import PdfReadError

from site_builder.importing.document import (
    MOST_BLOCKS,
    MOST_LETTERS,
    MOST_PAGES,
    MOST_PICTURES,
    DocumentBlock,
    ImportFaultError,
    Location,
    Remark,
    SourceDocument,
    SourcePicture,
)
from site_builder.importing.text import clean

# Rules, logos and dots are pictures too.
_SMALLEST_SIDE = 120
_ITEM = re.compile(r"(?:[•·▪●–-]|\d{1,2}[.)])\s+(?=\S)")
_HYPHEN = re.compile(r"[^\W\d_]-\Z")
_ENDS = re.compile(r"[.!?…:;][\"”»’)]*\Z")
_PAGE_NUMBER = re.compile(r"(?:(?:page|p[aá]gina|p[aá]g\.)\s*)?\d{1,3}(?:\s*(?:/|of|de)\s*\d{1,3})?\Z", re.IGNORECASE)
_LONGEST_HEADING = 200


class _Line(NamedTuple):
    """A line of a page, or a fragment of one that is drawn at once. ``y`` is counted from below."""

    words: str
    x: float
    y: float
    height: float
    bold: bool


def read_pdf(name: str, content: bytes) -> SourceDocument:
    """Read a PDF.

    Raises ImportFaultError: ``encrypted``, ``damaged``, ``scan``, ``empty``, ``too-large``, ``too-long``,
    ``too-many-pages``.
    """
    # What pypdf repairs by itself need not be told, and its messages quote the file.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        return _read(name, content)
    except ImportFaultError:
        raise
    except MemoryError:
        raise ImportFaultError("too-large", limit=MOST_LETTERS) from None
    except Exception:
        # A parser of untrusted files raises exceptions of every class.
        raise ImportFaultError("damaged") from None


def _read(name: str, content: bytes) -> SourceDocument:
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
    return SourceDocument(name, tuple(blocks), tuple(pictures), remarks=tuple(remarks))


def _opens(reader: pypdf.PdfReader) -> bool:
    """Whether it opens without a password: many are encrypted only to forbid printing."""
    try:
        return bool(reader.decrypt(""))
    except (PdfReadError, NotImplementedError, ValueError):
        return False


def _lines(page: Any) -> Iterator[_Line]:
    """Yield the lines in the order in which the page draws them, which word processors keep to that of reading."""
    fragments: list[_Line] = []

    def see(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        height = abs(size * (tm[3] or tm[1]) * (cm[3] or 1)) or size
        name = str((font or {}).get("/BaseFont", "")) if hasattr(font, "get") else ""
        fragments.append(_Line(text, x, y, height, "bold" in name.lower()))

    page.extract_text(visitor_text=see)
    for line in _grouped(fragments):
        if words := clean("".join(each.words for each in line)):
            first = line[0]
            yield _Line(words, first.x, first.y, max(each.height for each in line), all(each.bold for each in line))


def _grouped(fragments: Iterable[_Line]) -> Iterator[list[_Line]]:
    line: list[_Line] = []
    for fragment in fragments:
        for index, words in enumerate(fragment.words.split("\n")):
            is_apart = bool(line) and abs(line[0].y - fragment.y) > max(line[0].height, fragment.height, 1) * 0.6
            if line and (index or (words.strip() and is_apart)):
                yield line
                line = []
            if words.strip():
                line.append(fragment._replace(words=words))
            elif words and line:
                line.append(line[-1]._replace(words=" "))
    if line:
        yield line


def _blocks(pages: list[list[_Line]], pictures: list[SourcePicture]) -> Iterator[DocumentBlock]:
    for number, lines in enumerate(pages, 1):
        if number > 1:
            yield DocumentBlock("break")
        yield from _paragraphs(lines, number)
        # The place of a picture among the words is not known: behind the page it splits no paragraph.
        for index, picture in enumerate(pictures):
            if picture.location.page == number:
                yield DocumentBlock("picture", location=picture.location, picture=index)


def _pictures(reader: pypdf.PdfReader) -> tuple[list[SourcePicture], int]:
    """Return the pictures, each once, and how many could not be read."""
    found: dict[bytes, SourcePicture] = {}
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
                found.setdefault(content, SourcePicture("", content, Location(number)))
    return list(found.values()), unread


def _paragraphs(lines: Sequence[_Line], page: int) -> Iterator[DocumentBlock]:
    """Yield the paragraphs and headings of a page, without the line of its number."""
    kept = [line for line in lines if not _PAGE_NUMBER.match(line.words)]
    if not kept:
        return
    usual = median(sorted(line.height for line in kept for _ in range(len(line.words))))
    gaps = sorted(a.y - b.y for a, b in pairwise(kept) if 0 < a.y - b.y < 4 * max(a.height, 1))
    step = _step(gaps, usual)
    group: list[_Line] = []
    number = 0
    for line in kept:
        if group and _begins(group, line, step):
            number += 1
            yield _block(group, Location(page, number), usual)
            group = []
        group.append(line)
    yield _block(group, Location(page, number + 1), usual)


def _step(gaps: Sequence[float], usual: float) -> float:
    """Return the distance of lines within a paragraph: that of most lines, else the usual one for their height."""
    if not gaps:
        return usual * 1.2
    step = gaps[len(gaps) // 3]
    is_common = sum(abs(gap - step) < step * 0.1 for gap in gaps) * 2 >= len(gaps)
    return step if is_common and len(gaps) > 3 else min(step, usual * 1.4)


def _begins(group: Sequence[_Line], line: _Line, step: float) -> bool:
    """Whether a line begins a paragraph: farther away, of another size, indented, or an item of a list."""
    last = group[-1]
    gap = last.y - line.y
    if gap > step * 1.35 + 1 or gap < -1 or abs(line.height - last.height) > 0.12 * max(line.height, last.height):
        return True
    if _ITEM.match(line.words) or (line.bold != last.bold and bool(_ENDS.search(last.words) or line.bold or last.bold)):
        return True
    return line.x > group[0].x + 8 and len(group) > 1 and bool(_ENDS.search(last.words))


def _block(lines: Sequence[_Line], location: Location, usual: float) -> DocumentBlock:
    words = lines[0].words
    for line in lines[1:]:
        # Only word processors that hyphenate end a line so; "two-" before "thirds" loses its hyphen too: a rare price.
        words = (
            words[:-1] + line.words if _HYPHEN.search(words) and line.words[:1].islower() else f"{words} {line.words}"
        )
    height = lines[0].height
    is_short = len(words) <= _LONGEST_HEADING and not _ENDS.search(words) and words[:1] not in '"“«©'
    if is_short and (height > usual * 1.15 or (lines[0].bold and len(lines) <= 2)):
        return DocumentBlock("heading", words, location, level=1 if height > usual * 1.4 else 2)
    if item := _ITEM.match(words):
        return DocumentBlock("item", words[item.end() :], location)
    return DocumentBlock(
        "paragraph", words, location, style="quote" if height > usual * 1.15 and words[:1] in '"“«' else ""
    )
