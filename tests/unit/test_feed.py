"""The feed of a language: valid Atom (RFC 4287) with what is public, under ids that stay."""

from __future__ import annotations

from datetime import datetime
from xml.etree import ElementTree as ET

import pytest

from site_builder.outputs.feed import feeds
from site_builder.pictures.inspection import PictureInfo, inspect
from site_builder.records import Story
from tests.support import pictures, records

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
NASTY = """<b>&"'</b> ]]> & sons"""


SETTINGS = records.settings(site_url="https://stories.example.org/bridge/", time_zone="America/El_Salvador")


def feed(*stories: Story, locale: str = "en", preview: bool = False) -> ET.Element:
    """The feed of these stories, read as XML."""
    site = records.site(*stories, settings=SETTINGS)
    localized = records.localized(locale, site, "2024-06-01T12:00-06:00", preview=preview)
    ((address, content),) = feeds(localized)
    assert address == f"{locale}/feed.xml"
    return ET.fromstring(content)


def entries(found: ET.Element) -> list[ET.Element]:
    """The entries of a feed."""
    return found.findall(f"{ATOM}entry")


def text(element: ET.Element, name: str) -> str:
    """The words of the one child of that name."""
    (child,) = element.findall(f"{ATOM}{name}")
    return child.text or ""


@pytest.mark.parametrize("locale", ["en", "es"])
def test_a_feed_has_what_atom_requires(locale: str) -> None:
    """A feed and each of its entries have an id, a title and a moment; the feed says who wrote it and where it is."""
    found = feed(records.story(), locale=locale)
    home = f"https://stories.example.org/bridge/{locale}/"
    assert (found.tag, found.get(LANGUAGE), text(found, "id")) == (f"{ATOM}feed", locale, home)
    assert text(found, "title") == "Fields and futures"
    assert [name.text for name in found.findall(f"{ATOM}author/{ATOM}name")] == ["Fields and futures"]
    links = {link.get("rel", "alternate"): link.get("href") for link in found.findall(f"{ATOM}link")}
    assert links == {"alternate": home, "self": f"{home}feed.xml"}
    (entry,) = entries(found)
    for element in (found, entry):
        assert datetime.fromisoformat(text(element, "updated")).tzinfo is not None
    section = {"en": "stories", "es": "historias"}[locale]
    assert [link.get("href") for link in entry.findall(f"{ATOM}link")] == [f"{home}{section}/alpha/"]
    assert text(entry, "published") == "2022-12-08T00:00:00-06:00"


def test_signs_of_markup_stay_signs() -> None:
    """Whatever a title holds, it is the title's words."""
    words = {"en": NASTY, "es": NASTY}
    (entry,) = entries(feed(records.story(title=words, summary=words)))
    assert (text(entry, "title"), text(entry, "summary")) == (NASTY, NASTY)


def test_ids_stay_when_titles_and_addresses_change() -> None:
    """A reader's app shows a story once, though its title and address are corrected."""
    title = {"en": "Another", "es": "Otro"}
    before = records.story("maize", id="the-maize")
    after = records.story("maize-again", id="the-maize", title=title, formerly=["maize"])
    (one,), (two,) = (entries(feed(story)) for story in (before, after))
    assert text(one, "id") == text(two, "id") == "https://stories.example.org/bridge/en/#the-maize"
    assert text(one, "title") != text(two, "title")


def test_ids_differ_between_stories() -> None:
    """No two entries share an id."""
    found = entries(feed(records.story("a"), records.story("b"), records.story("c", date="2023-01-01")))
    assert len({text(entry, "id") for entry in found}) == 3


@pytest.mark.parametrize("preview", [False, True])
def test_drafts_are_in_no_feed(preview: bool) -> None:
    """What is being written is not told, in a preview either."""
    stories = [
        records.story("public"),
        records.story("draft", state="draft"),
        records.story("later", publish_on="2024-07-01"),
    ]
    assert [text(entry, "id")[-6:] for entry in entries(feed(*stories, preview=preview))] == ["public"]


