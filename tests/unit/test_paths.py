"""Names of files in records: they stay in their folder and work on every computer."""

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.reading.files import PathFault, confined

COMPOSED, DECOMPOSED = (unicodedata.normalize(form, "peña.jpg") for form in ("NFC", "NFD"))


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A story's folder in a project, with a picture, and another story and a secret outside of it."""
    folder = tmp_path / "project" / "stories" / "maize"
    (folder / "more").mkdir(parents=True)
    for file in (
        folder / "farmer.jpg",
        folder / "more" / "field.png",
        folder.parent / "note.yml",
        tmp_path / "secret.jpg",
    ):
        file.write_bytes(b"x")
    return folder


def rule(folder: Path, written: str, project: Path | None = None) -> str:
    """The rule that a name must meet."""
    found = confined(folder, written, project=project)
    assert isinstance(found, PathFault), found
    return found.rule


@pytest.mark.parametrize("written", ["farmer.jpg", "./farmer.jpg", "more/field.png"])
def test_files_beside_the_record_are_found(story: Path, written: str) -> None:
    """A plain name, or one in a folder further down, leads to the file."""
    assert confined(story, written) == story / written


@pytest.mark.parametrize(
    "written",
    ["../note.yml", "more/../../note.yml", "..", "/etc/passwd", "//server/share/x.jpg", "~/x.jpg", "C:/x.jpg",
     "c:x.jpg", "..\\note.yml", "\\\\server\\share", "C:\\x.jpg"],
)  # fmt: skip
def test_names_that_lead_outside_are_refused(story: Path, written: str) -> None:
    """Parent folders, absolute names, drives and network shares are refused by their words alone."""
    assert rule(story, written) == "path-outside"


@pytest.mark.parametrize(
    "written",
    ["", ".", "./", "more\\field.png", "more//field.png", "farmer.jpg/", "farmer.jpg ", " farmer.jpg", "farmer.",
     "a\0b", "a\nb", 'what"s.jpg', "who?.jpg", "a.jpg:stream", "x" * 256, "gpj.\u202egnp", "\ud800", "a/" * 30 + "a"],
)  # fmt: skip
def test_names_that_some_computer_refuses_are_refused(story: Path, written: str) -> None:
    """Backslashes, empty parts, spaces at the ends, control characters and what Windows forbids are refused."""
    assert rule(story, written) == "path-form"


@pytest.mark.parametrize("written", ["CON", "nul.txt", "more/Aux.jpg", "com1.tar.gz", "LPT¹.png", "prn .jpg"])
def test_names_of_devices_are_refused(story: Path, written: str) -> None:
    """What Windows takes for a device is refused, whatever its extension and its capitals."""
    assert rule(story, written) == "path-reserved"


@pytest.mark.parametrize("written", ["console.jpg", "communion.jpg", "auxiliar.jpg"])
def test_names_that_only_begin_like_devices_are_not(story: Path, written: str) -> None:
    """A longer word that begins like a device is an ordinary name."""
    assert rule(story, written) == "path-missing"


def test_links_inside_the_project_are_followed(story: Path) -> None:
    """A link to another file of the project is as good as the file."""
    (story / "link.jpg").symlink_to("../note.yml")
    assert confined(story, "link.jpg", project=story.parents[1]) == story / "link.jpg"


def test_links_out_of_the_project_are_refused(story: Path) -> None:
    """A link to a file or through a folder outside of the project is refused, and so is one that runs in a circle."""
    (story / "link.jpg").symlink_to("../../../secret.jpg")
    (story / "away").symlink_to(story.parents[2])
    (story / "circle").symlink_to("circle")
    project = story.parents[1]
    assert rule(story, "link.jpg", project) == "path-outside"
    assert rule(story, "away/secret.jpg", project) == "path-outside"
    assert rule(story, "circle", project) == "file-unreadable"
    (story / "near.jpg").symlink_to("../note.yml")
    assert rule(story, "near.jpg") == "path-outside"


def test_other_capitals_are_told_the_right_spelling(story: Path) -> None:
    """A name with other capitals works on some computers only, so the folder's own spelling is asked for."""
    assert confined(story, "Farmer.JPG") == PathFault("path-case", {"right": "farmer.jpg"})
    assert confined(story, "More/field.png") == PathFault("path-case", {"right": "more"})


@pytest.mark.parametrize(("on_disk", "written"), [(COMPOSED, DECOMPOSED), (DECOMPOSED, COMPOSED)])
def test_accents_stored_in_another_way_are_the_same(story: Path, on_disk: str, written: str) -> None:
    """A Mac and a Windows computer store ñ differently, and nobody can see it: both spellings find the file."""
    (story / on_disk).write_bytes(b"x")
    assert confined(story, written) == story / on_disk


@pytest.mark.parametrize("twin", ["FARMER.jpg", "farmer.JPG"])
def test_files_that_differ_in_capitals_alone_are_ambiguous(story: Path, twin: str) -> None:
    """Two files that are one on other computers are refused, though the name is spelt like one of them."""
    (story / twin).write_bytes(b"y")
    assert rule(story, "farmer.jpg") == "path-ambiguous"


def test_files_that_differ_in_stored_accents_alone_are_ambiguous(story: Path) -> None:
    """Two files whose names look the same are refused."""
    (story / COMPOSED).write_bytes(b"x")
    (story / DECOMPOSED).write_bytes(b"y")
    assert rule(story, COMPOSED) == "path-ambiguous"


def test_missing_files_are_missing(story: Path) -> None:
    """A name that leads nowhere is said to, also through a file as if it were a folder."""
    assert [rule(story, name) for name in ("cow.jpg", "farmer.jpg/x", "less/x.jpg")] == ["path-missing"] * 3


def test_another_extension_is_suggested(story: Path) -> None:
    """Where a file differs in its extension alone, that extension is suggested."""
    assert confined(story, "farmer.jpeg") == PathFault("path-extension", {"right": ".jpg"})


def test_only_files_are_files(story: Path) -> None:
    """A folder or a named pipe is not read."""
    os.mkfifo(story / "pipe.jpg")
    assert [rule(story, name) for name in ("more", "pipe.jpg")] == ["path-not-a-file"] * 2


@given(st.text(max_size=40))
def test_no_name_raises(written: str) -> None:
    """Whatever stands in the record, the answer is a file of the folder or a fault that holds no folder's name."""
    folder = Path(__file__).parent
    found = confined(folder, written)
    if isinstance(found, PathFault):
        assert str(folder) not in repr(found)
    else:
        assert found.is_file()
        assert found.parent == folder
