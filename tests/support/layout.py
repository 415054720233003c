"""How a page stands on a screen."""

from playwright.sync_api import Page

BEYOND = """() => [...document.querySelectorAll('body *')].filter(it => {
    const box = it.getBoundingClientRect();
    return box.width > 0 && box.right > innerWidth + 1 && it.checkVisibility();
}).map(it => it.outerHTML.slice(0, 100)).slice(0, 5)"""
"""Elements that reach beyond the right edge of the screen, clipped or not."""


def resize(page: Page, width: int) -> None:
    """Give the page a screen of another width, in CSS pixels."""
    page.set_viewport_size({"width": width, "height": 800})


def overflow(page: Page) -> list[str]:
    """What makes the page scroll sideways; empty where it does not."""
    if not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        return []
    return page.evaluate(BEYOND) or ["something"]
