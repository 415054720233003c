"""Every kind of page, in one visit: no fault against WCAG 2.2, nothing wider than the screen, all of it by keyboard."""

import pytest

from tests.support.axe import axe
from tests.support.browser import LAPTOP, PHONE, ColourScheme, Reader
from tests.support.built import BuiltSite
from tests.support.focus import faults_of_a_walk
from tests.support.kinds import kinds
from tests.support.layout import overflow, resize

UNFOLD = "document.querySelectorAll('main details').forEach(it => { it.open = true })"
FOLD = "document.querySelectorAll('main details').forEach(it => { it.open = false })"
WIDTHS = (PHONE, 768, LAPTOP, 1600)
JUDGED = {("en", "dark"): (PHONE,), ("es", "dark"): (LAPTOP,)}
"""At which widths axe looks at the pages of a visit, where these are not both."""

WALKED = {("en", "light"): LAPTOP, ("es", "light"): PHONE}
"""At which width the keyboard goes through all pages of a visit."""


@pytest.mark.parametrize("locale", ["en", "es"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_every_kind_of_page(reader: Reader, real_site: BuiltSite, locale: str, colours: ColourScheme) -> None:
    """Axe finds nothing, folded parts open; nothing scrolls sideways, folded or not; Tab reaches each link and control,
    in sight, and shows where it is."""
    faults: list[str] = []
    page = reader.open(f"{locale}/", colours=colours)
    for address in (*(kind.address for kind in kinds(real_site, locale)), "", "404.html"):
        reader.go(page, address)
        for fold in (FOLD, UNFOLD):
            page.evaluate(fold)
            for width in WIDTHS:
                resize(page, width)
                faults += [f"{address} at {width}, wider than that: {element}" for element in overflow(page)]
                if fold == UNFOLD and width in JUDGED.get((locale, colours), (PHONE, LAPTOP)):
                    faults += [f"{address} at {width}: {fault}" for fault in axe(page)]
        if walked := WALKED.get((locale, colours)):
            page.evaluate(FOLD)
            resize(page, walked)
            faults += [f"{address} by keyboard: {fault}" for fault in faults_of_a_walk(page)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_open_search_has_no_fault(reader: Reader, colours: ColourScheme) -> None:
    """Axe finds nothing in the search while it is open and shows what it found."""
    page = reader.open("es/", colours=colours)
    page.locator("[data-frame=search]").click()
    page.locator("pagefind-modal input").first.fill("Honduras")
    page.locator("pagefind-modal a[href*='/']").first.wait_for()
    assert axe(page) == []


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
