"""Both languages: every page says which it is in, and leads to the same page in the other."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.support.browser import PHONE, Reader
from tests.support.documents import documents, kinds, read

NAMES = {"en": "English", "es": "Español"}


def other(locale: str) -> str:
    """The other of the two languages."""
    return "es" if locale == "en" else "en"


def test_every_page_says_its_language(built_site: Path) -> None:
    """The language in <html> is the one of the page's address."""
    wrong = [
        f"{page.address}: {page.language!r}"
        for page in documents(built_site)
        if page.address[1:3] in NAMES and page.language.partition("-")[0] != page.address[1:3]
    ]
    assert not wrong, "\n".join(wrong)


def test_twins_name_each_other(built_site: Path) -> None:
    """A page's alternates are real pages, name it back, and end with one for readers of other languages."""
    faults = []
    for page in documents(built_site):
        twins = page.twins
        if twins and "x-default" not in twins:
            faults.append(f"{page.address}: no x-default")
        for language, url in twins.items():
            twin = read(built_site, urlsplit(url).path)
            if language != "x-default" and twin.twins != twins:
                faults.append(f"{page.address}: {url} does not name it back")
            if language in NAMES and twin.language.partition("-")[0] != language:
                faults.append(f"{page.address}: {url} is not in {language}")
    assert not faults, "\n".join(faults)


def test_pages_that_may_be_listed_have_twins(built_site: Path) -> None:
    """Every page in a language, but redirects and pages kept out of search engines, has its twin and description."""
    bare = [
        page.address
        for page in documents(built_site)
        if page.address[1:3] in NAMES
        and not page.is_redirect
        and not page.find("meta", name="robots", content="noindex")
        and not (page.twins.keys() >= {*NAMES, "x-default"} and page.find("meta", name="description"))
    ]
    assert not bare, "\n".join(bare)


@pytest.mark.parametrize("locale", NAMES)
def test_the_switch_leads_to_the_twin_and_back(reader: Reader, built_site: Path, locale: str) -> None:
    """On every kind of page the header's switch leads to the same page in the other language, not to the home page."""
    for address in kinds(built_site, locale):
        page = reader.open(address)
        expected = urlsplit(read(built_site, address).twins[other(locale)]).path
        page.locator("header").get_by_role("link", name=NAMES[other(locale)]).click()
        expect(page).to_have_url(reader.site + expected)
        assert page.evaluate("document.documentElement.lang").startswith(other(locale))
        page.locator("header").get_by_role("link", name=NAMES[locale]).click()
        expect(page).to_have_url(reader.site + address)
        reader.close()


def test_the_front_door_offers_both_languages(reader: Reader) -> None:
    """The site's root greets in both languages and leads to either home page."""
    for locale in NAMES:
        page = reader.open("/", width=PHONE)
        page.locator(f"main a[hreflang={locale}]").first.click()
        expect(page).to_have_url(f"{reader.site}/{locale}/")


def test_a_missing_page_speaks_both_languages(reader: Reader) -> None:
    """An address that leads nowhere gets a page in both languages with ways back."""
    page = reader.open("/en/no/such/page/")
    for locale in NAMES:
        part = page.locator(f"main [lang={locale}]").first
        expect(part).to_be_visible()
        assert part.get_by_role("link").count() > 0
