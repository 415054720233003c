"""Photos as they go into a story's folder: nothing in the file but the photo."""

from __future__ import annotations

import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from site_builder.photos.cleaning import cleaned
from site_builder.pictures.inspection import FileFault, PictureInfo, inspect
from tests.support import camera
from tests.support.camera import EXTENSION, FORM, from_a_camera
from tests.support.pictures import SAVING, chunk, display_p3, file_of, look_the_same, quarters

KINDS = ("JPEG", "PNG", "WEBP", "AVIF")
COPIED = ("JPEG", "PNG", "WEBP")
"""Those whose parts are copied. An AVIF is encoded anew."""


def told(folder: Path, content: bytes, kind: str) -> dict[str, Any]:
    """Every tag that exiftool finds in a file."""
    file = folder / f"cleaned.{EXTENSION[kind]}"
    file.write_bytes(content)
    return camera.told(file)[0]


def clean(source: bytes) -> bytes:
    """The cleaned file of a picture that must be accepted."""
    made = cleaned(source)
    assert isinstance(made, bytes), made
    return made


def pixels(content: bytes) -> bytes:
    """Every pixel, as stored."""
    with Image.open(BytesIO(content)) as image:
        return image.tobytes()


def known(content: bytes) -> tuple[object, ...]:
    """What the site's own reader says of the picture."""
    info = inspect(content)
    assert isinstance(info, PictureInfo)
    return info.kind, info.width, info.height, info.orientation


@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_left_but_the_photo(kind: str, orientation: int, tmp_path: Path) -> None:
    """Location, serial number, thumbnail, names and dates are gone; pixels and the way up are the same.

    Those of an AVIF look the same.
    """
    source = from_a_camera(tmp_path, kind, orientation)
    made = clean(source)
    tags = told(tmp_path, made, kind)
    left = {name for name in tags if name.partition(":")[0] not in FORM and name != "SourceFile"}
    assert left - {"IFD0:Orientation"} == set(), tags
    assert b"CANARY" not in made
    assert "CANARY" not in str(tags)
    assert look_the_same(made, source)
    assert known(made) == known(source)
    if kind in COPIED:
        assert pixels(made) == pixels(source)
        assert len(made) <= len(source)


@pytest.mark.parametrize("kind", KINDS)
def test_the_colour_profile_stays(kind: str, tmp_path: Path) -> None:
    """Without its profile a photo would have other colours."""
    source = from_a_camera(tmp_path, kind, icc_profile=display_p3())
    with Image.open(BytesIO(clean(source))) as image:
        assert image.info["icc_profile"] == display_p3()


@pytest.mark.parametrize("kind", KINDS)
def test_cleaning_twice_is_cleaning_once(kind: str, tmp_path: Path) -> None:
    """What is clean stays as it is, to the byte; an AVIF looks the same."""
    once = clean(from_a_camera(tmp_path, kind, 6))
    twice = clean(once)
    assert known(twice) == known(once)
    assert look_the_same(twice, once)
    assert twice == once or kind not in COPIED


@pytest.mark.parametrize("kind", KINDS)
def test_what_stands_behind_the_picture_is_gone(kind: str, tmp_path: Path) -> None:
    """A film or a second picture that a telephone hangs behind the photo is left out."""
    assert b"CANARY" not in clean(from_a_camera(tmp_path, kind) + b"\0\0\0\x10mpvdCANARY-9")


def test_a_progressive_jpeg_in_inks_stays_to_the_bit() -> None:
    """Several scans, and Adobe's word on its colours, are part of the picture."""
    image = quarters().convert("CMYK")
    source = file_of(image, "JPEG", progressive=True, comment=b"CANARY")
    made = clean(source)
    assert pixels(made) == pixels(source)
    assert b"CANARY" not in made


def test_a_thumbnail_in_the_jfif_head_is_gone() -> None:
    """JFIF has a place of its own for a small picture."""
    source = file_of(quarters(), "JPEG", exif=b"")
    assert source[2:4] == b"\xff\xe0"
    head = source[4:18][2:14] + bytes((1, 1)) + b"PIX"
    with_small = source[:2] + b"\xff\xe0" + (len(head) + 2).to_bytes(2, "big") + head + source[20:]
    made = clean(with_small)
    assert b"PIX" not in made[:40]
    assert pixels(made) == pixels(source)


def test_sixteen_bits_stay_sixteen() -> None:
    """Nothing is lost of a picture that a decoder here would cut to eight bits."""
    row = bytes(range(240)) * 2
    head = chunk(b"IHDR", (80).to_bytes(4, "big") + (4).to_bytes(4, "big") + bytes((16, 2, 0, 0, 0)))

    data = chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for _ in range(4))))
    text, end = chunk(b"tEXt", b"Author\0CANARY"), chunk(b"IEND", b"")
    signature = b"\x89PNG\r\n\x1a\n"
    assert clean(signature + head + text + data + end) == signature + head + data + end


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_a_picture_that_moves_loses_its_metadata_too(kind: str, tmp_path: Path) -> None:
    """Of an animation nothing private is left either, and its first picture is the same or nearly so."""
    stream = BytesIO()
    exif = Image.Exif()
    exif[271] = "CANARY"
    frames = [quarters((64, 48)), quarters((64, 48), 3).resize((64, 48))]
    frames[0].save(stream, kind, save_all=True, append_images=frames[1:], exif=exif, **SAVING[kind])
    made = clean(stream.getvalue())
    assert b"CANARY" in stream.getvalue()
    assert b"CANARY" not in made
    with Image.open(BytesIO(made)) as image, Image.open(BytesIO(stream.getvalue())) as before:
        ours, theirs = image.convert("RGB").resize((2, 2)).tobytes(), before.convert("RGB").resize((2, 2)).tobytes()
        assert max(abs(one - other) for one, other in zip(ours, theirs, strict=True)) < 12


@pytest.mark.parametrize(
    ("source", "rule"),
    [(b"", "picture-empty"), (b"Dear colleague", "picture-unknown"), (b"\0\0\0\x18ftypheic\0\0\0\0", "picture-broken")],
)
def test_what_is_no_picture_is_refused(source: bytes, rule: str) -> None:
    """Whatever is no picture of the four formats comes back with the rule that says why."""
    fault = cleaned(source)
    assert isinstance(fault, FileFault)
    assert fault.rule == rule


@settings(deadline=None, derandomize=True, database=None, max_examples=150)
@given(st.sampled_from(KINDS), st.data())
def test_damaged_files_raise_nothing(kind: str, data: st.DataObject) -> None:
    """A file that is cut short or has other bytes in it is cleaned to a whole picture, or refused."""
    source = bytearray(file_of(quarters((64, 48), 6), kind, 6))
    for _ in range(data.draw(st.integers(1, 4))):
        source[data.draw(st.integers(0, len(source) - 1))] = data.draw(st.integers(0, 255))
    made = cleaned(bytes(source[: data.draw(st.integers(len(source) // 2, len(source)))]))
    assert isinstance(made, FileFault) or isinstance(inspect(made), PictureInfo)
