"""Accessibility faults of a page, found by axe."""

from functools import cache

from playwright.sync_api import Page

from tests.support import parts

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@cache
def _axe() -> str:
    return parts.AXE.read_text(encoding="utf-8")


def axe(page: Page) -> list[str]:
    """What the open page has against WCAG 2.2, levels A and AA: one line a rule, with the elements that break it."""
    page.evaluate(_axe())
    found = page.evaluate(
        "standards => axe.run(document, {runOnly: standards, resultTypes: ['violations']})", STANDARDS
    )
    return [
        f"{violation['id']}: {violation['help']}: " + ", ".join(str(node["target"]) for node in violation["nodes"])
        for violation in found["violations"]
    ]
