"""`stories build`: the whole site or nothing."""

import errno
import os
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from site_builder import build
from site_builder.outputs import search
from site_builder.publish.target import locked
from site_builder.store import Store
from tests.support.command_line import STORY, Stories, make_project, put
from tests.support.mkdocs_alone import mkdocs_build

BROKEN = STORY.replace("2022-12-08", "8/12/2022")


@pytest.fixture
def stories(capsys: pytest.CaptureFixture[str]) -> Stories:
    """The command, in English."""
    return Stories(capsys)


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its content, but for the store, which is nobody's business."""
    found = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    return {name: file.read_bytes() for name, file in found.items() if not name.startswith(".cache/")}


def test_a_site_is_built(stories: Stories, tmp_path: Path) -> None:
    """The site stands in the project's folder; what was built is counted, and with nothing kept it is all there is."""
    project = make_project(tmp_path, one=STORY)
    assert stories("build", "--project", project, "--keep", "0") == 0
    assert (project / "site/en/stories/one/index.html").is_file()
    assert "1 story" in stories.out
    assert [entry.name for entry in project.iterdir() if entry.name.startswith(".site")] == []


def test_an_error_stops_it_before_anything_is_written(stories: Stories, tmp_path: Path) -> None:
    """With an error in a record the old site stays, byte for byte, and the error is told with its place."""
    project = make_project(tmp_path, one=STORY)
    assert stories("build", "--project", project) == 0
    before = files(project)
    put(project / "stories/two/story.yml", BROKEN)
    assert stories("build", "--project", project) == 1
    assert "stories/two/story.yml:7:7: error" in stories.err
    assert "Nothing was written" in stories.err
    assert {**before, "stories/two/story.yml": BROKEN.encode()} == files(project)


def test_without_an_older_site_an_error_leaves_none(stories: Stories, tmp_path: Path) -> None:
    """The first build of a project with an error makes no folder at all."""
    project = make_project(tmp_path, one=BROKEN)
    assert stories("build", "--project", project) == 1
    assert not (project / "site").exists()


def test_broken_settings_stop_it_in_words(stories: Stories, tmp_path: Path) -> None:
    """Settings that cannot be read are told with their line, once, and without MkDocs' own words."""
    project = make_project(tmp_path, one=STORY)
    put(project / "mkdocs.yml", "site_name: A\nplugins: [\n")
    assert stories("build", "--project", project) == 1
    assert stories.err.count("error") == 2  # the problem, and the count
    assert "mkdocs.yml:" in stories.err
    assert not (project / "site").exists()


def but_for_the_store(found: dict[str, bytes]) -> dict[str, bytes]:
    """The same files without those of the store, which notes what was used last."""
    return {name: content for name, content in found.items() if not name.startswith(".cache/")}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[gone](gone.md)", "“gone.md” on the page en/about/index.html does not lead anywhere"),
        ("<a href='../nowhere/'>Gone</a>", "“../nowhere/” on the page en/about/index.html does not lead anywhere"),
        ("<A HREF=#gone>Gone</A>", "a place called “gone”, which does not exist in en/about/index.html"),
        ("[Gone](contact.md#gone)", "a place called “gone”, which does not exist in en/contact/index.html"),
    ],
)
def test_a_link_that_leads_nowhere_keeps_the_old_site(stories: Stories, tmp_path: Path, text: str, said: str) -> None:
    """A broken link that somebody wrote stops publishing, is told with its page's source, and the old site stays."""
    project = make_project(tmp_path, one=STORY)
    assert stories("build", "--project", project) == 0
    before = files(project)
    page = project / "content/pages/en/about.md"
    put(page, f"{page.read_text()}\n{text}\n")
    assert stories("build", "--project", project) == 1
    assert "content/pages/en/about.md:1:1: error: The link" in stories.err
    assert said in stories.err
    assert "not published" in stories.err
    page.write_bytes(before["content/pages/en/about.md"])
    assert but_for_the_store(files(project)) == but_for_the_store(before)


def test_what_mkdocs_warns_of_is_told_and_fails_a_strict_build(stories: Stories, tmp_path: Path) -> None:
    """MkDocs' warning, about the settings or a hand-written page, is passed on; a strict build stops and leaves the old
    site."""
    project = make_project(tmp_path, one=STORY)
    settings = (project / "mkdocs.yml").read_text("utf-8")
    put(project / "mkdocs.yml", f"{settings}\nunheard_of: 1\n")
    assert stories("build", "--project", project, "--strict") == 1
    assert "unheard_of" in stories.err
    assert not (project / "site").exists()
    assert stories("build", "--project", project, "--site-dir", project / "made") == 0
    assert "unheard_of" in stories.err
    put(project / "mkdocs.yml", settings)
    put(project / "content/pages/en/about.md", "# About\n\n![Picture](gone.jpg)\n")
    assert stories("build", "--project", project, "--strict") == 1
    assert "gone.jpg" in stories.err
    assert not (project / "site").exists()


def test_a_second_build_stops_and_says_who_builds(stories: Stories, tmp_path: Path) -> None:
    """While another process builds the same site a build stops at once with its id, and nothing is written."""
    project = make_project(tmp_path, one=STORY)
    with locked(project / "site"):
        assert stories("build", "--project", project) == 1
    assert f"process {os.getpid()}" in stories.err
    assert not (project / "site").exists()


