"""Files beside hand-written pages as they are published, judged by exiftool: nothing is in them but what they show."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from base64 import b64decode
from pathlib import Path

import mammoth
import pytest
from PIL import Image, ImageSequence
from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, NameObject

from site_builder.cleaning.files import Cleaned
from site_builder.cleaning.pdf import clean_pdf
from site_builder.mkdocs_plugin import Options, run
from tests.support import camera, documents, hidden, parts, projects
from tests.support.pictures import look_the_same

FOLDER = "content/pages/en/files"
# What exiftool tells of how these formats are built, beside the groups that all pictures have.
FORM = {
    *("GIF:GIFVersion", "GIF:ImageWidth", "GIF:ImageHeight", "GIF:HasColorMap", "GIF:ColorResolutionDepth"),
    *("GIF:BitsPerPixel", "GIF:BackgroundColor", "GIF:AnimationIterations", "GIF:TransparentColor", "GIF:FrameCount"),
    *("GIF:Duration", "IFD0:Orientation", "PDF:PDFVersion", "PDF:Linearized", "PDF:PageCount", "SourceFile"),
    *("SVG:Xmlns", "SVG:ViewBox", "SVG:Title", "SVG:PathD", "SVG:ImageWidth", "SVG:ImageHeight"),
    "SVG-xlink:ImageHref",
}
PICTURES = ("team.jpg", "team.png", "team.webp", "team.avif", "team.gif")
PACKAGES = ("plan.docx", "table.xlsx", "slides.pptx", "letter.odt")
NAMES = (*PICTURES, "map.svg", "plan.pdf", *PACKAGES)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project with a file of each format, in which everything is hidden that could be."""
    found = projects.copy(projects.SMALL, tmp_path_factory.mktemp("static") / "project")
    (found / FOLDER).mkdir(parents=True)
    for name, content in hidden.files(tmp_path_factory.mktemp("made")).items():
        (found / FOLDER / name).write_bytes(content)
    return found


@pytest.fixture(scope="module")
def site(project: Path) -> Path:
    """Its site."""
    return projects.build(project, project.parent / "site")


def both(project: Path, site: Path, name: str) -> tuple[bytes, bytes]:
    """A file as it stands in the project, and as it is published under its own name and address."""
    return (project / FOLDER / name).read_bytes(), (site / "en" / "files" / name).read_bytes()


def inside(content: bytes, name: str) -> dict[str, bytes]:
    """What can be looked at in a file: the file, its parts, its pages, its pictures, by names of files."""
    found = {name: content}
    if name in PACKAGES:
        found |= hidden.inner(content)
    if name.endswith(".svg"):
        found["inside.jpg"] = b64decode(re.findall(rb"base64,([^\"]+)", content)[0])
    if name.endswith(".pdf"):
        reader = PdfReader(io.BytesIO(content))
        found |= {f"{number}.jpg": image.data for number, image in enumerate(reader.pages[0].images)}
        found |= {f"{number}.txt": str(reader.get_object(number)).encode() for number in range(1, len(reader.xref[0]))}
    return found


