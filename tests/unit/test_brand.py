"""A programme's own logo and fonts: what is published of them, and what is refused."""

from __future__ import annotations

import time
from io import BytesIO
from pathlib import Path

import mkdocs
import pytest
import yaml
from PIL import Image, PngImagePlugin

from site_builder.brand.files import Brand, BrandPicture, Face, Typography, inspect_picture, is_variable
from site_builder.outputs.assets import assets
from site_builder.pictures.inspection import FileFault
from site_builder.problems import Place, Problem
from site_builder.reading.brand import brand_file

CASES = Path(__file__).parents[1] / "cases" / "brand"
HOSTILE = yaml.safe_load((CASES / "hostile.yml").read_text("utf-8"))
DRAWN = b"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<!-- drawn at home -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:e="urn:editor" e:file="C:\\home\\ana\\logo.svg" width="8cm" height="2cm">
  <metadata><e:author>Ana</e:author></metadata><e:grid on="1"/>
  <style>.a{fill:url(#shade)}</style>
  <linearGradient id="shade"><stop stop-color="#135"/></linearGradient>
  <path class="a" d="M0 0h9" aria-label="&lt;&quot;>"/><use href="#x"/>
</svg>"""


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case["what"])
def test_a_drawing_that_could_run_or_fetch_is_refused(case: dict[str, str]) -> None:
    """Each is refused by the name of what is in it, and at its line."""
    found = inspect_picture(case["svg"].encode())
    assert isinstance(found, FileFault)
    assert " ".join(map(str, (found.rule, *found.params.values(), found.line))) == case["told"]


def test_of_a_drawing_only_shapes_are_published() -> None:
    """What an editor left behind, comments and names of files are gone; shapes and their ratio are there."""
    found = inspect_picture(DRAWN)
    assert isinstance(found, BrandPicture)
    assert (found.extension, found.width / found.height) == ("svg", 4)
    text = found.content.decode()
    assert not [word for word in ("home", "Ana", "ana", "editor", "DTD", "grid") if word in text]
    assert inspect_picture(found.content) == found
    assert all(part in text for part in ("url(#shade)", 'd="M0 0h9"', 'href="#x"', "&lt;"))


def test_no_bytes_of_a_drawing_are_too_much() -> None:
    """However a drawing is cut off or damaged, it is read or refused, never more."""
    for end in range(len(DRAWN)):
        inspect_picture(DRAWN[:end])
        inspect_picture(DRAWN[:end] + b"\xff" + DRAWN[end + 1 :])
    deep = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">' + b"<g>" * 9000
    found = inspect_picture(deep)
    assert isinstance(found, FileFault)
    assert found.rule == "svg-broken"


def test_a_picture_file_loses_what_is_hidden_in_it() -> None:
    """Of a PNG only its pixels are published; a JPEG, and what is too large, is refused."""
    stream, hidden = BytesIO(), PngImagePlugin.PngInfo()
    hidden.add_text("Author", "somebody at home")
    Image.new("RGBA", (300, 100), "#0b6a57").save(stream, "PNG", pnginfo=hidden)
    logo = inspect_picture(stream.getvalue())
    assert isinstance(logo, BrandPicture)
    made = assets(Brand(logo=logo))
    content = dict(made.files)[made.on_pages.logos[0].address]
    assert b"somebody" in logo.content
    assert b"somebody" not in content
    with Image.open(BytesIO(content)) as shown:
        assert shown.getpixel((5, 5)) == (11, 106, 87, 255)
    jpeg = BytesIO()
    Image.new("RGB", (9, 9)).save(jpeg, "JPEG")
    assert inspect_picture(jpeg.getvalue()) == FileFault("brand-picture-kind")
    assert inspect_picture(bytes(100_001)) == FileFault("brand-picture-large", {"limit": 100})


def test_a_font_is_known_by_its_directory() -> None:
    """Real fonts are read, those that are cut short or made up are not."""
    fonts = sorted(Path(mkdocs.__file__).parent.glob("themes/readthedocs/css/fonts/*.woff2"))
    assert [is_variable(font.read_bytes()) for font in fonts] == [False] * len(fonts) != []
    whole = fonts[0].read_bytes()
    assert is_variable(whole[:-1]) is None
    assert is_variable(b"wOF2" + bytes(4) + (64).to_bytes(4, "big") + b"\xff\xff" + bytes(50)) is None
    # One table, number 47: fvar, which holds a font's weights.
    varying = b"wOF2" + bytes(4) + (52).to_bytes(4, "big") + b"\0\1" + bytes(34) + bytes((47, 9, 0, 0))
    assert is_variable(varying) is True


def test_a_font_with_all_weights_is_asked_for_once() -> None:
    """The stylesheet names each file by its digest; what the top of a page is set in is asked for first."""
    face = Face("Fields Sans", "100 900", "normal", b"wOF2")
    made = assets(Brand(fonts=Typography(text='"Fields Sans",sans-serif', faces=(face,), first=(face,))))
    sheet = dict(made.files)[made.on_pages.stylesheets[0]].decode()
    (file,) = made.on_pages.fonts
    assert f"src:url({file.removeprefix('assets/')})" in sheet
    assert "font-display:swap" in sheet
    assert '--site-text:"Fields Sans",sans-serif' in sheet
    assert "--site-headlines:" not in sheet


def test_no_expression_takes_long() -> None:
    """White space without end, wherever a drawing may have it, is read in no time."""
    gap, before = " " * 90_000, time.monotonic()
    for inside in (
        f'width="1{gap}x" height="9"',
        f'viewBox="0 0 9 9" fill="url({gap}x"',
        f'viewBox="0 0 9 9" fill="{gap}"',
    ):
        inspect_picture(f'<svg xmlns="http://www.w3.org/2000/svg" {inside}/>'.encode())
    assert time.monotonic() - before < 5


def test_a_link_in_the_folder_leads_no_further(tmp_path: Path) -> None:
    """A story's photo cannot be made a logo by a link to it from where logos stand."""
    (tmp_path / "content").mkdir()
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories/photo.svg").write_bytes(DRAWN)
    (tmp_path / "content/logo.svg").symlink_to("../stories/photo.svg")
    found = brand_file(tmp_path, "content/logo.svg", Place("mkdocs.yml"), 100_000)
    assert isinstance(found, Problem)
    assert found.rule == "brand-file-elsewhere"
