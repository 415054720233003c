"""The files of photos: each made once, each that a page shows, and none of a photo that is held back."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from PIL import Image

from site_builder.outputs.photos import PhotoError, Photos, photos_beside, photos_by_path
from site_builder.pages.localized_site import LocalizedSite
from site_builder.pages.pictures import picture
from site_builder.photos.jobs import MadePhoto, PhotoJob
from site_builder.pictures.inspection import FileFault, PictureInfo, inspect
from site_builder.problems import Position
from site_builder.records import Photo
from site_builder.store import Store
from site_builder.workers import WorkerError, pool
from tests.support import odd_worker, pictures, records
from tests.support.derived import Derivatives, derive

PIXELS = pictures.file_of(pictures.quarters((500, 300)))


def localized(root: Path, *, different: bool = False, **shown: list[Photo]) -> LocalizedSite:
    """A site with a story for each list of photos; all photos have the same file, unless they are ``different``."""
    infos = {}
    for number, (name, found) in enumerate(shown.items()):
        for photo in found:
            path = root / "stories" / name / photo.file
            path.parent.mkdir(parents=True, exist_ok=True)
            content = pictures.file_of(pictures.quarters((500, 300 + number))) if different else PIXELS
            path.write_bytes(content)
            info = inspect(content)
            assert isinstance(info, PictureInfo)
            infos[f"stories/{name}/{photo.file}"] = info
    stories = [records.story(name, photos=found) for name, found in shown.items()]
    return records.localized("en", records.site(*stories, pictures=infos))


def made(root: Path, found: LocalizedSite, site: str = "site", processes: int = 1) -> Photos:
    """Make the photos of ``root`` in one of its folders."""
    with (
        contextlib.closing(Store(root / "store")) as store,
        photos_beside(root, found.public, root / site, store, processes) as finish,
    ):
        return finish()


def build(root: Path, found: LocalizedSite, site: str = "site", processes: int = 1) -> list[str]:
    """The same; the files."""
    return list(made(root, found, site, processes).files)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def counted(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The originals that workers are given from now on."""
    given: list[bytes] = []
    run = pool.WorkerPool.run

    def counting(workers: pool.WorkerPool, job: PhotoJob) -> MadePhoto | FileFault:
        given.append(job.path.read_bytes())
        return run(workers, job)

    monkeypatch.setattr(pool.WorkerPool, "run", counting)
    return given


def several(root: Path) -> LocalizedSite:
    """Five stories, each with a photo of its own."""
    return localized(root, different=True, **{name: [records.photo()] for name in "abcde"})


def test_a_picture_of_two_stories_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same picture in two stories is decoded once, and none of its files stands twice."""
    decoded = counted(monkeypatch)
    found = localized(tmp_path, a=[records.photo()], b=[records.photo("other", file="b.jpg"), records.photo()])
    files = build(tmp_path, found)
    assert decoded == [PIXELS]
    assert len(files) == len(set(files)) > 0


def test_every_file_that_a_page_shows_is_made(tmp_path: Path) -> None:
    """What pages link to is there, in the size and format that they say."""
    found = localized(tmp_path, a=[records.photo()])
    files = build(tmp_path, found)
    (story,) = found.stories
    shown = picture(found, story.photos[0], story.language)
    assert shown.press
    expected = [(one, "AVIF") for one in shown.avif] + [(one, "JPEG") for one in (*shown.jpeg, shown.press)]
    assert sorted(files) == sorted(contents(tmp_path / "site")) == sorted(one.address for one, _ in expected)
    for one, kind in expected:
        with Image.open(tmp_path / "site" / one.address) as image:
            assert (image.format, image.size) == (kind, (one.width, one.height))


def test_one_picture_under_two_credits_is_two(tmp_path: Path) -> None:
    """Rights stand in the file itself: the same pixels under another credit are another file."""
    one = build(tmp_path, localized(tmp_path, a=[records.photo()]), "one")
    two = build(tmp_path, localized(tmp_path, a=[records.photo()], b=[records.photo(credit="Somebody else")]), "two")
    assert len(two) == 2 * len(one)


def test_a_photo_held_back_makes_no_file(tmp_path: Path) -> None:
    """Nobody who has not agreed is in any file of the site."""
    found = localized(tmp_path, a=[records.photo(people="identifiable", minors="none")])
    assert build(tmp_path, found) == []
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("processes", [2, 3, 9])
def test_any_number_of_processes_makes_the_same_files(tmp_path: Path, processes: int) -> None:
    """However many processes make them, the files are the same, byte for byte, and come in the same order."""
    (tmp_path / "alone").mkdir()
    (tmp_path / "many").mkdir()
    files = build(tmp_path / "alone", several(tmp_path / "alone"))
    assert build(tmp_path / "many", several(tmp_path / "many"), processes=processes) == files
    assert contents(tmp_path / "many" / "site") == contents(tmp_path / "alone" / "site")


@pytest.mark.parametrize("processes", [1, 3])
def test_what_did_not_change_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int) -> None:
    """The next build takes every file from the store, whichever process made it, and decodes nothing."""
    found = several(tmp_path)
    first = made(tmp_path, found, "first", processes)
    decoded = counted(monkeypatch)
    again = made(tmp_path, found, "second")
    assert decoded == []
    assert again == first
    assert contents(tmp_path / "second") == contents(tmp_path / "first")


def test_another_encoder_makes_them_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an update of what encodes pictures none of their files comes out of the store."""
    found = localized(tmp_path, a=[records.photo()])
    before = photos_by_path(found.public)
    monkeypatch.setattr("site_builder.outputs.photos._encoders", lambda: "another version")
    after = photos_by_path(found.public)
    assert before.keys() == after.keys()
    assert [path for path in before if before[path].keys[path] == after[path].keys[path]] == []
    assert {photo.placeholder for photo in before.values()}.isdisjoint(photo.placeholder for photo in after.values())


