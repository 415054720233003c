"""Pages of stories: what to read next, where a story stood before, and lists in several languages."""

from __future__ import annotations

from typing import Any

from site_builder.locales import Locale
from site_builder.pages.lists import list_pages
from site_builder.pages.page import Page
from site_builder.pages.story import story_pages
from site_builder.pages.views import ListView, MovedView, StoryView
from site_builder.records import Story, Theme
from site_builder.site import Site
from tests.support import records

THEMES = {key: Theme.model_validate({"id": key, "name": key}) for key in ("water", "work")}

SPANISH: dict[str, Any] = {"language": "es", **{field: {"es": "Sí"} for field in ("title", "summary", "body")}}
"""A story that was never translated."""


def pages(site: Site, locale: str = "en") -> dict[str, Page]:
    """The pages of stories in a language, by address."""
    made = (planned.make() for planned in story_pages(records.localized(locale, site)))
    return {page.address: page for page in made}


def following(*stories: Story, of: str) -> list[str]:
    """The stories that a story leads on to."""
    view = pages(records.site(*stories, themes=THEMES))[f"en/stories/{of}/"].view
    assert isinstance(view, StoryView)
    return [card.address.split("/")[2] for card in view.next]


def told(name: str, year: int, *themes: str) -> Story:
    """A story of some year."""
    return records.story(name, date=f"{year}-01-01", themes=list(themes))


def test_stories_of_the_same_theme_come_next() -> None:
    """A story leads on to three others: those of its themes from just before it, then of all; never to itself."""
    stories = [
        told("here", 2010, "water"),
        told("new", 2024),
        told("newer", 2025, "work"),
        told("old-water", 2001, "water"),
        told("water", 2005, "water"),
    ]
    assert following(*stories, of="here") == ["water", "old-water", "newer"]
    assert following(*stories, of="new") == ["here", "water", "old-water"]
    assert following(*stories, of="newer") == ["new", "here", "water"]


def test_no_story_comes_next_twice() -> None:
    """Stories that share two themes are offered once."""
    stories = [told("here", 2010, "water", "work"), told("both", 2011, "water", "work"), told("other", 2012)]
    assert following(*stories, of="here") == ["both", "other"]


def test_a_lone_story_leads_nowhere() -> None:
    """The first story of a site offers no other."""
    assert following(told("here", 2010, "water"), of="here") == []


def test_of_many_stories_three_are_next() -> None:
    """However many share a theme, three are offered; behind the oldest the newest begin again."""
    stories = [told(f"y{year}", year, "water") for year in range(2000, 2025)]
    assert following(*stories, of="y2024") == ["y2023", "y2022", "y2021"]
    assert following(*stories, of="y2012") == ["y2011", "y2010", "y2009"]
    assert following(*stories, of="y2001") == ["y2000", "y2024", "y2023"]


def test_a_former_address_leads_on() -> None:
    """A story's past addresses lead to its present one, and are not listed."""
    found = pages(records.site(records.story("maize", formerly=["corn"])), "es")
    moved = found["es/historias/corn/"]
    assert isinstance(moved.view, MovedView)
    assert (moved.view.target.address, moved.is_listed) == ("es/historias/maize/", False)


def test_what_is_past_in_one_language_may_be_present_in_another() -> None:
    """A story does not lead away from its own address."""
    site = records.site(records.story("maize", formerly=["maiz"], slug={"es": "maiz"}))
    assert sorted(pages(site, "es")) == ["es/historias/maiz/"]
    assert sorted(pages(site, "en")) == ["en/stories/maiz/", "en/stories/maize/"]


def test_a_story_in_another_language_says_so() -> None:
    """Where a story is missing in the reader's language, the other stands under a notice and is marked."""
    page = pages(records.site(records.story("maize", **SPANISH)))["en/stories/maize/"]
    assert isinstance(page.view, StoryView)
    assert page.view.notice
    assert page.view.notice.words == "This story is not yet available in English. You are reading it in Spanish."
    assert (page.view.body.language, page.title.language) == ("es", "es")


def test_a_story_may_be_left_out_of_a_language() -> None:
    """Where the site says so, a story that is not in a language has no page there, and its page no twin."""
    settings = records.settings(missing_locale="leave-out")
    half = records.story("half", **SPANISH | {field: {"en": "Yes", "es": "Sí"} for field in ("title", "summary")})
    site = records.site(records.story("maize", **SPANISH), half, records.story("beans"), settings=settings)
    assert sorted(pages(site)) == ["en/stories/beans/"]
    found = pages(site, "es")
    assert found["es/historias/maize/"].alternates == {"es": "es/historias/maize/"}
    assert found["es/historias/beans/"].alternates == {"en": "en/stories/beans/", "es": "es/historias/beans/"}


def test_lists_of_unlike_length_stay_twins() -> None:
    """Where one language has fewer pages of stories, the others' further pages lead to its last one."""
    settings = records.settings(missing_locale="leave-out")
    stories = [records.story(f"s{number}", **({} if number < 5 else SPANISH)) for number in range(60)]
    found = [
        planned.make() for planned in list_pages(records.localized("es", records.site(*stories, settings=settings)))
    ]
    assert [page.address for page in found] == ["es/historias/", "es/historias/pagina/2/", "es/historias/pagina/3/"]
    assert {page.alternates[Locale("en")] for page in found} == {"en/stories/"}
    views = [page.view for page in found if isinstance(page.view, ListView)]
    assert [len(view.cards) for view in views] == [24, 24, 12]
    assert len({page.title.words for page in found}) == 3
