"""Withdrawals of everything that people write, save and leave behind: what is left is named, and nothing else is.

The cases are data, in ``tests/cases/withdrawal``. Many of them stand in one project, which is withdrawn from once.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.support import withdrawal_cases as cases
from tests.support.invented_stories import story
from tests.support.projects import digests
from tests.support.withdrawal_cases import Told, command
from tests.support.withdrawals import holding, paused

NAMES = cases.cases("names")
INNOCENT = cases.cases("innocent")
WELL = "stories/well/story.yml"


def project_with(folder: Path, speakers: list[str], listed: list[dict[str, Any]]) -> Path:
    """A project with quotations of ``speakers`` and a photograph under the reference C-1, and what the cases say,
    built."""
    quotes = [{"speaker": speaker, "reference": "C-1"} for speaker in speakers]
    files: dict[str, Any] = {
        WELL: story("A well", quotes=quotes, photos=[{"file": "well.jpg", "reference": "C-1"}]),
        "stories/well/well.jpg": {"picture": "sought"},
    }
    for case in listed:
        files |= files_of(case)
    project = cases.project_of(folder, files)
    settings = project / "mkdocs.yml"
    for case in listed:
        for old, new in case.get("settings", {}).items():
            settings.write_text(settings.read_text("utf-8").replace(old, new), "utf-8")
    return cases.built(project)


def files_of(case: Mapping[str, Any]) -> dict[str, Any]:
    """The files of a case."""
    found = dict(case.get("files", {}))
    if "story" in case:
        fields = dict(case["story"])
        slug = fields.pop("slug")
        text = story(**{name: value for name, value in fields.items() if value is not None})
        if "body" in fields and fields["body"] is None:
            text = text.replace("  en: |\n    Nothing.\n", "")
        found[f"stories/{slug}/story.yml"] = text
    return found


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Told]:
    """What a withdrawal says where a name stands in all these places, by whether other pages repeat it."""
    speakers = ["Dr. Ana Quiroga", '"Ana O\'Brien"', "José Núñez", "Xochitl"]
    told = {}
    for everywhere in (False, True):
        listed = [case for case in NAMES if case.get("everywhere", False) == everywhere]
        project = project_with(tmp_path_factory.mktemp("names") / "project", speakers, listed)
        told[everywhere] = command("withdraw", "C-1", "--project", project)
    return told


@pytest.mark.parametrize("case", NAMES, ids=cases.named)
def test_a_name_is_found(names: dict[bool, Told], case: dict[str, Any]) -> None:
    """Wherever it stands and however it is typeset, it is named, and the withdrawal is not done."""
    where = case["named"]
    if not where.startswith(("inbox/", "content/", "notes.txt")):
        where = cases.URL + where
    told = names["everywhere" in case]
    exactly = re.compile(rf"(?<!\S){re.escape(where.removesuffix('*'))}{'' if where.endswith('*') else '[.,]'}")
    assert [line for line in told.lines(case.get("as", "Still present, a name")) if exactly.search(line)]
    assert told.status == 1


def test_other_pages_are_not_named(names: dict[bool, Told]) -> None:
    """The control: a page that names nobody is not told beside all those that do."""
    assert names[False].lines("Still present")
    assert [line for line in names[False].lines("Still present") if "/stories/well/" in line or "/about/" in line] == []


@pytest.fixture(scope="module")
def innocent(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """What a withdrawal says where all these places only look as if they named somebody.

    The last names are those of people who wrote programs that are part of every site.
    """
    speakers = ["Rosa", "Noa", "Isa", "Sol", "Salvador", "Francisco", "Ana Quiroga", "Pablo", "Paul", "Jan", "Tim"]
    project = project_with(tmp_path_factory.mktemp("innocent") / "project", speakers, INNOCENT)
    settings = project / "mkdocs.yml"
    editor = "\n      handbook: true\n      editor: {host: github, repository: example/stories}\n"
    settings.write_text(f"{settings.read_text('utf-8').rstrip()}{editor}", "utf-8")
    cases.built(project)
    return command("withdraw", "C-1", "--project", project)


@pytest.mark.parametrize("case", INNOCENT, ids=cases.named)
def test_nothing_else_is_named(innocent: Told, case: dict[str, Any]) -> None:
    """What names nobody is not told."""
    told = [line for words in ("Still present", "Looks like", "Could not", "cannot") for line in innocent.lines(words)]
    for path in files_of(case):
        part = path.removesuffix("/story.yml").rpartition("/")[2]
        assert [line for line in told if part in line] == []


def test_that_is_done(innocent: Told) -> None:
    """And so the withdrawal is done."""
    assert innocent.status == 0, innocent.err
    assert innocent.lines("Done:")


UNREADABLE = cases.cases("unreadable")
MODES = ("known", "forgotten", "no settings")


def damaged(project: Path, case: Mapping[str, Any], number: str) -> None:
    """Do to a story's record what a case says. ``number``: of its form."""
    path = project / "stories" / case["case"] / "story.yml"
    text = path.read_text("utf-8")
    path.unlink()
    if case.get("place") == "folder":
        path.mkdir()
    elif case.get("place") == "pipe":
        os.mkfifo(path)
    elif "place" in case:
        path.symlink_to(case["place"])
    else:
        old, new = (case.get(name, "").replace("NUMBER", number) for name in ("from", "to"))
        assert old in text
        text = case.get("before", "") * case.get("times", 1) + text.replace(old, new, 1 if old else 0)
        path.write_bytes(text.encode(case.get("as", "utf-8")))


