"""Documents as people hand them in, made by the tests: Word files, PDFs, archives and photos.

Everything in them is made up, people and places of work too, and says so in its own words where a reader could wonder.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from PIL import Image
from PIL.Image import Exif

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "http://schemas.openxmlformats.org/package/2006"
_STYLES = {"Title": "Title", "Subtitle": "Subtitle", "Heading1": "heading 1", "Heading2": "heading 2"} | {
    "Caption": "caption", "Quote": "Quote"
}  # fmt: skip

SECRET_PLACE = 13.6989
SECRET_DEVICE = "SECRETCAMERA-0451"


def photo(colour: tuple[int, int, int] = (40, 120, 60), size: tuple[int, int] = (1200, 900)) -> bytes:
    """A JPEG of one colour that tells where it was taken, with which device, and what somebody wrote into it."""
    exif = Exif()
    exif[0x010F] = SECRET_DEVICE
    exif[0x010E] = "SECRETCOMMENT"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (SECRET_PLACE, 0.0, 0.0), "W", (89.19, 0.0, 0.0)
    made = io.BytesIO()
    Image.new("RGB", size, colour).save(made, "JPEG", exif=exif, comment=b"SECRETCOMMENT")
    return made.getvalue()


def archive(files: Mapping[str, bytes | str]) -> bytes:
    """A zip with these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return made.getvalue()


# Word


def paragraph(words: str, style: str = "") -> str:
    """A paragraph of a Word file."""
    kind = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{kind}<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>'


def picture(number: int) -> str:
    """The place of the picture ``word/media/image<number>.jpeg``."""
    return (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        'wordprocessingDrawing"><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>'
        f'<a:blip r:embed="rId{number}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r></w:p>"
    )


def table(rows: Sequence[Sequence[Sequence[str]]]) -> str:
    """A table: rows of cells of paragraphs that are XML already."""
    made = [["<w:tc>" + "".join(cell) + "</w:tc>" for cell in row] for row in rows]
    return "<w:tbl>" + "".join("<w:tr>" + "".join(row) + "</w:tr>" for row in made) + "</w:tbl>"


PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def docx(body: Sequence[str], pictures: Sequence[bytes] = (), more: Mapping[str, bytes | str] | None = None) -> bytes:
    """A Word file of paragraphs, pictures and tables that are XML already; ``more``: further parts of the package."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/></w:style>'
        for name, shown in _STYLES.items()
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_R}/image" Target="media/image{number}.jpeg"/>'
        for number in range(1, len(pictures) + 1)
    )
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_TYPE}/relationships">'
        f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{"".join(body)}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{_W}">{styles}</w:styles>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_TYPE}/relationships">'
        f'<Relationship Id="rIdS" Type="{_R}/styles" Target="styles.xml"/>{relations}</Relationships>',
    }
    parts |= {f"word/media/image{number}.jpeg": data for number, data in enumerate(pictures, 1)}
    return archive({**parts, **(more or {})})


# PDF


@dataclass(frozen=True)
class Line:
    """A line on a page: its words, its size in points, how far down, how far in."""

    words: str
    down: float
    size: float = 11
    left: float = 72
    bold: bool = False


def pdf(
    pages: Sequence[Sequence[Line]], pictures: Mapping[int, bytes] | None = None, *, encrypted: bool = False
) -> bytes:
    """A PDF (1.4) of lines of text; ``pictures``: JPEGs by the number of the page that they stand on, from 0."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica%s /Encoding /WinAnsiEncoding >>"
    objects += [font % bold for bold in (b"", b"-Bold")]
    kids = []
    for number, lines in enumerate(pages):
        drawn = b"".join(map(_drawn, lines))
        resources = b"/Font << /F0 3 0 R /F1 4 0 R >>"
        if data := (pictures or {}).get(number):
            with Image.open(io.BytesIO(data)) as image:
                width, height = image.size
            head = f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceRGB"
            objects.append(_stream(f"{head} /BitsPerComponent 8 /Filter /DCTDecode".encode(), data))
            resources += b" /XObject << /I0 %d 0 R >>" % len(objects)
            drawn += b"q 200 0 0 150 72 560 cm /I0 Do Q\n"
        objects.append(_stream(b"", drawn))
        content = len(objects)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << %s >> >>"
            % (content, resources)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return _file(objects, encrypted=encrypted)


def _drawn(line: Line) -> bytes:
    words = line.words.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
    place = f"/F{int(line.bold)} {line.size} Tf 1 0 0 1 {line.left} {842 - line.down} Tm"
    return b"BT " + place.encode() + b" (" + words + b") Tj ET\n"


def _stream(head: bytes, data: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (head, len(data), data)


def _file(objects: Sequence[bytes], *, encrypted: bool) -> bytes:
    made, places = b"%PDF-1.4\n", []
    if encrypted:
        objects = [*objects, b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"11" * 32, b"22" * 32)]
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    lock = b"/Encrypt %d 0 R /ID [<00> <00>] " % len(objects) if encrypted else b""
    return made + b"trailer << /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, lock, start)
