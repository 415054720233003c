"""A site in four languages, one of them from right to left, and one that CLDR hardly knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml

from site_builder.locales import Locale, po
from site_builder.locales.catalog import catalog, reader_keys
from tests.support import projects
from tests.support.built import BuiltPage, BuiltSite
from tests.support.dom import Element

LOCALES = ("es", "en", "ar", "quc")
URL = projects.FOUR_URL
ENGLISH_DATES = re.compile(r"\b(?:January|March|May|June|November|December) \d|\bM\d\d\b")


@pytest.fixture(name="left_out", scope="session")
def _left_out(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The same where a story that lacks a language is left out of it."""
    folder = tmp_path_factory.mktemp("left-out")
    project = projects.copy(projects.FOUR, folder / "project")
    settings = (project / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(
        settings.replace("missing_locale: notice", "missing_locale: leave-out"), "utf-8"
    )
    return BuiltSite(projects.build(project, folder / "site", projects.FOUR_AS_OF), URL, LOCALES)


def pages_of(site: BuiltSite) -> Iterator[tuple[str, BuiltPage]]:
    """Every page that is in one language, with that language."""
    return ((locale, page) for locale in LOCALES for page in site.in_language(locale))


def test_every_page_says_its_language_and_direction(four_languages: BuiltSite) -> None:
    """Every page names the language that its address is in, and only Arabic ones are laid out from right to left."""
    count = 0
    for locale, page in pages_of(four_languages):
        html = page.tree.all("html")[0]
        assert html.attributes["lang"] == locale, page
        assert html.attributes.get("dir", "ltr") == ("rtl" if locale == "ar" else "ltr"), page
        count += 1
    assert count > 60


def test_switch_and_twins_lead_to_what_exists(four_languages: BuiltSite, left_out: BuiltSite) -> None:
    """Each language that a page names for itself has that page, which names this one in return; no other is offered."""
    for site in (four_languages, left_out):
        for locale, page in pages_of(site):
            alternates = {name: url for name, url in page.alternates.items() if name != "x-default"}
            for name, url in alternates.items():
                other = site.page(unquote(url.removeprefix(URL)))
                assert other.locale == name
                assert other.alternates == page.alternates
            offered = {link.attributes["hreflang"] for link in page.tree.all("a", **{"class": "frame-switch__link"})}
            assert offered == alternates.keys() - {locale}, page


def test_stories_are_where_the_setting_has_them(four_languages: BuiltSite, left_out: BuiltSite) -> None:
    """With a notice every story is in every language; left out, each is only where its words are."""
    sections = {"es": "historias", "en": "stories", "ar": "قصص", "quc": "tzijobelil"}

    def stories(site: BuiltSite, locale: str) -> set[str]:
        start = f"{locale}/{sections[locale]}/"
        return {page.address.removeprefix(start).strip("/") for page in site.in_language(locale)
                if page.address.startswith(start) and page.address != start}  # fmt: skip

    assert {locale: stories(four_languages, locale) for locale in LOCALES} == {
        "es": {"maiz", "radio", "letters"},
        "en": {"maize", "radio", "letters"},
        "ar": {"ذرة", "radio", "letters"},
        "quc": {"maize", "radio", "letters"},
    }
    assert {locale: stories(left_out, locale) for locale in LOCALES} == {
        "es": {"maiz", "radio"},
        "en": {"maize", "radio"},
        "ar": {"ذرة", "letters"},
        "quc": {"maize"},
    }


def test_words_in_another_language_say_so(four_languages: BuiltSite) -> None:
    """An Arabic title on a Spanish page, and a Spanish one on an Arabic page, name their language and direction."""
    expected = {"رسائل مُتخيَّلة": ("ar", "rtl"), "Una radio inventada": ("es", "ltr"), "Invented report": ("en", "ltr")}
    seen: set[tuple[str, str]] = set()
    for locale, page in pages_of(four_languages):
        for text, element in page.main.texts():
            if wanted := expected.get(text.strip()):
                assert (element.language, element.direction) == wanted, (page, element)
                seen.add((locale, text.strip()))
    assert {(locale, "رسائل مُتخيَّلة") for locale in LOCALES} <= seen
    assert {("ar", "Una radio inventada"), ("quc", "Una radio inventada"), ("ar", "Invented report")} <= seen


def test_what_cldr_lacks_is_written_as_the_sites_first_language_writes_it(four_languages: BuiltSite) -> None:
    """A K'iche' page has Spanish dates and countries, marked as such, and no English ones or codes."""
    for page in four_languages.in_language("quc"):
        assert not ENGLISH_DATES.search(page.main.text), page
        for time in page.main.all("time"):
            assert {element.language for _, element in time.texts()} == {"es"}, page
    story = four_languages.pages["quc/tzijobelil/radio/"]
    assert "2 de noviembre de 2023" in story.main.text
    assert story.main.all("a", lang="es")[0].text == "Guatemala"
    assert "Esta historia aún no está disponible en quiché. La está leyendo en español." in story.main.text


def test_words_that_stand_in_say_their_language(four_languages: BuiltSite) -> None:
    """Where a K'iche' page has words of the interface in Spanish, in its menus too, they are marked as Spanish."""
    own = po.parse((projects.FOUR / "content" / "catalog" / "quc.po").read_text("utf-8")).entries
    there = {form for entry in own for form in entry.forms}
    spanish = {form for key in reader_keys() for form in catalog(Locale("es")).messages[key]} - there
    seen = set()
    for page in four_languages.in_language("quc"):
        for text, element in page.tree.all("body")[0].texts():
            # The header repeats the title for the eye alone.
            if text.strip() in spanish and "aria-hidden" not in element.attributes:
                assert element.language == "es", (page, element)
                seen.add(text.strip())
    assert {"Historia de éxito", "Estudio de caso", "Avances", "Las cifras", "Hecho con"} <= seen


def test_words_of_the_catalogs_are_on_the_pages(four_languages: BuiltSite) -> None:
    """The project's own words stand in menus, headings, counts and addresses; plurals are those of the language."""
    arabic = four_languages.pages["ar/قصص/"]
    assert arabic.tree.all("h1")[0].text.strip() == "القصص"
    assert "3 قصص" in arabic.main.text.replace("\u2068", "").replace("\u2069", "")
    assert "التزامان" in four_languages.pages["ar/تقدم/"].main.text
    assert "Tzijob'elil" in four_languages.pages["quc/tzijobelil/"].tree.all("h1")[0].text
    switch = four_languages.pages["en/"].tree.with_class("frame-switch__link")
    assert [link.text for link in switch] == [
        "Español", "العربية", "Kʼicheʼ",
    ]  # fmt: skip


def test_quotations_say_what_they_are(four_languages: BuiltSite) -> None:
    """A translation says from which language, with the recorded words beside it; an unknown one is said to be."""

    def quote(address: str, name: str) -> Element:
        found = four_languages.page(address).tree.by_id(f"quote-{name}")
        assert found is not None
        return found

    spoken = quote("es/historias/maiz/", "spoken")
    assert "Traducido del inglés" in spoken.text
    assert spoken.all("blockquote", lang="en")[0].text.strip() == "The maize came before the road did."
    recorded = quote("ar/قصص/ذرة/", "spoken").all("blockquote", lang="en")[0]
    assert recorded.attributes["dir"] == "ltr"
    assert "No se indica el idioma original" in quote("es/historias/maiz/", "found").text
    sung = quote("en/stories/maize/", "sung").all("blockquote")[0]
    assert (sung.attributes["lang"], sung.attributes["dir"]) == ("ar", "rtl")


def test_nothing_of_markup_is_in_an_attribute(four_languages: BuiltSite) -> None:
    """Words that stand in for others bring their element along where they are read, and never in an attribute."""
    for _, page in pages_of(four_languages):
        for element in page.tree.walk():
            assert not [value for value in element.attributes.values() if "<span" in value], (page, element)


def test_each_language_has_its_feed_and_its_search(four_languages: BuiltSite) -> None:
    """Feeds and search indexes are there once a language."""
    assert {f"{locale}/feed.xml" for locale in LOCALES} <= {*four_languages.files}
    entry = yaml.safe_load((four_languages.folder / "pagefind" / "pagefind-entry.json").read_text("utf-8"))
    assert entry["languages"].keys() == {*LOCALES}


@pytest.mark.parametrize("locale", ["ar", "quc"])
def test_a_changed_word_is_on_its_pages_warm_as_cold(locale: str, tmp_path: Path) -> None:
    """A changed catalog makes its pages anew though all else is at hand, to the same bytes as a cold build."""
    project = projects.copy(projects.FOUR, tmp_path / "project")
    site = projects.build(project, tmp_path / "site", projects.FOUR_AS_OF)
    before = projects.digests(site)
    catalog = project / "content" / "catalog" / f"{locale}.po"
    old = re.search(r'msgid "title.stories"\nmsgstr "(.+)"', catalog.read_text("utf-8"))
    assert old
    # This message alone: another may say the same in the frame, which has a key of its own.
    catalog.write_text(catalog.read_text("utf-8").replace(old[0], f'{old[0][:-1]} +"'), "utf-8")
    warm = projects.digests(projects.build(project, site, projects.FOUR_AS_OF))
    (project / ".cache").rename(tmp_path / "cache")
    cold = projects.digests(projects.build(project, tmp_path / "cold", projects.FOUR_AS_OF))
    assert {name for name in cold if warm.get(name) != cold[name]} == set()
    assert warm != before
    said = "".join(page.read_text("utf-8") for page in (site / locale).rglob("index.html"))
    assert f"{old[1]} +" in said.replace("&#39;", "'")
