"""How pages stand on a screen: nothing is wider than it, and dark is dark."""

import pytest

from tests.support.browser import Reader
from tests.support.built import BuiltSite
from tests.support.kinds import kinds

WIDER = """() => [...document.querySelectorAll('body *')].filter(it => {
    const box = it.getBoundingClientRect();
    return box.width > 0 && box.right > innerWidth + 1 && it.checkVisibility();
}).map(it => it.outerHTML.slice(0, 100)).slice(0, 5)"""


@pytest.mark.parametrize("locale", ["en", "es"])
def test_nothing_is_wider_than_the_screen(reader: Reader, real_site: BuiltSite, locale: str) -> None:
    """No kind of page scrolls sideways at any width."""
    faults: list[str] = []
    page = reader.open(f"{locale}/")
    for address in (*(kind.address for kind in kinds(real_site, locale)), "", "404.html"):
        reader.go(page, address)
        for width in (320, 768, 1280, 1600):
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                faults += [f"{address} at {width}: {element}" for element in page.evaluate(WIDER) or ["something"]]
    assert not faults, "\n".join(faults)


def test_dark_follows_the_system_and_can_be_chosen(reader: Reader) -> None:
    """The page is dark where the reader's system is; the header's button changes it, and the choice stays."""
    background = "getComputedStyle(document.body).backgroundColor"
    light = reader.open("en/", colours="light").evaluate(background)
    page = reader.open("en/", colours="dark")
    dark = page.evaluate(background)
    assert light != dark
    page.locator("[data-frame=scheme]").click()
    assert page.evaluate(background) == light
    reader.go(page, "es/")
    assert page.evaluate(background) == light
