"""The front page of a language, and the pages that there is one of: photo credits, search, withdrawn addresses."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from site_builder.facts.ledger import OVERDUE
from site_builder.pages import cards
from site_builder.pages.edition import Edition
from site_builder.pages.notes import head_note, notes
from site_builder.pages.page import Basis, Link, Making, Page
from site_builder.pages.pictures import picture
from site_builder.pages.promises import as_of, promise, promise_count, standings
from site_builder.pages.views import CreditsView, HomeView, MovedView, SearchView

_CARDS = 6


def home_pages(edition: Edition) -> Iterator[Making]:
    """What the programme is, chosen and newest stories, where the promises stand, countries."""
    yield Making(partial(_home, edition), Basis(edition.locale, "home", edition.addresses.home(edition.locale)))


def _home(edition: Edition) -> Page:
    settings = edition.site.settings
    chosen = [edition.stories_by_id[key] for key in settings.featured if key in edition.stories_by_id]
    shown = list({story.id: story for story in (*chosen, *edition.stories[: _CARDS + 1])}.values())[: _CARDS + 1]
    name = edition.passage(settings.name)
    introduction = edition.maybe(settings.introduction)
    tagline = edition.maybe(settings.tagline)
    described = tagline or introduction or name
    return Page(
        kind="home",
        locale=edition.locale,
        address=edition.addresses.home(edition.locale),
        section="home",
        # Not the name alone: a programme of that name has a page of its own.
        title=tagline or name,
        description=described.words,
        twins=edition.twins(edition.addresses.home),
        is_kept=cards.may_be_kept(shown),
        view=HomeView(
            name=name,
            tagline=tagline,
            introduction=introduction,
            note=head_note(edition, edition.addresses.home, [tagline or name, introduction]),
            notes=notes(edition, edition.addresses.home, name=tagline or name, introduction=introduction),
            lead=cards.card(edition, shown[0]) if shown else None,
            cards=tuple(cards.card(edition, story) for story in shown[1:]),
            standings=standings(edition),
            promises=promise_count(edition),
            as_of=as_of(edition),
            overdue=tuple(promise(edition, entry) for entry in edition.ledger if entry.standing == OVERDUE),
            countries=cards.countries(edition),
            themes=cards.themes(edition),
            stories_address=edition.addresses.section("stories", edition.locale),
            progress_address=edition.addresses.section("progress", edition.locale),
        ),
    )


def credits_pages(edition: Edition) -> Iterator[Making]:
    """Whose pictures the site shows."""
    parts = tuple(story.hashes.outline for story in edition.stories if story.photos)
    basis = Basis(edition.locale, "none", edition.addresses.section("credits", edition.locale), parts)
    yield Making(partial(_credits, edition), basis, unit="credits")


def _credits(edition: Edition) -> Page:
    pictures = tuple(
        (
            picture(edition, photo, story.language),
            Link(edition.passage(story.title, story.language), edition.addresses.story(story, edition.locale)),
        )
        for story in edition.stories
        for photo in story.photos
    )
    return _single(edition, "credits", CreditsView(pictures))


def search_pages(edition: Edition) -> Iterator[Making]:
    """Search; without scripts it offers countries, themes and years."""
    address = edition.addresses.section("search", edition.locale)
    yield Making(partial(_search, edition), Basis(edition.locale, "search", address))


def _search(edition: Edition) -> Page:
    view = SearchView(
        countries=cards.countries(edition),
        themes=cards.themes(edition),
        years=cards.years(edition),
        has_index=edition.site.settings.search,
    )
    return _single(edition, "search", view)


def _single(edition: Edition, name: str, view: CreditsView | SearchView) -> Page:
    return Page(
        kind="credits" if isinstance(view, CreditsView) else "search",
        locale=edition.locale,
        address=edition.addresses.section(name, edition.locale),
        section="search" if name == "search" else "none",
        title=edition.words.passage(f"title.{name}"),
        description=edition.words.text(f"description.{name}"),
        twins=edition.twins(lambda locale: edition.addresses.section(name, locale)),
        view=view,
        is_kept=not isinstance(view, CreditsView) or all(picture.uses.archive for picture, _ in view.pictures),
    )


def withdrawn_pages(edition: Edition) -> Iterator[Making]:
    """A withdrawn story's address answers with a short neutral page."""
    for slug in edition.site.withdrawn.get(edition.locale, ()):
        yield Making(
            partial(_withdrawn, edition, slug), Basis(edition.locale, "stories", _withdrawn_address(edition, slug))
        )


def _withdrawn_address(edition: Edition, slug: str) -> str:
    return f"{edition.addresses.section('stories', edition.locale)}{slug}/"


def _withdrawn(edition: Edition, slug: str) -> Page:
    return Page(
        kind="withdrawn",
        locale=edition.locale,
        address=_withdrawn_address(edition, slug),
        section="stories",
        title=edition.words.passage("title.withdrawn"),
        description="",
        view=MovedView(
            Link(edition.words.passage("title.stories"), edition.addresses.section("stories", edition.locale))
        ),
        is_listed=False,
    )
