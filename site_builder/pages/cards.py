"""Makes cards of stories for lists, and the lists of countries, themes and years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from site_builder.locales import formats
from site_builder.pages.localized_site import LocalizedSite, memoized
from site_builder.pages.page import Link
from site_builder.pages.pictures import cover
from site_builder.pages.views import Card, TopicLink
from site_builder.public.records import PublicStory
from site_builder.store import key


@memoized
def card(site: LocalizedSite, story: PublicStory) -> Card:
    """Return the story as a card."""
    link = site.story(story)
    return Card(
        address=link.address,
        title=link.words,
        summary=site.passage(story.summary, story.language),
        day=story.date.isoformat(),
        date=formats.long_date(story.date, *site.languages),
        kind=site.words.passage(f"kind.{story.kind}"),
        countries=tuple(link.words for link in site.countries(story.countries)),
        picture=cover(site, story),
        draft=site.words.text(f"draft.{story.draft}") if story.draft else "",
        uses=story.uses,
    )


def may_be_kept(stories: Iterable[PublicStory]) -> bool:
    """Return whether others may keep copies of a page with these stories' cards on it."""
    return all(story.uses.archive and all(photo.uses.archive for photo in story.photos[:1]) for story in stories)


@memoized
def countries(site: LocalizedSite) -> tuple[TopicLink, ...]:
    """Return the countries of the site's stories, by name."""
    counted = Counter(code for story in site.stories for code in story.countries)
    return _places(site, ((site.country(code), count) for code, count in counted.items()))


@memoized
def themes(site: LocalizedSite) -> tuple[TopicLink, ...]:
    """Return the themes of the site's stories, by name."""
    counted = Counter(key for story in site.stories for key in story.themes)
    return _places(site, ((site.theme(key), count) for key, count in counted.items()))


@memoized
def years(site: LocalizedSite) -> tuple[TopicLink, ...]:
    """Return the years of the site's stories, newest first."""
    counted = Counter(story.date.year for story in site.stories)
    links = (
        (Link(site.own(formats.year(year, *site.languages)), site.addresses.year(year, site.locale)), count)
        for year, count in counted.items()
    )
    return _places(site, links)[::-1]


def _places(site: LocalizedSite, counted: Iterable[tuple[Link, int]]) -> tuple[TopicLink, ...]:
    places = (
        TopicLink(
            link.words, link.address, site.words.plural_passage("count.stories", count, number=site.number(count))
        )
        for link, count in counted
    )
    return tuple(sorted(places, key=lambda place: place.words.words.casefold()))


@memoized
def places_hash(site: LocalizedSite) -> str:
    """Return a digest of the countries, themes and years that lists offer, with how many stories each has."""
    return key("places", repr((countries(site), themes(site), years(site))))
