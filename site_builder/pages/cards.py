"""A story in a list, and the lists of countries, themes and years that lead to stories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from site_builder.locales import formats
from site_builder.pages.edition import Edition
from site_builder.pages.page import Link
from site_builder.pages.pictures import cover
from site_builder.pages.views import Card, Place
from site_builder.public import PublicStory


def card(edition: Edition, story: PublicStory) -> Card:
    """The story as a card."""
    return edition.once(("card", story.id), lambda: _card(edition, story))


def _card(edition: Edition, story: PublicStory) -> Card:
    return Card(
        address=edition.addresses.story(story, edition.locale),
        title=edition.passage(story.title, story.language),
        summary=edition.passage(story.summary, story.language),
        day=story.date.isoformat(),
        date=formats.long_date(story.date, edition.locale),
        kind=edition.words.text(f"kind.{story.kind}"),
        countries=tuple(formats.country(code, edition.locale) for code in story.countries),
        picture=cover(edition, story),
        draft=edition.words.text(f"draft.{story.draft}") if story.draft else "",
    )


def countries(edition: Edition) -> tuple[Place, ...]:
    """The countries that the edition's stories tell of, by name."""
    return edition.once("countries", lambda: _countries(edition))


def _countries(edition: Edition) -> tuple[Place, ...]:
    return _places(edition, ((edition.country(code), story) for story in edition.stories for code in story.countries))


def themes(edition: Edition) -> tuple[Place, ...]:
    """The themes that the edition's stories have, by name."""
    return edition.once("themes", lambda: _themes(edition))


def _themes(edition: Edition) -> tuple[Place, ...]:
    return _places(edition, ((edition.theme(key), story) for story in edition.stories for key in story.themes))


def years(edition: Edition) -> tuple[Place, ...]:
    """The years that the edition's stories tell of, newest first."""
    return edition.once("years", lambda: _years(edition))


def _years(edition: Edition) -> tuple[Place, ...]:
    found = _places(
        edition,
        (
            (Link(edition.own(str(story.date.year)), edition.addresses.year(story.date.year, edition.locale)), story)
            for story in edition.stories
        ),
    )
    return found[::-1]


def _places(edition: Edition, pairs: Iterable[tuple[Link, PublicStory]]) -> tuple[Place, ...]:
    counted = Counter(link for link, _ in pairs)
    places = (
        Place(
            link.words,
            link.address,
            edition.words.plural("count.stories", count, number=formats.number(count, edition.locale)),
        )
        for link, count in counted.items()
    )
    return tuple(sorted(places, key=lambda place: place.words.words.casefold()))
