"""Accessibility: no kind of page breaks WCAG 2.2 at levels A and AA."""

import pytest

from tests.support.axe import axe
from tests.support.browser import LAPTOP, PHONE, ColourScheme, Reader
from tests.support.built import BuiltSite
from tests.support.kinds import kinds

UNFOLD = "document.querySelectorAll('main details').forEach(it => { it.open = true })"


@pytest.mark.parametrize("locale", ["en", "es"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_no_kind_of_page_has_a_fault(reader: Reader, real_site: BuiltSite, locale: str, colours: ColourScheme) -> None:
    """Axe finds nothing on any kind of page, unfolded, in both languages, light and dark, at 320 and 1280 px."""
    faults: list[str] = []
    page = reader.open(f"{locale}/", colours=colours)
    for address in (*(kind.address for kind in kinds(real_site, locale)), "", "404.html"):
        reader.go(page, address)
        page.evaluate(UNFOLD)
        for width in (PHONE, LAPTOP):
            page.set_viewport_size({"width": width, "height": 800})
            faults += [f"{address} at {width}: {fault}" for fault in axe(page)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_open_search_has_no_fault(reader: Reader, colours: ColourScheme) -> None:
    """Axe finds nothing in the search while it is open and shows what it found."""
    page = reader.open("es/", colours=colours)
    page.locator("[data-frame=search]").click()
    page.locator("pagefind-modal input").first.fill("Honduras")
    page.locator("pagefind-modal a[href*='/']").first.wait_for()
    assert axe(page) == []
