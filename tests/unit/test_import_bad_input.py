"""`stories import` of what is broken, hostile or of another kind: plain words, and nothing half-written."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest

from site_builder.importing import document, document_job
from site_builder.workers import pool
from site_builder.workers.process import Limits
from tests.support import documents
from tests.support.command_line import Stories, make_project
from tests.support.documents import Line, archive, docx, paragraph, pdf, picture

TITLE, WORDS = paragraph("A made-up title", "Title"), paragraph("In Honduras, 20 people were trained in 2021.")
GOOD = docx([TITLE, WORDS])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><w:comments>&b;</w:comments>'
DEEP = "<w:p>" + "<w:smartTag>" * 20_000 + "x" + "</w:smartTag>" * 20_000 + "</w:p>"
PAGE = [Line("A made-up title", 70, 20), Line("In Honduras, 20 people were trained in 2021.", 110)]


def link() -> bytes:
    """A zip with a symbolic link in it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        entry = zipfile.ZipInfo("story.txt")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(entry, "/etc/passwd")
    return made.getvalue()


def lying() -> bytes:
    """A zip whose directory says that an entry is tiny."""
    data = bytearray(archive({"story.txt": b"0" * 5_000_000}))
    place = data.index(b"PK\x01\x02")
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")
    return bytes(data)


REFUSED = {
    "nothing": (b"", "It is empty", "Está vacío"),
    "cut.docx": (GOOD[: len(GOOD) // 2], "damaged or incomplete", "dañado o incompleto"),
    "locked.docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "protected with a password", "con contraseña"),
    "old.doc": (OLE, "save it as Word (.docx)", "guárdelo como Word (.docx)"),
    "entities.docx": (docx([TITLE], (), {"word/comments.xml": ENTITIES}), "its own entities", "entidades propias"),
    "utf16.docx": (docx([TITLE], (), {"word/x.xml": ENTITIES.encode("utf-16")}), "its own entities", "entidades"),
    "deep.docx": (docx([DEEP]), "damaged or incomplete", "dañado o incompleto"),
    "blank.docx": (docx([]), "It is empty", "Está vacío"),
    "long.txt": (b"word " * 100_000, "too long for a story", "demasiado largo para una historia"),
    "scan.pdf": (pdf([[]], {0: documents.photo()}), "pictures of pages and no text", "imágenes de páginas"),
    "locked.pdf": (pdf([PAGE], encrypted=True), "protected with a password", "con contraseña"),
    "cut.pdf": (pdf([PAGE])[:200], "damaged or incomplete", "dañado o incompleto"),
    "pages.pdf": (pdf([PAGE] * 101), "too many pages", "demasiadas páginas"),
    "bomb.zip": (archive({"a.txt": b"0" * 30_000_000}), "unpacks to far more", "ocupa mucho más"),
    "many.zip": (archive({f"{n}.txt": "x" for n in range(1_100)}), "too many files", "demasiados archivos"),
    "lying.zip": (lying(), "damaged or incomplete", "dañado o incompleto"),
    "dots.zip": (
        archive({"../../story.txt": "A story\n\nof words."}),
        "leads outside the folder",
        "fuera de la carpeta",
    ),
    "root.zip": (
        archive({"/tmp/story.txt": "A story\n\nof words."}),
        "leads outside the folder",
        "fuera de la carpeta",
    ),
    "drive.zip": (
        archive({"C:\\story.txt": "A story\n\nof words."}),
        "leads outside the folder",
        "fuera de la carpeta",
    ),
    "link.zip": (link(), "It is a link or contains one", "Es un enlace o contiene alguno"),
    "nested.zip": (archive({"in.zip": archive({"a.txt": "x"})}), "archive inside another archive", "dentro de otro"),
    "table.xlsx": (archive({"xl/workbook.xml": "<x/>"}), "Excel cannot be read", "No se puede leer Excel"),
    "words.rtf": (b"{\\rtf1 words}", "RTF cannot be read", "No se puede leer RTF"),
    "photo.jpg": (documents.photo(), "It contains no text", "No contiene texto"),
    "phone.heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "It contains no text", "No contiene texto"),
    "program": (b"\x7fELF" + bytes(range(256)) * 20, "type of file cannot be read", "tipo de archivo no se puede leer"),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project without stories."""
    return make_project(tmp_path / "project")


def left(project: Path) -> list[str]:
    """What stands in the project's folder of stories, and where folders are put together."""
    places = (project / "stories", project / ".cache/import")
    return sorted(
        file.name for place in places if place.is_dir() for file in place.iterdir() if file.name != ".gitkeep"
    )


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_told_in_words(capsys: pytest.CaptureFixture[str], project: Path, name: str) -> None:
    """Each is refused for its own reason, in both languages, without a traceback and without a folder."""
    stories = Stories(capsys)
    content, english, spanish = REFUSED[name]
    file = project.parent / name
    file.write_bytes(content)
    for language, words in (("en", english), ("es", spanish)):
        assert stories("import", file, "--project", project, "--lang", language) == 1
        assert f"{name}: " in stories.err
        assert words in stories.err
        assert "Traceback" not in stories.err
    assert left(project) == []


def imported(capsys: pytest.CaptureFixture[str], project: Path, name: str, content: bytes) -> Stories:
    """Import a document that gives a draft."""
    stories = Stories(capsys)
    file = project.parent / name
    file.write_bytes(content)
    assert stories("import", file, "--project", project) == 0, stories.err
    assert left(project) == ["a-made-up-title"]
    return stories


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("story.pdf", GOOD, "it was read as DOCX"),
        ("story.docx", pdf([PAGE]), "it was read as PDF"),
        ("story.jpg", GOOD, "it was read as DOCX"),
        ("macro.docm", docx([TITLE, WORDS], (), {"word/vbaProject.bin": b"SECRETMACRO"}), "contains macros"),
        ("inside.docx", docx([TITLE, WORDS], (), {"word/embeddings/x.bin": b"SECRETFILE"}), "contains other files"),
        ("photo.docx", docx([TITLE, WORDS, picture(1)], [documents.photo()[:400]]), "The picture 1 was left out"),
        ("gif.docx", docx([TITLE, WORDS, picture(1)], [b"GIF89a" + bytes(100)]), "This is a GIF file"),
        (
            "old.txt",
            "A made-up title\n\nEn Honduras hay más jóvenes que en otras partes.".encode("cp1252"),
            "old encoding",
        ),
        (
            "some.zip",
            archive({"a.txt": "A made-up title\n\nSome words of it.", "b.docx": b"PK\x03\x04", "c.zip": archive({})}),
            "b.docx was left out. It is damaged",
        ),
    ],
)
def test_what_can_be_read_is_read_and_the_rest_told(
    capsys: pytest.CaptureFixture[str], project: Path, name: str, content: bytes, told: str
) -> None:
    """Content decides and not the name; macros, other files and broken pictures are left out and told."""
    stories = imported(capsys, project, name, content)
    assert told in stories.out
    written = b"".join(file.read_bytes() for file in (project / "stories/a-made-up-title").iterdir())
    assert b"SECRET" not in written
    if told != "contains other files":
        assert told.partition(".")[0].encode() in written


def test_nothing_is_fetched_for_a_document(capsys: pytest.CaptureFixture[str], project: Path) -> None:
    """A picture that a document only points to, on this computer or elsewhere, is not looked for."""
    secret = project.parent / "secret.jpg"
    secret.write_bytes(documents.photo())
    image = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{image}" Target="{secret.as_uri()}" TargetMode="External"/></Relationships>'
    )
    body = [TITLE, WORDS, picture(1).replace("r:embed", "r:link")]
    content = docx(body, (), {"word/_rels/document.xml.rels": relations})
    stories = imported(capsys, project, "linked.docx", content)
    assert "were not downloaded" in stories.out
    assert not list((project / "stories/a-made-up-title").glob("*.jpg"))