def published(folder: Path, reference: str) -> Path:
    """A project in which every story of the cases has a quotation under this reference, built."""
    quotes = [{"speaker": "Ana Quiroga", "reference": "C-1"}]
    files: dict[str, Any] = {WELL: story("A well", quotes=quotes)}
    for case in UNREADABLE:
        name = case["case"]
        quote = {"speaker": f"Ñusta {name}", "reference": reference, "text": f"Words to take back about {name}."}
        files[f"stories/{name}/story.yml"] = story(f"The story {name}", titulo=f"Año {name}", quotes=[quote])
    return cases.built(cases.project_of(folder, files))


@pytest.fixture(scope="module")
def unreadable(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Told]]:
    """Projects whose records hold the reference and cannot be read, withdrawn from, and what that said, by mode."""
    folder = tmp_path_factory.mktemp("unreadable")
    whole = published(folder / "whole", "C-1")
    found = {}
    for mode in MODES:
        project = cases.duplicate(whole, folder / mode)
        for case in UNREADABLE:
            damaged(project, case, "1")
        if mode == "forgotten":
            assert command("clean", "--project", project).status == 0
        elif mode == "no settings":
            (project / "mkdocs.yml").write_text("a: [\n")
        found[mode] = (project, command("withdraw", "C-1", "--project", project))
    return found


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("case", UNREADABLE, ids=cases.named)
def test_a_record_that_cannot_be_read(
    unreadable: dict[str, tuple[Path, Told]], case: dict[str, Any], mode: str
) -> None:
    """Nothing that was made shows what it held, its file is named, and that is not done."""
    project, told = unreadable[mode]
    name = case["case"]
    assert holding(project, f"Words to take back about {name}.", f"Ñusta {name}") == []
    page = (project / "site/en/stories" / name / "index.html").read_text("utf-8")
    assert ("no longer published" in page) == (mode != "known")
    says = case.get("says", "cannot be marked")
    assert [line for line in told.lines(f"stories/{name}/story.yml: ") if says in line]
    assert told.status == 1


@pytest.fixture(scope="module")
def unconcerned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Told]:
    """The same where none of them held the reference when it could be read."""
    project = published(tmp_path_factory.mktemp("unconcerned") / "project", "C-10")
    for case in UNREADABLE:
        damaged(project, case, "10")
    return project, command("withdraw", "C-1", "--project", project)


@pytest.mark.parametrize("case", UNREADABLE, ids=cases.named)
def test_a_record_that_cannot_be_read_and_held_nothing(unconcerned: tuple[Path, Told], case: dict[str, Any]) -> None:
    """It stays published as it last was, and is named: nobody can tell what the file holds now."""
    project, told = unconcerned
    name = case["case"]
    assert f"Words to take back about {name}." in (project / "site/en/stories" / name / "index.html").read_text("utf-8")
    assert bool(told.lines(f"stories/{name}/story.yml: this file cannot be read")) == ("says" not in case)
    assert told.status == 1, told.err


PICTURES = cases.cases("pictures")
SAYS = {
    "grey": "{} was a copy of the picture",
    "by hand": "{} is a copy of the picture and could not be replaced",
    "near": "Looks like the withdrawn picture: {}.",
    "same": "Still present, the picture: {}.",
    "unread": "Could not be searched: {}.",
    "deleted": "Deleted: {}.",
    "marked": "{}: 1 entry marked as withdrawn",
}


def pictured(folder: Path) -> Path:
    """A project with a photograph under the reference C-1 and all the pictures of the cases, built."""
    files: dict[str, Any] = {
        WELL: story("A well", photos=[{"file": "portrait.jpg", "reference": "C-1"}]),
        "stories/well/portrait.jpg": {"picture": "sought"},
    }
    for case in PICTURES:
        file = Path(case["file"])
        if "late" not in case:
            files[case["file"]] = case["is"]
        if file.parts[0] == "stories":
            files[f"stories/{file.parts[1]}/story.yml"] = story(f"About {file.parts[1]}", photos=[{"file": file.name}])
    project = cases.built(cases.project_of(folder, files))
    cases.write(project, {case["file"]: case["is"] for case in PICTURES if "late" in case})
    return project


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str], Told]:
    """That project, withdrawn from, digests of its files before, and what that said."""
    project = pictured(tmp_path_factory.mktemp("pictures") / "project")
    return project, digests(project), command("withdraw", "C-1", "--project", project)


