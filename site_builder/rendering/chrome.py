"""What stands on every page of a language: the site's name, the office to write to, the menus."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from site_builder.locales import Locale, Passage
from site_builder.locales.catalog import Catalog
from site_builder.pages.edition import Edition
from site_builder.pages.page import Share
from site_builder.pages.share_cards import site_share
from site_builder.problems import Problem
from site_builder.reading.handwritten import HandwrittenPage
from site_builder.rendering.handbook import handbook_links, handbook_title
from site_builder.rendering.shell import (
    LinkStyle,
    Logo,
    NavItem,
    ShareImage,
    ShellLocale,
    ShellSettings,
)

_MENU = ("stories", "progress", "results")


@dataclass(frozen=True, slots=True)
class Contact:
    """The communications office, in one language."""

    office: Passage
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class SiteWords:
    """What templates know of the site beside their page. ``feed``: its address, empty where there is none.

    ``texts``: the interface's words. ``share``: the site's own card.
    """

    name: Passage
    contact: Contact
    feed: str
    texts: Catalog
    share: ShareImage | None = None


@dataclass(frozen=True, slots=True)
class Dress:
    """The addresses of the site's own files that every page loads, in the order of loading.

    ``fonts``: those worth asking for before the stylesheet is there.
    """

    stylesheets: tuple[str, ...]
    scripts: tuple[str, ...]
    logos: tuple[Logo, ...]
    favicon: str
    fonts: tuple[str, ...] = ()


def site_words(edition: Edition) -> SiteWords:
    """The words of one language."""
    contact = edition.site.settings.contact
    return SiteWords(
        name=edition.passage(edition.site.settings.name),
        contact=Contact(edition.passage(contact.office), contact.email, contact.phone or ""),
        feed=edition.addresses.feed(edition.locale) if edition.site.settings.site_url else "",
        texts=edition.words,
        share=share_image(site_share(edition)),
    )


def share_image(share: Share | None) -> ShareImage | None:
    """A card as heads of pages name it."""
    return ShareImage(share.address, share.width, share.height, share.alt) if share else None


def shell_settings(
    editions: Iterable[Edition],
    handwritten: Iterable[HandwrittenPage],
    dress: Dress,
    links: LinkStyle,
    previews: Mapping[Locale, tuple[NavItem, ...]] | None = None,
) -> ShellSettings:
    """What the frame says. ``handwritten``: the pages that footers lead to. ``previews``: of ``preview_banners``."""
    chosen = tuple(editions)
    pages = tuple(handwritten)
    settings = chosen[0].site.settings
    return ShellSettings(
        locales=tuple(_shell_locale(edition, pages, (previews or {}).get(edition.locale, ())) for edition in chosen),
        site_url=settings.site_url or None,
        accent=settings.accent,
        contact_email=settings.contact.email,
        logos=dress.logos,
        favicon=dress.favicon,
        fonts=dress.fonts,
        stylesheets=dress.stylesheets,
        scripts=dress.scripts,
        links=links,
    )


def preview_banners(editions: Iterable[Edition], problems: Sequence[Problem]) -> dict[Locale, tuple[NavItem, ...]]:
    """What a preview says at the top of every page, by language: how much is wrong, and where to read it and how the
    translations stand."""
    from site_builder.pages.problems import banner, list_address
    from site_builder.pages.translations import translations_address, translations_title

    return {
        edition.locale: (
            NavItem(banner(problems, edition.words), list_address(edition.locale)),
            NavItem(translations_title(edition), translations_address(edition.locale)),
        )
        for edition in editions
    }


def _handbook(edition: Edition) -> NavItem | None:
    """The way to the staff's handbook: to that in the page's language, else to one that there is."""
    links = handbook_links(edition.site.settings)
    found = links.get(edition.locale) or next(iter(links.values()), None)
    return found and _item(handbook_title(edition.words), found.address, "")


def _shell_locale(edition: Edition, pages: tuple[HandwrittenPage, ...], preview: tuple[NavItem, ...]) -> ShellLocale:
    words = edition.words
    own = [NavItem(page.title, page.address, page.name) for page in pages if page.locale == edition.locale]
    menu = [_item(words.passage("nav.home"), edition.addresses.home(edition.locale), "home")]
    menu += [
        _item(words.passage(f"nav.{name}"), edition.addresses.section(name, edition.locale), name) for name in _MENU
    ]
    menu += [item for item in own if item.section == "about"]
    credit = _item(words.passage("title.credits"), edition.addresses.section("credits", edition.locale), "credits")
    search = edition.addresses.section("search", edition.locale) if edition.site.settings.search else ""
    name = edition.passage(edition.site.settings.name)
    office = edition.passage(edition.site.settings.contact.office)
    return ShellLocale(
        words=edition.words,
        site_name=name.words,
        menu=tuple(menu),
        footer=(*own, credit),
        search=search,
        owner=name.words,
        contact=office.words,
        name_language="" if name.language == edition.locale else name.language,
        contact_language="" if office.language == edition.locale else office.language,
        share=share_image(site_share(edition)),
        preview=preview,
        handbook=_handbook(edition) if preview else None,
    )


def _item(words: Passage, address: str, section: str) -> NavItem:
    return NavItem(words.words, address, section, words.language)
