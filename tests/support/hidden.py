"""Files with everything in them that programs hide there: positions, devices, names, drafts, each with CANARY in it.

All of it is invented.
"""

from __future__ import annotations

import io
import zipfile
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text
from pypdf.generic import DecodedStreamObject, NameObject

from tests.support import camera, documents
from tests.support.documents import Line, archive, docx, paragraph, picture
from tests.support.pictures import quarters

_RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns"
XMP = (
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq><rdf:li>CANARY</rdf:li></rdf:Seq></dc:creator>'
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)


def files(folder: Path) -> dict[str, bytes]:
    """One of each format, by name. ``folder``: for what exiftool needs to write."""
    photo = camera.from_a_camera(folder, "JPEG", 6)
    pictures = {f"team.{name}": camera.from_a_camera(folder, kind, 6) for kind, name in camera.EXTENSION.items()}
    return {
        **pictures,
        "team.gif": gif(folder),
        "map.svg": svg(photo),
        "plan.pdf": pdf(folder, photo),
        "plan.docx": word(photo),
        "table.xlsx": excel(photo),
        "slides.pptx": powerpoint(photo),
        "letter.odt": open_document(photo),
    }


def gif(folder: Path) -> bytes:
    """A GIF of two pictures that plays three times, with a comment and XMP."""
    file = folder / "camera.gif"
    first, second = (quarters((64, 48), turned).resize((64, 48)) for turned in (1, 3))
    first.save(file, save_all=True, append_images=[second], loop=3, duration=200, comment=b"CANARY")
    camera.exiftool("-overwrite_original", "-XMP:Creator=CANARY", "-XMP:GPSLatitude=13.7", file)
    return file.read_bytes()


def svg(photo: bytes) -> bytes:
    """A drawing as an editor saves it, with a photo in it."""
    return f"""<?xml version="1.0"?><!-- CANARY -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:sodipodi="urn:invented:s"
  xmlns:inkscape="urn:invented:i" sodipodi:docname="CANARY.svg" inkscape:export-filename="/home/CANARY/map.png"
  content="&lt;mxfile CANARY&gt;" viewBox="0 0 40 30">
<metadata><dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">CANARY</dc:creator></metadata>
<sodipodi:namedview/><title>A map</title><path d="M0 0h9" data-name="CANARY" inkscape:label="CANARY"/>
<image width="4" height="3" xlink:href="data:image/jpeg;base64,{b64encode(photo).decode()}"/>
</svg>""".encode()


def pdf(folder: Path, photo: bytes) -> bytes:
    """A PDF of two pages with a photo, a comment, an attachment and a thumbnail; saved over and over."""
    source = documents.pdf([[Line("An invented plan", 72)], [Line("Its second page", 72)]], {0: photo})
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(source)))
    writer.add_metadata({"/Author": "CANARY", "/Producer": "CANARY", "/Title": "CANARY"})
    writer.xmp_metadata = XMP.encode()
    writer.add_attachment("CANARY.txt", b"CANARY")
    writer.add_annotation(1, Text(rect=(50, 550, 200, 650), text="A remark", title_bar="CANARY"))
    small = DecodedStreamObject()
    small.set_data(b"CANARY")
    writer.pages[0][NameObject("/Thumb")] = writer._add_object(small)
    made = io.BytesIO()
    writer.write(made)
    file = folder / "plan.pdf"
    file.write_bytes(made.getvalue())
    # Written behind the rest, as a new version: the old one stays in the file.
    camera.exiftool("-overwrite_original", "-Author=CANARY-2", "-Keywords=CANARY", file)
    assert file.read_bytes().count(b"%%EOF") > 1
    return file.read_bytes()


def word(photo: bytes) -> bytes:
    """A Word file with a photo, a comment, and a change by somebody."""
    changed = (
        '<w:p><w:ins w:id="1" w:author="CANARY Ana" w:initials="CANARY" w:date="2024-01-02T00:00:00Z"><w:r>'
        "<w:t>Added later</w:t></w:r></w:ins></w:p>"
    )
    body = [paragraph("An invented plan"), changed, picture(1)]
    more = {
        **_describing(),
        "word/comments.xml": '<w:comments xmlns:w="urn:w"><w:comment w:id="1" w:author=\'CANARY Ana\'/></w:comments>',
        "word/people.xml": '<w15:people xmlns:w15="urn:w15"><w15:person w15:author="CANARY Ana"><w15:presenceInfo '
        'w15:providerId="AD" w15:userId="S::CANARY@example.org"/></w15:person></w15:people>',
        "word/_rels/settings.xml.rels": f'<Relationships xmlns="{_RELATED}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/attachedTemplate" Target="file:///C:\\Users\\CANARY\\a.dotm" TargetMode="External"/>'
        "</Relationships>",
        "word/embeddings/table.xlsx": excel(photo),
    }
    return _with_rest(docx(body, [photo], more))