READER = (
    "import os, sys, time; sys.path[:] = {path!r}; from site_builder.importing import docx; "
    "docx.read_docx = lambda *given: DEED; from site_builder.workers.process import main; main()"
)
"""A worker whose reader of Word files does something else."""


def test_a_reader_that_hangs_or_dies_ends_in_words(
    capsys: pytest.CaptureFixture[str], project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """However a parser ends, the command says so and goes on living."""
    stories, file = Stories(capsys), tmp_path / "story.docx"
    file.write_bytes(GOOD)
    for deed, seconds, told in (("time.sleep(60)", 1, "took more than"), ("os._exit(9)", 60, "stopped")):
        with monkeypatch.context() as patched:
            patched.setattr(pool, "_PROGRAM", READER.replace("DEED", deed))
            patched.setattr(document_job, "LIMITS", Limits(clock=seconds))
            assert stories("import", file, "--project", project) == 1
        assert told in stories.err
    assert left(project) == []


def test_a_library_that_is_missing_is_named(
    capsys: pytest.CaptureFixture[str], project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where what reads Word files is not installed, the message says how to install it."""
    (tmp_path / "shadow").mkdir()
    (tmp_path / "shadow/mammoth.py").write_text("raise ModuleNotFoundError('none', name='mammoth')\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path / "shadow")
    stories, file = Stories(capsys), tmp_path / "story.docx"
    file.write_bytes(GOOD)
    assert stories("import", file, "--project", project) == 1
    assert "pip install mammoth" in stories.err


def test_bounds_are_within_what_a_small_computer_has() -> None:
    """What an import may hold in memory at once is no more than a small computer has."""
    assert document.MOST_UNPACKED + document.MEMORY < 2_000_000_000
