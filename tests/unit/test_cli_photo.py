"""`stories photo add`: file and record together, or neither."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from site_builder.pictures.inspection import MAX_FILE_BYTES
from site_builder.reading.yaml import load
from site_builder.store import files
from tests.support import parts
from tests.support.command_line import STORY, Stories, make_project, put
from tests.support.pictures import file_of, quarters

ALL = ("--alt", "en=A field", "--credit", "ARCO", "--licence", "CC BY 4.0", "--people", "none")
COMMENTED = STORY + "photos:\n  - file: a.jpg  # ours\n    alt: {en: 'A',  es: \"B\"}\n    credit: AG\n\n# The end.\n"


@pytest.fixture
def stories(capsys: pytest.CaptureFixture[str]) -> Stories:
    """The command, in English."""
    return Stories(capsys)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a published story `one` and a draft `two` that is still a form."""
    return make_project(tmp_path / "project", one=STORY, two="title:\n  en: B\nstate: draft\n")


def picture(folder: Path, name: str = "field.jpg", kind: str = "JPEG") -> Path:
    """A photo outside of the project, with a canary in what is hidden in it."""
    file = folder / name
    exif = Image.Exif()
    exif[271] = "CANARY"
    file.write_bytes(file_of(quarters(), kind, exif=exif))
    return file


def photos(project: Path, story: str = "one") -> list[dict[str, Any]]:
    """The record's photos as reading gives them."""
    tree, problems = load("story.yml", (project / "stories" / story / "story.yml").read_bytes())
    assert problems == []
    assert tree is not None
    found: Any = tree["photos"]
    return list(found)


def as_it_was(project: Path) -> dict[str, bytes]:
    """Every file of the stories."""
    return {str(file): file.read_bytes() for file in sorted((project / "stories").rglob("*")) if file.is_file()}


def test_a_photo_is_copied_and_recorded(stories: Stories, project: Path, tmp_path: Path) -> None:
    """The cleaned copy stands in the folder, the record names it, and the site can be built with it."""
    source = picture(tmp_path, "The Field (1).JPG")
    before = source.read_bytes()
    consent = (
        "--reference",
        "C-1",
        "--status",
        "given",
        "--covers",
        "web, print",
        "--until",
        "2030-01-01",
        "--guardian",
    )
    words = (
        "--alt",
        "es=Un campo",
        "--caption",
        "en=Rows: of 'maize' #1",
        "--people",
        "identifiable",
        "--minors",
        "yes",
    )
    status = stories(
        "photo", "add", "one", source, *ALL[:-2], *words, *consent, "--focus", ".5, 0.33", "--project", project
    )
    assert status == 0, stories.err
    assert photos(project) == [
        {
            "file": "the-field-1.jpg",
            "alt": {"en": "A field", "es": "Un campo"},
            "caption": {"en": "Rows: of 'maize' #1"},
            "credit": "ARCO",
            "licence": "CC BY 4.0",
            "people": "identifiable",
            "minors": "yes",
            "consent": {
                "reference": "C-1",
                "status": "given",
                "covers": ["web", "print"],
                "until": "2030-01-01",
                "guardian": "true",
            },
            "focus": ["0.5", "0.33"],
        }
    ]
    assert b"CANARY" not in (project / "stories/one/the-field-1.jpg").read_bytes()
    assert source.read_bytes() == before
    assert "![](photo:the-field-1)" in stories.out
    assert "C-1" not in stories.out + stories.err
    assert stories("build", "--project", project, "--as-of", "2027-01-15") == 0
    assert 'id="photo-the-field-1"' in (project / "site/en/stories/one/index.html").read_text("utf-8")


def test_nothing_else_of_the_record_changes(stories: Stories, project: Path, tmp_path: Path) -> None:
    """Comments, quotation marks and empty lines stay as they were, to the byte."""
    file = project / "stories/one/story.yml"
    put(file, COMMENTED)
    (project / "stories/one/a.jpg").write_bytes(file_of(quarters()))
    stories("photo", "add", "one", picture(tmp_path), *ALL, "--project", project)
    head, tail = COMMENTED.split("\n# The end")
    text = file.read_text("utf-8")
    assert text.startswith(head)
    assert text.endswith(f"\n# The end{tail}")
    assert [photo["file"] for photo in photos(project)] == ["a.jpg", "field.jpg"]


