"""The audit of a withdrawal finds everything that is planted, in every place and way of writing, and nothing else."""

from __future__ import annotations

import gzip
import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from site_builder.publish.releases import list_releases
from site_builder.publish.target import SITE, release_folder
from site_builder.withdrawal.audit import SearchedFolder, SearchTerms, Trace, audit, files_in
from site_builder.withdrawal.references import Ambiguous, Unknown, find, search_terms
from tests.support import withdrawal_cases as cases
from tests.support.case_files import content_of
from tests.support.invented_stories import story
from tests.support.withdrawal_cases import command

PLANTS = cases.cases("plants")
WORDS = "We dug the whole of it with our own bare hands."


@dataclass(frozen=True)
class Withdrawn:
    """A project from which something was taken back, what that was, and its site from before."""

    project: Path
    sought: SearchTerms
    before: Path

    @property
    def places(self) -> dict[str, Path]:
        """The folders that are searched."""
        (release,) = list_releases(self.project / "site").older
        return {
            "site": self.project / "site",
            "release": release_folder(self.project / "site", release.number) / SITE,
            "cache": self.project / ".cache",
            "outbox": self.project / "outbox",
            "handed-in": self.project / "inbox",
        }

    def audit(self) -> list[Trace]:
        """What is found in them."""
        # As a withdrawal lists them; the name of a place decides only what is told.
        folders = [SearchedFolder(name, root, files_in(root)) for name, root in self.places.items()]  # type: ignore[arg-type]
        return audit(folders, self.sought)


@pytest.fixture(scope="module")
def withdrawn(tmp_path_factory: pytest.TempPathFactory) -> Withdrawn:
    """A project that was withdrawn from and then built once more, so that there is an older site."""
    folder = tmp_path_factory.mktemp("planted")
    speakers = ("Ana Quiroga", "José Núñez", "Xochitl")
    quotes = [{"speaker": speaker, "reference": "C-1", "text": WORDS} for speaker in speakers]
    files = {
        "stories/well/story.yml": story("A well", quotes=quotes, photos=[{"file": "w.jpg", "reference": "C-1"}]),
        "stories/well/w.jpg": {"picture": "sought"},
        "stories/other/story.yml": story("Another", photos=[{"file": "a.jpg"}]),
        "stories/other/a.jpg": {"picture": "another"},
    }
    project = cases.built(cases.project_of(folder / "project", files))
    shutil.copytree(project / "site", folder / "before")
    found = find(project, "C-1", {})
    assert not isinstance(found, Ambiguous | Unknown)
    sought = search_terms(project, found, {}, project / "site")
    told = command("withdraw", "C-1", "--project", project)
    assert told.status == 0, told.err
    return Withdrawn(cases.built(project), sought, folder / "before")


@pytest.fixture(scope="module")
def planted(withdrawn: Withdrawn) -> set[tuple[str, str, str]]:
    """What is found once each plant stands in each place: place, file and kind."""
    files = {f"plants/{number}-{case['file']}": case["is"] for number, case in enumerate(PLANTS)}
    for root in withdrawn.places.values():
        cases.write(root, files)
    try:
        return {(trace.place, trace.file, trace.kind) for trace in withdrawn.audit()}
    finally:
        for root in withdrawn.places.values():
            shutil.rmtree(root / "plants")


def test_nothing_is_found_without_a_plant(withdrawn: Withdrawn) -> None:
    """The control: a project that was withdrawn from holds nothing of it."""
    assert withdrawn.audit() == []


@pytest.mark.parametrize("number", range(len(PLANTS)), ids=[case["case"] for case in PLANTS])
def test_a_plant_is_found(planted: set[tuple[str, str, str]], withdrawn: Withdrawn, number: int) -> None:
    """It is found in every place, as what it is, and no plant as more than that."""
    case = PLANTS[number]
    file = f"plants/{number}-{case['file']}"
    found = {(place, kind) for place, name, kind in planted if name == file}
    kinds = {case["kind"], case.get("also", case["kind"])}
    expected = {(place, kind) for place in withdrawn.places for kind in kinds}
    if case["case"] == "an unknown kind" or "also" in case:
        # The store holds values of a kind of its own.
        expected -= {("cache", "unread")}
    assert found == expected


