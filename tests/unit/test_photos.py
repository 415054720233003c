"""The pictures that readers get: sizes, colours, the right way up, and nothing in them but credit and licence."""

import pickle
import re
import subprocess
import sys
from io import BytesIO
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from site_builder.pictures.inspection import FileFault, PictureInfo, inspect
from site_builder.pictures.plan import Placeholder, Recipe, licence_address, plan_photo
from tests.support.derived import Derivatives, derive
from tests.support.pictures import (
    CORNERS,
    adobe_rgb,
    chunk,
    display_p3,
    file_of,
    handmade_png,
    linear_grey,
    odd_ink,
    quarters,
)

RECIPE = Recipe("ARCO", "CC BY 4.0")
Colour = tuple[int, int, int]


def made(source: bytes, recipe: Recipe = RECIPE) -> Derivatives:
    """The derivatives of a picture that must be accepted."""
    result = derive(source, recipe)
    assert isinstance(result, Derivatives), result
    return result


def seen(content: bytes) -> Image.Image:
    """A file as a browser shows it; it must already be plain sRGB and upright."""
    image = Image.open(BytesIO(content))
    assert image.mode == "RGB"
    assert "icc_profile" not in image.info
    assert not image.getexif()
    return image


def colour_at(image: Image.Image, across: float, down: float) -> Colour:
    """The colour of a spot, given as parts of width and height."""
    pixel = image.getpixel((int(image.width * across), int(image.height * down)))
    assert isinstance(pixel, tuple)
    return pixel[0], pixel[1], pixel[2]


def near(first: Colour, second: Colour, tolerance: int = 12) -> bool:
    """Whether two colours look the same, lossy compression allowed for."""
    return all(abs(one - other) <= tolerance for one, other in zip(first, second, strict=True))


def only_colour(source: bytes) -> Colour:
    """The colour of a plain picture in every one of its files, which must agree."""
    colours = [colour_at(seen(file.content), 0.5, 0.5) for file in made(source).files]
    assert all(near(colour, colours[0], 6) for colour in colours)
    return colours[0]


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_pictures_stand_upright(kind: str, orientation: int) -> None:
    """However the camera was held, each quarter of the scene is where it was seen, once and for all."""
    for file in made(file_of(quarters((600, 400), orientation), kind, orientation)).files:
        image = seen(file.content)
        assert image.size == (file.width, file.height)
        for (row, column), colour in CORNERS.items():
            spot = 0.25 if column == "left" else 0.75, 0.25 if row == "top" else 0.75
            assert near(colour_at(image, *spot), colour), (file.name, row, column)


@pytest.mark.parametrize(
    ("source", "widths", "height"),
    [((4000, 3000), [480, 960, 1600], 1200), ((1600, 900), [480, 960, 1600], 900), ((1200, 800), [480, 960, 1200], 800),
     ((480, 320), [480], 320), ((300, 500), [300], 500), ((1, 1), [1], 1), ((2000, 1), [480, 960, 1600], 1)],
)  # fmt: skip
def test_pictures_are_never_made_larger(source: tuple[int, int], widths: list[int], height: int) -> None:
    """Three widths where the picture has them; a smaller picture ends at its own width. JPEG ends at the middle one."""
    result = made(file_of(Image.new("RGB", source, "navy"), "PNG"))
    assert [(file.format, file.width) for file in result.files] == [
        *(("avif", width) for width in widths),
        *(("jpeg", width) for width in widths if width <= 960),
    ]
    assert (result.plan.avif[-1].width, result.plan.avif[-1].height) == (widths[-1], height)


def test_endless_strips_keep_to_their_narrow_sizes() -> None:
    """A strip like a long screenshot is offered in the widths that a phone can hold."""
    info = inspect(handmade_png((1660, 30_000), 8, 0, bytes(1660)))
    assert isinstance(info, PictureInfo)
    assert [file.width for file in plan_photo(info, RECIPE).jpeg] == [480]


