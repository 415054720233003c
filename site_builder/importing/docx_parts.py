"""A Word file (ECMA-376) before it is read: its parts within bounds, without what could reach out or run."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from xml.etree import ElementTree as ET

from site_builder.importing.archives import read
from site_builder.importing.cleaning import clean
from site_builder.importing.document import ImportFaultError, Remark
from site_builder.importing.limits import MOST_UNPACKED, MOST_XML

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


def parts_of(content: bytes) -> tuple[dict[str, bytes], tuple[Remark, ...]]:
    """The parts that matter, by name; macros, embedded files and what is fetched from elsewhere are not among them.

    Raises ImportFaultError: ``damaged``, ``too-large``, ``bomb``, ``encrypted``, ``xml``.
    """
    parts: dict[str, bytes] = {}
    remarks: dict[str, Remark] = {}
    for name, data in read(content, MOST_UNPACKED):
        if _MACROS.search(name):
            remarks["macros"] = Remark("macros")
        elif name.lower().startswith("word/embeddings/"):
            remarks["embedded"] = Remark("embedded")
        elif _KEPT.match(name):
            if name.lower().endswith(".rels") and any(_IMAGE.search(found[0]) for found in _OUTWARD.finditer(data)):
                remarks["linked"] = Remark("linked")
            parts[name] = _judged(name, data)
    if "word/document.xml" not in parts:
        raise ImportFaultError("damaged")
    if b"<w:del " in parts["word/document.xml"] or b"<w:ins " in parts["word/document.xml"]:
        remarks["tracked"] = Remark("tracked")
    return parts, tuple(remarks.values())


def _judged(name: str, data: bytes) -> bytes:
    if not _XML.search(name):
        return data
    if len(data) > MOST_XML:
        raise ImportFaultError("too-large", limit=MOST_XML // 1_000_000)
    # A document type is what entities are defined in, and Word writes none (ECMA-376-2, 8.1.4: it is forbidden).
    plain = data.decode("utf-16", "replace").encode() if data[:2] in (b"\xff\xfe", b"\xfe\xff") else data
    if b"<!DOCTYPE" in plain.upper() or b"<!ENTITY" in plain.upper():
        raise ImportFaultError("xml")
    if name.lower().endswith(".rels"):
        # Addresses of links stay; what stands elsewhere loses its address, so that nothing can be asked for it.
        return _OUTWARD.sub(lambda match: match[0] if _LINK.search(match[0]) else _NOWHERE.sub(b"", match[0]), data)
    return data


def packed(parts: Mapping[str, bytes]) -> BytesIO:
    """The parts as a package again."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    made.seek(0)
    return made


def aside(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Words beside the text: headers, footers and comments, each once."""
    seen = set()
    for pattern, kind in _ASIDE:
        for name in sorted(filter(pattern.match, parts)):
            for words in _paragraphs(parts[name]):
                if (kind, words) not in seen:
                    seen.add((kind, words))
                    yield kind, words


def _paragraphs(data: bytes) -> Iterator[str]:
    try:
        root = ET.fromstring(data)  # noqa: S314 - a part with a document type was refused
    except ET.ParseError:
        return
    for paragraph in root.iter(f"{_W}p"):
        if words := clean("".join(piece.text or "" for piece in paragraph.iter(f"{_W}t"))):
            yield words
