"""Search: the story's own words, with accents or without, in the page's language."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import LAPTOP, PHONE, Reader

SEARCH_PAGES = {"en": "en/search/", "es": "es/buscar/"}
STORIES = {"en": "/en/stories/", "es": "/es/historias/"}


def results(page: Page) -> list[str]:
    """The addresses that the search found, once it has an answer."""
    links = page.locator("pagefind-results a")
    expect(links.first).to_be_visible()
    return [str(link.get_attribute("href")) for link in links.all()]


@pytest.mark.parametrize(
    ("locale", "words"), [("es", "técnica"), ("es", "tecnica"), ("en", "Jóvenes"), ("en", "jovenes")]
)
def test_a_word_finds_its_story_with_or_without_its_accent(reader: Reader, locale: str, words: str) -> None:
    """An accented word is found however it is typed, and the story found is in the language of the page."""
    page = reader.open(SEARCH_PAGES[locale])
    page.locator("main input").first.fill(words)
    found = results(page)
    assert any(STORIES[locale] in address for address in found)
    other = "en" if locale == "es" else "es"
    assert [address for address in found if f"/{other}/" in address] == []


@pytest.mark.parametrize("locale", SEARCH_PAGES)
@pytest.mark.parametrize("width", [PHONE, LAPTOP])
def test_the_header_button_searches_from_any_page(reader: Reader, locale: str, width: int) -> None:
    """The button in the header opens the search where the reader is; what is found can be followed by keyboard."""
    page = reader.open(f"{locale}/", width=width)
    page.locator("[data-frame=search]").click()
    box = page.locator("pagefind-modal input").first
    expect(box).to_be_focused()
    box.fill("Honduras")
    link = page.locator("pagefind-modal a[href*='/']").first
    expect(link).to_be_visible()
    address = link.get_attribute("href")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: address is not None and address.partition("#")[0] in url)


@pytest.mark.parametrize("locale", SEARCH_PAGES)
def test_nothing_found_is_said_in_the_pages_language(reader: Reader, locale: str) -> None:
    """A word that is nowhere gets an answer in the page's language, not an empty page."""
    page = reader.open(SEARCH_PAGES[locale])
    page.locator("main input").first.fill("xyzzyq")
    words = {"en": "Nothing found", "es": "No se encontró nada"}[locale]
    expect(page.locator("pagefind-summary")).to_contain_text(words)


@pytest.mark.parametrize("locale", SEARCH_PAGES)
def test_without_scripts_the_search_page_offers_ways_in(reader: Reader, locale: str) -> None:
    """Without scripts no empty box is shown: countries, themes and years lead to the stories."""
    page = reader.open(SEARCH_PAGES[locale], scripts=False)
    expect(page.locator("main input")).to_have_count(0)
    for group in ("countries", "themes", "years"):
        link = page.locator(f"main section[aria-labelledby={group}] a").first
        expect(link).to_be_visible()
        link.click()
        expect(page.locator(f"main a[href*='{STORIES[locale].split('/')[2]}']").first).to_be_attached()
        page.go_back()
