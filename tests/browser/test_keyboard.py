"""The keyboard alone opens and closes menus and the search. ``test_every_page`` walks through all that Tab reaches."""

from playwright.sync_api import expect

from tests.support.browser import PHONE, Reader


def test_the_first_tab_skips_to_the_content(reader: Reader) -> None:
    """The first thing that Tab reaches leads past the header to the content."""
    page = reader.open("en/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('header') === null")


def test_the_menu_opens_and_closes_by_keyboard(reader: Reader) -> None:
    """On a phone Enter opens the menu, Tab goes through it, and Escape closes it and goes back to its button."""
    page = reader.open("es/", width=PHONE)
    menu = page.locator("header details summary")
    menu.focus()
    page.keyboard.press("Enter")
    first = page.locator("header details nav a").first
    expect(first).to_be_visible()
    page.keyboard.press("Tab")
    expect(first).to_be_focused()
    page.keyboard.press("Escape")
    expect(first).to_be_hidden()
    expect(menu).to_be_focused()


def test_the_search_closes_by_escape(reader: Reader) -> None:
    """Escape closes the search and leaves the reader where they were."""
    page = reader.open("en/")
    page.locator("[data-frame=search]").focus()
    page.keyboard.press("Enter")
    box = page.locator("pagefind-modal input").first
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(page).to_have_url(f"{reader.site}en/")
