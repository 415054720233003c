"""What stands on every page of a language: the site's name, the office to write to, the menus."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from site_builder.locales import Locale, Passage
from site_builder.pages import Edition
from site_builder.pages.page import Share
from site_builder.pages.problems import banner, list_address
from site_builder.pages.share_cards import site_share
from site_builder.problems import Problem
from site_builder.rendering.shell import HandwrittenPage, LinkStyle, NavItem, ShareImage, ShellLocale, ShellSettings

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

    ``share``: the site's own card.
    """

    name: Passage
    contact: Contact
    feed: str
    share: ShareImage | None = None


@dataclass(frozen=True, slots=True)
class Dress:
    """The addresses of the site's own files that every page loads, in the order of loading."""

    stylesheets: tuple[str, ...]
    scripts: tuple[str, ...]
    logo: str
    favicon: str


def site_words(edition: Edition) -> SiteWords:
    """The words of one language."""
    contact = edition.site.settings.contact
    return SiteWords(
        name=edition.passage(edition.site.settings.name),
        contact=Contact(edition.passage(contact.office), contact.email, contact.phone or ""),
        feed=edition.addresses.feed(edition.locale) if edition.site.settings.site_url else "",
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
    previews: Mapping[Locale, NavItem] | None = None,
) -> ShellSettings:
    """What the frame says. ``handwritten``: the pages that footers lead to. ``previews``: of ``preview_banners``."""
    chosen = tuple(editions)
    pages = tuple(handwritten)
    settings = chosen[0].site.settings
    return ShellSettings(
        locales=tuple(_shell_locale(edition, pages, (previews or {}).get(edition.locale)) for edition in chosen),
        site_url=settings.site_url or None,
        accent=settings.accent,
        contact_email=settings.contact.email,
        logo=dress.logo,
        favicon=dress.favicon,
        stylesheets=dress.stylesheets,
        scripts=dress.scripts,
        links=links,
    )


def preview_banners(editions: Iterable[Edition], problems: Sequence[Problem]) -> dict[Locale, NavItem]:
    """What a preview says at the top of every page, by language: how much is wrong, and where to read it."""
    return {
        edition.locale: NavItem(banner(problems, edition.words), list_address(edition.locale)) for edition in editions
    }


def _shell_locale(edition: Edition, pages: tuple[HandwrittenPage, ...], preview: NavItem | None) -> ShellLocale:
    words = edition.words
    own = [NavItem(page.title, page.address, page.name) for page in pages if page.locale == edition.locale]
    menu = [NavItem(words.text("nav.home"), edition.addresses.home(edition.locale), "home")]
    menu += [
        NavItem(words.text(f"nav.{name}"), edition.addresses.section(name, edition.locale), name) for name in _MENU
    ]
    menu += [item for item in own if item.section == "about"]
    credit = NavItem(words.text("title.credits"), edition.addresses.section("credits", edition.locale), "credits")
    search = edition.addresses.section("search", edition.locale) if edition.site.settings.search else ""
    name = edition.passage(edition.site.settings.name)
    office = edition.passage(edition.site.settings.contact.office)
    return ShellLocale(
        locale=edition.locale,
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
    )