def test_the_site_from_before_is_found(withdrawn: Withdrawn, tmp_path: Path) -> None:
    """Every page, picture, feed, card and file of the search that showed it, had anything of it stayed where it was."""
    site, before = withdrawn.project / "site", withdrawn.before
    found = {trace.file for trace in audit([SearchedFolder("site", before, files_in(before))], withdrawn.sought)}
    gone = {file for file in files_in(before) if not (site / file).is_file()}
    pictures = {file for file in gone if file.startswith("assets/pictures/")}
    assert len(pictures) > 3
    assert pictures <= found
    assert {file for file in gone if file.startswith("assets/cards/") and file.endswith(".jpg")} <= found
    assert {file for file in gone if file.startswith("pagefind/fragment/")} <= found
    assert {"en/stories/well/index.html", "es/historias/well/index.html"} <= found
    assert "en/about/index.html" not in found
    shutil.copytree(before / "pagefind/index", tmp_path / "old/pagefind/index")
    shutil.copytree(site / "en", tmp_path / "old/en")
    indexes = files_in(tmp_path / "old/pagefind")
    found = {
        trace.file
        for trace in audit([SearchedFolder("site", tmp_path / "old", files_in(tmp_path / "old"))], withdrawn.sought)
    }
    assert found == {f"pagefind/{file}" for file in indexes}


def word_index(*words: str) -> bytes:
    """An index of the search, as far as words stand in it: each behind a byte for its length, cut to its stem."""
    listed = b"".join(b"\x83" + bytes((0x60 + len(word),)) + word.encode() + b"\x81\x83\x02" for word in words)
    return gzip.compress(b"pagefind_dcd\x82\x98" + listed)


@pytest.mark.parametrize(
    ("words", "page", "is_found"),
    [
        (("nuñ", "jos", "nunez", "jose"), "", True),
        (("quirog", "well"), "", True),
        (("quirog", "well"), "<p>Quiroga is a village.</p>", False),
        (("nunez", "well"), "", False),
    ],
)
def test_an_index_of_words(
    withdrawn: Withdrawn, tmp_path: Path, words: tuple[str, ...], page: str, is_found: bool
) -> None:
    """One that lists a name's words is found where no page holds them; half of a name is nobody's."""
    cases.write(tmp_path, {"pagefind/index/en_1.pf_index": word_index(*words), "en/index.html": page})
    found = audit([SearchedFolder("site", tmp_path, files_in(tmp_path))], withdrawn.sought)
    assert [trace.file for trace in found] == (["pagefind/index/en_1.pf_index"] if is_found else [])


def test_what_goes_while_it_is_searched(withdrawn: Withdrawn, tmp_path: Path) -> None:
    """A file that another program removes is no trace; a link, wherever it leads, was not searched."""
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    place = SearchedFolder("site", tmp_path, ["gone.html", "link"])
    assert audit([place], withdrawn.sought) == [Trace("site", tmp_path, "link", "unread")]


@pytest.mark.parametrize("seed", range(8))
def test_whatever_the_bytes(withdrawn: Withdrawn, tmp_path: Path, seed: int) -> None:
    """Damaged files of every kind are read as far as they can be, and none makes the audit fail."""
    chance = random.Random(seed)
    for number, case in enumerate(case for case in PLANTS if "pdf" not in case["file"]):
        data = bytearray(content_of(case["is"]))
        for _ in range(4):
            at = chance.randrange(len(data) + 1)
            data[at : at + chance.randrange(40)] = chance.randbytes(chance.randrange(9))
        (tmp_path / f"{number}").write_bytes(data)
    place = SearchedFolder("site", tmp_path, files_in(tmp_path), has_pictures=False)
    assert {trace.kind for trace in audit([place], withdrawn.sought)} > {"unread"}