def test_the_plan_tells_what_will_be_made() -> None:
    """Names, widths and heights that pages are rendered from are those of the files, before any pixel is decoded."""
    source = file_of(quarters((1111, 777), 6), "JPEG", 6)
    info = inspect(source)
    assert isinstance(info, PictureInfo)
    planned = plan_photo(info, RECIPE)
    result = made(source)
    assert planned == result.plan
    assert [(f.name, f.width, f.height, f.format) for f in planned.files] == [
        (f.name, f.width, f.height, f.format) for f in result.files
    ]
    assert [seen(file.content).size for file in result.files] == [(file.width, file.height) for file in planned.files]


def test_names_come_from_digests() -> None:
    """A name is 16 hex digits and the width; it is stable, and changes with the picture, the credit and the licence."""
    source, other = file_of(quarters((500, 400))), file_of(quarters((500, 404)))
    names = [file.name for file in made(source).files]
    assert all(re.fullmatch(r"[0-9a-f]{16}-(480|500)\.(avif|jpg)", name) for name in names)
    assert names == [file.name for file in made(source).files]
    recipes = RECIPE, Recipe("FAO", "CC BY 4.0"), Recipe("ARCO")
    stems = {made(source, recipe).files[0].name[:16] for recipe in recipes}
    assert len(stems | {made(other).files[0].name[:16]}) == 4


def test_the_same_picture_gives_the_same_bytes() -> None:
    """Making a picture twice, here and in another process, gives the same bytes."""
    source = file_of(quarters((1700, 900)).effect_spread(30))
    script = (
        "import pickle, sys; from tests.support.derived import derive; from site_builder.pictures.plan import Recipe\n"
        "recipe = Recipe('ARCO', 'CC BY 4.0')\n"
        "sys.stdout.buffer.write(pickle.dumps(derive(sys.stdin.buffer.read(), recipe)))"
    )
    elsewhere = subprocess.run([sys.executable, "-c", script], input=source, capture_output=True, check=True)
    assert pickle.loads(elsewhere.stdout) == made(source)


