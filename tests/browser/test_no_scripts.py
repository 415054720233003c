"""Scripts off: everything can be read and every control does something."""

import pytest
from playwright.sync_api import expect

from tests.support.browser import PHONE, Reader
from tests.support.built import BuiltSite
from tests.support.kinds import kinds


@pytest.mark.parametrize("locale", ["en", "es"])
def test_every_kind_of_page_reads_without_scripts(reader: Reader, real_site: BuiltSite, locale: str) -> None:
    """Without scripts each kind of page has its headline, its text and its menu in sight, and no dead button."""
    page = reader.open(f"{locale}/", width=PHONE, scripts=False)
    for kind in kinds(real_site, locale):
        reader.go(page, kind.address)
        expect(page.locator("h1").first).to_be_visible()
        expect(page.locator("main")).to_be_visible()
        # A button without a script behind it does nothing.
        assert [button.inner_text() for button in page.locator("button:visible, input:visible").all()] == []
        page.locator("header details summary").click()
        expect(page.locator("header details nav a").first).to_be_visible()


@pytest.mark.parametrize("locale", ["en", "es"])
def test_folded_parts_unfold_without_scripts(reader: Reader, real_site: BuiltSite, locale: str) -> None:
    """What is folded away, such as where a figure comes from, opens without scripts."""
    opened = 0
    page = reader.open(f"{locale}/", scripts=False)
    for kind in kinds(real_site, locale):
        if not kind.main.all("details"):
            continue
        reader.go(page, kind.address)
        for summary in page.locator("main details > summary").all():
            inside = summary.locator("xpath=following-sibling::*").first
            if summary.is_visible() and not inside.is_visible():
                summary.click()
                expect(inside).to_be_visible()
                opened += 1
    assert opened
