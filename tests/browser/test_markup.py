"""A site whose every text is an attack, in a real browser: nothing runs, nothing asks, nothing pops up."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.support import markup, projects
from tests.support.browser import Reader
from tests.support.built import BuiltSite
from tests.support.kinds import kinds
from tests.support.server import serving


@pytest.fixture(scope="module")
def attacked_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The attacked site."""
    folder = tmp_path_factory.mktemp("attacked")
    markup.fill(folder / "project", markup.attack)
    return BuiltSite(projects.build(folder / "project", folder / "site"), markup.URL)


@pytest.fixture
def visitor(browser: Browser, attacked_site: BuiltSite) -> Iterator[Reader]:
    """A reader of it, who sees whatever goes wrong."""
    with serving(attacked_site.folder) as address:
        someone = Reader(browser, address)
        yield someone
        someone.close()
        assert not someone.complaints, "\n".join(someone.complaints)


@pytest.mark.parametrize("locale", ["en", "es"])
def test_nothing_runs_on_any_kind_of_page(visitor: Reader, attacked_site: BuiltSite, locale: str) -> None:
    """On every kind of page no attack's script runs, and no element of one is there."""
    addresses = (*(kind.address for kind in kinds(attacked_site, locale)), "", "404.html")
    assert len(addresses) > 10
    page = visitor.open(addresses[0])
    for address in addresses:
        visitor.go(page, address)
        # What waits for the pointer or the focus is set off too.
        page.evaluate("""() => document.querySelectorAll('main *').forEach(it => {
            for (const kind of ['mouseover', 'focus', 'error', 'load']) it.dispatchEvent(new Event(kind));
        })""")
        assert page.evaluate("window.__pwned") is None, address
        assert page.locator("img[src='x'], svg[onload], [onerror], [onmouseover]").count() == 0, address


def test_nothing_runs_in_what_the_search_shows(visitor: Reader) -> None:
    """A story that is found shows its attack as words."""
    page = visitor.open("en/search/")
    page.locator("main input").first.fill("textarea")
    found = page.locator("pagefind-results a").first
    expect(found).to_be_visible()
    expect(page.locator("pagefind-results")).to_contain_text("<script>window.__pwned")
    assert page.evaluate("window.__pwned") is None
    assert page.locator("pagefind-results :is(script, svg, b, i, textarea)").count() == 0