@pytest.mark.parametrize(
    ("profile", "numbers", "seen_as"),
    [
        (display_p3(), (234, 51, 35), (255, 0, 0)),
        (display_p3(), (117, 251, 76), (0, 255, 0)),
        (adobe_rgb(), (219, 0, 0), (255, 0, 0)),
        (adobe_rgb(), (144, 255, 60), (0, 255, 0)),
        (adobe_rgb(), (128, 128, 128), (128, 128, 128)),
    ],
    ids=["P3 red", "P3 green", "Adobe red", "Adobe green", "Adobe grey"],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_wide_gamut_becomes_srgb(kind: str, profile: bytes, numbers: Colour, seen_as: Colour) -> None:
    """The numbers that a wide profile has for sRGB's red and green come out as these, whatever the format."""
    image = Image.new("RGB", (500, 400), numbers)
    assert near(only_colour(file_of(image, kind, icc_profile=profile)), seen_as, 8)


def test_colour_profiles_of_grey_and_ink_are_obeyed() -> None:
    """Grey and CMYK pictures come out in the colours that their own profiles describe."""
    grey = file_of(Image.new("L", (500, 400), 128), "PNG", icc_profile=linear_grey())
    assert near(only_colour(grey), (188, 188, 188), 4)
    red, green, blue = only_colour(file_of(Image.new("CMYK", (500, 400), (255, 0, 0, 0)), icc_profile=odd_ink()))
    assert red > 200
    assert max(green, blue) < 90


USELESS = {"none": b"", "junk": b"junk", "cut": display_p3()[:200], "for grey": linear_grey()}


@pytest.mark.parametrize("profile", USELESS.values(), ids=USELESS.keys())
def test_useless_colour_profiles_count_as_none(profile: bytes) -> None:
    """A profile that is broken or meant for other pixels does no harm."""
    assert near(only_colour(file_of(Image.new("RGB", (500, 400), (200, 60, 60)), icc_profile=profile)), (200, 60, 60))


def modes() -> dict[str, tuple[bytes, Colour]]:
    """A plain picture in every mode that a file can have, and the colour that readers must see."""
    size = (500, 400)
    palette = Image.new("RGB", size, (200, 60, 60)).quantize(4)
    clear = Image.new("RGBA", size, (0, 0, 0, 0))
    half = Image.new("RGBA", size, (255, 0, 0, 128))
    see_through = handmade_png(size, 8, 3, bytes(500), chunk(b"PLTE", b"\xc8\x3c\x3c"), chunk(b"tRNS", b"\x00"))
    return {
        "black and white": (file_of(Image.new("1", size, 1), "PNG"), (255, 255, 255)),
        "grey": (file_of(Image.new("L", size, 90), "JPEG"), (90, 90, 90)),
        "grey, 16 bits": (handmade_png(size, 16, 0, b"\x5a\x80" * 500), (90, 90, 90)),
        "grey and alpha": (file_of(Image.new("LA", size, (0, 128)), "PNG"), (127, 127, 127)),
        "grey and alpha, 16 bits": (handmade_png(size, 16, 4, b"\x00\x00\x80\x00" * 500), (127, 127, 127)),
        "colour, 16 bits": (handmade_png(size, 16, 2, b"\xc8\x00\x3c\x00\x3c\x00" * 500), (200, 60, 60)),
        "grey, 4 bits": (handmade_png(size, 4, 0, b"\x66" * 250), (102, 102, 102)),
        "palette": (file_of(palette, "PNG"), (200, 60, 60)),
        "palette, transparent": (see_through, (255, 255, 255)),
        "transparent": (file_of(clear, "PNG"), (255, 255, 255)),
        "half transparent PNG": (file_of(half, "PNG"), (255, 127, 127)),
        "half transparent WebP": (file_of(half, "WEBP"), (255, 127, 127)),
        "half transparent AVIF": (file_of(half, "AVIF"), (255, 127, 127)),
        "one colour left out": (
            handmade_png(size, 8, 2, b"\x0a\x0b\x0c" * 500, chunk(b"tRNS", b"\0\x0a\0\x0b\0\x0c")), (255, 255, 255)
        ),
        "CMYK": (file_of(Image.new("CMYK", size, (0, 255, 255, 0)), "JPEG"), (255, 0, 0)),
    }  # fmt: skip


@pytest.mark.parametrize(("source", "colour"), modes().values(), ids=modes().keys())
def test_every_mode_comes_out_in_its_colour(source: bytes, colour: Colour) -> None:
    """Grey, 16 bits, palettes, transparency (on white) and CMYK come out right in AVIF and in JPEG."""
    assert near(only_colour(source), colour)


def test_of_several_pictures_the_first_is_taken() -> None:
    """A file of several pictures, as 3D cameras and phones write (MPO), and one that moves, show their first."""
    frames = [Image.new("RGB", (500, 400), colour) for colour in ((200, 60, 60), (0, 0, 255))]
    for kind in ("MPO", "PNG", "WEBP", "AVIF"):
        stream = BytesIO()
        frames[0].save(stream, kind, save_all=True, append_images=frames[1:])
        assert near(only_colour(stream.getvalue()), (200, 60, 60), 20), kind


def with_secrets(kind: str) -> bytes:
    """A picture with a canary in every place where cameras and programs put things."""
    exif = Image.Exif()
    exif[0x010F], exif[0x013B], exif[0x010E] = "CANARY-make", "CANARY-artist", "CANARY-description"
    exif.get_ifd(0x8769)[0xA431] = "CANARY-serial"
    exif.get_ifd(0x8825).update({1: "N", 2: (13.0, 41.0, 57.0), 3: "W", 4: (89.0, 13.0, 6.0), 27: b"CANARY-gps"})
    profile = display_p3().replace(b"made by a test", b"CANARY-profile")
    options: dict[str, Any] = {"exif": exif, "icc_profile": profile, "xmp": b"<x>CANARY-xmp</x>"}
    if kind == "JPEG":
        options["comment"] = b"CANARY-comment"
        options["extra"] = b"\xff\xed\x00\x1cPhotoshop 3.0\0CANARY-iptc\0"
    if kind == "PNG":
        words = PngInfo()
        words.add_text("Comment", "CANARY-text")
        words.add_itxt("Author", "CANARY-itxt", zip=True)
        options["pnginfo"] = words
    return file_of(quarters((500, 400)), kind, **options)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_no_metadata_is_left_but_credit_and_licence(kind: str) -> None:
    """Place, camera, names, comments and profiles of the source are in no byte of what is published."""
    source = with_secrets(kind)
    assert source.count(b"CANARY") >= 5
    for file in made(source).files:
        assert b"CANARY" not in file.content
        assert b"CANARY".decode().encode("utf-16-le") not in file.content
        assert b"Exif" not in file.content
        assert set(Image.open(BytesIO(file.content)).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density",
            "progressive", "progression", "xmp"}  # fmt: skip


DC, PHOTOSHOP, RIGHTS, RDF, PLUS = (
    "{http://purl.org/dc/elements/1.1/}", "{http://ns.adobe.com/photoshop/1.0/}",
    "{http://ns.adobe.com/xap/1.0/rights/}", "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}",
    "{http://ns.useplus.org/ldf/xmp/1.0/}",
)  # fmt: skip


HOSTILE = 'Peña & <b>"Hijos"</b> ]]> {{7*7}} \x00\x1b\ud800 🌽'


@pytest.mark.parametrize("credit", ["ARCO", HOSTILE, "<" * 90_000], ids=["plain", "hostile", "endless"])
def test_credit_and_licence_travel_with_the_picture(credit: str) -> None:
    """Each file names its credit and licence where picture programs look for them, whatever characters they hold."""
    for file in made(file_of(quarters((500, 400))), Recipe(credit, "CC BY-SA 4.0")).files:
        xmp = Image.open(BytesIO(file.content)).info["xmp"]
        description = ET.fromstring(xmp).find(f".//{RDF}Description")
        assert description is not None
        kept = re.sub("[\x00\x1b\ud800]", "", credit)[:1000]
        address = "https://creativecommons.org/licenses/by-sa/4.0/"
        licensor = f"{PLUS}Licensor/{RDF}Seq/{RDF}li/{PLUS}Licensor"
        assert description.findtext(f"{PHOTOSHOP}Credit") == kept
        assert description.findtext(f"{DC}creator/{RDF}Seq/{RDF}li") == kept
        assert description.findtext(f"{licensor}Name") == kept
        assert description.findtext(f"{licensor}URL") == address
        assert description.findtext(f"{RIGHTS}WebStatement") == address
        assert description.findtext(f"{RIGHTS}Marked") == "True"
        assert description.findtext(f"{RIGHTS}UsageTerms/{RDF}Alt/{RDF}li") == "CC BY-SA 4.0"
        assert description.findtext(f"{DC}rights/{RDF}Alt/{RDF}li") == f"{kept} · CC BY-SA 4.0"


def test_without_credit_and_licence_there_is_no_metadata() -> None:
    """Where nothing is to be told, the file holds pixels alone."""
    for file in made(file_of(quarters((500, 400))), Recipe()).files:
        assert "xmp" not in Image.open(BytesIO(file.content)).info


@pytest.mark.parametrize(
    ("licence", "address"),
    [
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("cc by-nc-sa 3.0", "https://creativecommons.org/licenses/by-nc-sa/3.0/"),
        ("CC BY-NC-SA 3.0 IGO", "https://creativecommons.org/licenses/by-nc-sa/3.0/igo/"),
        ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("https://example.org/terms", "https://example.org/terms"),
        ("All rights reserved", None),
        ("javascript:alert(1)", None),
    ],
)
def test_short_names_of_licences_lead_to_their_text(licence: str, address: str | None) -> None:
    """Creative Commons' short names and web addresses say where the licence is read; other words do not."""
    assert licence_address(licence) == address


def test_files_are_light() -> None:
    """AVIF is lighter than JPEG at every width that both have."""
    files = made(file_of(quarters((1700, 1100)).effect_spread(200))).files
    sizes = {(file.format, file.width): len(file.content) for file in files}
    assert sizes["avif", 480] < sizes["jpeg", 480]
    assert sizes["avif", 960] < sizes["jpeg", 960]


def test_strips_of_large_pictures_join_without_a_seam() -> None:
    """A large picture is worked on in strips, and a smooth gradient stays smooth and in its place."""
    gradient = Image.linear_gradient("L").resize((2963, 3001))
    image = seen(max(made(file_of(gradient, "PNG")).files, key=lambda file: file.width).content)
    column = [colour_at(image, 0.5, y / image.height)[0] for y in range(image.height)]
    assert all(-2 <= after - before <= 2 for before, after in pairwise(column))
    assert all(abs(value - 255 * y / image.height) <= 3 for y, value in enumerate(column))


def test_what_cannot_be_used_comes_back_as_a_fault() -> None:
    """A refused or damaged picture costs one fault, never an exception."""
    photo = file_of(quarters().effect_spread(40))
    claims = chunk(b"IHDR", b"\0\0\xea\x60\0\0\xea\x60\x08\x02\0\0\0") + chunk(b"IDAT", b"x") + chunk(b"IEND", b"")
    no_pixels = handmade_png((500, 400), 8, 2, b"short")
    faults = [derive(source, RECIPE) for source in (b"", photo[:2000], b"\x89PNG\r\n\x1a\n" + claims, no_pixels)]
    rules = [fault.rule for fault in faults if isinstance(fault, FileFault)]
    assert rules == ["picture-empty", "picture-broken", "picture-too-many-pixels", "picture-broken"]


SEEDS = [file_of(quarters((32, 24), 6), kind, 6) for kind in ("JPEG", "PNG", "WEBP", "AVIF")]


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_no_bytes_raise(data: st.DataObject) -> None:
    """Whatever happens to a file on its way, making it gives pictures or a fault."""
    source = bytearray(data.draw(st.sampled_from(SEEDS)))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(source)))
        source[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    assert isinstance(derive(bytes(source), RECIPE), Derivatives | FileFault)


def test_the_largest_picture_fits_into_the_limits() -> None:
    """Fifty megapixels with transparency and 16 bits are made in under 1 GiB."""
    source = handmade_png((8000, 6250), 16, 6, b"\xc8\x00\x3c\x00\x3c\x00\x80\x00" * 8000)
    script = (
        "import resource, sys; from tests.support.derived import Derivatives, derive\n"
        "from site_builder.pictures.plan import Recipe\n"
        "assert isinstance(derive(sys.stdin.buffer.read(), Recipe()), Derivatives)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", script], input=source, capture_output=True, check=True)
    assert int(done.stdout) < 1024 * 1024


