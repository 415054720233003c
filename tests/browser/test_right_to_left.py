"""Pages that are read from right to left, and in a language that CLDR hardly knows, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.axe import axe
from tests.support.browser import LAPTOP, PHONE, Reader
from tests.support.built import BuiltSite
from tests.support.kinds import kinds
from tests.support.server import serving

# What stands outside the screen at either side, and whose words are cut off. Names in the header end in dots where
# there is no room, summaries of cards after some lines; what is for screen readers alone is cut on purpose.
FAULTS = """() => {
    const meant = '.frame-brand *, .frame-brand, .s-card__summary, .md-skip, .s-event--same-day .s-event__when, input, '
        + '[data-pf-sr-hidden]';
    return [...document.querySelectorAll('body *')].filter(it => {
        const box = it.getBoundingClientRect();
        if (!box.width || !it.checkVisibility() || it.matches(meant)) return false;
        const style = getComputedStyle(it);
        const cuts = style.overflowX !== 'visible' && !['auto', 'scroll'].includes(style.overflowX);
        return box.left < -1 || box.right > innerWidth + 1 || (cuts && it.scrollWidth > it.clientWidth + 1);
    }).map(it => it.outerHTML.slice(0, 120)).slice(0, 5);
}"""
# Lines of text that lie over others: of headings and paragraphs that do not hold one another.
OVERLAPS = """() => {
    const kinds = 'h1, h2, h3, p, dt, dd, li, figcaption';
    const blocks = [...document.querySelectorAll(`main :is(${kinds})`)].filter(
        it => it.checkVisibility() && !it.querySelector(kinds) && it.innerText.trim());
    const boxes = blocks.map(it => { const range = document.createRange(); range.selectNodeContents(it);
        return [it, range.getBoundingClientRect()]; });
    const found = [];
    boxes.forEach(([a, one], index) => boxes.slice(index + 1).forEach(([b, two]) => {
        const across = Math.min(one.right, two.right) - Math.max(one.left, two.left);
        const down = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
        // Lines of a script with tall letters may touch by their room, not by their letters.
        if (across > 2 && down > Math.min(one.height, two.height) / 4) {
            found.push(a.outerHTML.slice(0, 80) + ' / ' + b.outerHTML.slice(0, 80));
        }
    }));
    return found.slice(0, 5);
}"""


@pytest.fixture(name="visitor")
def _visitor(browser: Browser, four_languages: BuiltSite) -> Iterator[Reader]:
    """A reader of the site in four languages; the test fails if any page complains."""
    with serving(four_languages.folder, "/tongues/") as address:
        someone = Reader(browser, address)
        yield someone
        someone.close()
        assert not someone.complaints, "\n".join(someone.complaints)


@pytest.mark.parametrize("locale", ["ar", "quc"])
def test_nothing_is_cut_or_covered(visitor: Reader, four_languages: BuiltSite, locale: str) -> None:
    """On phones and large screens every kind of page stands within the screen, and no words lie over others."""
    faults: list[str] = []
    page = visitor.open(f"{locale}/")
    for address in (*(kind.address for kind in kinds(four_languages, locale)), "", "404.html"):
        visitor.go(page, address)
        for width in (PHONE, LAPTOP):
            page.set_viewport_size({"width": width, "height": 800})
            for rule in (FAULTS, OVERLAPS):
                faults += [f"{address} at {width}: {found}" for found in page.evaluate(rule)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("locale", ["ar", "quc"])
def test_everybody_can_use_them(visitor: Reader, four_languages: BuiltSite, locale: str) -> None:
    """axe finds nothing against the pages of either language, which have words of others on them."""
    faults: list[str] = []
    page = visitor.open(f"{locale}/")
    for kind in kinds(four_languages, locale):
        visitor.go(page, kind.address)
        faults += [f"{kind.address}: {fault}" for fault in axe(page)]
    assert not faults, "\n".join(faults)


def test_before_stands_where_reading_begins(visitor: Reader) -> None:
    """Comparing pictures goes from right to left in Arabic: what was before is on the right, up to the handle."""
    page = visitor.open("ar/قصص/ذرة/")
    page.locator(".s-pair__range").fill("25")
    pictures = page.locator(".s-pair__both").bounding_box()
    before, after = page.locator(".s-pair__label").all()
    assert pictures
    middle = pictures["x"] + pictures["width"] / 2
    one, other = before.bounding_box(), after.bounding_box()
    assert one
    assert other
    assert one["x"] > middle > other["x"]
    cut = "getComputedStyle(document.querySelectorAll('.s-pair__one')[1]).clipPath"
    assert page.evaluate(cut) == "inset(0px 25% 0px 0px)"


def test_quotations_are_set_by_their_own_language(visitor: Reader) -> None:
    """An Arabic quotation on an English page begins on the right, a Spanish one on an Arabic page on the left."""
    side = """name => {
        const text = document.querySelector(`#${name} > blockquote p`);
        const range = document.createRange();
        range.selectNodeContents(text);
        const [words, box] = [range.getBoundingClientRect(), text.getBoundingClientRect()];
        return words.left - box.left > box.right - words.right ? 'right' : 'left';
    }"""
    page = visitor.open("en/stories/maize/")
    assert page.evaluate(side, "quote-sung") == "right"
    visitor.go(page, "ar/قصص/ذرة/")
    assert page.evaluate(side, "quote-found") == "left"
