"""Reads a Word file as a document. Runs in a worker: mammoth parses untrusted files."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from io import BytesIO
from itertools import chain
from typing import Any
from xml.etree import ElementTree as ET

import mammoth

from site_builder.importing.document import (
    MOST_BLOCKS,
    MOST_LETTERS,
    MOST_PICTURES,
    MOST_UNPACKED,
    MOST_XML,
    DocumentBlock,
    Form,
    ImportFaultError,
    Location,
    Remark,
    SourceDocument,
    SourcePicture,
    Style,
)
from site_builder.importing.formats import unpacked
from site_builder.importing.text import clean

# Word keeps the English names of its own styles in every language.
_STYLES = "\n".join(
    [
        *(f"p[style-name='{name}'] => p.title:fresh" for name in ("Title", "title")),
        *(f"p[style-name='{name}'] => p.subtitle:fresh" for name in ("Subtitle", "subtitle")),
        *(f"p[style-name='{name}'] => p.caption:fresh" for name in ("Caption", "caption")),
        *(f"p[style-name='{name}'] => p.quote:fresh" for name in ("Quote", "quote", "Intense Quote", "intense quote")),
        *(f"p[style-name='{name} {n}'] => h{n}:fresh" for name in ("heading", "Heading") for n in range(1, 7)),
        "br[type='page'] => hr:fresh",
    ]
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Of the whole package only what holds words, their styles, and pictures.
_KEPT = re.compile(r"\[Content_Types\]\.xml\Z|_rels/\.rels\Z|word/.*\.(?:xml|rels)\Z|word/media/", re.IGNORECASE)
_XML = re.compile(r"\.(?:xml|rels)\Z", re.IGNORECASE)
_MACROS = re.compile(r"vba(?:Project|Data)", re.IGNORECASE)
_ASIDE = (
    (re.compile(r"word/header\d*\.xml\Z"), "header"),
    (re.compile(r"word/footer\d*\.xml\Z"), "footer"),
    (re.compile(r"word/comments\.xml\Z"), "comment"),
)
_OUTWARD = re.compile(rb"<Relationship\b[^>]*\bTargetMode\s*=\s*[\"']External[\"'][^>]*>")
_IMAGE = re.compile(rb"/relationships/image[\"']")
_NOWHERE = re.compile(rb"(?<=Target=[\"'])[^\"']*")
_LINK = re.compile(rb"/relationships/hyperlink[\"']")

_ENDING = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th"})
_PARTING = _ENDING | {"tr", "table", "hr", "img"}
_NAMED: dict[str | None, Style] = {"title": "title", "subtitle": "subtitle", "caption": "caption", "quote": "quote"}


def read_docx(name: str, content: bytes) -> SourceDocument:
    """Read a Word file. Raises ImportFaultError, also ``empty``, ``too-long`` and ``damaged``."""
    parts, remarks = _parts_of(content)
    pictures: list[bytes] = []

    def keep(image: Any) -> dict[str, str]:
        with image.open() as stream:
            pictures.append(stream.read())
        return {"src": str(len(pictures) - 1)}

    try:
        made = mammoth.convert_to_html(
            _packed(parts),
            style_map=_STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=mammoth.images.img_element(keep),
        ).value
    except ImportFaultError:
        raise
    except Exception:
        # A parser of untrusted files raises exceptions of every class.
        raise ImportFaultError("damaged") from None
    reader = _HtmlReader()
    reader.feed(made)
    reader.close()
    reader.end()
    if reader.letters > MOST_LETTERS or len(reader.blocks) > MOST_BLOCKS:
        raise ImportFaultError("too-long", limit=MOST_LETTERS)
    if not reader.blocks:
        raise ImportFaultError("empty")
    if len(pictures) > MOST_PICTURES:
        raise ImportFaultError("too-many-pictures", limit=MOST_PICTURES)
    blocks = (each for block in reader.blocks for each in (block, *chain.from_iterable(block.cells)))
    locations = {block.picture: block.location for block in blocks if block.form == "picture"}
    found = tuple(SourcePicture("", data, locations.get(index, Location())) for index, data in enumerate(pictures))
    return SourceDocument(name, tuple(reader.blocks), found, (*dict.fromkeys(_aside(parts)), *reader.aside), remarks)


class _HtmlReader(HTMLParser):
    """Reads mammoth's HTML, a dozen elements, as blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[DocumentBlock] = []
        self.aside: list[tuple[str, str]] = []
        self.letters = 0
        self._words: list[str] = []
        self._form: Form = "paragraph"
        self._style: Style = ""
        self._level = 0
        self._number = 0
        self._page = 1
        self._rows: list[list[list[DocumentBlock]]] = []
        self._footnote = False
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _PARTING:
            self.end()
        if tag in {"tr", "td", "th", "img", "hr"}:
            self._begin(tag, given)
        if tag == "p" and self._form != "item":
            self._style = _NAMED.get(given.get("class"), "")
        elif tag == "li":
            self._form = "item"
            self._footnote = (given.get("id") or "").startswith(("footnote", "endnote"))
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._form, self._level = "heading", int(tag[1])
        elif tag == "br":
            self._words.append(" ")
        elif tag == "a" and (to := given.get("href")):
            if to.startswith("#"):
                self._unread += "footnote" in to or "endnote" in to
            else:
                self.aside.append(("link", clean(to)))

    def _begin(self, tag: str, given: dict[str, str | None]) -> None:
        """Begin a row or a cell, or add a picture or a page break."""
        if tag == "tr":
            self._rows.append([])
        elif tag == "img":
            self._add(
                DocumentBlock(
                    "picture", clean(given.get("alt") or ""), self._location(), picture=int(given["src"] or 0)
                )
            )
        elif tag == "hr":
            self._page, self._number = self._page + 1, 0
            self._add(DocumentBlock("break"))
        elif self._rows:
            self._rows[-1].append([])

    def handle_endtag(self, tag: str) -> None:
        if tag in _ENDING:
            self.end()
        if tag == "li":
            self._form, self._footnote = "paragraph", False
        elif tag == "a":
            self._unread = 0
        elif tag == "tr" and self._rows:
            cells = tuple(tuple(cell) for cell in self._rows.pop())
            if any(cells):
                first = next(block for cell in cells for block in cell)
                self._add(DocumentBlock("row", location=first.location, cells=cells))

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self._words.append(data)

    def end(self) -> None:
        """End the block that is being read."""
        words = clean("".join(self._words))
        self._words = []
        if words and self._footnote:
            self.aside.append(("footnote", words.removesuffix("↑").strip()))
        elif words:
            self._number += 1
            self._add(DocumentBlock(self._form, words, self._location(), self._level, self._style))
            self.letters += len(words)
        self._style, self._level = "", 0
        if self._form == "heading":
            self._form = "paragraph"

    def _location(self) -> Location:
        return Location(self._page, max(self._number, 1))

    def _add(self, block: DocumentBlock) -> None:
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].append(block)
        else:
            self.blocks.append(block)


