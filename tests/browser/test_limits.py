"""What a page costs a reader on mobile data, and what Lighthouse says of it."""

import pytest

from tests.support.browser import PHONE, Reader
from tests.support.built import BuiltSite
from tests.support.kinds import a_story
from tests.support.lighthouse import lighthouse

KILOBYTE = 1000
PICTURES = (".avif", ".jpg", ".jpeg", ".webp", ".png")


@pytest.mark.parametrize("locale", ["en", "es"])
def test_a_storys_first_view_is_light(reader: Reader, real_site: BuiltSite, locale: str) -> None:
    """A story's first view on a phone is at most 150 KB on the wire without its photo, and 250 KB with it."""
    page = reader.open(a_story(real_site, locale).address, width=PHONE)
    page.wait_for_load_state("networkidle")
    sizes = {it.url: it.sizes()["responseBodySize"] + it.sizes()["responseHeadersSize"] for it in reader.loaded}
    pictures = sum(size for url, size in sizes.items() if url.endswith(PICTURES))
    total = sum(sizes.values())
    assert total - pictures <= 150 * KILOBYTE, sizes
    assert total <= 250 * KILOBYTE, sizes


@pytest.mark.parametrize("locale", ["en", "es"])
def test_lighthouse_gives_full_points(served_site: str, real_site: BuiltSite, locale: str) -> None:
    """Lighthouse gives home page and story 100 points in all four classes, on a phone."""
    faults = []
    for address in (f"{locale}/", a_story(real_site, locale).address):
        scores, costly = lighthouse(served_site + address)
        if set(scores.values()) != {100}:
            faults += [f"{address}: {scores}", *costly]
    assert not faults, "\n".join(faults)
