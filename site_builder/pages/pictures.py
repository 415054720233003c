"""A photo as its page shows it: derivatives by address, words and rights."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from site_builder.locales import Locale
from site_builder.pages.edition import Edition
from site_builder.pages.notes import Home, notes
from site_builder.pages.page import Derivative, Page, Picture
from site_builder.pages.rights import licence
from site_builder.pictures import PhotoSet, Planned, Recipe, plan
from site_builder.public.records import PublicPhoto, PublicSite, PublicStory

_VIEWS = Page.__module__.rpartition(".")[0]

FOLDER = "assets/pictures/"
"""Where derivatives stand in the site, shared by all languages."""


def recipe(site: PublicSite, photo: PublicPhoto) -> Recipe:
    """How a photo's files are made. One file serves all languages, so its rights speak the site's first."""
    language = site.settings.default_locale
    credit, licence = (text.passage(language, language).words for text in (photo.credit, photo.licence))
    return Recipe(credit, licence, press=photo.uses.press)


def picture(edition: Edition, photo: PublicPhoto, language: Locale, home: Home | None = None) -> Picture:
    """The picture in this language; ``language`` is the one its record was first written in. ``home``: where it is
    shown there, on the page on which its caption is at home."""
    caption = edition.maybe(photo.caption, language)
    planned: PhotoSet = plan(photo.info, recipe(edition.site, photo))
    named, address = licence(edition.passage(photo.licence, language))
    return Picture(
        id=photo.id,
        avif=tuple(map(_derivative, planned.avif)),
        jpeg=tuple(map(_derivative, planned.jpeg)),
        alt=edition.maybe(photo.alt, language),
        caption=caption,
        credit=edition.passage(photo.credit, language),
        licence=named,
        licence_address=address,
        is_illustration=photo.kind == "illustration",
        focus=photo.focus,
        press=_derivative(planned.press) if planned.press else None,
        uses=photo.uses,
        note=notes(edition, home, caption=caption).get("caption") if home else None,
    )


def _derivative(planned: Planned) -> Derivative:
    return Derivative(f"{FOLDER}{planned.name}", planned.width, planned.height)


def cover(edition: Edition, story: PublicStory) -> Picture | None:
    """The story's first picture: in cards, at its head, on its share card."""
    return picture(edition, story.photos[0], story.language) if story.photos else None


def pictures_on(page: Page) -> Iterator[Picture]:
    """Every picture that the page prints."""
    yield from _pictures_in(page.view)


def _pictures_in(value: object) -> Iterator[Picture]:
    if isinstance(value, Picture):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _pictures_in(one)
    elif is_dataclass(value) and type(value).__module__.startswith(_VIEWS):
        for field in fields(value):
            yield from _pictures_in(getattr(value, field.name))
