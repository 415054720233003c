"""Both languages: a reader changes from one to the other and stays where they are."""

import re

from playwright.sync_api import expect

from tests.support.browser import PHONE, Reader
from tests.support.built import BuiltSite
from tests.support.kinds import kinds

NAMES = {"en": "English", "es": "Español"}


def test_the_switch_leads_to_the_twin_and_back(reader: Reader, real_site: BuiltSite) -> None:
    """On every kind of page the header's switch leads to the same page in the other language, not to the home page."""
    page = reader.open("en/")
    header = page.locator("header")
    for kind in kinds(real_site, "en"):
        reader.go(page, kind.address)
        header.get_by_role("link", name=NAMES["es"]).click()
        expect(page).to_have_url(kind.alternates["es"].replace(real_site.url, reader.site))
        expect(page.locator("html")).to_have_attribute("lang", re.compile("^es"))
        header.get_by_role("link", name=NAMES["en"]).click()
        expect(page).to_have_url(reader.site + kind.address)


def test_the_front_door_offers_both_languages(reader: Reader) -> None:
    """The site's root greets in both languages and leads to either home page."""
    for locale in NAMES:
        page = reader.open("", width=PHONE)
        page.locator(f"main a[hreflang={locale}]").first.click()
        expect(page).to_have_url(f"{reader.site}{locale}/")


def test_a_missing_page_speaks_both_languages(reader: Reader) -> None:
    """An address that leads nowhere, however deep, gets a page in both languages with ways back that work."""
    for locale in NAMES:
        page = reader.open("en/no/such/page/")
        part = page.locator(f"main section[lang={locale}]")
        expect(part).to_be_visible()
        part.get_by_role("link").first.click()
        expect(page).to_have_url(f"{reader.site}{locale}/")
