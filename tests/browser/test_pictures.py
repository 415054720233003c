"""Stories with many pictures, with pairs, and without those that they had, in a browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support.axe import axe
from tests.support.browser import LAPTOP, PHONE, ColourScheme, Reader
from tests.support.built import BuiltSite
from tests.support.layout import overflow, resize
from tests.support.nu import nu
from tests.support.pictured import STORIES, build_pictured
from tests.support.server import serving

SECTIONS = {"en": "stories", "es": "historias"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The site with the pictures."""
    return build_pictured(tmp_path_factory.mktemp("pictured"))


@pytest.fixture
def visitor(browser: Browser, site: BuiltSite) -> Iterator[Reader]:
    """A reader of it."""
    with serving(site.folder, "/") as address:
        someone = Reader(browser, address)
        yield someone
        someone.close()
    assert not someone.complaints, "\n".join(someone.complaints)


def shots(page: Page) -> list[dict[str, float]]:
    """Where each picture of the gallery stands."""
    boxes: list[dict[str, float]] = page.evaluate(
        "[...document.querySelectorAll('.s-shot .s-picture')].map(it => it.getBoundingClientRect().toJSON())"
    )
    return boxes


@pytest.mark.parametrize("locale", ["en", "es"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_pages_of_pictures_have_no_fault(visitor: Reader, locale: str, colours: ColourScheme) -> None:
    """Axe finds nothing on them, and nothing is wider than the screen, at 320, 768 and 1280 px.

    At each width axe looks at dark pages in one of the languages.
    """
    faults: list[str] = []
    page = visitor.open(f"{locale}/", colours=colours)
    for name in STORIES:
        visitor.go(page, f"{locale}/{SECTIONS[locale]}/{name}/")
        for width in (PHONE, 768, LAPTOP):
            resize(page, width)
            faults += [f"{name} at {width} is too wide: {element}" for element in overflow(page)]
            if width in {("en", "dark"): (PHONE,), ("es", "dark"): (LAPTOP,)}.get((locale, colours), (PHONE, LAPTOP)):
                faults += [f"{name} at {width}: {fault}" for fault in axe(page)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", ["two", "three", "five", "twelve"])
def test_pictures_of_a_row_are_of_one_height(visitor: Reader, name: str) -> None:
    """On a laptop the pictures of a row are of one height and none is cut; on a phone each stands alone."""
    page = visitor.open(f"en/stories/{name}/")
    rows: dict[int, list[dict[str, float]]] = {}
    for box in shots(page):
        rows.setdefault(round(box["top"]), []).append(box)
    assert max(map(len, rows.values())) > 1
    for boxes in rows.values():
        assert max(box["height"] for box in boxes) - min(box["height"] for box in boxes) < 3
    shapes = [size for size, _ in STORIES[name]][1:]
    assert [round(box["width"] / box["height"], 1) for box in shots(page)] == [round(w / h, 1) for w, h in shapes]
    page.set_viewport_size({"width": PHONE, "height": 800})
    assert {round(box["left"]) for box in shots(page)} == {16}


def test_a_picture_is_enlarged_without_scripts(visitor: Reader) -> None:
    """Each picture of a gallery is a link that says so, reached by keyboard, to the picture itself."""
    page = visitor.open("es/historias/two/", scripts=False)
    link = page.get_by_role("link", name="Ampliar: Campos de colores 1")
    for _ in range(60):
        page.keyboard.press("Tab")
        if link.evaluate("it => it === document.activeElement"):
            break
    assert link.evaluate("it => it === document.activeElement")
    answer = page.request.get(str(link.evaluate("it => it.href")))
    assert (answer.status, answer.headers["content-type"]) == (200, "image/jpeg")


def test_pictures_are_cut_around_their_focus(visitor: Reader) -> None:
    """On top, in lists and in pairs, what is cut stays around the photo's focus."""
    page = visitor.open("en/stories/pair/")
    position = "it => getComputedStyle(it).objectPosition"
    images = page.locator(".s-pair").first.locator("img")
    assert [images.nth(number).evaluate(position) for number in (0, 1)] == ["0% 0%", "100% 100%"]
    visitor.go(page, "en/stories/held/")
    assert page.locator(".s-cover img").evaluate(position) == "0% 0%"
    visitor.go(page, "en/stories/")
    card = page.locator("article", has=page.locator("a[href*='/held/'], a[href*='held/']")).first.locator("img")
    assert card.evaluate(position) == "0% 0%"


def test_a_pair_stands_side_by_side_without_scripts(visitor: Reader) -> None:
    """Without scripts the two are beside each other, of one shape, each under its word; nothing pretends to slide."""
    page = visitor.open("es/historias/pair/", scripts=False)
    pair = page.locator(".s-pair").first
    assert pair.locator(".s-pair__label").all_inner_texts() == ["Antes", "Después"]
    before, after = (pair.locator(".s-picture").nth(number).bounding_box() for number in (0, 1))
    assert before
    assert after
    assert (before["y"], before["width"], before["height"]) == (after["y"], after["width"], after["height"])
    assert after["x"] > before["x"] + before["width"]
    assert page.locator("input[type=range]").count() == 0


def test_a_pair_is_compared_by_keyboard(visitor: Reader) -> None:
    """With scripts a slider with a name shows more of one or the other: all of the one, and all of the other."""
    page = visitor.open("en/stories/pair/")
    pair = page.locator(".s-pair").first
    slider = pair.get_by_role("slider")
    assert slider.get_attribute("aria-label") == "Compare before and after: drag to show more of either picture"
    clip = "it => getComputedStyle(it.querySelectorAll('.s-pair__one')[1]).clipPath"
    assert pair.evaluate(clip) == "inset(0px 0px 0px 50%)"
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert (pair.evaluate(clip), slider.get_attribute("aria-valuetext")) == ("inset(0px 0px 0px 51%)", "Before 51%")
    page.keyboard.press("End")
    assert pair.evaluate(clip) == "inset(0px 0px 0px 100%)"
    page.keyboard.press("Home")
    assert pair.evaluate(clip) == "inset(0px 0px 0px 0%)"
    assert "3px" in pair.locator(".s-pair__both").evaluate("it => getComputedStyle(it).outlineWidth")


def test_a_pair_follows_the_pointer(visitor: Reader) -> None:
    """Wherever in the pictures one presses, the edge between them comes to be there."""
    page = visitor.open("en/stories/pair/", width=PHONE)
    pair = page.locator(".s-pair").first
    pair.scroll_into_view_if_needed()
    box = pair.locator(".s-pair__both").bounding_box()
    assert box
    for share in (0.1, 0.5, 0.9):
        page.mouse.click(box["x"] + box["width"] * share, box["y"] + box["height"] / 3)
        at = float(pair.get_by_role("slider").input_value())
        assert abs(at - 100 * share) <= 2


def test_a_pair_is_printed_side_by_side(visitor: Reader) -> None:
    """On paper nothing can be moved: both pictures are seen whole."""
    page = visitor.open("en/stories/pair/")
    page.emulate_media(media="print")
    before, after = (
        page.locator(".s-pair").first.locator(".s-picture").nth(number).bounding_box() for number in (0, 1)
    )
    assert before
    assert after
    assert after["x"] > before["x"] + before["width"]
    assert not page.get_by_role("slider").first.is_visible()


def test_a_story_that_lost_all_leaves_no_hole(visitor: Reader, site: BuiltSite) -> None:
    """Without its photo and its only quotation a story has no empty figure, no heading over nothing, and a card."""
    page = visitor.open("en/stories/lost/")
    assert page.locator("main article figure").count() == 0
    assert page.locator("main article h2").all_inner_texts()[:1] == ["Next"]
    visitor.go(page, "en/stories/")
    assert page.locator(".s-card--plain").count() == 1
    assert not [file for file in site.files if "withdrawn" in file]


def test_the_slider_is_small() -> None:
    """What compares two pictures is less than a thousand bytes of script."""
    from site_builder.brand.files import Brand
    from site_builder.outputs.assets import assets

    script = next(content for name, content in assets(Brand()).files if name.endswith(".js")).decode()
    begin = script.index("  // A range lies over")
    assert len(script[begin : script.index("  // Folded parts", begin)].encode()) < 1000


def test_pages_of_pictures_are_valid(site: BuiltSite) -> None:
    """The Nu HTML checker finds no error in them."""
    assert nu(site.folder) == []
