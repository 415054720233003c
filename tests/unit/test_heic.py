"""HEIC, as iPhones write it: read where its library is installed, and else explained."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pillow_heif
import pytest
from PIL import Image

from site_builder.locales import Locale
from site_builder.photos.cleaning import cleaned
from site_builder.photos.jobs import MadePhoto, PhotoJob
from site_builder.pictures import heads
from site_builder.pictures.inspection import FileFault, PictureInfo, PictureKind, inspect, named, remarks
from site_builder.pictures.plan import Recipe, plan_photo
from site_builder.problems import Place
from site_builder.problems.report import hint, message
from site_builder.workers.pool import WorkerPool
from tests.support.derived import Derivatives, derive
from tests.support.pictures import CORNERS, display_p3, quarters

RECIPE = Recipe("ARCO", "CC BY 4.0")
# What a file says of itself at its beginning; to be told what it is, a file needs no more.
BRANDS = {
    "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(64),
    "without a brand in front": b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic" + bytes(64),
}


def heic_file(image: Image.Image, orientation: int = 1, **options: Any) -> bytes:
    """The picture as a HEIC with its orientation."""
    exif = Image.Exif()
    exif[274] = orientation
    stream = BytesIO()
    pillow_heif.from_pillow(image).save(stream, quality=95, exif=exif.tobytes(), **options)
    return stream.getvalue()


def info_of(source: bytes) -> PictureInfo:
    """What is known of a picture that must be accepted."""
    found = inspect(source)
    assert isinstance(found, PictureInfo), found
    return found


def colours(source: bytes) -> list[dict[tuple[str, str], tuple[int, ...]]]:
    """The colour of each quarter in each of the picture's files."""
    made = derive(source, RECIPE)
    assert isinstance(made, Derivatives), made
    found = []
    for file in made.files:
        with Image.open(BytesIO(file.content)) as image:
            assert image.mode == "RGB"
            at = {"left": 0.25, "right": 0.75, "top": 0.25, "bottom": 0.75}
            found.append(
                {
                    (row, column): image.getpixel((int(image.width * at[column]), int(image.height * at[row])))
                    for row, column in CORNERS
                }
            )
    return found  # type: ignore[return-value]


def near(first: tuple[int, ...], second: tuple[int, ...], tolerance: int = 14) -> bool:
    """Whether two colours look the same."""
    return all(abs(one - other) <= tolerance for one, other in zip(first, second, strict=True))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_stands_upright(orientation: int) -> None:
    """However the phone was held, size and pixels are as seen."""
    source = heic_file(quarters((600, 400), orientation), orientation)
    found = info_of(source)
    assert (found.kind, found.width, found.height) == (PictureKind.HEIC, 600, 400)
    for seen in colours(source):
        assert all(near(seen[corner], colour) for corner, colour in CORNERS.items()), seen


def test_its_colours_are_those_that_were_seen() -> None:
    """iPhones photograph in Display P3: its numbers for sRGB's red come out as sRGB's red."""
    source = heic_file(Image.new("RGB", (500, 400), (234, 51, 35)), icc_profile=display_p3())
    assert all(near(colour, (255, 0, 0)) for seen in colours(source) for colour in seen.values())


def test_it_may_be_made_of_tiles_and_see_through() -> None:
    """Tiles, as iPhones write them, join without a seam; what is transparent lies on white."""
    tiles = heic_file(quarters((1200, 900)), tile_size=512)
    assert all(near(seen[corner], CORNERS[corner]) for seen in colours(tiles) for corner in CORNERS)
    clear = heic_file(Image.new("RGBA", (500, 400), (255, 0, 0, 128)))
    assert all(near(colour, (255, 127, 127)) for seen in colours(clear) for colour in seen.values())


def test_workers_make_it_too(tmp_path: Path) -> None:
    """It is made by the processes that make all pictures, within their limits: 12 megapixels, as phones take them."""
    source = heic_file(Image.linear_gradient("L").resize((4032, 3024)).convert("RGB"), tile_size=512)
    (tmp_path / "photo.heic").write_bytes(source)
    pool = WorkerPool()
    try:
        assert isinstance(pool.run(PhotoJob(tmp_path / "photo.heic", plan_photo(info_of(source), RECIPE))), MadePhoto)
    finally:
        pool.close()


def test_a_broken_one_is_told() -> None:
    """What breaks off, or only begins like a HEIC, is damaged, and never an exception."""
    source = heic_file(quarters((600, 400)))
    for broken in (*BRANDS.values(), source[:300], source[: len(source) * 2 // 3]):
        found = derive(broken, RECIPE)
        assert isinstance(found, FileFault)
        assert found.rule == "picture-broken"


@pytest.mark.parametrize(("name", "right"), [("photo.jpg", ".heic"), ("photo.HEIC", None), ("photo.heif", None)])
def test_one_with_another_name_is_used_and_told(name: str, right: str | None) -> None:
    """A HEIC called .jpg is published, and a remark says what its name should end in."""
    found = remarks(info_of(heic_file(quarters((900, 600)))), name)
    assert [remark.params["right"] for remark in found] == ([right] if right else [])


@pytest.fixture
def without_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library is not installed."""
    monkeypatch.setattr(heads, "find_spec", lambda name: None)
    monkeypatch.setitem(sys.modules, "pillow_heif", None)


@pytest.mark.usefixtures("without_library")
@pytest.mark.parametrize("source", BRANDS.values(), ids=BRANDS.keys())
@pytest.mark.parametrize("name", ["photo.heic", "photo.jpg"])
def test_without_its_library_it_is_explained(source: bytes, name: str) -> None:
    """One problem says in both languages that it is a HEIC, though it be called .jpg, how to make a JPEG of it, on the
    iPhone too, and what reads HEIC here.
    """
    fault = inspect(source)
    assert isinstance(fault, FileFault)
    problem = named(fault, name).at(Place("stories/x/story.yml", ("photos", 0, "file")))
    for locale, steps in [("en", "Settings > Camera > Formats"), ("es", "Configuración > Cámara > Formatos")]:
        words, advice = message(problem, Locale(locale)), hint(problem, Locale(locale))
        assert "HEIC" in words
        assert (".jpg" in words) == (name == "photo.jpg")
        assert all(part in advice for part in ("JPEG", steps, "pip install pillow-heif"))
        assert "photo" not in words


@pytest.mark.parametrize("orientation", [1, 6])
def test_a_cleaned_one_is_a_jpeg_that_everybody_can_open(orientation: int) -> None:
    """What is put into a story's folder is a JPEG, upright, without what the telephone wrote into it."""
    source = heic_file(quarters((320, 240), orientation), orientation)
    made = cleaned(source)
    assert isinstance(made, bytes)
    with Image.open(BytesIO(made)) as image:
        assert image.format == "JPEG"
        assert image.size == (320, 240)
        assert not image.getexif()
        for (row, column), colour in CORNERS.items():
            at = (80 if column == "left" else 240, 60 if row == "top" else 180)
            assert near(image.getpixel(at), colour)  # type: ignore[arg-type]
