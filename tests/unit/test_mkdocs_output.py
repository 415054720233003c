"""What MkDocs and its theme make is made once, again when anything of it changes, and never trusted by name alone."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from site_builder.mkdocs_plugin import Options, run, running
from site_builder.mkdocs_plugin.plugin import CleanedFile
from tests.support import documents, parts
from tests.support.command_line import STORY, Stories, make_project, put
from tests.support.mkdocs_alone import mkdocs_build
from tests.support.projects import digests

CASES = yaml.safe_load((parts.ROOT / "tests/cases/mkdocs-output.yml").read_text("utf-8"))
AS_OF = "2024-01-01"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was built once."""
    project = make_project(tmp_path_factory.mktemp("output") / "project", one=STORY)
    assert run(project, project / "site", Options(as_of=AS_OF)).made
    return project


@pytest.fixture
def project(first: Path, tmp_path: Path) -> Path:
    """A copy of it, with its store."""
    return Path(shutil.copytree(first, tmp_path / "project"))


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The project's folder, once for each time that MkDocs was started."""
    found: list[Path] = []
    made = running.made_by_mkdocs

    def noted(root: Path, *rest: object) -> object:
        found.append(root)
        return made(root, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(running, "made_by_mkdocs", noted)
    return found


def built(project: Path) -> dict[str, str]:
    """The files of a build, by digest."""
    options = run(project, project / "site", Options(as_of=AS_OF))
    assert options.made, options.remarks
    return digests(project / "site")


def write(project: Path, files: dict[str, str | list[str]]) -> None:
    """Write each file; where two texts are given, put the second in the place of the first."""
    for name, text in files.items():
        file = project / name
        put(file, text if isinstance(text, str) else file.read_text("utf-8").replace(text[0], text[1]))


def test_mkdocs_is_not_started_for_what_is_there(project: Path, runs: list[Path]) -> None:
    """The second build takes all of it from the store, and is the same to the last byte."""
    before = digests(project / "site")
    assert built(project) == before
    put(project / "stories/one/story.yml", STORY.replace("worked for it", "did it"))
    assert built(project) != before
    assert runs == []


@pytest.mark.parametrize("change", CASES["changes"])
def test_it_is_made_again(project: Path, runs: list[Path], monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    """Whatever MkDocs' part follows from: after a change it is what a project without a store gets."""
    case = CASES["changes"][change]
    if "before" in case:
        write(project, case["before"])
        built(project)
    runs.clear()
    write(project, case.get("files", {}))
    for name, value in case.get("environment", {}).items():
        monkeypatch.setenv(name, value)
    warm = built(project)
    assert runs == [project]
    shutil.rmtree(project / ".cache")
    assert built(project) == warm
    assert built(project) == warm
    assert len(runs) == 2


@pytest.mark.parametrize("damage", ["cut", "garbled", "gone"])
def test_what_is_damaged_is_made_again(project: Path, runs: list[Path], damage: str) -> None:
    """A kept file or value that is not what was kept is not used."""
    before = digests(project / "site")
    change: dict[str, Callable[[bytes], bytes]] = {
        "cut": lambda data: data[: len(data) // 2],
        "garbled": lambda data: bytes(byte ^ 1 for byte in data),
    }
    for file in (project / ".cache/store").rglob("*"):
        if file.is_file() and file.name != "index":
            data = file.read_bytes()
            file.unlink()
            if damage != "gone":
                file.write_bytes(change[damage](data))
    assert built(project) == before
    assert runs == [project]


def test_hooks_are_run_every_time(project: Path, runs: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    """What hooks read nobody knows: MkDocs runs for each build, and the build says so in one line."""
    put(project / "hook.py", "def on_page_content(html, **_):\n    return html + '<p>By a hook</p>'\n")
    settings = project / "mkdocs.yml"
    put(settings, settings.read_text("utf-8") + "\nhooks: [hook.py]\n")
    stories = Stories(capsys)
    for _ in range(2):
        assert stories("build", "--project", project) == 0, stories.err
        assert stories.err.count("MkDocs runs for every build") == 1
    assert len(runs) == 2
    assert "By a hook" in (project / "site/en/about/index.html").read_text("utf-8")


def test_what_was_left_out_is_asked_for_again(project: Path, runs: list[Path]) -> None:
    """A site without a file that could not be cleaned is never kept for one that has it."""
    (project / "content/pages/en/plan.pdf").write_bytes(b"%PDF-1.7 broken")
    for _ in range(2):
        assert run(project, project / "site", Options(as_of=AS_OF, preview=True)).made
        assert not (project / "site/en/plan.pdf").exists()
    assert len(runs) == 2


def test_a_photo_that_is_saved_while_mkdocs_runs_is_not_missed(
    project: Path, runs: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was not looked at is not published in its place, and the next build has it."""
    photo = project / "content/pages/en/team.jpg"
    photo.write_bytes(documents.photo())
    copy = CleanedFile.copy_file

    def saved(self: CleanedFile, dirty: bool = False) -> None:
        photo.write_bytes(documents.photo((1, 2, 3)))
        shutil.rmtree(project / ".cache/store/objects")
        copy(self, dirty)

    with monkeypatch.context() as patch:
        patch.setattr(CleanedFile, "copy_file", saved)
        run(project, project / "site", Options(as_of=AS_OF))
    assert not (project / "site/en/team.jpg").exists()
    assert "en/team.jpg" in built(project)
    assert len(runs) == 2


def test_mkdocs_itself_makes_the_same_site(project: Path) -> None:
    """``mkdocs build``, as its users know it, gives the same files to the last byte."""
    expected = built(project)
    os.environ["SOURCE_DATE_EPOCH"] = "1704067200"
    try:
        mkdocs_build(project, project / "by-mkdocs")
    finally:
        del os.environ["SOURCE_DATE_EPOCH"]
    found = digests(project / "by-mkdocs")
    assert {name for name in found if not re.match(r"pagefind/", name)} == {
        name for name in expected if not re.match(r"pagefind/", name)
    }
    assert {name: digest for name, digest in found.items() if expected.get(name) != digest} == {}
