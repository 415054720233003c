"""The repository's own site holds every fact of its first story, in both languages, and claims nothing beyond them."""

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from site_builder.locales import Locale
from site_builder.locales.catalog import catalog
from tests.support import projects
from tests.support.built import BuiltPage, BuiltSite
from tests.support.dom import Element
from tests.support.privacy import leaks

SEED: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("seed.yml").read_text(encoding="utf-8"))
LOCALES = ("en", "es")


def said(locale: str, key: str) -> str:
    """The interface's words for something."""
    return catalog(Locale(locale)).text(key)


def page_of(site: BuiltSite, locale: str, name: str) -> BuiltPage:
    """One of the pages that the facts stand on."""
    return site.page(SEED["addresses"][locale][name])


def result_on(page: BuiltPage, name: str) -> Element:
    """A figure's place on the story's page."""
    found = page.tree.by_id(f"result-{name}")
    assert found is not None, f"{page.address}: {name} is not there"
    return found


@pytest.fixture(scope="module")
def june_2023(project: Path, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The repository's own site as it would have been on 30 June 2023."""
    folder = tmp_path_factory.mktemp("june") / "site"
    return BuiltSite(projects.build(project, folder, "2023-06-30", {"SITE_URL": ""}), "https://nowhere.example/")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", SEED["results"])
def test_every_result_stands_on_the_storys_page(real_site: BuiltSite, locale: str, name: str) -> None:
    """Each figure has its number, unit, status, period, country and how sure that is, in the page's language."""
    fact = SEED["results"][name]
    words = result_on(page_of(real_site, locale, "story"), name).text
    when = said(locale, "period.unstated") if fact["when"] == "unstated" else fact["when"][locale]
    expected = [
        f"{fact['value']} {fact[locale]}",
        said(locale, f"status.{fact['status']}"),
        when,
        SEED["countries"][fact["country"]][locale],
        said(locale, "figure.source"),
    ]
    if fact["inferred"]:
        expected += [said(locale, "place.inferred"), said(locale, "figure.reading")]
    if fact["status"] == "unclear":
        expected.append(said(locale, "figure.reading"))
    assert [words_of for words_of in expected if words_of not in words] == []
    assert (said(locale, "place.inferred") in words) == fact["inferred"]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", [name for name, fact in SEED["results"].items() if "relation" in fact])
def test_relations_are_told_and_left_open(real_site: BuiltSite, locale: str, name: str) -> None:
    """Where a figure may be inside another the page says that the source does not tell; where it is apart, that."""
    words = result_on(page_of(real_site, locale, "story"), name).text
    sentence = said_around(locale, f"relation.{SEED['results'][name]['relation']}")
    assert sentence in words


def said_around(locale: str, key: str) -> str:
    """The longest part of a sentence of the interface that holds no parameter."""
    return max(re.split(r"\{\w+\}", catalog(Locale(locale)).messages[key][0]), key=len).strip(" .:;()")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_result_stands_on_the_page_of_results(real_site: BuiltSite, locale: str) -> None:
    """The page of results shows each figure once and leads to its place in the story."""
    page = page_of(real_site, locale, "results")
    rows = page.main.with_class("s-row")
    assert len(rows) == len(SEED["results"]) == 9
    for name, fact in SEED["results"].items():
        (row,) = (row for row in rows if any(_leads_to(link, name) for link in row.all("a")))
        assert f"{fact['value']} {fact[locale]}" in row.text
        assert said(locale, f"status.{fact['status']}") in row.text


def _leads_to(link: Element, result: str) -> bool:
    return link.attributes["href"].endswith(f"#result-{result}")


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_is_totalled(real_site: BuiltSite, locale: str) -> None:
    """No page shows a total, a sum of figures or a share; every group of results says why it has no total."""
    page = page_of(real_site, locale, "results")
    assert page.main.with_class("s-total") == []
    for group in page.main.with_class("s-group"):
        assert group.with_class("s-explain"), group.text[:80]
    values = [int(fact["value"]) for fact in SEED["results"].values()]
    sums = {str(sum(some)) for count in (2, 3) for some in combinations(values, count)} | {f"{sum(values):,}"}
    for address in SEED["addresses"][locale].values():
        words = real_site.page(address).main.text
        numbers = set(re.findall(r"(?<![\w-])\d[\d,]*(?![\w-])", words))
        assert numbers & (sums - set(map(str, values))) == set()
        assert not re.search(r"\d\s?%", words)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_story_says_why_there_is_no_total(real_site: BuiltSite, locale: str) -> None:
    """Beside the figures the story's page says that they are not added up, and why."""
    assert said(locale, "figures.no-total") in page_of(real_site, locale, "story").main.text


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", SEED["quotations"])
def test_every_quotation_is_honest_about_its_language(real_site: BuiltSite, locale: str, name: str) -> None:
    """The English words are the published ones; the Spanish says that it is a translation and keeps those beside it."""
    fact = SEED["quotations"][name]
    quotation = page_of(real_site, locale, "story").tree.by_id(f"quote-{name}")
    assert quotation is not None
    for words in (fact["speaker"], fact["organisation"], fact["role"][locale]):
        assert words in quotation.text
    large = quotation.all("blockquote")[0].text
    if locale == "en":
        assert large == fact["words"]
        assert said("en", "quote.language-unknown") in quotation.text
    else:
        assert large != fact["words"]
        assert fact["words"] in [recorded.text for recorded in quotation.all("blockquote", lang="en")]
        assert said_around("es", "quote.translated-unknown") in quotation.text


@pytest.mark.parametrize("locale", LOCALES)
def test_every_organisation_has_a_page(real_site: BuiltSite, locale: str) -> None:
    """The four organisations stand under their full name and acronym, and the story leads to each."""
    headlines = {page.main.all("h1")[0].text: page.address for page in real_site.in_language(locale)}
    story = page_of(real_site, locale, "story")
    led_to = {
        target[0] for link in story.main.all("a") if (target := real_site.leads_to(story, link.attributes["href"]))
    }
    for fact in SEED["organisations"]:
        acronym = fact["acronym"][locale]
        (headline,) = (words for words in headlines if words.endswith(f" {acronym}"))
        assert fact.get(locale, "") in headline
        assert headlines[headline] in led_to


@pytest.mark.parametrize("locale", LOCALES)
def test_every_programme_has_a_page(real_site: BuiltSite, locale: str) -> None:
    """The four programmes have a page each, and where the source spells a name otherwise the page says so."""
    section = {"en": "en/programmes/", "es": "es/programas/"}[locale]
    pages = [page for address, page in real_site.pages.items() if address.startswith(section)]
    assert len(pages) == len(SEED["programmes"]) == 4
    for fact in SEED["programmes"]:
        if locale in fact:
            (page,) = (page for page in pages if page.main.all("h1")[0].text == fact[locale])
            assert fact.get("in_source", "") in page.main.text


def promises(site: BuiltSite, locale: str) -> Iterator[tuple[str, Element]]:
    """Every promise of the ledger by its id."""
    for found in page_of(site, locale, "progress").main.with_class("s-promise"):
        yield found.attributes["id"].removeprefix("promise-"), found


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("day", ["now", "then"])
def test_every_promise_stands_where_the_source_leaves_it(
    real_site: BuiltSite, june_2023: BuiltSite, locale: str, day: str
) -> None:
    """All twelve promises stand in the ledger; four are due without update today and were planned in June 2023."""
    found = dict(promises(real_site if day == "now" else june_2023, locale))
    assert found.keys() == SEED["milestones"].keys()
    wrong = []
    for name, fact in SEED["milestones"].items():
        state = found[name].with_class("s-promise__state")[0].text
        if not state.startswith(said(locale, f"standing.{fact[day]}")):
            wrong.append(f"{fact['number']}: {state}")
    assert wrong == []


@pytest.mark.parametrize("locale", LOCALES)
def test_promises_name_their_countries_and_figures(real_site: BuiltSite, locale: str) -> None:
    """Each promise names the countries that the source names and no other, and leads to its planned figure."""
    for name, promise in promises(real_site, locale):
        fact = SEED["milestones"][name]
        where = {link.text for link in promise.all("a")} & {words[locale] for words in SEED["countries"].values()}
        assert where == {SEED["countries"][code][locale] for code in fact["countries"]}, name
        if "figure" in fact:
            assert [link for link in promise.all("a") if link.text.startswith(f"{fact['figure']} ")], name


@pytest.mark.parametrize("locale", LOCALES)
def test_the_home_page_tells_what_is_due(real_site: BuiltSite, locale: str) -> None:
    """The home page names the four promises that are due without a word, and how all twelve stand."""
    home = real_site.page(f"{locale}/")
    due = {name for name, fact in SEED["milestones"].items() if fact["now"] == "overdue"}
    links = {link.attributes["href"].rpartition("#promise-")[2] for link in home.main.all("a")}
    assert due <= links
    assert re.search(r"\b12 ", home.main.with_class("s-promises")[0].text)


def test_the_withheld_photograph_is_nowhere(real_site: BuiltSite) -> None:
    """The farmer's photograph is not published, and nothing on the site speaks of it."""
    assert list(leaks(real_site.folder, SEED["withheld_photo"])) == []
    for locale in LOCALES:
        page = page_of(real_site, locale, "credits")
        assert len(page.main.all("img")) == 1
        assert said(locale, "picture.illustration") in page.main.text


def test_the_sources_title_says_its_language(real_site: BuiltSite) -> None:
    """On Spanish pages the English title of the source is marked as English, for those who have pages read to them."""
    for name in ("story", "results", "progress"):
        page = page_of(real_site, "es", name)
        titles = [element for words, element in page.tree.texts() if words.startswith("United States and Mexico")]
        assert titles, name
        assert {element.language for element in titles} == {"en"}, name
