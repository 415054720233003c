"""Collects what every page of a language shows: the site's name, the office to write to, the menus."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from site_builder.locales import Locale, Passage
from site_builder.locales.catalog import Catalog
from site_builder.pages.localized_site import LocalizedSite
from site_builder.pages.page import ShareImage
from site_builder.pages.share_cards import site_share
from site_builder.problems import Problem
from site_builder.reading.handwritten import HandwrittenPage
from site_builder.rendering.handbook import handbook_links, handbook_title
from site_builder.rendering.layout import LayoutLocale, LayoutSettings, LinkStyle, NavItem, SiteAssets

_MENU = ("stories", "progress", "results")


@dataclass(frozen=True, slots=True)
class Office:
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
    contact: Office
    feed: str
    texts: Catalog
    share: ShareImage | None = None


def site_words(site: LocalizedSite) -> SiteWords:
    """Return the words of one language."""
    contact = site.public.settings.contact
    return SiteWords(
        name=site.passage(site.public.settings.name),
        contact=Office(site.passage(contact.office), contact.email, contact.phone or ""),
        feed=site.addresses.feed(site.locale) if site.public.settings.site_url else "",
        texts=site.words,
        share=site_share(site),
    )


def layout_settings(
    sites: Iterable[LocalizedSite],
    handwritten: Iterable[HandwrittenPage],
    site_assets: SiteAssets,
    links: LinkStyle,
    previews: Mapping[Locale, tuple[NavItem, ...]] | None = None,
) -> LayoutSettings:
    """Return what the layout says. ``handwritten``: the pages that footers lead to. ``previews``: of
    ``preview_banners``."""
    chosen = tuple(sites)
    pages = tuple(handwritten)
    settings = chosen[0].public.settings
    return LayoutSettings(
        locales=tuple(_layout_locale(site, pages, (previews or {}).get(site.locale, ())) for site in chosen),
        site_url=settings.site_url or None,
        accent=settings.accent,
        contact_email=settings.contact.email,
        assets=site_assets,
        links=links,
    )


def preview_banners(sites: Iterable[LocalizedSite], problems: Sequence[Problem]) -> dict[Locale, tuple[NavItem, ...]]:
    """Return what a preview says at the top of every page, by language: how much is wrong, and where to read it and how
    the translations stand."""
    from site_builder.pages.staff_pages import list_address, preview_banner, translations_address, translations_title

    return {
        site.locale: (
            NavItem(preview_banner(problems, site.words), list_address(site.locale)),
            NavItem(translations_title(site), translations_address(site.locale)),
        )
        for site in sites
    }


def _handbook(site: LocalizedSite) -> NavItem | None:
    """Return the way to the staff's handbook: to that in the page's language, else to one that there is."""
    links = handbook_links(site.public.settings)
    found = links.get(site.locale) or next(iter(links.values()), None)
    return found and _item(handbook_title(site.words), found.address, "")


def _layout_locale(
    site: LocalizedSite, pages: tuple[HandwrittenPage, ...], preview: tuple[NavItem, ...]
) -> LayoutLocale:
    words = site.words
    own = [NavItem(page.title, page.address, page.name) for page in pages if page.locale == site.locale]
    menu = [_item(words.passage("nav.home"), site.addresses.home(site.locale), "home")]
    menu += [_item(words.passage(f"nav.{name}"), site.section(name), name) for name in _MENU]
    menu += [item for item in own if item.section == "about"]
    credit = _item(words.passage("title.credits"), site.section("credits"), "credits")
    search = site.section("search") if site.public.settings.search else ""
    name = site.passage(site.public.settings.name)
    office = site.passage(site.public.settings.contact.office)
    return LayoutLocale(
        words=site.words,
        site_name=name.words,
        menu=tuple(menu),
        footer=(*own, credit),
        search=search,
        owner=name.words,
        contact=office.words,
        name_language="" if name.language == site.locale else name.language,
        contact_language="" if office.language == site.locale else office.language,
        share=site_share(site),
        preview=preview,
        handbook=_handbook(site) if preview else None,
    )


def _item(words: Passage, address: str, section: str) -> NavItem:
    return NavItem(words.words, address, section, words.language)
