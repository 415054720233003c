"""Files that cases ask for in a word: text in any encoding, documents, archives, pictures changed as people do it."""

from __future__ import annotations

import base64
import gzip
import io
import json
import pickle
import random
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from PIL import Image, ImageDraw, ImageEnhance, ImageOps

from tests.support import documents
from tests.support.invented_stories import story
from tests.support.pictures import file_of


def content_of(value: Any) -> bytes:
    """The bytes that a case names: text as it is, or a mapping of one way of writing (``WAYS``) to what is written."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return value.encode()
    ((way, what),) = value.items()
    return WAYS[way](what)


def _archive(files: Mapping[str, Any]) -> bytes:
    return documents.archive({name: content_of(value) for name, value in files.items()})


def _docx(paragraphs: Iterable[Any]) -> bytes:
    """A Word file; a paragraph that is a list is one of several runs, as Word leaves them after an edit."""
    made, pictures = [], []
    for each in paragraphs:
        if isinstance(each, list):
            runs = "".join(f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in each)
            made.append(f"<w:p>{runs}</w:p>")
        elif isinstance(each, Mapping):
            pictures.append(content_of(each))
            made.append(documents.picture(len(pictures)))
        else:
            made.append(documents.paragraph(each))
    return documents.docx(made, pictures)


def _pdf(what: Any) -> bytes:
    if isinstance(what, str):
        return documents.pdf([[documents.Line(line, 80 + 20 * at) for at, line in enumerate(what.splitlines())]])
    return documents.pdf([[documents.Line("A page of the tests", 80)]], {0: content_of(what)})


def _pdf_of(parts: Mapping[str, str]) -> bytes:
    """A PDF that says words in its title, a bookmark, a note, or the name and text of a file that is attached."""
    import pypdf
    from pypdf.annotations import Text

    writer = pypdf.PdfWriter(io.BytesIO(_pdf("A page of the tests")))
    for place, words in parts.items():
        if place == "title":
            writer.add_metadata({"/Title": words})
        elif place == "bookmark":
            writer.add_outline_item(title=words, page_number=0)
        elif place == "note":
            writer.add_annotation(page_number=0, annotation=Text(rect=(50, 550, 200, 650), text=words))
        else:
            writer.add_attachment("attached.txt", words.encode())
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _jpeg_of(parts: Mapping[str, str]) -> bytes:
    """A JPEG with words in its EXIF (``artist``, ``comment-utf16``), its XMP or its comment."""
    image, exif = motif("another"), Image.Exif()
    more: dict[str, Any] = {}
    if "artist" in parts:
        exif[0x013B] = parts["artist"]
    if "utf16" in parts:
        exif[0x9C9D] = parts["utf16"].encode("utf-16-le")
    if "xmp" in parts:
        more["xmp"] = f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{parts["xmp"]}</x:xmpmeta>'.encode()
    if "comment" in parts:
        more["comment"] = parts["comment"].encode()
    return file_of(image, exif=exif.tobytes(), **more)


def _png_of(parts: Mapping[str, str]) -> bytes:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    for place, words in parts.items():
        if place == "zTXt":
            info.add_text("Comment", words, zip=True)
        elif place == "iTXt":
            info.add_itxt("Comment", words, zip=True)
        else:
            info.add_text("Comment", words)
    stream = io.BytesIO()
    motif("another").save(stream, "PNG", pnginfo=info)
    return stream.getvalue()


@cache
def motif(name: str) -> Image.Image:
    """A picture with the look of a photograph: shades, and a few things in front. No two names give the same."""
    chance = random.Random(name)
    size = (960, 720)
    shade = Image.new("L", size, 128)
    for fineness in range(2, 8):
        grain = Image.frombytes("L", (2**fineness, 2**fineness), chance.randbytes(4**fineness))
        shade = Image.blend(shade, grain.resize(size, Image.Resampling.BICUBIC), 0.35)
    colours = [chance.randrange(60, 200) for _ in range(3)]
    bands = [
        shade.point([max(0, min(255, int((level - 128) * 1.2 + colour))) for level in range(256)]) for colour in colours
    ]
    picture = Image.merge("RGB", bands)
    draw = ImageDraw.Draw(picture)
    for _ in range(5):
        x, y, wide, high = (chance.randrange(*span) for span in ((0, 960), (0, 720), (60, 280), (60, 280)))
        draw.ellipse((x - wide, y - high, x + wide, y + high), fill=tuple(chance.randrange(256) for _ in range(3)))
    return picture


def _picture(what: Mapping[str, Any] | str) -> bytes:
    """A picture (``motif``), changed and saved as a case says."""
    how: dict[str, Any] = {"of": what} if isinstance(what, str) else dict(what)
    image = motif(how.get("of", "sought"))
    width, height = image.size
    if "crop" in how:
        left, top, right, bottom = how["crop"]
        image = image.crop((left * width // 100, top * height // 100, right * width // 100, bottom * height // 100))
    if how.get("mirror"):
        image = ImageOps.mirror(image)
    if how.get("darken"):
        image = ImageEnhance.Brightness(image).enhance(0.6)
    if "mode" in how:
        image = image.convert(how["mode"])
    small = int(how.get("width", image.width))
    if small != image.width:
        image = image.resize((small, small * image.height // image.width), Image.Resampling.LANCZOS)
    orientation = int(how.get("orientation", 1))
    if orientation == 6:
        image = image.transpose(Image.Transpose.ROTATE_90)
    kind = how.get("kind", "JPEG")
    options = {"quality": how["quality"], "subsampling": "4:2:0"} if "quality" in how else {}
    if kind in {"GIF", "BMP", "TIFF"}:
        stream = io.BytesIO()
        image.save(stream, kind)
        return stream.getvalue()
    return file_of(image, kind, orientation, **options)


def _noise(seed: int) -> bytes:
    """A picture of noise: its file holds every letter in any order. Always the same one for a number."""
    picture = Image.frombytes("RGB", (320, 240), random.Random(seed).randbytes(320 * 240 * 3))
    return file_of(picture, quality=92)


def _base64_of(what: Any) -> bytes:
    return base64.b64encode(content_of(what))


def _data_page(what: Mapping[str, Any]) -> bytes:
    """Text around a data address."""
    address = f"data:{what['type']};base64,{_base64_of(what['content']).decode()}"
    return str(what["text"]).replace("ADDRESS", address).encode()


def _thumbnail(what: Mapping[str, Any]) -> bytes:
    """Another picture, in whose EXIF a camera's small copy of one stands."""
    small = content_of({"picture": {"of": what.get("of", "sought"), "width": 160}})
    block = b"II*\0\x08\0\0\0" + (0).to_bytes(2, "little") + (14).to_bytes(4, "little")
    entries = [(0x0103, 3, 6), (0x0201, 4, 14 + 2 + 3 * 12 + 4), (0x0202, 4, len(small))]
    directory = len(entries).to_bytes(2, "little") + b"".join(
        tag.to_bytes(2, "little") + kind.to_bytes(2, "little") + (1).to_bytes(4, "little") + value.to_bytes(4, "little")
        for tag, kind, value in entries
    )
    block += directory + bytes(4) + small
    stream = io.BytesIO()
    motif("another").save(stream, "JPEG", exif=b"Exif\0\0" + block)
    return stream.getvalue()


