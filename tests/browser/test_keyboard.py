"""The keyboard alone: everything can be reached and seen to be reached."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import LAPTOP, PHONE, Reader
from tests.support.built import BuiltSite
from tests.support.kinds import kinds

# What has the focus, whether it can be seen, and whether anything shows that it has the focus.
FOCUSED = """() => {
    const it = document.activeElement;
    if (!it || it === document.body || it === document.documentElement) return null;
    it.dataset.visit ??= String(document.querySelectorAll('[data-visit]').length + 1);
    const box = it.getBoundingClientRect();
    const rings = style => style.content !== 'none'
        && ((style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none');
    // The ring may be round the element itself, what it draws over its surroundings, or the card that holds it.
    const ringed = it => [null, '::before', '::after'].some(part => rings(getComputedStyle(it, part)));
    const middle = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
    return {
        visit: it.dataset.visit,
        name: it.outerHTML.slice(0, 120),
        seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
            && box.right > 0 && box.left < innerWidth,
        covered: middle !== null && !it.contains(middle) && !middle.contains(it),
        marked: ringed(it) || (it.closest('article') !== null && ringed(it.closest('article'))),
    };
}"""
REACHABLE = """() => [...document.querySelectorAll(
        'a[href], button, input, select, textarea, summary, [tabindex="0"]'
    )].filter(it => !it.disabled && it.tabIndex >= 0 && it.checkVisibility({visibilityProperty: true})
        && !it.dataset.visit).map(it => it.outerHTML.slice(0, 120))"""


def faults_of_a_walk(page: Page) -> list[str]:
    """Press Tab through the whole page: what was not visible, not marked or not reached."""
    faults: list[str] = []
    seen: set[str] = set()
    while len(seen) < 500:
        page.keyboard.press("Tab")
        # Past its end the page gives the focus back, and the next press starts again from its top.
        here = page.evaluate(FOCUSED)
        if here is None:
            page.keyboard.press("Tab")
            here = page.evaluate(FOCUSED)
        if here is None or here["visit"] in seen:
            break
        seen.add(here["visit"])
        faults += [f"not in sight: {here['name']}"] if not here["seen"] else []
        faults += [f"covered: {here['name']}"] if here["covered"] else []
        faults += [f"focus not shown: {here['name']}"] if not here["marked"] else []
    return faults + [f"not reached: {name}" for name in page.evaluate(REACHABLE)]


@pytest.mark.parametrize(("locale", "width"), [("en", LAPTOP), ("es", PHONE)])
def test_tab_reaches_everything_in_sight(reader: Reader, real_site: BuiltSite, locale: str, width: int) -> None:
    """On every kind of page Tab reaches each link and control, in sight, and shows where it is."""
    faults: list[str] = []
    page = reader.open(f"{locale}/", width=width)
    for kind in kinds(real_site, locale):
        found = faults_of_a_walk(reader.go(page, kind.address))
        faults += [f"{kind.address}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)


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