def test_a_draft_that_is_still_a_form_takes_photos(stories: Stories, project: Path, tmp_path: Path) -> None:
    """A draft that lacks everything else can have its photos."""
    assert stories("photo", "add", "stories/two/", picture(tmp_path), *ALL, "--project", project) == 0, stories.err
    assert [photo["file"] for photo in photos(project, "two")] == ["field.jpg"]


@pytest.mark.parametrize(
    ("source", "kind", "name"),
    [
        ("Niña en el río.png", "PNG", "nina-en-el-rio.png"),
        ("IMG_2041.JPG", "JPEG", "photo.jpg"),
        ("really-a-webp.jpg", "WEBP", "really-a-webp.webp"),
        ("故事.avif", "AVIF", "photo.avif"),
        ("rosa-canary-2.jpg", "JPEG", "photo.jpg"),
        ("a.b.c.jpeg", "JPEG", "a-b-c.jpg"),
    ],
)
def test_a_good_name(stories: Stories, project: Path, tmp_path: Path, source: str, kind: str, name: str) -> None:
    """The name is the file's own, made safe, with the extension of what it is; cameras' and people's names go."""
    put(project / "stories/one/story.yml", STORY + "people:\n  - name: Rosa Canary\n")
    assert stories("photo", "add", "one", picture(tmp_path, source, kind), *ALL, "--project", project) == 0, stories.err
    assert photos(project)[0]["file"] == name
    assert (project / "stories/one" / name).is_file()


