"""What a page costs a reader on mobile data, and what Lighthouse says of it."""

from pathlib import Path

import pytest
from playwright.sync_api import Request

from tests.support.browser import PHONE, Reader
from tests.support.documents import documents
from tests.support.lighthouse import CLASSES, lighthouse

KILOBYTE = 1000
STORIES = {"en": "/en/stories/", "es": "/es/historias/"}


def first_story(folder: Path, locale: str) -> str:
    """The address of a story."""
    section = STORIES[locale]
    return next(
        page.address
        for page in documents(folder)
        if page.address.startswith(section) and page.address.count("/") == section.count("/") + 1
    )


@pytest.mark.parametrize("locale", STORIES)
def test_a_storys_first_view_is_light(reader: Reader, built_site: Path, locale: str) -> None:
    """A story's first view on a phone is at most 150 KB on the wire without its photo, and 250 KB with it."""
    address = first_story(built_site, locale)
    page = reader.open("/404.html", width=PHONE)
    requests: list[Request] = []

    def note(request: Request) -> None:
        requests.append(request)

    page.on("requestfinished", note)
    page.goto(address, wait_until="networkidle")
    sizes = {it.url: it.sizes()["responseBodySize"] + it.sizes()["responseHeadersSize"] for it in requests}
    pictures = sum(size for url, size in sizes.items() if url.endswith((".avif", ".jpg", ".jpeg", ".webp")))
    total = sum(sizes.values())
    assert total - pictures <= 150 * KILOBYTE, sizes
    assert total <= 250 * KILOBYTE, sizes


@pytest.mark.parametrize("locale", STORIES)
def test_lighthouse_gives_full_points(served_site: str, built_site: Path, locale: str) -> None:
    """Lighthouse gives home page and story 100 points in all four classes, on a phone."""
    faults = []
    for address in (f"/{locale}/", first_story(built_site, locale)):
        scores, costly = lighthouse(served_site + address)
        if scores != dict.fromkeys(CLASSES, 100):
            faults += [f"{address}: {scores}", *costly]
    assert not faults, "\n".join(faults)
