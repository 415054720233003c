"""Where pages stand: words of each language, and never two pages at one address."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.locales import Locale
from site_builder.locales.catalog import catalog
from site_builder.pages.addresses import SECTIONS, section
from site_builder.pages.plan import plan_pages
from site_builder.records import Partner, Theme
from tests.support import records

EN, ES = Locale("en"), Locale("es")


def themes(**names: Any) -> dict[str, Theme]:
    """A register of themes."""
    return {key: Theme.model_validate({"id": key, "name": name}) for key, name in names.items()}


def test_addresses_speak_the_language() -> None:
    """Sections and names of things are words of the page's language."""
    theme = themes(water={"en": "Clean water", "es": "Agua limpia"})
    found = records.localized("en", records.site(records.story(countries=["DO"]), themes=theme)).addresses
    assert [found.topic("themes", "water", locale) for locale in (EN, ES)] == [
        "en/themes/clean-water/",
        "es/temas/agua-limpia/",
    ]
    assert found.topic("countries", "DO", ES) == "es/paises/republica-dominicana/"
    assert found.section("progress", ES) == "es/avances/"


@pytest.mark.parametrize("locale", [EN, ES])
def test_no_two_sections_share_an_address(locale: Locale) -> None:
    """Every section has an address of its own in each language."""
    found = [section(name, catalog(locale)) for name in SECTIONS]
    assert len({*found}) == len(found)


def test_what_has_one_name_keeps_apart_by_its_id() -> None:
    """Two partners of one acronym have a page each; the first in the register keeps the plain address."""
    partners = {
        key: Partner.model_validate({"id": key, "name": key, "acronym": acronym})
        for key, acronym in {"ministry-sv": "MAG", "ministry-hn": "Mag"}.items()
    }
    found = records.localized("en", records.site(partners=partners)).addresses
    assert [found.topic("partners", key, EN) for key in partners] == [
        "en/partners/mag/",
        "en/partners/mag-ministry-hn/",
    ]


def test_a_name_that_reads_as_another_with_its_id_takes_no_place() -> None:
    """Three themes named alike keep apart even where one is named as another would be told apart."""
    found = records.localized("en", records.site(themes=themes(a="Work", b="Work c", c="Work"))).addresses
    assert [found.topic("themes", key, EN) for key in "abc"] == [
        "en/themes/work/",
        "en/themes/work-c/",
        "en/themes/work-c-2/",
    ]


@settings(deadline=None, derandomize=True, database=None)
@given(st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from(["Work", "work b", "Work c", "Trabajo", "学校"])))
def test_no_two_things_share_an_address(names: dict[str, str]) -> None:
    """However alike their names are, every theme has a page of its own."""
    found = records.localized("es", records.site(themes=themes(**names))).addresses
    assert len({found.topic("themes", key, ES) for key in names}) == len(names)


def test_a_name_that_is_not_latin_stands_by_its_id() -> None:
    """A name without a Latin letter has its id for an address."""
    found = records.localized("en", records.site(themes=themes(schools="学校"))).addresses
    assert found.topic("themes", "schools", EN) == "en/themes/schools/"


def test_pages_of_a_list_are_numbered_from_the_second() -> None:
    """The first page of a list is the list's own address."""
    found = records.localized("es", records.site()).addresses
    first = found.section("stories", ES)
    assert [found.numbered(first, number, ES) for number in (1, 2)] == ["es/historias/", "es/historias/pagina/2/"]


def test_a_story_may_have_an_address_in_each_language() -> None:
    """A story stands under its folder's name, or under the words that it gives for a language."""
    localized = records.localized("en", records.site(records.story("maize", slug={"es": "maiz"})))
    (story,) = localized.stories
    assert [localized.addresses.story(story, locale) for locale in (EN, ES)] == [
        "en/stories/maize/",
        "es/historias/maiz/",
    ]


def test_a_figure_from_elsewhere_leads_to_its_country() -> None:
    """A figure may be from a country that its story does not name: that is warned of, and the country has a page."""
    story = records.story(countries=["SV"], results=[records.result(countries=["HN"])])
    found = records.localized("en", records.site(story))
    assert found.addresses.topic("countries", "HN", EN) == "en/countries/honduras/"
    assert "en/countries/honduras/" in [planned.make().address for planned in plan_pages([found])]
