"""The two pages that speak all languages: the choice at the root, and the one for addresses that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from site_builder.pages.edition import Edition
from site_builder.pages.page import Kind, Link, Making, Page
from site_builder.pages.pictures import cover
from site_builder.pages.views import Language, LanguagesView


def language_pages(chosen: Sequence[Edition]) -> Iterator[Making]:
    """``/`` and ``404.html``, for all editions together."""
    first = chosen[0]
    newest = next((story for story in first.stories if story.photos), None)
    picture = cover(first, newest) if newest else None
    yield Making(partial(_page, first, "choice", "", LanguagesView(tuple(map(_choice, chosen)), picture)))
    yield Making(partial(_page, first, "missing", "404.html", LanguagesView(tuple(map(_missing, chosen)), None)))


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
        else " ".join(filter(None, (entry.text.words for entry in view.languages))) or name.words,
        twins=twins,
        view=view,
        is_listed=not missing,
        is_kept=view.picture is None or view.picture.uses.archive,
    )


def _choice(edition: Edition) -> Language:
    settings = edition.site.settings
    enter = Link(edition.own(edition.words.text("choice.enter")), edition.addresses.home(edition.locale))
    tagline = edition.maybe(settings.tagline) or edition.own("")
    return Language(edition.locale, edition.passage(settings.name), tagline, (enter,))


def _missing(edition: Edition) -> Language:
    doors = [Link(edition.own(edition.words.text("nav.home")), edition.addresses.home(edition.locale))]
    doors += [
        Link(edition.own(edition.words.text(f"nav.{name}")), edition.addresses.section(name, edition.locale))
        for name in ("stories", "progress")
    ]
    words = edition.words
    title, text = (edition.own(words.text(f"missing.{name}")) for name in ("title", "text"))
    return Language(edition.locale, title, text, tuple(doors))
