"""The files of photos: each made once, each that a page shows, and none of a photo that is held back."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from site_builder.outputs import photos as outputs
from site_builder.outputs.photos import PhotoError, photo_files
from site_builder.pages import Edition
from site_builder.pages.pictures import picture
from site_builder.photos import Derivatives, derive
from site_builder.pictures import PictureFault, PictureInfo, Recipe, inspect
from site_builder.problems import Position
from site_builder.records import Photo
from tests.support import pictures, records

PIXELS = pictures.file_of(pictures.quarters((500, 300)))


def edition(root: Path, **shown: list[Photo]) -> Edition:
    """A site with a story for each list of photos; all photos have the same file."""
    infos = {}
    for name, found in shown.items():
        for photo in found:
            path = root / "stories" / name / photo.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(PIXELS)
            info = inspect(PIXELS)
            assert isinstance(info, PictureInfo)
            infos[f"stories/{name}/{photo.file}"] = info
    stories = [records.story(name, photos=found) for name, found in shown.items()]
    return records.edition("en", records.site(*stories, pictures=infos))


def test_a_picture_of_two_stories_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same picture in two stories is decoded once, and none of its files stands twice."""
    made: list[bytes] = []

    def counted(source: bytes, recipe: Recipe) -> Derivatives | PictureFault:
        made.append(source)
        return derive(source, recipe)

    monkeypatch.setattr(outputs, "derive", counted)
    found = edition(tmp_path, a=[records.photo()], b=[records.photo("other", file="b.jpg"), records.photo()])
    files = {file.path: file.make() for file in photo_files(tmp_path, found.site)}
    assert made == [PIXELS]
    assert len(files) == len([*photo_files(tmp_path, found.site)]) > 0


def test_every_file_that_a_page_shows_is_made(tmp_path: Path) -> None:
    """What pages link to is there, in the size and format that they say."""
    found = edition(tmp_path, a=[records.photo()])
    files = {file.path: file.make() for file in photo_files(tmp_path, found.site)}
    (story,) = found.stories
    shown = picture(found, story.photos[0], story.language)
    expected = [(one, "AVIF") for one in shown.avif] + [(one, "JPEG") for one in shown.jpeg]
    assert sorted(files) == sorted(one.address for one, _ in expected)
    for one, kind in expected:
        with Image.open(BytesIO(files[one.address])) as image:
            assert (image.format, image.size) == (kind, (one.width, one.height))


def test_one_picture_under_two_credits_is_two(tmp_path: Path) -> None:
    """Rights stand in the file itself: the same pixels under another credit are another file."""
    found = edition(tmp_path, a=[records.photo()], b=[records.photo(credit="Somebody else")])
    one = edition(tmp_path, a=[records.photo()])
    assert len([*photo_files(tmp_path, found.site)]) == 2 * len([*photo_files(tmp_path, one.site)])


def test_a_photo_held_back_makes_no_file(tmp_path: Path) -> None:
    """Nobody who has not agreed is in any file of the site."""
    found = edition(tmp_path, a=[records.photo(people="identifiable", minors="none")])
    assert list(photo_files(tmp_path, found.site)) == []


def test_a_picture_that_breaks_off_is_named(tmp_path: Path) -> None:
    """A file whose head is right and whose end is missing stops the build with its name."""
    found = edition(tmp_path, a=[records.photo()])
    (tmp_path / "stories" / "a" / "field.jpg").write_bytes(PIXELS[:1500])
    with pytest.raises(PhotoError) as error:
        next(photo_files(tmp_path, found.site)).make()
    assert error.value.problem.at == Position("stories/a/field.jpg")
    assert error.value.problem.rule == "picture-broken"
