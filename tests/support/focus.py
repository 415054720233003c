"""A walk through a page by keyboard."""

from playwright.sync_api import Page

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