@pytest.mark.parametrize("size", [(1200, 800), (500, 1500), (1, 1)])
def test_a_placeholder_is_the_picture_in_few_bytes(size: tuple[int, int]) -> None:
    """Some 20 pixels, at most 400 characters in the page, show each quarter's colour in its place."""
    placeholder = made(file_of(quarters(size, 6), "JPEG", 6)).placeholder
    assert len(placeholder.address) <= 400
    assert re.fullmatch(r"data:image/webp;base64,[A-Za-z0-9+/]+=*", placeholder.address)
    assert re.fullmatch(r"#[0-9a-f]{6}", placeholder.tone)
    assert Placeholder.unpacked(placeholder.packed()) == placeholder
    image = Image.open(BytesIO(placeholder.image))
    assert max(image.size) == 20
    assert abs(image.width * size[1] - image.height * size[0]) <= max(size)
    if size != (1, 1):
        for (row, column), colour in CORNERS.items():
            spot = 0.15 if column == "left" else 0.85, 0.15 if row == "top" else 0.85
            assert near(colour_at(image, *spot), colour, 60), (row, column)


@pytest.mark.parametrize(
    ("source", "press"),
    [((4000, 3000), (2400, 1800)), ((3000, 4000), (1800, 2400)), ((1200, 800), (1200, 800)), ((900, 9000), (240, 2400)),
     ((2400, 1), (2400, 1))],
)  # fmt: skip
def test_the_press_gets_one_large_picture(source: tuple[int, int], press: tuple[int, int]) -> None:
    """2,400 pixels on the longer side, or as many as the picture has, of a quality that can be printed."""
    content = file_of(quarters(source).convert("RGB"))
    result, without = made(content, Recipe("ARCO", "CC BY 4.0", press=True)), made(content)
    found = result.files[-1]
    assert found.name.endswith("-press.jpg")
    assert (found.width, found.height) == seen(found.content).size == press
    shown = [(file.name[16:], file.width, file.height) for file in without.files]
    assert [(file.name[16:], file.width, file.height) for file in result.files[:-1]] == shown
    for (row, column), colour in CORNERS.items() if min(press) > 1 else ():
        spot = 0.25 if column == "left" else 0.75, 0.25 if row == "top" else 0.75
        assert near(colour_at(seen(found.content), *spot), colour)