@pytest.mark.parametrize("folder", [".", "..", "stories", "stories/new", "content/pages", "mkdocs.yml", "docs", "link"])
def test_what_would_be_lost_is_refused(
    stories: Stories, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    """The project, its records, other people's folders, files and links never become the site."""
    project = make_project(tmp_path / "project", one=STORY)
    put(project / "docs/notes.txt", "kept")
    (project / "link").symlink_to(tmp_path)
    monkeypatch.chdir(project)
    before = files(tmp_path)
    assert stories("build", "--site-dir", folder) == 2
    assert files(tmp_path) == before


def test_an_older_site_and_an_empty_folder_may_be_replaced(stories: Stories, tmp_path: Path) -> None:
    """A site that was made here is replaced whole, and an empty folder is as good as none."""
    project = make_project(tmp_path / "project", one=STORY)
    target = tmp_path / "www"
    target.mkdir()
    assert stories("build", "--project", project, "--site-dir", target) == 0
    put(target / "left-over.html", "old")
    assert stories("build", "--project", project, "--site-dir", target) == 0
    assert not (target / "left-over.html").exists()


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("publish_on: 2030-05-01", "embargo"),
        ("expires_on: 2030-05-01", "expires"),
        ("people: [{name: A, consent: {status: given, covers: [web], until: 2030-04-30}}]", "consent"),
    ],
)
def test_the_next_change_is_told(stories: Stories, tmp_path: Path, field: str, said: str) -> None:
    """At the end stands when the site will change by itself, and why, without naming anybody."""
    project = make_project(tmp_path, one=f"{STORY}{field}\n")
    assert stories("build", "--project", project, "--as-of", "2030-01-01") == 0
    last = stories.out.splitlines()[-1]
    assert "May 1, 2030" in last
    assert said in last


def test_any_number_of_processes_gives_the_same_site(stories: Stories, tmp_path: Path) -> None:
    """However many processes write the pages, the site is the same, byte for byte."""
    project = make_project(tmp_path / "project", one=STORY)
    for jobs in ("1", "3"):
        target = tmp_path / jobs
        now = ["--as-of", "2030-01-01"]
        assert stories("build", "--project", project, "--site-dir", target, "--jobs", jobs, "--keep", "0", *now) == 0
    assert files(tmp_path / "1") == files(tmp_path / "3")


@pytest.mark.parametrize(("number", "said"), [(1, "1 historia, "), (2, "2 historias, ")])
def test_what_was_built_agrees_in_spanish(stories: Stories, tmp_path: Path, number: int, said: str) -> None:
    """The sentence on what was built is right for one story and for several."""
    project = make_project(tmp_path, **{f"story_{index}": STORY for index in range(number)})
    assert stories("build", "--project", project, "--lang", "es") == 0
    assert said in stories.out
    assert "El sitio está listo" in stories.out


def test_drafts_are_not_built(stories: Stories, tmp_path: Path) -> None:
    """A draft is in no file of the site."""
    project = make_project(tmp_path, one=STORY, two=STORY.replace("published", "draft").replace("Young", "Canary"))
    assert stories("build", "--project", project) == 0
    assert not any(b"Canary" in content for content in files(project / "site").values())


def test_an_unfinished_draft_stops_nothing(stories: Stories, tmp_path: Path) -> None:
    """The site is published although somebody's draft holds errors, and it is said where they are and what they do."""
    project = make_project(tmp_path, one=STORY, two="title: Canary\ndate: soon\n")
    assert stories("build", "--project", project) == 0
    assert "stories/two/story.yml:2:7: warning" in stories.err
    assert "1 draft cannot be shown yet. Publishing continues without it." in stories.err
    assert not any(b"Canary" in content for content in files(project / "site").values())


def test_a_file_that_nobody_planned_keeps_the_old_site(
    stories: Stories, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that comes into the finished site from elsewhere is told, and nothing is published."""
    project = make_project(tmp_path, one=STORY)
    index = search.index_stories

    def and_a_stray(pages: list[search.SearchPage], site: Path, store: Store, processes: int | None) -> list[str]:
        put(site / "en/notes.txt", "private")
        return index(pages, site, store, processes)

    monkeypatch.setattr(build, "index_stories", and_a_stray)
    assert stories("build", "--project", project) == 1
    assert "en/notes.txt:1:1: error" in stories.err
    assert "not published" in stories.err
    assert not (project / "site").exists()


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "frame.css could not be written: the disk is full. The work is not finished. Free some space"),
        (errno.EDQUOT, "frame.css could not be written: the disk is full."),
        (errno.EROFS, "frame.css could not be written: the disk or folder is read-only."),
        (errno.EIO, "frame.css could not be read or written: the disk is faulty."),
        (errno.EACCES, "The computer could not continue with frame.css: permission denied."),
    ],
)
def test_what_the_computer_refuses_is_told_in_words(
    stories: Stories, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    """Whatever is refused in the middle of a build, by `stories` or by MkDocs alone: a sentence says which file it was,
    why, and what to do, and the site is as it was."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, "", "/somewhere/frame.css")

    project = make_project(tmp_path, one=STORY)
    monkeypatch.setattr(build, "make", refuse)
    assert stories("build", "--project", project) == 1
    assert stories.err.startswith(said)
    assert not (project / "site").exists()
    with pytest.raises(Abort) as ended:
        mkdocs_build(project, tmp_path / "other")
    assert str(ended.value).startswith(said)