def _xmp_thumbnail(what: Any) -> bytes:
    """Another picture, in whose XMP a program's small copy of one stands."""
    small = base64.encodebytes(content_of(what)).decode().replace("\n", "&#xA;")
    return _jpeg_of({"xmp": f"<xmpGImg:image>{small}</xmpGImg:image>"})


def _meta(what: Mapping[str, str]) -> bytes:
    """A picture of a kind with an artist in its EXIF, or a comment."""
    stream, exif = io.BytesIO(), Image.Exif()
    exif[0x013B] = what.get("artist", "")
    more: dict[str, Any] = {"comment": what["comment"].encode()} if "comment" in what else {"exif": exif.tobytes()}
    motif("another").resize((320, 240)).save(stream, what["kind"], **more)
    return stream.getvalue()


def _with_remark(words: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("a.txt", "Nothing.")
        packed.comment = words.encode()
    return stream.getvalue()


def _replaced(what: Mapping[str, Any]) -> bytes:
    """What a case names under ``what``, with everything that matches a pattern replaced."""
    text = content_of(what["what"]).decode()
    for pattern, words in what.items():
        text = text if pattern == "what" else re.sub(pattern, words, text)
    return text.encode()


def _written(encoding: str) -> Callable[[Any], bytes]:
    return lambda what: content_of(what).decode().encode(encoding)


WAYS: Mapping[str, Callable[[Any], bytes]] = {
    **{
        encoding: _written(encoding)
        for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252")
    },
    "bytes": bytes.fromhex,
    "gzip": lambda what: gzip.compress(content_of(what)),
    "zip": _archive,
    "docx": _docx,
    "pdf": _pdf,
    "pdf-with": _pdf_of,
    "pdf-locked": lambda words: documents.pdf([[documents.Line(words, 80)]], encrypted=True),
    "jpeg-with": _jpeg_of,
    "png-with": _png_of,
    "picture": _picture,
    "noise": _noise,
    "thumbnail": _thumbnail,
    "base64": _base64_of,
    "wrapped": lambda what: base64.encodebytes(content_of(what)),
    "xmp-thumbnail": _xmp_thumbnail,
    "data": _data_page,
    "json": lambda value: json.dumps(value).encode(),
    "join": lambda parts: b"".join(map(content_of, parts)),
    "story": lambda fields: story(**fields).encode(),
    "pickle": pickle.dumps,
    "cut": lambda what: content_of(what)[: len(content_of(what)) * 2 // 3],
    "meta": _meta,
    "zip-remark": _with_remark,
    "crlf": lambda what: content_of(what).replace(b"\n", b"\r\n"),
    "replace": _replaced,
    "repeat": lambda what: content_of(what["what"]) * what["times"],
}
