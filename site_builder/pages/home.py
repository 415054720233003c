"""Plans the front pages, the language choice, photo credits, search, withdrawn stories and 404.html."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from site_builder.facts.ledger import OVERDUE
from site_builder.locales.formats import autonym
from site_builder.pages import cards
from site_builder.pages.localized_site import LocalizedSite
from site_builder.pages.notes import head_note, notes
from site_builder.pages.page import Link, Page, PlannedPage
from site_builder.pages.pictures import cover, picture
from site_builder.pages.promises import as_of, promise, promise_count, standings
from site_builder.pages.views import CreditsView, HomeView, LanguageChoice, LanguagesView, MovedView, SearchView

_CARDS = 6


def home_pages(site: LocalizedSite) -> Iterator[PlannedPage]:
    """Plan the front page: what the programme is, chosen and newest stories, where the promises stand, countries."""
    yield PlannedPage("home", site.locale, "home", site.addresses.home(site.locale), partial(_home, site))


def _home(site: LocalizedSite, planned: PlannedPage) -> Page:
    settings, home = site.public.settings, site.addresses.home
    chosen = [site.stories_by_id[key] for key in settings.featured if key in site.stories_by_id]
    shown = list({story.id: story for story in (*chosen, *site.stories[: _CARDS + 1])}.values())[: _CARDS + 1]
    name, tagline, introduction = (
        site.passage(settings.name),
        site.maybe(settings.tagline),
        site.maybe(settings.introduction),
    )
    # Not the name alone: a programme of that name has a page of its own.
    title = tagline or name
    return planned.page(
        title,
        (tagline or introduction or name).words,
        HomeView(
            name=name,
            tagline=tagline,
            introduction=introduction,
            note=head_note(site, home, [title, introduction]),
            notes=notes(site, home, name=title, introduction=introduction),
            lead=cards.card(site, shown[0]) if shown else None,
            cards=tuple(cards.card(site, story) for story in shown[1:]),
            standings=standings(site),
            promises=promise_count(site),
            as_of=as_of(site),
            overdue=tuple(promise(site, entry) for entry in site.ledger if entry.standing == OVERDUE),
            countries=cards.countries(site),
            themes=cards.themes(site),
            stories_address=site.section("stories"),
            progress_address=site.section("progress"),
        ),
        alternates=site.alternates(home),
        is_kept=cards.may_be_kept(shown),
    )


def credits_pages(site: LocalizedSite) -> Iterator[PlannedPage]:
    """Plan the page of whose pictures the site shows."""
    parts = tuple(story.hashes.outline for story in site.stories if story.photos)
    yield PlannedPage(
        "credits", site.locale, "none", site.section("credits"), partial(_credits, site), parts, unit="credits"
    )


def _credits(site: LocalizedSite, planned: PlannedPage) -> Page:
    pictures = tuple(
        (picture(site, photo, story.language), site.story(story)) for story in site.stories for photo in story.photos
    )
    is_kept = all(picture.uses.archive for picture, _ in pictures)
    return _single(site, planned, CreditsView(pictures), is_kept=is_kept)


def search_pages(site: LocalizedSite) -> Iterator[PlannedPage]:
    """Plan the search; without scripts it offers countries, themes and years."""
    yield PlannedPage("search", site.locale, "search", site.section("search"), partial(_search, site))


def _search(site: LocalizedSite, planned: PlannedPage) -> Page:
    has_index = site.public.settings.search
    view = SearchView(cards.countries(site), cards.themes(site), cards.years(site), has_index)
    return _single(site, planned, view)


def _single(site: LocalizedSite, planned: PlannedPage, view: object, *, is_kept: bool = True) -> Page:
    name = planned.kind
    title, description = site.words.passage(f"title.{name}"), site.words.text(f"description.{name}")
    alternates = site.alternates(partial(site.addresses.section, name))
    return planned.page(title, description, view, alternates=alternates, is_kept=is_kept)


def withdrawn_pages(site: LocalizedSite) -> Iterator[PlannedPage]:
    """Plan the short neutral pages at the addresses of withdrawn stories."""
    for slug in site.public.withdrawn.get(site.locale, ()):
        address = f"{site.section('stories')}{slug}/"
        yield PlannedPage("withdrawn", site.locale, "stories", address, partial(_withdrawn, site))


def _withdrawn(site: LocalizedSite, planned: PlannedPage) -> Page:
    view = MovedView(Link(site.words.passage("title.stories"), site.section("stories")))
    return planned.page(site.words.passage("title.withdrawn"), "", view, is_listed=False)


def language_pages(sites: Sequence[LocalizedSite]) -> Iterator[PlannedPage]:
    """Plan ``/``, where readers choose a language, and ``404.html``: both speak all languages."""
    first = sites[0]
    yield PlannedPage("choice", first.locale, "none", "", partial(_choice_page, sites))
    yield PlannedPage("missing", first.locale, "none", "404.html", partial(_missing_page, sites))


def _choice_page(sites: Sequence[LocalizedSite], planned: PlannedPage) -> Page:
    first = sites[0]
    name = first.passage(first.public.settings.name)
    newest = next((story for story in first.stories if story.photos), None)
    picture = cover(first, newest) if newest else None
    languages = tuple(map(_choice, sites))
    return planned.page(
        name,
        " ".join(language.text.words for language in languages if language.text) or name.words,
        LanguagesView(languages, picture),
        alternates=first.alternates(first.addresses.home),
        is_kept=picture is None or picture.uses.archive,
    )


def _missing_page(sites: Sequence[LocalizedSite], planned: PlannedPage) -> Page:
    languages = tuple(map(_missing, sites))
    title = sites[0].own(" · ".join(language.title.words for language in languages))
    return planned.page(title, "", LanguagesView(languages, None), is_listed=False)


def _choice(site: LocalizedSite) -> LanguageChoice:
    settings = site.public.settings
    name, tagline = site.passage(settings.name), site.maybe(settings.tagline)
    return LanguageChoice(site.locale, name, tagline, (_home_link(site, "choice.enter"),))


def _missing(site: LocalizedSite) -> LanguageChoice:
    words, home = site.words, _home_link(site, "nav.home")
    if words.language_of("missing.title") != site.locale:
        # What stands in would be said a second time.
        return LanguageChoice(site.locale, site.own(autonym(words)), None, (home,))
    links = (Link(words.passage(f"nav.{name}"), site.section(name)) for name in ("stories", "progress"))
    return LanguageChoice(site.locale, words.passage("missing.title"), words.passage("missing.text"), (home, *links))


def _home_link(site: LocalizedSite, key: str) -> Link:
    """Link to a language's home page in its own words; where it has none, its name says enough."""
    words = site.words
    own = words.language_of(key) == site.locale
    return Link(words.passage(key) if own else site.own(autonym(words)), site.addresses.home(site.locale))
