"""`stories preview`: a story as one file, for those it tells of."""

from __future__ import annotations

import errno
import re
from pathlib import Path

import pytest

from site_builder.outbox import outbox_files
from tests.support import pictures
from tests.support.command_line import STORY, Stories, make_project, put

DRAFT = STORY.replace("state: published", "state: draft")
PHOTOS = """\
photos:
  - file: field.jpg
    alt: {en: A field, es: Un campo}
    credit: Somebody
    licence: CC BY 4.0
    people: none
  - file: market.jpg
    alt: {en: A market, es: Un mercado}
    credit: Somebody
    licence: CC BY 4.0
    people: none
  - file: canary.jpg
    alt: {en: A canary person, es: Una persona canario}
    credit: Somebody
    licence: CC BY 4.0
    people: identifiable
    minors: none
    consent: {reference: CANARY-7, status: unknown}
quotes:
  - id: canary
    speaker: Canary Speaker
    speaker_kind: participant
    role: {en: Farmer, es: Agricultora}
    text: {en: Canary words, es: Palabras canarias}
"""
LINKED = DRAFT.replace(
    "A text about courses.", "'[Other](story:one), [a page](https://example.org/x) and [secret](story:other-draft).'"
)


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Path:
    """A project with a published story, a draft with photos, of which one is held back, and another draft."""
    other = DRAFT.replace("Young people finish technical courses", "Canary title of another draft")
    project = make_project(tmp_path / "project", one=STORY, mine=LINKED + PHOTOS, other_draft=other)
    for number, name in enumerate(("field", "market", "canary")):
        image = pictures.quarters((2000 + number, 1500))
        put(project / "stories" / "mine" / f"{name}.jpg", "")
        (project / "stories" / "mine" / f"{name}.jpg").write_bytes(pictures.file_of(image))
    return project


@pytest.fixture(name="stories")
def _stories(capsys: pytest.CaptureFixture[str]) -> Stories:
    """The command, in English."""
    return Stories(capsys, {"SOURCE_DATE_EPOCH": "1700000000"})


def made(stories: Stories, project: Path, folder: Path, *more: str) -> dict[str, str]:
    """The files that the command makes of the draft, by name."""
    folder.mkdir(exist_ok=True)
    assert stories("preview", "mine", "--project", project, "--to", folder, *more) == 0, stories.err
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()}


def test_each_language_has_its_file(stories: Stories, project: Path, tmp_path: Path) -> None:
    """A draft becomes a file for each language, which says in that language that it is a draft."""
    files = made(stories, project, tmp_path / "out")
    assert files.keys() == {"mine.en.html", "mine.es.html"}
    assert "Draft for your approval" in files["mine.en.html"]
    assert "Borrador para su aprobación" in files["mine.es.html"]
    assert '<html lang="es">' in files["mine.es.html"]
    assert all(f"{tmp_path / 'out' / name} (" in stories.out for name in files)


def test_one_file_can_hold_both(stories: Stories, project: Path, tmp_path: Path) -> None:
    """With --both one file holds both languages, which lead to each other, and no id is there twice."""
    files = made(stories, project, tmp_path / "out", "--both")
    assert files.keys() == {"mine.html"}
    ids = re.findall(r'\sid="([^"]*)"', files["mine.html"])
    assert sorted(ids) == sorted(set(ids))
    assert {"en", "es", "en-photo-field", "es-photo-field"} <= set(ids)
    assert {"#en", "#es"} <= set(re.findall(r'href="([^"]*)"', files["mine.html"]))


def test_nothing_leads_nowhere(stories: Stories, project: Path, tmp_path: Path) -> None:
    """Links lead to a place in the file or out into the web; no script, no sheet and no picture is asked for."""
    for file in (
        *made(stories, project, tmp_path / "a").values(),
        made(stories, project, tmp_path / "b", "--both")["mine.html"],
    ):
        ids = set(re.findall(r'\sid="([^"]*)"', file))
        links = re.findall(r'\shref="([^"]*)"', file)
        assert ("https://example.org/x" in links) == ("A field" in file)
        assert [link for link in links if not link.startswith(("https://", "mailto:")) and link[1:] not in ids] == []
        assert all(source.startswith("data:image/jpeg;base64,") for source in re.findall(r'\ssrc="([^"]*)"', file))
        assert len(re.findall(r'\ssrc="data:', file)) in {2, 4}
        assert not re.search(r"<script|<link|srcset=|url\((?!['\"]?data:)|@import", file)


def test_what_is_held_back_is_not_in_it(stories: Stories, project: Path, tmp_path: Path) -> None:
    """Photos and quotations without consent stay out, as in the preview, and whoever sends the file is told."""
    files = made(stories, project, tmp_path / "out", "--both")
    assert re.findall("(?i)canar", files["mine.html"]) == []
    assert "2 photos or quotations" in stories.err


def test_other_drafts_are_nobodys_business(stories: Stories, project: Path, tmp_path: Path) -> None:
    """The file holds nothing of other stories that are not published, nor how many there are."""
    assert "other-draft" not in "".join(made(stories, project, tmp_path / "out").values())


def test_the_file_is_small(stories: Stories, project: Path, tmp_path: Path) -> None:
    """A story with a few photos stays below what can be sent by every messenger."""
    files = made(stories, project, tmp_path / "out", "--both")
    assert len(files["mine.html"].encode()) < 2_000_000


