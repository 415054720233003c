"""Accessibility: no kind of page breaks WCAG 2.2 at levels A and AA."""

import pytest

from tests.support.axe import axe
from tests.support.browser import LAPTOP, PHONE, ColourScheme, Reader
from tests.support.built import BuiltSite
from tests.support.kinds import kinds


@pytest.mark.parametrize("locale", ["en", "es"])
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, LAPTOP])
def test_no_kind_of_page_has_a_fault(
    reader: Reader, real_site: BuiltSite, locale: str, colours: ColourScheme, width: int
) -> None:
    """Axe finds nothing on any kind of page, in both languages, light and dark, on a phone and on a laptop."""
    faults: list[str] = []
    for address in (*(kind.address for kind in kinds(real_site, locale)), "", "404.html"):
        faults += [f"{address}: {fault}" for fault in axe(reader.open(address, width=width, colours=colours))]
        reader.close()
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_open_search_has_no_fault(reader: Reader, colours: ColourScheme) -> None:
    """Axe finds nothing in the search while it is open and shows what it found."""
    page = reader.open("es/", colours=colours)
    page.locator("[data-frame=search]").click()
    page.locator("pagefind-modal input").first.fill("Honduras")
    page.locator("pagefind-modal a[href*='/']").first.wait_for()
    assert axe(page) == []


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_unfolded_parts_have_no_fault(reader: Reader, real_site: BuiltSite, colours: ColourScheme) -> None:
    """Axe finds nothing in what is folded away, once it is open."""
    faults: list[str] = []
    for kind in kinds(real_site, "es"):
        page = reader.open(kind.address, width=PHONE, colours=colours)
        page.evaluate("document.querySelectorAll('main details').forEach(it => { it.open = true })")
        faults += [f"{kind.address}: {fault}" for fault in axe(page)]
        reader.close()
    assert not faults, "\n".join(faults)