def test_a_file_that_the_store_lost_is_made_again(tmp_path: Path) -> None:
    """One damaged file costs that photo's making; the site gets the right file, and the others are not touched."""
    found = several(tmp_path)
    build(tmp_path, found, "first")
    next((tmp_path / "store").glob("objects/*/*")).write_bytes(b"")
    build(tmp_path, found, "second", processes=2)
    build(tmp_path, found, "third")
    assert all(contents(tmp_path / "second").values())
    assert contents(tmp_path / "third") == contents(tmp_path / "second")


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_a_picture_that_breaks_off_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int) -> None:
    """Files whose heads are right and whose ends are missing stop the build, each named in one problem.

    The other photos are made all the same: once the file is mended, the next build has only that one to make.
    """
    found = several(tmp_path)
    for story in "bd":
        (tmp_path / "stories" / story / "field.jpg").write_bytes(PIXELS[:1500])
    with pytest.raises(PhotoError) as error:
        build(tmp_path, found, "first", processes)
    told = [(problem.at, problem.rule) for problem in error.value.problems]
    assert told == [(Position(f"stories/{story}/field.jpg"), "picture-broken") for story in "bd"]
    several(tmp_path)
    decoded = counted(monkeypatch)
    build(tmp_path, found, "second")
    assert len(decoded) == 2


def test_a_picture_that_is_exchanged_meanwhile_is_named(tmp_path: Path) -> None:
    """A picture that was not the one that was checked is never published under the name of that one."""
    found = several(tmp_path)
    (tmp_path / "stories" / "b" / "field.jpg").write_bytes(pictures.file_of(pictures.quarters((700, 400))))
    with pytest.raises(PhotoError) as error:
        build(tmp_path, found)
    assert [problem.at for problem in error.value.problems] == [Position("stories/b/field.jpg")]


@pytest.mark.parametrize("processes", [1, 2])
def test_a_picture_that_crashes_its_decoder_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    """One file that ends the process which decodes it costs one problem; every other photo is made and kept."""
    found = several(tmp_path)
    path = tmp_path / "stories/b/field.jpg"
    content = path.read_bytes()
    path.write_bytes(content + b"crashes")
    with monkeypatch.context() as patched:
        patched.setattr(pool, "_PROGRAM", odd_worker.PROGRAM)
        with pytest.raises(PhotoError) as error:
            build(tmp_path, found, "first", processes)
    assert [(problem.at, problem.rule) for problem in error.value.problems] == [
        (Position("stories/b/field.jpg"), "picture-broken")
    ]
    path.write_bytes(content)
    decoded = counted(monkeypatch)
    build(tmp_path, found, "second")
    assert decoded == [content]


def test_processes_that_do_not_start_are_one_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no process can be started the build stops, and the next one makes what is missing."""
    found = several(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(pool, "_PROGRAM", "raise SystemExit")
        with pytest.raises(WorkerError):
            build(tmp_path, found, "first", processes=2)
    files = build(tmp_path, found, "second", processes=2)
    assert sorted(contents(tmp_path / "second")) == sorted(files)


def test_every_picture_has_a_placeholder(tmp_path: Path) -> None:
    """What stands in for a picture is that of its own pixels, whether it was made now or long ago."""
    found = several(tmp_path)
    first, again = made(tmp_path, found, "first"), made(tmp_path, found, "second")
    assert first.placeholders == again.placeholders
    for story in found.stories:
        shown = picture(found, story.photos[0], story.language)
        here = derive((tmp_path / story.photos[0].file).read_bytes(), story.photos[0].plan.recipe)
        assert isinstance(here, Derivatives)
        assert first.placeholders[shown.stem] == here.placeholder


def test_a_file_for_the_press_is_made_where_people_agreed_to_it(tmp_path: Path) -> None:
    """People who agreed to the web alone are in no file for the press, nor are those whose consent has ended."""
    found = {}
    for name, covers, until in [("web", ["web"], "2030-01-01"), ("press", ["web", "press"], "2030-01-01"),
                                ("ended", ["web", "press"], "2025-12-31")]:  # fmt: skip
        consent = {"status": "given", "covers": covers, "until": until}
        one = records.photo(people="identifiable", minors="none", consent=consent)
        found[name] = sum(file.endswith("-press.jpg") for file in build(tmp_path, localized(tmp_path, a=[one]), name))
    assert found == {"web": 0, "press": 1, "ended": 0}
