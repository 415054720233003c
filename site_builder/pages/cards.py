"""A story in a list, and the lists of countries, themes and years that lead to stories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from site_builder.locales import formats
from site_builder.pages.edition import Edition
from site_builder.pages.page import Link
from site_builder.pages.pictures import cover
from site_builder.pages.views import Card, Place
from site_builder.public.records import PublicStory


def card(edition: Edition, story: PublicStory) -> Card:
    """The story as a card."""
    return edition.once(("card", story.id), lambda: _card(edition, story))


def _card(edition: Edition, story: PublicStory) -> Card:
    link = edition.story(story)
    return Card(
        address=link.address,
        title=link.words,
        summary=edition.passage(story.summary, story.language),
        day=story.date.isoformat(),
        date=formats.long_date(story.date, *edition.languages),
        kind=edition.words.passage(f"kind.{story.kind}"),
        countries=tuple(link.words for link in edition.countries(story.countries)),
        picture=cover(edition, story),
        draft=edition.words.text(f"draft.{story.draft}") if story.draft else "",
        uses=story.uses,
    )


def may_be_kept(stories: Iterable[PublicStory]) -> bool:
    """Whether others may keep copies of a page with these stories' cards on it."""
    return all(story.uses.archive and all(photo.uses.archive for photo in story.photos[:1]) for story in stories)


def countries(edition: Edition) -> tuple[Place, ...]:
    """The countries that the edition's stories tell of, by name."""
    return edition.once("countries", lambda: _countries(edition))


def _countries(edition: Edition) -> tuple[Place, ...]:
    counted = Counter(code for story in edition.stories for code in story.countries)
    return _places(edition, ((edition.country(code), count) for code, count in counted.items()))


def themes(edition: Edition) -> tuple[Place, ...]:
    """The themes that the edition's stories have, by name."""
    return edition.once("themes", lambda: _themes(edition))


def _themes(edition: Edition) -> tuple[Place, ...]:
    counted = Counter(key for story in edition.stories for key in story.themes)
    return _places(edition, ((edition.theme(key), count) for key, count in counted.items()))


def years(edition: Edition) -> tuple[Place, ...]:
    """The years that the edition's stories tell of, newest first."""
    return edition.once("years", lambda: _years(edition))


def _years(edition: Edition) -> tuple[Place, ...]:
    counted = Counter(story.date.year for story in edition.stories)
    links = (
        (Link(edition.own(formats.year(year, *edition.languages)), edition.addresses.year(year, edition.locale)), year)
        for year in counted
    )
    return _places(edition, ((link, counted[year]) for link, year in links))[::-1]


def _places(edition: Edition, counted: Iterable[tuple[Link, int]]) -> tuple[Place, ...]:
    places = (
        Place(
            link.words,
            link.address,
            edition.words.plural_passage("count.stories", count, number=formats.number(count, *edition.languages)),
        )
        for link, count in counted
    )
    return tuple(sorted(places, key=lambda place: place.words.words.casefold()))
