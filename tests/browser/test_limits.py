"""What a page costs a reader on a phone with mobile data, in counts and bytes, and what Lighthouse says of it."""

import pytest

from tests.support.browser import PHONE, Reader
from tests.support.built import BuiltSite
from tests.support.kinds import a_story
from tests.support.lighthouse import CLASSES, lighthouse

KILOBYTE = 1000
PICTURES = (".avif", ".jpg", ".jpeg", ".webp", ".png")

SHIFTED = """() => new Promise(done => {
    let moved = 0;
    new PerformanceObserver(list => { for (const shift of list.getEntries()) moved += shift.value })
        .observe({type: 'layout-shift', buffered: true});
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(moved))));
})"""
"""How much of the page has moved while it loaded."""

BLOCKING = """() => performance.getEntriesByType('resource')
    .filter(it => it.renderBlockingStatus === 'blocking').map(it => it.name)"""
"""What the browser waits for before it shows anything."""

ELEMENTS = "document.querySelectorAll('*').length"


@pytest.mark.parametrize("locale", ["en", "es"])
def test_a_first_view_is_light(reader: Reader, real_site: BuiltSite, locale: str) -> None:
    """A story's first view on a phone is at most 150 KB on the wire without its photo, and 250 KB with it; story and
    front page wait for four style sheets at most and no script, ask for few files, and nothing moves as they load."""
    for address in (f"{locale}/", a_story(real_site, locale).address):
        reader.loaded.clear()
        page = reader.open(address, width=PHONE)
        page.wait_for_load_state("networkidle")
        sizes = {it.url: it.sizes()["responseBodySize"] + it.sizes()["responseHeadersSize"] for it in reader.loaded}
        pictures = sum(size for url, size in sizes.items() if url.endswith(PICTURES))
        total = sum(sizes.values())
        assert total - pictures <= 150 * KILOBYTE, sizes
        assert total <= 250 * KILOBYTE, sizes
        assert len(sizes) <= 12, sizes
        blocking = page.evaluate(BLOCKING)
        assert len(blocking) <= 4, blocking
        assert not [name for name in blocking if not name.endswith(".css")]
        assert page.evaluate(SHIFTED) < 0.01
        assert page.evaluate(ELEMENTS) <= 800


def test_lighthouse_gives_full_points(served_site: str, real_site: BuiltSite) -> None:
    """Lighthouse gives an English front page and a Spanish story 100 points in all classes, on a phone."""
    for address in ("en/", a_story(real_site, "es").address):
        scores, costly = lighthouse(served_site + address)
        assert scores == dict.fromkeys(CLASSES, 100), "\n".join([address, *costly])
