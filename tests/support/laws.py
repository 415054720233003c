"""What holds on every page of every site, whatever its records say. Each law yields what breaks it, one line each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from babel import Locale as Cldr
from PIL import Image

from tests.support.built import BuiltPage, BuiltSite

Law = Callable[[BuiltSite], Iterator[str]]

LONGEST_DESCRIPTION = 320
# Nothing of these ever belongs into a page's words or addresses: they are the traces of a template that went wrong.
TRACES = re.compile(
    r"\{\{|\{%|\{#|\bNone\b|\bUndefined\b|\bnan\b|\b(?:Passage|Text|Markup|Decimal|date)\(|<function |<object "
)
ASSETS = re.compile(
    r"assets/(?:pictures/[0-9a-f]{16}-(?:\d+\.(?:avif|jpg)|press\.jpg)|cards/[0-9a-f]{16}\.(?:jpg|png)"
    r"|handbook/(?:en|es)/[a-z-]+\.webp"
    r"|(?:stories|favicon|logo|index)\.[0-9a-f]{12}\.(?:css|js|png|svg)"
    r"|(?:stylesheets|javascripts)/[\w.-]+\.(?:css|js))\Z"
)
BESIDE = re.compile(r"robots\.txt|sitemap(?:-\d+)?\.xml|(?:\w\w/)?[\w-]+\.(?:xml|json)\Z")


def one_headline(site: BuiltSite) -> Iterator[str]:
    """Each page has one headline of the first level."""
    for page in site.pages.values():
        if (count := len(page.tree.all("h1"))) != 1:
            yield f"{page.address}: {count} h1"


def headings_without_gaps(site: BuiltSite) -> Iterator[str]:
    """Headings begin with the first level and go down one level at a time."""
    for page in site.pages.values():
        before = 0
        for heading in page.tree.all("h1", "h2", "h3", "h4", "h5", "h6"):
            level = int(heading.tag[1])
            if level > before + 1:
                yield f"{page.address}: {heading.tag} “{heading.text}” follows h{before}"
            before = level


def headings_have_words(site: BuiltSite) -> Iterator[str]:
    """No heading, link or button is without a name."""
    for page in site.pages.values():
        for element in page.tree.all("h1", "h2", "h3", "h4", "h5", "h6", "a", "button", "summary"):
            named = element.text or element.attributes.get("aria-label")
            if not named and not any(image.attributes.get("alt") for image in element.all("img")):
                yield f"{page.address}: {element.tag} without a name, {element.attributes}"


def language_of_the_address(site: BuiltSite) -> Iterator[str]:
    """The language of <html> is the one in the page's address, and the site's first on pages without one."""
    for page in site.pages.values():
        language = page.tree.all("html")[0].attributes.get("lang", "")
        if language.partition("-")[0] != (page.locale or site.locales[0]):
            yield f"{page.address}: {language!r}"


def canonical_is_the_address(site: BuiltSite) -> Iterator[str]:
    """A page that may be listed names its public address, and no other page does."""
    for page in site.pages.values():
        found = [it.attributes["href"] for it in page.tree.all("link", rel="canonical")]
        if found != ([site.url + page.address] if page.is_listed else []):
            yield f"{page.address}: {found}"


def twins_name_each_other(site: BuiltSite) -> Iterator[str]:
    """Every listed page has a twin in each language that names it back, and one for other languages."""
    for page in site.pages.values():
        alternates = page.alternates
        if not page.is_listed:
            if alternates:
                yield f"{page.address}: not listed, but with alternates"
            continue
        if "x-default" not in alternates or (page.locale and alternates.get(page.locale) != site.url + page.address):
            yield f"{page.address}: {alternates}"
        for language, url in alternates.items():
            if not url.startswith(site.url) or (twin := site.pages.get(url.removeprefix(site.url))) is None:
                yield f"{page.address}: {language} leads to {url}, which is no page"
            elif language != "x-default" and (twin.locale != language or not _names_back(twin, page, site)):
                yield f"{page.address}: {url} does not name it back"


def _names_back(twin: BuiltPage, page: BuiltPage, site: BuiltSite) -> bool:
    # Page 3 of a list may lead to the last page of a shorter one, which leads to its own number.
    listed = re.compile(r"(?:page|pagina)/\d+/\Z")
    same = listed.sub("", twin.alternates.get(page.locale, "")) == listed.sub("", site.url + page.address)
    return same or not page.locale


def switch_leads_to_the_twin(site: BuiltSite) -> Iterator[str]:
    """The header's language links lead to the page's alternates and to nothing else."""
    for page in site.pages.values():
        links = [it for box in page.tree.with_class("frame-switch") for it in box.all("a")]
        found = {it.attributes["hreflang"]: site.leads_to(page, it.attributes["href"]) for it in links}
        alternates = page.alternates if page.locale else {}
        wanted = {
            language: (url.removeprefix(site.url), "")
            for language, url in alternates.items()
            if language not in ("x-default", page.locale)
        }
        if page.locale and not page.is_listed:
            # Its head names no alternates; its links must lead to pages that lead back.
            for language, target in found.items():
                twin = site.pages.get(target[0]) if target else None
                if twin is None or twin.locale != language or page.address not in _switched(twin, site):
                    yield f"{page.address}: {target} does not lead back"
        elif page.locale and found != wanted:
            yield f"{page.address}: {found}, not {wanted}"


def _switched(page: BuiltPage, site: BuiltSite) -> set[str]:
    links = (it for box in page.tree.with_class("frame-switch") for it in box.all("a"))
    return {target[0] for it in links if (target := site.leads_to(page, it.attributes["href"]))}


def links_lead_somewhere(site: BuiltSite) -> Iterator[str]:
    """Every link, picture, sheet and script is there, and so is the place on the page that a link names."""
    places = {address: set(page.ids) for address, page in site.pages.items()}
    for page in site.pages.values():
        for element, written in page.links():
            if not written:
                yield f"{page.address}: {element.tag} with an empty link"
                continue
            target = site.leads_to(page, written)
            if target is None:
                if urlsplit(written).scheme not in {"https", "http", "mailto", "tel", "data"}:
                    yield f"{page.address}: {written}"
                continue
            address, place = target
            if not site.has(address) or (place and place not in places.get(address, {place})):
                yield f"{page.address}: {written}"


def ids_are_unique(site: BuiltSite) -> Iterator[str]:
    """No id stands twice on a page, and what labels or describes something is there."""
    for page in site.pages.values():
        yield from (f"{page.address}: id {name} × {count}" for name, count in Counter(page.ids).items() if count > 1)
        for element in page.tree.walk():
            for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
                for wanted in element.attributes.get(name, "").split():
                    if wanted not in page.ids:
                        yield f"{page.address}: {name}={wanted} leads nowhere"


def pictures_are_told(site: BuiltSite) -> Iterator[str]:
    """Every picture has its real width and height, an alternative text (empty for decoration), and a file."""
    sizes: dict[str, tuple[int, int]] = {}
    for page in site.pages.values():
        for image in page.main.all("img"):
            has = image.attributes
            target = site.leads_to(page, has.get("src", ""))
            if "alt" not in has or target is None or target[0] not in site.files:
                yield f"{page.address}: {has}"
                continue
            if target[0] not in sizes:
                with Image.open(site.folder / target[0]) as opened:
                    sizes[target[0]] = opened.size
            if (has.get("width"), has.get("height")) != tuple(map(str, sizes[target[0]])):
                yield f"{page.address}: {target[0]} is {sizes[target[0]]}, not {has.get('width')} × {has.get('height')}"


def titles_differ(site: BuiltSite) -> Iterator[str]:
    """No two listed pages of a language have the same title."""
    titles = Counter((page.locale, page.head_title) for page in site.pages.values() if page.is_listed)
    for page in site.pages.values():
        if not page.head_title.strip():
            yield f"{page.address}: no title"
    yield from (
        f"{locale}: {count} pages are called “{title}”" for (locale, title), count in titles.items() if count > 1
    )


def descriptions_are_short(site: BuiltSite) -> Iterator[str]:
    """Every listed page describes itself, in at most 320 characters."""
    for page in site.pages.values():
        if page.is_listed and not 0 < len(page.description) <= LONGEST_DESCRIPTION:
            yield f"{page.address}: {len(page.description)} characters"


def no_traces_of_templates(site: BuiltSite) -> Iterator[str]:
    """No template's braces, and no value that has no words, stand in a page's text, addresses or attributes."""
    for page in site.pages.values():
        for words, _ in page.tree.texts():
            if TRACES.search(words):
                yield f"{page.address}: {words.strip()[:100]}"
        for element in page.tree.walk():
            for name, value in element.attributes.items():
                if TRACES.search(value):
                    yield f"{page.address}: {name}={value[:100]}"


def nothing_unknown_is_published(site: BuiltSite) -> Iterator[str]:
    """Every file is a page, a named part of the site's own, or search: no record, no original, no rest of a build."""
    for file in site.files:
        if not (file.endswith(".html") or file.startswith("pagefind/") or ASSETS.match(file) or BESIDE.match(file)):
            yield file


