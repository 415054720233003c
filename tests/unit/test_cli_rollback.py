"""`stories rollback`: a site that was served before comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.publish.target import locked
from tests.support.command_line import STORY, Stories, make_project
from tests.support.small_site import older, publish, words_of


@pytest.fixture
def stories(capsys: pytest.CaptureFixture[str]) -> Stories:
    """The command, in English."""
    return Stories(capsys)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """The site of a project, empty as yet; the project is the folder it is in."""
    make_project(tmp_path)
    return tmp_path / "site"


def looks_like_ours(target: Path) -> None:
    """Give the small site what every site made here holds."""
    (target / "assets/stylesheets").mkdir(parents=True, exist_ok=True)
    (target / "assets/stylesheets/frame.css").touch()


def serve(target: Path, *sites: str) -> None:
    """Publish small sites, one after the other."""
    for words in sites:
        publish(target, words, keep=3)


def run(stories: Stories, target: Path, *words: str) -> int:
    """Run the verb on the target."""
    looks_like_ours(target)
    return stories("rollback", "--project", target.parent, *words)


def page(target: Path) -> str:
    """Which small site is served."""
    return (target / "404.html").read_text()


def test_the_site_before_comes_back(stories: Stories, target: Path) -> None:
    """Without a number the site that was served before is served again, and it is said which that is."""
    serve(target, "a", "b")
    assert run(stories, target) == 0
    assert words_of(target) == "a"
    assert "Release 1, built on November 23, 2026" in stories.out


def test_any_site_that_is_kept_comes_back(stories: Stories, target: Path) -> None:
    """A number chooses; the way back to the newest is open, too."""
    serve(target, "a", "b", "c")
    assert run(stories, target, "--to", "1") == 0
    assert page(target) == "a"
    assert run(stories, target, "--to", "3") == 0
    assert page(target) == "c"


def test_the_list(stories: Stories, target: Path) -> None:
    """Every release has its number, its moment and its files, newest first, and the one that is served is marked."""
    serve(target, "a", "b")
    assert run(stories, target, "--list") == 0
    first, second = stories.out.splitlines()
    assert first.startswith("2  built on November 23, 2026")
    assert first.endswith("6 files; live now")
    assert second.startswith("1  built on")
    assert page(target) == "b"


@pytest.mark.parametrize(
    ("sites", "words", "said"),
    [
        ("", (), "There are no earlier releases here"),
        ("a", (), "There are no earlier releases here"),
        ("ab", ("--to", "7"), "There is no release 7 to go back to. Nothing was changed. Available releases: 1."),
        ("ab", ("--to", "2"), "Release 2 is already live"),
    ],
)
def test_what_is_not_kept_is_said(
    stories: Stories, target: Path, sites: str, words: tuple[str, ...], said: str
) -> None:
    """Where there is nothing to go back to, nothing changes, and the words say what there is."""
    serve(target, *sites)
    if sites:
        looks_like_ours(target)
    assert stories("rollback", "--project", target.parent, *words) == 1
    assert said in stories.err
    if sites:
        assert page(target) == sites[-1]


def test_the_oldest_site_has_none_before_it(stories: Stories, target: Path) -> None:
    """At the oldest site that is kept, the newer ones are named instead."""
    serve(target, "a", "b")
    assert run(stories, target) == 0
    assert run(stories, target) == 1
    assert "Newer releases: 2." in stories.err


def test_nothing_is_swapped_under_a_build(stories: Stories, target: Path) -> None:
    """While a build is under way a rollback stops, and says so; to look at the list is no harm."""
    serve(target, "a", "b")
    with locked(target):
        assert run(stories, target, "--list") == 0
        assert run(stories, target) == 1
    assert "Another build of this site is running" in stories.err
    assert page(target) == "b"


def test_a_real_site_comes_back(stories: Stories, tmp_path: Path) -> None:
    """Two builds and a rollback: the first site, byte for byte; the next build publishes the records again."""
    project = make_project(tmp_path, one=STORY)
    site = project / "site/en/stories/one/index.html"
    assert stories("build", "--project", project) == 0
    first = site.read_bytes()
    record = project / "stories/one/story.yml"
    record.write_text(STORY.replace("Young", "Fifty young"))
    assert stories("build", "--project", project) == 0
    assert stories("rollback", "--project", project) == 0
    assert site.read_bytes() == first
    assert stories("build", "--project", project, "--keep", "1") == 0
    assert b"Fifty young" in site.read_bytes()
    assert len(older(project / "site")) == 1
