"""Laws of every page, on the repository's own site and on the small one."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from site_builder.build import public_sites
from site_builder.mkdocs_plugin import Options, run
from site_builder.pages.plan import plan_pages
from site_builder.publish.staging import list_files
from tests.support import projects
from tests.support.built import BuiltSite
from tests.support.laws import LAWS, Law
from tests.support.words import foreign_words


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_law(site: BuiltSite, law: Law) -> None:
    """The law holds on every page."""
    broken = list(law(site))
    assert not broken, f"{law.__doc__}\n" + "\n".join(broken)


@pytest.mark.parametrize(("locale", "other"), [("es", "en"), ("en", "es")])
def test_the_interface_speaks_the_pages_language(site: BuiltSite, locale: str, other: str) -> None:
    """No word of the interface stands in the other language on a page, unless that part says so."""
    wrong = [
        f"{page.address}: {words}" for page in site.in_language(locale) for words in foreign_words(page, locale, other)
    ]
    assert not wrong, "\n".join(wrong)


def test_the_interfaces_words_are_found_where_they_are_wrong(small_site: BuiltSite) -> None:
    """Read as Spanish, the English pages are full of foreign words: the test above can see them."""
    page = small_site.page("en/progress/")
    page.tree.all("html")[0].attributes["lang"] = "es"
    try:
        assert len(list(foreign_words(page, "es", "en"))) > 10
    finally:
        page.tree.all("html")[0].attributes["lang"] = "en"


def test_every_page_is_in_the_plan(small_site: BuiltSite) -> None:
    """The pages that are published are those that the plan and the hand-written pages name, and all of them."""
    prepared = projects.prepared(projects.SMALL)
    assert prepared.site is not None
    sites = public_sites(prepared.site, projects.instant_at(projects.SMALL_AS_OF))
    planned = {page.make().address for page in plan_pages(sites)} | {page.address for page in prepared.handwritten}
    assert set(small_site.pages) == planned


def test_numbers_follow_the_readers_way(small_site: BuiltSite) -> None:
    """Thousands and decimals are written as Central America writes them, in both languages."""
    for address in ("en/results/", "es/resultados/"):
        words = small_site.page(address).main.text
        assert "12,500" in words
        assert "1,234.5" in words
        assert "12500" not in words


def test_days_follow_the_readers_way(small_site: BuiltSite) -> None:
    """A day is written out in the page's language."""
    assert "May 20, 2024" in small_site.page("en/stories/water-points/").main.text
    assert "20 de mayo de 2024" in small_site.page("es/historias/puntos-de-agua/").main.text


def test_one_is_one(small_site: BuiltSite) -> None:
    """A unit takes the form that its number needs."""
    row = small_site.page("en/stories/night-school/").tree.by_id("result-people-reached")
    assert row is not None
    assert "1 person " in row.text


def test_a_missing_language_is_said(small_site: BuiltSite) -> None:
    """A story without Spanish stands on its Spanish address under a notice, and its words say that they are English."""
    page = small_site.page("es/historias/night-school/")
    assert "inglés" in page.main.with_class("s-notice")[0].text
    headline = page.main.all("h1")[0]
    assert [words.language for words in headline.all("span")] == ["en"]
    body = page.main.with_class("s-body")[0]
    assert body.language == "en"
    assert not small_site.page("en/stories/night-school/").main.with_class("s-notice")


def test_what_machines_read_is_well_formed(site: BuiltSite) -> None:
    """Sitemap and feeds are XML, and what stories say to search engines is JSON with their own headline."""
    for file in site.files:
        if file.endswith(".xml"):
            ET.parse(site.folder / file)
        if file.endswith(".json"):
            json.loads((site.folder / file).read_text(encoding="utf-8"))
    for page in site.pages.values():
        for script in page.tree.all("script", type="application/ld+json"):
            (words,) = script.children
            assert isinstance(words, str)
            assert json.loads(words)["headline"] == page.main.all("h1")[0].text


def test_the_sitemap_lists_what_may_be_listed(site: BuiltSite) -> None:
    """The sitemap names every listed page once, and no other."""
    names = {"sitemap": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    found = [it.text for it in ET.parse(site.folder / "sitemap.xml").findall("sitemap:url/sitemap:loc", names)]
    assert sorted(map(str, found)) == sorted(site.url + page.address for page in site.pages.values() if page.is_listed)


def test_a_story_that_moved_leads_on(small_site: BuiltSite) -> None:
    """A former address leads to the story, in each language, and search engines do not list it."""
    for former, address in (
        ("en/stories/old-water-points/", "en/stories/water-points/"),
        ("es/historias/old-water-points/", "es/historias/puntos-de-agua/"),
    ):
        page = small_site.page(former)
        assert not page.is_listed
        assert (address, "") in [small_site.leads_to(page, it.attributes["href"]) for it in page.main.all("a")]


def test_only_what_adds_up_is_added_up(small_site: BuiltSite) -> None:
    """Achieved increments of one indicator are added up, plans and other units are not, and the reason is given."""
    page = small_site.page("en/results/")
    totals = [found.text for found in page.main.with_class("s-total")]
    assert totals == ["Total 12,501 people"]
    other = next(group for group in page.main.with_class("s-group") if "Pipe laid" in group.text)
    assert re.search("No total", other.text)


def test_a_whole_site_is_known_as_it_is_written(tmp_path: Path) -> None:
    """What was seen of the pages while they were written shows the site to be whole; no page is read again for that."""
    options = run(
        projects.copy(projects.SMALL, tmp_path / "project"), tmp_path / "site", Options(as_of=projects.SMALL_AS_OF)
    )
    assert options.made is not None
    files = frozenset(list_files(tmp_path / "site"))
    found = options.made.links
    assert "en/about/index.html" not in found.ids
    for file in files - found.ids.keys():
        if file.endswith(".html"):
            found.ids[file] = ""
    assert found.files <= files
    assert (found.missing_anchors(), [*found.one_sided()], found.empty) == (set(), [], set())
    assert not found.files <= files - {"en/progress/index.html"}