def dates_are_dates(site: BuiltSite) -> Iterator[str]:
    """What a page marks as a time can be read by programs, and its words name the month in the page's language."""
    months = {locale: list(Cldr(locale).months["format"]["wide"].values()) for locale in ("en", "es")}
    for page in site.pages.values():
        others = [month for locale, them in months.items() if locale != (page.locale or "en") for month in them]
        for time in page.tree.all("time"):
            if not re.match(r"(?:\.\./)?\d{4}", time.attributes.get("datetime", "")):
                yield f"{page.address}: {time.attributes}"
            if page.locale in months and any(re.search(rf"\b{month}\b", time.text) for month in others):
                yield f"{page.address}: {time.text}"


def only_stories_are_searched(site: BuiltSite) -> Iterator[str]:
    """The search finds stories and nothing else: no list, no withdrawn story's page, no handbook."""
    for page in site.pages.values():
        for element in page.tree.walk():
            if (
                "data-pagefind-body" in element.attributes
                and "s-story" not in element.attributes.get("class", "").split()
            ):
                yield f"{page.address}: {element.attributes}"


LAWS: tuple[Law, ...] = (
    only_stories_are_searched,
    one_headline,
    headings_without_gaps,
    headings_have_words,
    language_of_the_address,
    canonical_is_the_address,
    twins_name_each_other,
    switch_leads_to_the_twin,
    links_lead_somewhere,
    ids_are_unique,
    pictures_are_told,
    titles_differ,
    descriptions_are_short,
    no_traces_of_templates,
    nothing_unknown_is_published,
    dates_are_dates,
)