def excel(photo: bytes) -> bytes:
    """The parts of an Excel file in which names and paths stand."""
    return _with_rest(
        archive(
            {
                "[Content_Types].xml": _TYPES,
                "xl/workbook.xml": '<workbook xmlns:x15ac="urn:x"><fileSharing userName="CANARY"/>'
                '<x15ac:absPath url="C:\\Users\\CANARY\\Documents\\"/></workbook>',
                "xl/tables/table1.xml": '<table name="Wells" displayName="Wells" ref="A1:B2"/>',
                "xl/comments1.xml": "<comments><authors><author>CANARY</author></authors></comments>",
                "xl/persons/person.xml": '<personList><person displayName="CANARY" userId="CANARY" providerId="AD"/>'
                "</personList>",
                "xl/printerSettings/printerSettings1.bin": "CANARY printer".encode("utf-16-le"),
                "xl/media/image1.jpeg": photo,
                **_describing(),
            }
        )
    )


def powerpoint(photo: bytes) -> bytes:
    """The parts of a PowerPoint file in which names stand."""
    return _with_rest(
        archive(
            {
                "[Content_Types].xml": _TYPES,
                "ppt/commentAuthors.xml": '<p:cmAuthorLst xmlns:p="urn:p"><p:cmAuthor id="0" name="CANARY" '
                'initials="CANARY"/></p:cmAuthorLst>',
                "ppt/slides/slide1.xml": '<p:sld xmlns:p="urn:p"><p:cNvPr name="Picture 1" '
                'descr="C:\\Users\\CANARY\\photo.jpg"/></p:sld>',
                "ppt/media/image1.jpeg": photo,
                **_describing(),
            }
        )
    )


def open_document(photo: bytes) -> bytes:
    """A text document of OpenDocument with a comment, a photo and a thumbnail."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        parts: dict[str, bytes | str] = {
            "content.xml": f'<office:document-content xmlns:office="{_OPEN}:office:1.0" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink" '
            'xmlns:text="urn:t"><office:annotation><dc:creator>CANARY</dc:creator></office:annotation>'
            '<text:a xlink:href="file:///home/CANARY/x">Words</text:a></office:document-content>',
            "meta.xml": "<m><dc:creator>CANARY</dc:creator><meta:generator>CANARY</meta:generator></m>",
            "settings.xml": '<s><config:config-item config:name="PrinterName" config:type="string">CANARY'
            "</config:config-item></s>",
            "Thumbnails/thumbnail.png": photo,
            "Pictures/1.jpg": photo,
            "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:m"><m:file-entry m:full-path="/"/><m:file-entry '
            'm:full-path="content.xml"/><m:file-entry m:full-path="Thumbnails/thumbnail.png"/></m:manifest>',
        }
        for name, content in parts.items():
            packed.writestr(name, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/><Override PartName="/docProps/core.xml" ContentType="core"/></Types>'
)


def _describing() -> Mapping[str, bytes | str]:
    """The parts that describe an Office document, one of them under a name of its own."""
    kinds = ("metadata/core-properties", "metadata/thumbnail", "extended-properties", "custom-properties")
    targets = ("docProps/core.xml", "docProps/thumbnail.jpeg", "docProps/app.xml", "own/CANARY.xml")
    related = "".join(
        f'<Relationship Id="rIdD{number}" Type="{_RELATED}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(zip(kinds, targets, strict=True))
    )
    small = io.BytesIO()
    Image.new("RGB", (64, 48)).save(small, "JPEG", comment=b"CANARY")
    return {
        "_rels/.rels": f'<Relationships xmlns="{_RELATED}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
        f'Target="word/document.xml"/>{related}</Relationships>',
        "docProps/core.xml": "<cp:coreProperties><dc:creator>CANARY</dc:creator></cp:coreProperties>",
        "docProps/thumbnail.jpeg": small.getvalue(),
        "docProps/app.xml": "<Properties><Company>CANARY</Company></Properties>",
        "own/CANARY.xml": "<Properties><property>CANARY</property></Properties>",
    }


def _with_rest(package: bytes) -> bytes:
    """The same, each part with a day and a comment of the archive's own."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            about = zipfile.ZipInfo(entry.filename, (2024, 5, 6, 7, 8, 10))
            about.compress_type, about.comment = zipfile.ZIP_DEFLATED, b"CANARY"
            new.writestr(about, old.read(entry))
        new.comment = b"CANARY"
    return made.getvalue()


def inner(content: bytes) -> dict[str, bytes]:
    """Every part of a package, of packages in it too, unpacked."""
    found: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            part = packed.read(name)
            found[name] = part
            if part.startswith(b"PK\x03\x04"):
                found.update({f"{name}/{deeper}": each for deeper, each in inner(part).items()})
    return found