def test_the_newest_twenty_come_first() -> None:
    """A feed holds the twenty newest stories, newest first."""
    stories = [records.story(f"y{year}", date=f"{year}-01-01") for year in range(1990, 2024)]
    found = [text(entry, "published")[:4] for entry in entries(feed(*stories))]
    assert found == [str(year) for year in range(2023, 2003, -1)]


def test_a_correction_updates_a_story_and_the_feed() -> None:
    """After a correction readers are told; when the story first came out stays."""
    corrections = [{"on": "2024-02-03", "what": {"en": "A figure", "es": "Una cifra"}}]
    found = feed(records.story("old"), records.story("put-right", date="2022-01-01", corrections=corrections))
    assert text(found, "updated") == "2024-02-03T00:00:00-06:00"
    old, put_right = entries(found)
    assert text(old, "updated") == "2022-12-08T00:00:00-06:00"
    assert (text(put_right, "published")[:10], text(put_right, "updated")[:10]) == ("2022-01-01", "2024-02-03")


def test_words_of_another_language_are_marked() -> None:
    """Where a story or a part of it is not in the feed's language, its words say which they are."""
    story = records.story(title={"en": "A", "es": "B"}, summary={"en": "Only English"}, body={"en": "x", "es": "y"})
    (entry,) = entries(feed(story, locale="es"))
    (summary,) = entry.findall(f"{ATOM}summary")
    (country,) = entry.findall(f"{ATOM}category")
    assert (entry.get(LANGUAGE), summary.get(LANGUAGE), country.get(LANGUAGE)) == ("es", "en", None)
    only = {field: {"en": "Words"} for field in ("title", "summary", "body")}
    (entry,) = entries(feed(records.story(**only, countries=["MX"]), locale="es"))
    (country,) = entry.findall(f"{ATOM}category")
    assert (entry.get(LANGUAGE), country.get("label"), country.get(LANGUAGE)) == ("en", "México", "es")


def test_a_site_without_stories_has_a_feed() -> None:
    """A new site's feed is valid and empty, and says the day of its build."""
    found = feed()
    assert entries(found) == []
    assert text(found, "updated") == "2024-06-01T00:00:00-06:00"


def test_without_an_address_there_is_no_feed() -> None:
    """Entries need whole addresses: a site that knows none makes no feed."""
    assert list(feeds(records.localized("en", records.site(records.story())))) == []


@pytest.mark.parametrize(("covers", "shown"), [(["web", "social"], True), (["web"], False), (["web", "press"], False)])
def test_a_picture_is_in_the_feed_where_other_sites_may_show_it(covers: list[str], shown: bool) -> None:
    """A photo of somebody is in the feed only where consent covers social networks, with words for the blind."""
    content = pictures.file_of(pictures.quarters((1000, 700)))
    info = inspect(content)
    assert isinstance(info, PictureInfo)
    consent = {"status": "given", "covers": covers}
    photo = records.photo(people="identifiable", minors="none", consent=consent, alt={"en": NASTY, "es": f"ES {NASTY}"})
    told = records.site(records.story(photos=[photo]), settings=SETTINGS, pictures={"stories/alpha/field.jpg": info})
    ((_, feed_file),) = feeds(records.localized("es", told, "2024-06-01T12:00-06:00"))
    (entry,) = entries(ET.fromstring(feed_file))
    found = [link.attrib for link in entry.findall(f"{ATOM}link") if link.get("rel") == "enclosure"]
    assert [(link["type"], link["title"]) for link in found] == ([("image/jpeg", f"ES {NASTY}")] if shown else [])
    for link in found:
        assert link["href"].startswith("https://stories.example.org/bridge/assets/pictures/")
        assert link["href"].endswith("-960.jpg")