@pytest.mark.parametrize("case", PICTURES, ids=cases.named)
def test_a_picture_is_found(pictures: tuple[Path, dict[str, str], Told], case: dict[str, Any]) -> None:
    """What shows the same goes, what may show it is named, and what shows something else stays."""
    project, before, told = pictures
    path, becomes = project / case["file"], case["becomes"]
    named = cases.URL + case["named"] if "named" in case else case["file"]
    if becomes == "marked":
        named = f"{path.parent.relative_to(project)}/story.yml"
        assert "status: withdrawn" in (project / named).read_text("utf-8")
    if becomes == "stays":
        assert told.lines(path.name) == []
    else:
        assert told.lines(SAYS[becomes].format(named))
    if becomes == "deleted":
        assert not path.exists()
    elif becomes == "grey":
        for file in (path, project / "site" / path.relative_to(project / "content/pages")):
            with Image.open(file) as image:
                shades = image.convert("L").tobytes()
                assert max(shades) - min(shades) <= 4
    else:
        assert hashlib.sha256(path.read_bytes()).hexdigest() == before[case["file"]]
    assert told.status == 1


BESIDE = cases.cases("beside")
REFERENCES = cases.cases("references")


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with consent under C-1 in two stories, C-10 in another, and none in a fourth, built twice."""
    quotes = [
        {
            "speaker": "Ana Quiroga",
            "reference": "C-1",
            "text": "Words of form 1. We dug the whole of it with our own bare hands.",
        }
    ]
    again = [{"speaker": "Ana Quiroga", "reference": "C-1", "text": "Words of form 1 again."}]
    other = [{"speaker": "Somebody Invented", "reference": "C-10", "text": "Words of form 10."}]
    files = {
        WELL: story("A well", quotes=quotes, photos=[{"file": "portrait.jpg", "reference": "C-1"}]),
        "stories/well/portrait.jpg": {"picture": "sought"},
        "stories/again/story.yml": story("Once more", quotes=again),
        "stories/other/story.yml": story("Another", quotes=other),
        "stories/plain/story.yml": story("Plain", body="Words of no form."),
    }
    project = cases.project_of(tmp_path_factory.mktemp("forms") / "project", files)
    return cases.built(cases.built(project))


@pytest.fixture(scope="module")
def beside(forms: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Told]:
    """That project with everything that lies beside the site, withdrawn from, and what that said."""
    project = cases.duplicate(forms, tmp_path_factory.mktemp("beside") / "project")
    for case in BESIDE:
        if "made" in case:
            assert command(*case["made"], "--project", project).status == 0
        elif "copy_of" in case:
            shutil.copy(project / case["copy_of"], project / case["file"])
        elif "is" in case:
            cases.write(project, {case["file"]: case["is"]})
        assert (project / case["file"]).is_file()
    return project, command("withdraw", "C-1", "--project", project)


@pytest.mark.parametrize("case", BESIDE, ids=cases.named)
def test_what_lies_beside_the_site(beside: tuple[Path, Told], case: dict[str, Any]) -> None:
    """What was made to be sent is deleted, what people put there is named, and the rest stays."""
    project, told = beside
    file, becomes = case["file"], case["becomes"]
    assert (project / file).is_file() == (becomes != "deleted")
    if becomes == "stays":
        assert told.lines(file) == []
    elif becomes != "deleted":
        assert told.lines(becomes)
    elif file.startswith("outbox/"):
        assert told.lines(f"Deleted: {file}.")
    assert told.status == 1


@pytest.mark.parametrize("case", REFERENCES, ids=cases.named)
def test_what_is_typed(forms: Path, tmp_path: Path, case: dict[str, Any]) -> None:
    """Each reference means what it says, in every record and in no other, and what is not done is told."""
    project = cases.duplicate(forms, tmp_path / "project")
    cases.write(project, case.get("files", {}))
    for step in case.get("first", []):
        if isinstance(step, dict):
            cases.write(project, step)
        else:
            told = command(step, *([case["type"]] if step == "withdraw" else []), "--project", project)
            assert told.status == 0, told.err
    before = digests(project / "stories")
    told = command("withdraw", case["type"], "--project", project)
    assert told.status == case["status"], told.err
    for words in case.get("says", []):
        assert told.lines(words), told
    for words in case.get("never_says", []):
        assert told.lines(words) == []
    assert holding(project, *case.get("gone", ["nowhere at all"])) == []
    for words in case.get("kept", []):
        assert [name for name in holding(project, words) if name.startswith("site/")]
    after = digests(project / "stories")
    if "marked" in case or told.status == 2:
        assert len([file for file in before if after[file] != before[file]]) == case.get("marked", 0)


def test_while_another_withdrawal_runs(forms: Path, tmp_path: Path) -> None:
    """The second one marks its record and says that it cannot go on; run again, it ends what it began."""
    project = cases.duplicate(forms, tmp_path / "project")
    with paused(project, "withdraw", "C-1") as (first, go_on):
        second = command("withdraw", "C-10", "--wait", "0", "--project", project)
        assert second.status == 1
        assert second.lines("still running")
        assert "status: withdrawn" in (project / "stories/other/story.yml").read_text("utf-8")
        go_on.write_text("")
        first.communicate(timeout=120)
    assert command("withdraw", "C-10", "--project", project).status == 0
    assert holding(project, "Words of form 10.", "Words of form 1.") == []