def test_two_photos_of_one_name(stories: Stories, project: Path, tmp_path: Path) -> None:
    """The second gets a number, whatever its format; a name that is asked for and taken is refused."""
    for file in (picture(tmp_path), picture(tmp_path, "Field.png", "PNG"), picture(tmp_path)):
        assert stories("photo", "add", "one", file, *ALL, "--project", project) == 0
    assert [photo["file"] for photo in photos(project)] == ["field.jpg", "field-2.png", "field-3.jpg"]
    before = as_it_was(project)
    assert stories("photo", "add", "one", picture(tmp_path), *ALL, "--name", "field-2", "--project", project) == 2
    assert "already has a photo or a file called “field-2”" in stories.err
    assert as_it_was(project) == before


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"Dear colleague", "no picture"),
        (b"", "empty"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        (b"\xff\xd8\xff" + bytes(MAX_FILE_BYTES), "40 MB"),
        (file_of(quarters())[:900], "broken"),
    ],
    ids=["text", "empty", "heic", "large", "cut"],
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_what_is_no_picture_is_refused_in_words(
    stories: Stories, project: Path, tmp_path: Path, content: bytes, words: str, language: str
) -> None:
    """The reason is said in the reader's language, and nothing is written; the file's own name is not repeated."""
    file = tmp_path / "canary.jpg"
    file.write_bytes(content)
    before = as_it_was(project)
    assert stories("photo", "add", "one", file, *ALL, "--lang", language, "--project", project) == 1
    assert ("Nothing was written" if language == "en" else "No se escribió nada") in stories.err
    assert len(stories.err.splitlines()) >= 2
    assert "canary" not in stories.err
    assert as_it_was(project) == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("onee", "FILE", *ALL), "Did you mean “one”?"),
        (("something-else", "FILE", *ALL), "That story does not exist."),
        (("../../etc", "FILE", *ALL), "That story does not exist."),
        (("one", "NOTHING", *ALL), "The picture file does not exist."),
        (("one", "FOLDER", *ALL), "a folder"),
        (("one", "FILE"), "--alt, --credit, --licence, --people"),
        (("one", "FILE", *ALL[:-1], "identifiable"), "be asked: --minors"),
        (("one", "FILE", *ALL, "--name", "No Name"), "lower-case letters"),
        (("one", "FILE", *ALL, "--alt", "A field"), "Languages: en, es"),
        (("one", "FILE", *ALL, "--caption", "fr=Un champ"), "Languages: en, es"),
        (("one", "FILE", *ALL, "--focus", "2,1"), "--focus"),
        (("one", "FILE", *ALL, "--status", "given", "--covers", "web,tv"), "--covers"),
        (("one", "FILE", *ALL, "--status", "given", "--until", "8/12/2022"), "--until"),
        (("one", "FILE", *ALL, "--people", "many"), "none, crowd, identifiable"),
        (("one",), "FILE"),
    ],
)
def test_wrong_use(stories: Stories, project: Path, tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    """What was typed and cannot be done is said in a line, with the help to read, and nothing is written."""
    places = {"FILE": str(picture(tmp_path)), "NOTHING": str(tmp_path / "canary.jpg"), "FOLDER": str(tmp_path)}
    before = as_it_was(project)
    assert stories("photo", "add", *(places.get(word, word) for word in words), "--project", project) == 2
    assert told in stories.err
    assert stories.err.endswith("photo add --help\n")
    assert "canary" not in stories.err
    assert as_it_was(project) == before


def test_an_unknown_verb_of_photos(stories: Stories) -> None:
    """What is no verb brings the nearest."""
    assert stories("photo", "ad") == 2
    assert "Did you mean “add”?" in stories.err
    assert stories.err.endswith("photo --help\n")


def test_a_record_that_cannot_be_added_to(stories: Stories, project: Path, tmp_path: Path) -> None:
    """Where the list stands in brackets, the lines to put in by hand are shown and nothing is written."""
    put(project / "stories/one/story.yml", STORY + "photos: [{file: a.jpg}]\n")
    before = as_it_was(project)
    assert stories("photo", "add", "one", picture(tmp_path), *ALL, "--project", project) == 1
    assert '  - file: field.jpg\n    alt:\n      en: "A field"\n' in stories.err
    assert as_it_was(project) == before


@pytest.mark.parametrize("refused", ["a new file", "field.jpg", "story.yml"])
def test_a_folder_that_refuses_leaves_nothing_half_done(
    stories: Stories, project: Path, tmp_path: Path, refused: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever step the system refuses, neither the file nor the record nor anything beside them is left."""
    write, replace = files.write_all, Path.replace

    def write_all(handle: int, content: bytes) -> None:
        if refused == "a new file":
            raise PermissionError(13, "Permission denied")
        write(handle, content)

    def replaced(self: Path, target: Path) -> Path:
        if target.name == refused:
            raise PermissionError(13, "Permission denied", str(target))
        return replace(self, target)

    source = picture(tmp_path)
    before = as_it_was(project)
    with monkeypatch.context() as patched:
        patched.setattr(files, "write_all", write_all)
        patched.setattr(Path, "replace", replaced)
        assert stories("photo", "add", "one", source, *ALL, "--project", project) == 1
    assert stories.err == "You do not have permission to write in stories/one. Nothing was changed.\n"
    assert as_it_was(project) == before


def test_a_record_that_somebody_else_changes_meanwhile(project: Path) -> None:
    """What a colleague saves between reading and writing is not lost."""
    folder = project / "stories/one"
    before = as_it_was(project)
    picture, record = folder / "a.jpg", folder / "story.yml"
    with pytest.raises(files.ChangedMeanwhileError):
        files.replace_all({picture: files.FileEdit(None, b"picture"), record: files.FileEdit(b"old", b"new")})
    put(folder / "a.jpg", "theirs")
    with pytest.raises(files.ChangedMeanwhileError):
        files.replace_all(
            {picture: files.FileEdit(None, b"picture"), record: files.FileEdit(record.read_bytes(), b"new")}
        )
    assert (folder / "a.jpg").read_text() == "theirs"
    (folder / "a.jpg").unlink()
    assert as_it_was(project) == before


def test_what_the_check_has_against_the_photo_is_said_at_once(stories: Stories, project: Path, tmp_path: Path) -> None:
    """An age beside a minor's picture is told when the photo is added, at the line where it now stands."""
    words = ("--alt", "en=A girl, 12 years old", *ALL[2:-1], "crowd", "--minors", "yes")
    assert stories("photo", "add", "one", picture(tmp_path), *words, "--project", project) == 0
    told = [line for line in stories.out.splitlines() if "[minor-age]" in line]
    number = int(told[0].split(":")[1])
    line = (project / "stories/one/story.yml").read_text("utf-8").splitlines()[number - 1]
    assert "12 years old" in line
    assert "photo-consent-unknown" in stories.out


ANSWERS = ["A field", "Un campo", "", "", "ARCO", "CC BY 4.0", "everybody", "identifiable", "possible", "C-7", "given"]
MORE = ["tv", "web, social", "2030-01-01", "y", "0.5,0.33"]


@pytest.mark.parametrize(("language", "asked"), [("en", "Who is in it?"), ("es", "¿Quién aparece?")])
def test_whoever_watches_is_asked_step_by_step(project: Path, tmp_path: Path, language: str, asked: str) -> None:
    """On a terminal every field is asked for, in the reader's language; an answer of no use is asked for again."""
    answers = [*ANSWERS, *(word.replace("y", "s") if language == "es" and word == "y" else word for word in MORE)]
    status, said = on_a_terminal(
        ["photo", "add", "one", picture(tmp_path), "--lang", language, "--project", project], answers
    )
    assert status == 0, said
    assert asked in said
    assert (
        said.count("That is not one of the answers." if language == "en" else "Esa no es una de las respuestas.") == 2
    )
    (found,) = photos(project)
    assert found == {
        "file": "field.jpg",
        "alt": {"en": "A field", "es": "Un campo"},
        "credit": "ARCO",
        "licence": "CC BY 4.0",
        "people": "identifiable",
        "minors": "possible",
        "consent": {
            "reference": "C-7",
            "status": "given",
            "covers": ["web", "social"],
            "until": "2030-01-01",
            "guardian": "true",
        },
        "focus": ["0.5", "0.33"],
    }


def test_who_breaks_off_leaves_nothing(project: Path, tmp_path: Path) -> None:
    """Ctrl+C in the middle of the questions: neither file nor record."""
    before = as_it_was(project)
    status, said = on_a_terminal(["photo", "add", "one", picture(tmp_path), "--project", project], ["A field", "\x03"])
    assert status == 1, said
    assert as_it_was(project) == before


def on_a_terminal(words: list[str | Path], answers: list[str]) -> tuple[int, str]:
    """Run the command on a terminal of its own and type the answers, each once it is asked for."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(parts.ROOT), "LANG": "C.UTF-8", "PYTHONUTF8": "1"}
    # Whoever starts the tests in the background has Ctrl+C ignored in all that they start.
    heed = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    code = heed + "import sys; sys.argv[0] = 'stories'; from site_builder.cli import main; main()"
    command = [sys.executable, "-c", code, *map(str, words)]
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
    ) as process:
        os.close(theirs)
        said = b""
        left = [f"{answer}\n".encode() if answer != "\x03" else b"\x03" for answer in answers]
        end = time.monotonic() + 60
        breaks_off = False
        while time.monotonic() < end:
            if not select.select([ours], [], [], 1)[0]:
                # One that comes right before the program waits for a line goes unnoticed: whoever typed it types again.
                if breaks_off and process.poll() is None:
                    process.send_signal(2)
                continue
            try:
                piece = os.read(ours, 4096)
            except OSError:
                break
            if not piece:
                break
            said += piece
            if left and said.endswith(b": "):
                if left[0] == b"\x03":
                    process.send_signal(2)
                    breaks_off = True
                    left.pop(0)
                else:
                    os.write(ours, left.pop(0))
        if process.poll() is None and time.monotonic() >= end:
            process.kill()
        status = process.wait(timeout=30)
    os.close(ours)
    return status, said.decode("utf-8", "replace")
