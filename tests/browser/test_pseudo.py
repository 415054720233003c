"""The pseudo-locale on a screen: words 40 % longer, and nothing of them is cut or lies over something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from site_builder.locales.pseudo import PSEUDO
from tests.conftest import REAL_AS_OF
from tests.support import pictured, projects
from tests.support.browser import Reader
from tests.support.built import BuiltPage, BuiltSite
from tests.support.kinds import kinds
from tests.support.plain_words import Known, of_cldr, of_records, on_page
from tests.support.pseudo_sites import with_pseudo
from tests.support.server import serving

PATH, URL = "/pseudo/", "https://stories.example.org/pseudo/"

# Text that does not fit its box and is hidden there; boxes with text of their own that lie over each other.
CUT = """() => {
  const shown = (it) => it.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const spoken = (it) => it.closest('[data-pf-sr-hidden], .md-skip, .frame-brand__topic')
    || [it, ...ancestors(it)].some((one) => getComputedStyle(one).clipPath === 'inset(50%)');
  const ancestors = (it) => it.parentElement ? [it.parentElement, ...ancestors(it.parentElement)] : [];
  const name = (it) => `${it.tagName.toLowerCase()}.${it.className} “${it.textContent.trim().slice(0, 60)}”`;
  const found = [];
  const texts = [];
  for (const it of document.querySelectorAll('body *')) {
    const own = [...it.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!shown(it) || spoken(it)) continue;
    const style = getComputedStyle(it);
    const clips = ['hidden', 'clip'].some((value) => [style.overflowX, style.overflowY].includes(value));
    // The name beside the logo is looked at for itself; what comes in its place once a page is scrolled is an echo.
    if (it.textContent.trim() && clips && style.display !== 'inline' && !it.matches('.frame-brand')
        && (it.scrollWidth > it.clientWidth + 1 || it.scrollHeight > it.clientHeight + 2)) {
      found.push(`cut: ${name(it)}`);
    }
    if (own) for (const node of it.childNodes) {
      if (node.nodeType !== 3 || !node.textContent.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const lines = new Set([...range.getClientRects()].map((box) => box.top)).size;
      if (lines > 1 && /^[\\d.,]+$/.test(node.textContent.trim())) found.push(`a number in two lines: ${name(it)}`);
      for (const box of range.getClientRects()) {
        if (box.width < 2) continue;
        if (box.right > innerWidth + 1 || box.left < -1) found.push(`off the screen: ${name(it)}`);
        const [top, bottom] = [box.top + box.height * 0.25, box.bottom - box.height * 0.25];
        texts.push([it, { left: box.left, right: box.right, top, bottom }]);
      }
    }
  }
  texts.sort(([, a], [, b]) => a.top - b.top);
  for (let one = 0; one < texts.length; one += 1) {
    const [it, a] = texts[one];
    for (let two = one + 1; two < texts.length && texts[two][1].top < a.bottom; two += 1) {
      const [other, b] = texts[two];
      const [across, down] = [['left', 'right'], ['top', 'bottom']]
        .map(([begin, end]) => Math.min(a[end], b[end]) - Math.max(a[begin], b[begin]));
      if (across > 2 && down > 2) found.push(`over each other: ${name(it)} and ${name(other)}`);
    }
  }
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) found.push('the page scrolls sideways');
  return [...new Set(found)];
}"""


@pytest.fixture(scope="module", params=["first", "small", "pictured"])
def pseudo_site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, project: Path) -> BuiltSite:
    """A site with the pseudo-locale."""
    folder = tmp_path_factory.mktemp("pseudo")
    sources = {"first": project, "small": projects.SMALL}
    source = sources.get(request.param) or pictured.project(folder / "source")
    as_of = REAL_AS_OF if request.param == "first" else projects.SMALL_AS_OF
    records = with_pseudo(source, folder / "project")
    return BuiltSite(projects.build(records, folder / "site", as_of, {"SITE_URL": URL}), URL)


@pytest.fixture
def pseudo_reader(browser: Browser, pseudo_site: BuiltSite) -> Iterator[Reader]:
    """A reader of it."""
    with serving(pseudo_site.folder, PATH) as address:
        someone = Reader(browser, address)
        yield someone
        someone.close()


def test_nothing_is_cut_or_lies_over_something_else(pseudo_reader: Reader, pseudo_site: BuiltSite) -> None:
    """Every kind of page, on a phone, a tablet and a laptop, with the menu open too."""
    faults: list[str] = []
    page = pseudo_reader.open(f"{PSEUDO}/", width=320)
    for address in (*(kind.address for kind in kinds(pseudo_site, PSEUDO)), "", "404.html"):
        pseudo_reader.go(page, address)
        for width in (320, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            faults += [f"{address} at {width}: {found}" for found in page.evaluate(CUT)]
            page.evaluate("document.querySelectorAll('main details').forEach((it) => { it.open = true; })")
            faults += [f"{address} at {width}, unfolded: {found}" for found in page.evaluate(CUT)]
    assert not faults, "\n".join(faults)


def test_what_the_search_says_is_in_accents(pseudo_reader: Reader, pseudo_site: BuiltSite) -> None:
    """The search and its parts, put together in the browser, speak the catalog's words and fit a phone."""
    page = pseudo_reader.open(f"{PSEUDO}/search/", width=320)
    box = page.locator("main input").first
    box.fill("xyzzyq")
    expect(page.locator("pagefind-summary")).to_contain_text("⟦")
    page.locator("main [role=combobox]").first.click()
    expect(page.locator(".pf-dropdown-options").first).to_contain_text("⟦")
    known = Known({*of_cldr(), *of_records(pseudo_site.folder.parent / "project"), "xyzzyq", "esc"})
    shown = BuiltPage(f"{PSEUDO}/search/", page.content())
    found = list(on_page(shown, known))
    assert not found, "\n".join(found)
    # A list that is open lies over what follows.
    assert [fault for fault in page.evaluate(CUT) if not fault.startswith("over each other")] == []


def test_what_can_be_chosen_is_announced_in_spanish(pseudo_reader: Reader) -> None:
    """The number of stories beside a country is no English word to those who hear it."""
    page = pseudo_reader.open("es/buscar/")
    page.locator("main [role=combobox]").first.click()
    option = page.locator(".pf-dropdown-option[aria-label]").first
    expect(option).to_have_attribute("aria-label", re.compile(r", \d+ resultados?$"))


def test_a_search_that_does_not_work_says_so_in_the_catalogs_words(pseudo_reader: Reader) -> None:
    """Where the index cannot be fetched, no English of the search program is shown."""
    page = pseudo_reader.open(f"{PSEUDO}/", width=320)
    page.route("**/pagefind/pagefind.js", lambda route: route.abort())
    page.goto(f"{pseudo_reader.site}{PSEUDO}/search/")
    page.locator("main input").first.fill("water")
    expect(page.locator("pagefind-summary")).to_contain_text("⟦")
    expect(page.locator(".pf-error")).to_have_count(0)