def test_the_same_story_gives_the_same_file(stories: Stories, project: Path, tmp_path: Path) -> None:
    """Made again, in another folder, the file is the same to the byte."""
    assert made(stories, project, tmp_path / "a") == made(stories, project, tmp_path / "b")


@pytest.mark.parametrize("folder", ["site", "site/en", "content/pages", ".site-releases/3"])
def test_never_into_what_is_published(stories: Stories, project: Path, folder: str) -> None:
    """A folder that is published, or from which pages are, is refused."""
    (project / folder).mkdir(parents=True, exist_ok=True)
    assert stories("preview", "mine", "--project", project, "--to", project / folder) == 2
    assert "published" in stories.err
    assert list((project / folder).glob("*.html")) == []


def test_never_into_a_site_elsewhere(stories: Stories, project: Path, tmp_path: Path) -> None:
    """A finished site is known by its files, wherever it was published to."""
    put(tmp_path / "www" / "assets" / "stylesheets" / "frame.css", "")
    (tmp_path / "www" / "en").mkdir()
    assert stories("preview", "mine", "--project", project, "--to", tmp_path / "www" / "en") == 2


def test_it_stands_in_the_outbox(
    stories: Stories, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without --to the files come into the project's outbox, whole, wherever the command is typed."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert stories("preview", "stories/mine", "--project", project) == 0
    assert {path.name for path in outbox_files(project)} == {"mine.en.html", "mine.es.html"}
    assert list(Path.cwd().iterdir()) == []
    assert stories.out.startswith(f"{project / 'outbox' / 'mine.en.html'} (")


def test_never_into_an_outbox_that_is_a_site(stories: Stories, project: Path) -> None:
    """Somebody may have had the site built there."""
    put(project / "outbox" / "assets" / "stylesheets" / "frame.css", "")
    assert stories("preview", "mine", "--project", project) == 2
    assert "published" in stories.err
    assert list((project / "outbox").glob("*.html")) == []


def test_a_story_with_errors_is_not_sent(stories: Stories, project: Path, tmp_path: Path) -> None:
    """Where an error keeps the story from being shown, that is told instead, a draft's too."""
    put(project / "stories" / "mine" / "story.yml", DRAFT.replace("2022-12-08", "8/12/2022"))
    assert stories("preview", "mine", "--project", project, "--to", tmp_path) == 1
    assert "[date-ambiguous]" in stories.out
    assert list(tmp_path.glob("*.html")) == []


def test_a_withdrawn_story_is_not_sent(stories: Stories, project: Path, tmp_path: Path) -> None:
    """What was withdrawn is shown to nobody."""
    put(project / "stories" / "mine" / "story.yml", STORY.replace("state: published", "state: withdrawn"))
    assert stories("preview", "mine", "--project", project, "--to", tmp_path) == 1
    assert "withdrawn" in stories.err


def test_a_story_that_is_not_there(stories: Stories, project: Path, tmp_path: Path) -> None:
    """A name that is nearly right brings the right one; else the stories are listed."""
    assert stories("preview", "mein", "--project", project, "--to", tmp_path) == 2
    assert "“mine”" in stories.err
    assert stories("preview", "zzz", "--project", project, "--to", tmp_path) == 2
    assert "mine, one" in stories.err


def test_a_picture_that_turns_out_broken_is_told(stories: Stories, project: Path, tmp_path: Path) -> None:
    """A photo that cannot be decoded to its end is told with its place, and no file goes out without it."""
    whole = pictures.file_of(pictures.quarters((1300, 900)), "WEBP")
    file = project / "stories" / "mine" / "field.webp"
    file.write_bytes(whole[: len(whole) // 2] + bytes(len(whole) - len(whole) // 2))
    record = (LINKED + PHOTOS).replace("field.jpg", "field.webp")
    put(project / "stories" / "mine" / "story.yml", record)
    assert stories("preview", "mine", "--project", project, "--to", tmp_path) == 1
    assert "[picture-broken]" in stories.out
    assert list(tmp_path.glob("*.html")) == []


def test_it_says_what_is_known_of_a_translation(stories: Stories, project: Path, tmp_path: Path) -> None:
    """That a machine translated it, or that the original has changed, is told in that language's file alone.

    The way to the original is left out: it is not in the file.
    """
    lock = f"title es {'0' * 20} human 2024-01-01\nsummary es {'0' * 20} machine 2024-01-01\n"
    put(project / "stories" / "mine" / "translations.lock", lock)
    files = made(stories, project, tmp_path / "out")
    assert files["mine.es.html"].count('role="note"') == 3
    assert "La versión en inglés ha cambiado desde que se hizo esta traducción. </span>" in files["mine.es.html"]
    assert "Una parte de este texto es traducción automática del inglés" in files["mine.es.html"]
    assert "Leer en inglés" not in files["mine.es.html"]
    assert 'role="note"' not in files["mine.en.html"]


def test_a_full_disk_is_told(stories: Stories, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no room for what a preview is made of, that is said, and nothing else; no file is left."""

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "", str(tmp_path / "theme/frame.css"))

    monkeypatch.setattr("site_builder.mkdocs_plugin.running.build", full)
    (tmp_path / "to").mkdir()
    assert stories("preview", "mine", "--to", tmp_path / "to", "--project", project) == 1
    assert stories.err.startswith("frame.css could not be written: the disk is full.")
    assert len(stories.err.splitlines()) == 1
    assert list((tmp_path / "to").iterdir()) == []
