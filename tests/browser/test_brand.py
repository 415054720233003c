"""A site in its programme's own look, by settings alone: logo, sign in the tab, fonts."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import mkdocs
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support import projects
from tests.support.axe import axe
from tests.support.browser import LAPTOP, PHONE, ColourScheme, Reader
from tests.support.built import BuiltSite
from tests.support.kinds import kinds
from tests.support.layout import BEYOND
from tests.support.server import serving

FONTS = Path(mkdocs.__file__).parent / "themes" / "readthedocs" / "css" / "fonts"
SETTINGS = """
      logo: content/brand/logo.svg
      logo_dark: content/brand/dark.svg
      favicon: content/brand/sign.svg
      fonts:
        headlines: Roboto Slab, Rockwell
        text: Lato
        files:
          - name: Roboto Slab
            regular: content/fonts/Roboto-Slab-Regular.woff2
            bold: content/fonts/Roboto-Slab-Bold.woff2
          - name: Lato
            regular: content/fonts/lato-normal.woff2
"""
DRAWN = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 20">
  <rect width="90" height="20" fill="{fill}"/>
</svg>"""
SEEN = """() => [...document.querySelectorAll('.frame-brand__logo')].filter(it => it.checkVisibility()).map(it => {
    const box = it.getBoundingClientRect();
    const reserved = it.getAttribute('width') / it.getAttribute('height');
    const keeps = Math.abs(reserved - it.naturalWidth / it.naturalHeight) < 0.05;
    return {keeps, file: it.currentSrc.split('/').pop(), alt: it.alt, drawn: it.naturalWidth > 0,
            inside: box.left >= 0 && box.right <= innerWidth && box.height > 10 && box.height <= 30 && box.width >= 24};
})"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The small site with a wide logo."""
    return branded(tmp_path_factory.mktemp("branded"), width=90)


def branded(folder: Path, width: int) -> BuiltSite:
    """The small site in a look of its own; its logo is so wide where it is 20 high."""
    project = projects.copy(projects.SMALL, folder / "project")
    own = project / "content" / "brand"
    own.mkdir()
    for name, fill in (("logo", "#7a2e5d"), ("dark", "#f0c0dd"), ("sign", "#7a2e5d")):
        (own / f"{name}.svg").write_text(DRAWN.format(width=width, fill=fill), "utf-8")
    (project / "content" / "fonts").mkdir()
    for font in re.findall(r"content/fonts/(\S+)", SETTINGS):
        shutil.copy(FONTS / font, project / "content" / "fonts")
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS)
    return BuiltSite(projects.build(project, folder / "site"), projects.SMALL_URL)


@pytest.fixture
def visitor(browser: Browser, site: BuiltSite) -> Iterator[Reader]:
    """A reader of it, who sees no other host asked and no error."""
    with serving(site.folder, "/bridge/") as address:
        someone = Reader(browser, address)
        yield someone
        someone.close()
    assert not someone.complaints, "\n".join(someone.complaints)


@pytest.mark.parametrize(
    ("locale", "colours", "scripts"),
    [("en", "light", True), ("es", "dark", True), ("es", "light", False), ("en", "dark", False)],
)
def test_the_logo_stands_on_every_page(
    visitor: Reader, site: BuiltSite, locale: str, colours: ColourScheme, scripts: bool
) -> None:
    """Every kind of page shows the logo of its shade, whole and low, on a phone and on a large screen."""
    wanted = {"light": r"logo\.[0-9a-f]{12}\.svg", "dark": r"logo-dark\.[0-9a-f]{12}\.svg"}[colours]
    page = visitor.open(f"{locale}/", colours=colours, scripts=scripts)
    for kind in (*(kind.address for kind in kinds(site, locale)), "404.html", ""):
        visitor.go(page, kind)
        # The one for dark pages is fetched only where it is seen, perhaps after all else.
        expect(page.locator(".frame-brand__logo:visible")).not_to_have_js_property("naturalWidth", 0)
        for width in (PHONE, LAPTOP):
            page.set_viewport_size({"width": width, "height": 800})
            (logo,) = page.evaluate(SEEN)
            assert re.fullmatch(wanted, logo["file"]), (kind, width)
            assert logo == {**logo, "alt": "", "drawn": True, "inside": True, "keeps": True}, (kind, width)
            assert not page.evaluate(BEYOND), (kind, width)
        assert page.locator("link[rel=icon][href*='favicon.'][href$='.svg']").count() == 1


def test_a_wide_logo_stands_for_the_name_on_a_phone(visitor: Reader) -> None:
    """It takes the name's place where there is no room for both; who cannot see it is told the name once."""
    page = visitor.open("en/", width=PHONE)
    name = page.locator(".frame-brand__words")
    assert name.evaluate("it => it.getBoundingClientRect().width") <= 1
    expect(page.locator("header").get_by_role("link", name="Example Bridge", exact=True)).to_have_count(1)
    assert not axe(page)
    page.set_viewport_size({"width": LAPTOP, "height": 800})
    assert name.evaluate("it => it.getBoundingClientRect().width") > 100


def test_a_square_logo_leaves_the_name_its_room(browser: Browser, tmp_path: Path) -> None:
    """A sign that does not spell the name stands beside it, on a phone too."""
    with serving(branded(tmp_path, width=20).folder, "/bridge/") as address:
        someone = Reader(browser, address)
        page = someone.open("es/", width=PHONE)
        (logo,) = page.evaluate(SEEN)
        assert logo["inside"]
        assert page.locator(".frame-brand__name").evaluate("it => it.getBoundingClientRect().width") > 60
        someone.close()
    assert not someone.complaints, "\n".join(someone.complaints)


@pytest.mark.parametrize("locale", ["en", "es"])
def test_pages_are_set_in_the_programmes_fonts(visitor: Reader, site: BuiltSite, locale: str) -> None:
    """Headlines and text are in the fonts that were named, from the site's own files, each asked for once."""
    page = visitor.open(f"{locale}/", width=PHONE)
    page.evaluate("document.fonts.ready")
    assert _set_in(page, "main h1, main h2") == '"Roboto Slab", Rockwell, serif'
    assert _set_in(page, "main p") == "Lato, sans-serif"
    assert page.evaluate("['600 20px \"Roboto Slab\"', '16px Lato'].every(font => document.fonts.check(font))")
    loaded = [request.url.rpartition("/")[2] for request in visitor.loaded if request.url.endswith(".woff2")]
    names = {re.sub(r"\.[0-9a-f]{12}\.", ".", name) for name in loaded}
    assert len(loaded) == len(set(loaded))
    assert {"roboto-slab-700.woff2", "lato-400.woff2"} <= names


def _set_in(page: Page, place: str) -> str:
    families: str = page.locator(place).first.evaluate("it => getComputedStyle(it).fontFamily")
    return families