def _parts_of(content: bytes) -> tuple[dict[str, bytes], tuple[Remark, ...]]:
    """Return the parts (ECMA-376) that hold words and pictures by name, without what could run or be fetched.

    Raises ImportFaultError: ``damaged``, ``too-large``, ``bomb``, ``encrypted``, ``xml``.
    """
    parts: dict[str, bytes] = {}
    remarks: dict[str, Remark] = {}
    for name, data in unpacked(content, MOST_UNPACKED):
        if _MACROS.search(name):
            remarks["macros"] = Remark("macros")
        elif name.lower().startswith("word/embeddings/"):
            remarks["embedded"] = Remark("embedded")
        elif _KEPT.match(name):
            if name.lower().endswith(".rels") and any(_IMAGE.search(found[0]) for found in _OUTWARD.finditer(data)):
                remarks["linked"] = Remark("linked")
            parts[name] = _checked(name, data)
    if "word/document.xml" not in parts:
        raise ImportFaultError("damaged")
    if b"<w:del " in parts["word/document.xml"] or b"<w:ins " in parts["word/document.xml"]:
        remarks["tracked"] = Remark("tracked")
    return parts, tuple(remarks.values())


def _checked(name: str, data: bytes) -> bytes:
    if not _XML.search(name):
        return data
    if len(data) > MOST_XML:
        raise ImportFaultError("too-large", limit=MOST_XML // 1_000_000)
    # Entities are defined in a document type, which Word never writes (ECMA-376-2, 8.1.4 forbids it).
    plain = data.decode("utf-16", "replace").encode() if data[:2] in (b"\xff\xfe", b"\xfe\xff") else data
    if b"<!DOCTYPE" in plain.upper() or b"<!ENTITY" in plain.upper():
        raise ImportFaultError("xml")
    if name.lower().endswith(".rels"):
        # Links keep their address; all else that is elsewhere loses it, so that nothing is fetched.
        return _OUTWARD.sub(lambda match: match[0] if _LINK.search(match[0]) else _NOWHERE.sub(b"", match[0]), data)
    return data


def _packed(parts: Mapping[str, bytes]) -> BytesIO:
    """Pack the parts again."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    made.seek(0)
    return made


def _aside(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield the words beside the text: headers, footers and comments."""
    for pattern, kind in _ASIDE:
        for name in sorted(filter(pattern.match, parts)):
            try:
                root = ET.fromstring(parts[name])  # noqa: S314 - a part with a document type was refused
            except ET.ParseError:
                continue
            for paragraph in root.iter(f"{_W}p"):
                if words := clean("".join(piece.text or "" for piece in paragraph.iter(f"{_W}t"))):
                    yield kind, words
