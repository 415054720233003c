"""Scripts off, old browser, no server: everything can be read and every link followed."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.browser import PHONE, Reader
from tests.support.documents import documents, file_at, kinds


@pytest.mark.parametrize("locale", ["en", "es"])
def test_every_kind_of_page_reads_without_scripts(reader: Reader, built_site: Path, locale: str) -> None:
    """Without scripts each kind of page has its headline, its text and its menu in sight, and nothing dead."""
    for address in kinds(built_site, locale):
        page = reader.open(address, width=PHONE, scripts=False)
        expect(page.locator("h1").first).to_be_visible()
        expect(page.locator("main")).to_be_visible()
        page.locator("header details summary").click()
        expect(page.locator("header details nav a").first).to_be_visible()
        # A button without a script behind it does nothing: none may be in sight.
        assert [button.inner_text() for button in page.locator("button:visible").all()] == []
        reader.close()


def test_folded_parts_unfold_without_scripts(reader: Reader, built_site: Path) -> None:
    """What is folded away, such as where a figure comes from, opens without scripts."""
    page = reader.open(kinds(built_site, "en")[0], scripts=False)
    for address in kinds(built_site, "en"):
        page.goto(address)
        for part in page.locator("main details").all():
            if not part.evaluate("it => it.checkVisibility()"):
                continue
            before = part.evaluate("it => it.open")
            part.locator("summary").first.click()
            assert part.evaluate("it => it.open") is not before


def test_every_link_leads_somewhere(built_site: Path) -> None:
    """Each link, picture, sheet and script of every page is there, and so is the part of the page that a link names."""
    anchors = {page.address: page.anchors for page in documents(built_site)}
    broken = []
    for page in documents(built_site):
        for written, address in page.links():
            path, _, part = address.partition("#")
            if not file_at(built_site, path).is_file() or (part and part not in anchors.get(path, {part})):
                broken.append(f"{page.address}: {written}")
    assert not broken, "\n".join(broken)


def test_no_page_asks_another_host(built_site: Path) -> None:
    """No page loads anything from anywhere but the site itself."""
    foreign = [
        f"{page.address}: {has}"
        for page in documents(built_site)
        for tag, has in page.elements
        if tag in {"script", "img", "source", "iframe", "video", "audio"}
        or (tag == "link" and has.get("rel") in LOADED)
        if any(
            "//" in has.get(name, "") for name in ("src", "srcset", "href") if not has.get(name, "").startswith("data:")
        )
    ]
    assert not foreign, "\n".join(foreign)


LOADED = {"stylesheet", "icon", "preload", "modulepreload", "preconnect", "dns-prefetch", "manifest"}
