"""What the site says of a picture file before it decodes a pixel."""

import hashlib
import struct
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from site_builder.pictures.inspection import MAX_FILE_BYTES, FileFault, PictureInfo, inspect, remarks
from tests.support.pictures import chunk, file_of, handmade_png, quarters

KINDS = ("JPEG", "PNG", "WEBP", "AVIF")


def info_of(source: bytes) -> PictureInfo:
    """What is known of a picture that must be accepted."""
    found = inspect(source)
    assert isinstance(found, PictureInfo), found
    return found


def rule_of(source: bytes) -> str:
    """The rule that refuses a picture which must not be accepted."""
    found = inspect(source)
    assert isinstance(found, FileFault), found
    return found.rule


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", KINDS)
def test_size_is_the_size_that_people_see(kind: str, orientation: int) -> None:
    """Width and height are those after the camera's orientation, in every format and all eight ways."""
    info = info_of(file_of(quarters((64, 40), orientation), kind, orientation))
    assert (info.width, info.height, info.kind) == (64, 40, kind.lower())


def test_orientation_of_a_png_is_found_behind_its_pixels() -> None:
    """A PNG may tell its orientation after the picture data, and it counts all the same."""
    exif = struct.pack(">2sHIHHHIHH", b"MM", 42, 8, 1, 274, 3, 1, 6, 0)
    source = handmade_png((8, 4), 8, 0, bytes(8))
    turned = source[:-12] + chunk(b"eXIf", exif) + source[-12:]
    assert (info_of(turned).width, info_of(turned).height) == (4, 8)


def test_digest_is_of_the_whole_file() -> None:
    """The digest is the file's SHA-256, so another file is another picture."""
    source = file_of(quarters((64, 40)), "PNG")
    assert info_of(source).digest == hashlib.sha256(source).hexdigest()


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_moving_pictures_are_remarked_on(kind: str) -> None:
    """A picture that moves is accepted, and people are told that only its first frame is shown."""
    stream = BytesIO()
    frames = [Image.new("RGB", (900, 600), colour) for colour in ("red", "green", "blue")]
    frames[0].save(stream, kind, save_all=True, append_images=frames[1:], duration=100)
    found = remarks(info_of(stream.getvalue()), f"flag.{kind.lower()}")
    assert [remark.rule for remark in found] == ["picture-animated"]


@pytest.mark.parametrize(
    ("name", "right"), [("farmer.jpg", ".png"), ("farmer", ".png"), ("farmer.png", None), ("FARMER.PNG", None)]
)
def test_misnamed_pictures_are_told_their_right_ending(name: str, right: str | None) -> None:
    """A PNG called .jpg can be used, and one remark says what its name should end in; the name itself stays private."""
    found = remarks(info_of(file_of(quarters((900, 600)), "PNG")), name)
    assert [(remark.rule, remark.params["right"]) for remark in found] == (
        [("picture-misnamed", right)] if right else []
    )
    assert "farmer" not in repr(found).lower()


def test_small_pictures_are_remarked_on() -> None:
    """A picture that chat programs have shrunk is accepted, and people are told how small it is."""
    found = remarks(info_of(file_of(quarters((320, 240)))), "farmer.jpg")
    assert [(remark.rule, remark.params["width"]) for remark in found] == [("picture-small", 320)]


def foreign() -> dict[str, tuple[bytes, str]]:
    """Files that people hand in and that are no pictures for the site, with the rule that refuses each."""
    pixel = Image.new("RGB", (16, 16), "red")
    made = {}
    for kind in ("GIF", "TIFF", "BMP", "ICO"):
        stream = BytesIO()
        pixel.save(stream, kind)
        made[kind] = stream.getvalue(), "picture-format"
    return made | {
        "nothing": (b"", "picture-empty"),
        "film": (b"\0\0\0\x18ftypmp42\0\0\0\0isommp42" + bytes(64), "picture-format"),
        "raw": (b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom" + bytes(64), "picture-format"),
        "psd": (b"8BPS\0\x01" + bytes(64), "picture-format"),
        "pdf": (b"%PDF-1.7\n", "picture-format"),
        "svg": (b'\xef\xbb\xbf<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "picture-svg"),
        "web page": (b"<!doctype html><title>Photo</title>", "picture-unknown"),
        "words": (b"Foto: una agricultora", "picture-unknown"),
        "lfs": (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "picture-pointer"),
        "zip": (b"PK\x03\x04" + bytes(64), "picture-unknown"),
    }


@pytest.mark.parametrize(("source", "rule"), foreign().values(), ids=foreign().keys())
def test_foreign_files_are_refused_by_what_they_are(source: bytes, rule: str) -> None:
    """Every foreign file meets the one rule that says what it is, whatever it is called."""
    assert rule_of(source) == rule


@pytest.mark.parametrize("kind", KINDS)
def test_files_without_their_end_are_broken(kind: str) -> None:
    """A copy that broke off halfway is said to be damaged before anything is built."""
    source = file_of(quarters((640, 480)).effect_spread(40), kind)
    assert rule_of(source[: len(source) // 2]) == "picture-broken"


def test_a_flipped_byte_in_a_png_is_found() -> None:
    """A PNG whose data does not agree with its checksum is damaged."""
    source = bytearray(file_of(quarters(), "PNG"))
    source[len(source) // 2] ^= 0xFF
    assert rule_of(bytes(source)) == "picture-broken"


@pytest.mark.parametrize("size", [(60_000, 60_000), (8_000, 8_000), (30_001, 1)])
def test_pictures_with_too_many_pixels_are_refused(size: tuple[int, int]) -> None:
    """A head that claims more than 50 megapixels, or an endless side, is refused without unpacking anything."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", *size, 8, 2, 0, 0, 0))
    source = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", b"x") + chunk(b"IEND", b"")
    fault = inspect(source)
    assert isinstance(fault, FileFault)
    assert fault.rule == "picture-too-many-pixels"
    assert (fault.params["width"], fault.params["height"]) == size


def test_files_over_40_megabytes_are_refused() -> None:
    """A file of more than 40 MB is refused whatever it holds."""
    source = file_of(quarters())
    assert rule_of(source + bytes(MAX_FILE_BYTES)) == "picture-too-large"


def test_files_of_countless_tiny_parts_are_refused() -> None:
    """A file made to be slow to walk through, or of endless scans, is called damaged and costs next to nothing."""
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"tEXt", b"") * 30_000
    jpeg = b"\xff\xd8" + b"\xff\xfe\x00\x02" * 30_000
    photo = file_of(quarters(), progressive=True)
    scan = photo.index(b"\xff\xda")
    endless = photo[:scan] + photo[scan:-2] * 20 + b"\xff\xd9"
    assert [rule_of(source) for source in (png, jpeg, endless)] == ["picture-broken"] * 3


SEEDS = [file_of(quarters((32, 24), 6), kind, 6) for kind in KINDS]


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_no_bytes_raise(data: st.DataObject) -> None:
    """Whatever the bytes, the answer is a picture or a fault, never an exception."""
    source = bytearray(data.draw(st.sampled_from([b"", *SEEDS])))
    for _ in range(data.draw(st.integers(0, 4)) if source else 0):
        at = data.draw(st.integers(0, max(len(source) - 1, 0)))
        source[at : at + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=8))
    assert isinstance(inspect(bytes(source) + data.draw(st.binary(max_size=64))), PictureInfo | FileFault)
