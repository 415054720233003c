"""The two pages that speak all languages: the choice at the root, and the one for addresses that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from site_builder.locales.formats import autonym
from site_builder.pages.edition import Edition
from site_builder.pages.page import Basis, Kind, Link, Making, Page
from site_builder.pages.pictures import cover
from site_builder.pages.views import Language, LanguagesView


def language_pages(chosen: Sequence[Edition]) -> Iterator[Making]:
    """``/`` and ``404.html``, for all editions together."""
    first = chosen[0]
    newest = next((story for story in first.stories if story.photos), None)
    picture = cover(first, newest) if newest else None
    pages: tuple[tuple[Kind, str, LanguagesView], ...] = (
        ("choice", "", LanguagesView(tuple(map(_choice, chosen)), picture)),
        ("missing", "404.html", LanguagesView(tuple(map(_missing, chosen)), None)),
    )
    for kind, address, view in pages:
        yield Making(partial(_page, first, kind, address, view), Basis(first.locale, "none", address))


def _page(first: Edition, kind: Kind, address: str, view: LanguagesView) -> Page:
    name = first.passage(first.site.settings.name)
    missing = kind == "missing"
    twins = {} if missing else first.twins(first.addresses.home)
    return Page(
        kind=kind,
        locale=first.locale,
        address=address,
        section="none",
        title=first.own(" · ".join(entry.title.words for entry in view.languages)) if missing else name,
        description=""
        if missing
        else " ".join(entry.text.words for entry in view.languages if entry.text) or name.words,
        twins=twins,
        view=view,
        is_listed=not missing,
        is_kept=view.picture is None or view.picture.uses.archive,
    )


def _choice(edition: Edition) -> Language:
    settings = edition.site.settings
    return Language(
        edition.locale,
        edition.passage(settings.name),
        edition.maybe(settings.tagline),
        (_home(edition, "choice.enter"),),
    )


def _missing(edition: Edition) -> Language:
    words = edition.words
    if words.language_of("missing.title") != edition.locale:
        # What stands in would be said a second time.
        return Language(edition.locale, edition.own(autonym(words)), None, (_home(edition, "nav.home"),))
    doors = [_home(edition, "nav.home")]
    doors += [
        Link(words.passage(f"nav.{name}"), edition.addresses.section(name, edition.locale))
        for name in ("stories", "progress")
    ]
    return Language(edition.locale, words.passage("missing.title"), words.passage("missing.text"), tuple(doors))


def _home(edition: Edition, key: str) -> Link:
    """The way to a language's home page, in its own words; where it has none, its name says enough."""
    words = edition.words
    own = words.language_of(key) == edition.locale
    return Link(words.passage(key) if own else edition.own(autonym(words)), edition.addresses.home(edition.locale))