@pytest.mark.parametrize("name", NAMES)
def test_nothing_hidden_is_published(name: str, project: Path, site: Path, tmp_path: Path) -> None:
    """No position, device, name, thumbnail, attachment or draft is left: not in the file, nor in anything inside it."""
    before, after = (inside(content, name) for content in both(project, site, name))
    assert any(b"CANARY" in content for content in before.values())
    for part, content in after.items():
        assert b"CANARY" not in content, part
        assert "CANARY".encode("utf-16-le") not in content, part
        assert "CANARY" not in part
    files = []
    for number, (part, content) in enumerate(after.items()):
        if Path(part).suffix in {".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".svg", ".pdf"}:
            files.append(tmp_path / f"{number}{Path(part).suffix}")
            files[-1].write_bytes(content)
    left = {tag for found in camera.told(*files) if files for tag in found if tag.partition(":")[0] not in camera.FORM}
    assert left - FORM == set()


def frames(content: bytes) -> list[bytes]:
    """Every pixel of every picture of a file, as they are shown."""
    with Image.open(io.BytesIO(content)) as image:
        return [frame.convert("RGBA").tobytes() for frame in ImageSequence.Iterator(image)]


@pytest.mark.parametrize("name", PICTURES)
def test_the_picture_is_the_same(name: str, project: Path, site: Path) -> None:
    """Not a pixel has changed that anybody could see; it stands upright, and a moving one moves as before."""
    before, after = both(project, site, name)
    assert look_the_same(after, before)
    # An AVIF is encoded anew.
    assert frames(after) == frames(before) or name.endswith("avif")
    with Image.open(io.BytesIO(before)) as one, Image.open(io.BytesIO(after)) as other:
        assert other.getexif().get(274, 1) == one.getexif().get(274, 1)
        assert other.info.get("loop") == one.info.get("loop")
        assert other.info.get("duration") == one.info.get("duration")


def test_the_drawing_is_the_same(project: Path, site: Path) -> None:
    """Shapes, words and the photo in a drawing are there."""
    before, after = both(project, site, "map.svg")
    assert b"<title>A map</title>" in after
    assert b'<path d="M0 0h9">' in after
    assert frames(inside(after, "map.svg")["inside.jpg"]) == frames(inside(before, "map.svg")["inside.jpg"])


def test_the_pdf_is_the_same(project: Path, site: Path) -> None:
    """Pages, words and pictures are there."""
    before, after = (PdfReader(io.BytesIO(content)) for content in both(project, site, "plan.pdf"))
    assert [page.extract_text() for page in after.pages] == [page.extract_text() for page in before.pages]
    assert "An invented plan" in after.pages[0].extract_text()
    one, other = (reader.pages[0].images[0].image for reader in (before, after))
    assert one is not None
    assert other is not None
    assert other.tobytes() == one.tobytes()


def test_the_word_file_is_the_same(project: Path, site: Path) -> None:
    """Word's own words, changes by others and pictures are there, and it still opens."""
    before, after = both(project, site, "plan.docx")
    one, other = (mammoth.convert_to_html(io.BytesIO(content)).value for content in (before, after))
    words = re.compile(r'src="[^"]*"')
    assert "Added later" in other
    assert words.sub("", other) == words.sub("", one)
    assert frames(hidden.inner(after)["word/media/image1.jpeg"]) == frames(
        hidden.inner(before)["word/media/image1.jpeg"]
    )


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_leads_to_what_is_in_it(name: str, site: Path) -> None:
    """Parts that went are mentioned nowhere; the others are in their order, and nothing tells when they were packed."""
    with zipfile.ZipFile(site / "en" / "files" / name) as packed:
        listed = packed.namelist()
        days = {entry.date_time for entry in packed.infolist()}
        texts = [packed.read(part).decode() for part in listed if part.endswith((".rels", ".xml"))]
    assert days == {(1980, 1, 1, 0, 0, 0)}
    assert not [part for part in listed if "docProps" in part or "humbnail" in part]
    assert not [text for text in texts if "docProps" in text or "humbnail" in text]
    assert name != "letter.odt" or listed[0] == "mimetype"
    assert name != "table.xlsx" or 'displayName="Wells"' in "".join(texts)


def test_titles_that_readers_are_shown_stay(tmp_path: Path) -> None:
    """A PDF that says that its title is to be shown keeps it: people who listen to it need it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(documents.pdf([[documents.Line("An invented plan", 72)]]))))
    writer.add_metadata({"/Title": "An invented plan", "/Author": "CANARY"})
    writer.create_viewer_preferences()[NameObject("/DisplayDocTitle")] = BooleanObject(True)
    made = io.BytesIO()
    writer.write(made)
    cleaned = clean_pdf(made.getvalue())
    assert isinstance(cleaned, Cleaned)
    known = PdfReader(io.BytesIO(cleaned.content or b"")).metadata
    assert known is not None
    assert [(name, str(value)) for name, value in known.items()] == [("/Title", "An invented plan")]


def test_mkdocs_by_itself_publishes_the_same(project: Path, site: Path, tmp_path: Path) -> None:
    """Plain ``mkdocs build`` cleans them too."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(tmp_path / "site")]
    subprocess.run(command, cwd=project, env={**os.environ, "PYTHONPATH": str(parts.ROOT)}, check=True, timeout=120)
    for name in NAMES:
        assert (tmp_path / "site" / "en" / "files" / name).read_bytes() == both(project, site, name)[1]


def test_the_check_tells_what_is_left_out(project: Path) -> None:
    """A note for each file, and a warning for a document that holds comments; none of it repeats what is hidden."""
    told = [problem for problem in projects.prepared(project).problems if "/files/" in problem.at.file]
    rules = {(problem.at.file.rpartition("/")[2], problem.rule) for problem in told}
    commented = {(name, "document-comments") for name in ("plan.pdf", "plan.docx", "letter.odt")}
    assert rules == {(name, "hidden-data") for name in NAMES} | commented
    assert "CANARY" not in str(told)


def test_what_cannot_be_cleaned_stops_the_build(project: Path, tmp_path: Path) -> None:
    """The build says why and writes nothing, unless MkDocs is told to leave the file out; a preview shows the rest."""
    spoilt = projects.copy(project, tmp_path / "project")
    (spoilt / FOLDER / "old.doc").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1"))
    status, said = projects.attempt(spoilt, tmp_path / "site")
    assert status == 1
    assert f"{FOLDER}/old.doc:1:1: error: This document is in the format" in said
    assert not (tmp_path / "site").exists()
    options = run(spoilt, tmp_path / "shown", Options(as_of=projects.SMALL_AS_OF, preview=True))
    assert options.made is not None
    assert not (tmp_path / "shown" / "en" / "files" / "old.doc").exists()
    assert (tmp_path / "shown" / "en" / "files" / "team.jpg").exists()
    with (spoilt / "mkdocs.yml").open("a", encoding="utf-8") as stream:
        stream.write("\nexclude_docs: |\n  *.doc\n")
    assert projects.attempt(spoilt, tmp_path / "site")[0] == 0
    assert not (tmp_path / "site" / "en" / "files" / "old.doc").exists()


def test_files_of_a_theme_of_their_own_are_cleaned(project: Path, tmp_path: Path) -> None:
    """What a project puts over the theme's files is the project's, and cleaned; what cannot be is left out and told."""
    own = projects.copy(project, tmp_path / "project")
    (own / "content" / "theme").mkdir()
    (own / "content" / "theme" / "own.jpg").write_bytes(documents.photo())
    (own / "content" / "theme" / "old.doc").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1"))
    config = (own / "mkdocs.yml").read_text("utf-8")
    assert "name: material" in config
    (own / "mkdocs.yml").write_text(config.replace("name: material", "name: material\n  custom_dir: content/theme"))
    options = run(own, tmp_path / "site", Options(as_of=projects.SMALL_AS_OF))
    assert options.made is not None, options.remarks
    assert b"SECRET" not in (tmp_path / "site" / "own.jpg").read_bytes()
    assert not (tmp_path / "site" / "old.doc").exists()
    assert any("old.doc" in remark for remark in options.remarks)
