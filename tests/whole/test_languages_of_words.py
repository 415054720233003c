"""Stories that lack a language here and there: every word says which it is in, and links lead to what exists alone."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.support import projects
from tests.support.built import BuiltSite
from tests.support.laws import LAWS
from tests.support.marked import MARK, marked, misplaced, misplaced_in_feed
from tests.support.warm import built
from tests.support.words import foreign_words

HERE = ("es/historias/solo-es/", "en/stories/solo-es/")
"""A story that is in Spanish alone."""

ONLY_ENGLISH = "night-school"
NAMES = {"sitemap": "http://www.sitemaps.org/schemas/sitemap/0.9", "xhtml": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the sites of this module are built."""
    return tmp_path_factory.mktemp("marked")


def site_with(folder: Path, missing_locale: str) -> BuiltSite:
    """The marked project's site under a setting for what is missing."""
    records, site = marked(missing_locale=missing_locale), folder / missing_locale
    if not site.exists():
        outcome = built(records.write(folder / "project"), site, records.as_of)
        assert outcome.files is not None, outcome.problems
    return BuiltSite(site, projects.SMALL_URL)


@pytest.fixture(name="site", scope="module", params=["notice", "leave-out"])
def _site(folder: Path, request: pytest.FixtureRequest) -> BuiltSite:
    return site_with(folder, request.param)


def test_every_word_says_which_language_it_is_in(site: BuiltSite) -> None:
    """Titles, quotations, names, sources, captions, pictures' texts: each stands in an element of its language."""
    wrong = sorted({line for page in site.pages.values() for line in misplaced(page)})
    assert not wrong, "\n".join(wrong)
    said = {mark[0] for page in site.pages.values() for mark in MARK.finditer(page.main.text)}
    assert len(said) > 80
    assert {mark[:2] for mark in said} == {"en", "es", "fr", "qu"}


def test_words_in_the_wrong_language_are_found(folder: Path) -> None:
    """A headline that does not say what it is in is seen by the test above."""
    page = site_with(folder, "notice").page(HERE[1])
    (headline,) = page.main.all("h1")[0].all("span", lang="es")
    del headline.attributes["lang"]
    try:
        assert list(misplaced(page)) == [f"{HERE[1]}: esmark900 is called en"]
    finally:
        headline.attributes["lang"] = "es"


def test_the_interface_speaks_the_pages_language(site: BuiltSite) -> None:
    """Around words of another language, and in what a foreign text places, the interface speaks the page's."""
    for locale, other in (("es", "en"), ("en", "es")):
        pages = site.in_language(locale)
        assert [words for page in pages for words in foreign_words(page, locale, other)] == []


def test_feeds_say_it_too(site: BuiltSite) -> None:
    """Every word of a feed is of the language that the feed says."""
    for locale in ("en", "es"):
        assert list(misplaced_in_feed((site.folder / locale / "feed.xml").read_text("utf-8"))) == []


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_law(site: BuiltSite, law: object) -> None:
    """What holds on every page of a site holds where languages are missing."""
    assert callable(law)
    assert list(law(site)) == []


def test_a_notice_says_what_is_missing(folder: Path) -> None:
    """Shown with a notice, the story stands in every list of both languages, each page the other's twin."""
    site = site_with(folder, "notice")
    for address in HERE:
        page = site.page(address)
        assert {locale: url.removeprefix(site.url) for locale, url in page.alternates.items()} == {
            "en": HERE[1],
            "es": HERE[0],
            "x-default": HERE[1],
        }
    assert "Spanish" in site.page(HERE[1]).main.with_class("s-notice")[0].text
    assert not site.page(HERE[0]).main.with_class("s-notice")
    assert _led_to(site, "en/") == _led_to(site, "es/", "en")


def test_left_out_is_left_out_everywhere(folder: Path) -> None:
    """Left out of a language, a story is in no list, count, feed, sitemap line or *read next* of it, and no twin."""
    site = site_with(folder, "leave-out")
    assert HERE[0] in site.pages
    assert HERE[1] not in site.pages
    assert f"es/historias/{ONLY_ENGLISH}/" not in site.pages
    for page in site.in_language("en"):
        assert not re.search(r"solo-es", page.html), page.address
    for page in site.in_language("es"):
        assert f"historias/{ONLY_ENGLISH}/" not in page.html, page.address
    assert "solo-es" not in (site.folder / "en/feed.xml").read_text("utf-8")
    alone = site.page(HERE[0])
    assert {locale: url.removeprefix(site.url) for locale, url in alone.alternates.items()} == {
        "es": HERE[0],
        "x-default": HERE[0],
    }
    assert [link for box in alone.tree.with_class("frame-switch") for link in box.all("a")] == []
    for locale, address in (("en", "en/countries/guatemala/"), ("es", "es/paises/guatemala/")):
        cards = len(site.page(address).main.with_class("s-card"))
        words = {1: "1 story|1 historia", 2: "2 stories|2 historias"}[cards]
        assert re.search(words, site.page(address).description), (locale, site.page(address).description)


def test_the_sitemap_names_what_exists(site: BuiltSite) -> None:
    """Every page of the sitemap and every language that it names for one is a page."""
    urls = ET.parse(site.folder / "sitemap.xml").findall("sitemap:url", NAMES)
    assert len(urls) > 30
    for url in urls:
        named = [
            str(url.findtext("sitemap:loc", "", NAMES)),
            *(it.get("href", "") for it in url.findall("xhtml:link", NAMES)),
        ]
        assert [address for address in named if address.removeprefix(site.url) not in site.pages] == []


def test_block_publishes_nothing(folder: Path) -> None:
    """Where missing languages block, no site is made, and every text that lacks one is named."""
    records = marked(missing_locale="block")
    outcome = built(records.write(folder / "project"), folder / "blocked", records.as_of)
    assert outcome.files is None
    blocked = [problem for problem in outcome.problems if "[translation-required]" in problem]
    assert any("stories/solo-es/story.yml" in problem and "“en”: title, body" in problem for problem in blocked)
    assert any("content/themes.yml" in problem for problem in blocked)


def _led_to(site: BuiltSite, below: str, twin: str = "") -> set[str]:
    """The stories that lists of a language lead to; by the address of each one's ``twin``."""
    found = set()
    for page in site.in_language(below.strip("/")):
        for link in (it for card in page.main.with_class("s-card") for it in card.all("a")):
            target = site.leads_to(page, link.attributes["href"])
            assert target is not None
            story = site.page(target[0])
            found.add(story.alternates[twin].removeprefix(site.url) if twin else story.address)
    return found
