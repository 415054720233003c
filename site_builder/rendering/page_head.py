"""Writes what differs from page to page in the layout: ``<head>`` and the language links of the header."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache

from site_builder.escaping import escaped
from site_builder.locales import Locale, Passage
from site_builder.locales.pseudo import PSEUDO
from site_builder.pages.page import Link, Page, ShareImage
from site_builder.pages.views import MovedView, StoryView
from site_builder.rendering.layout import Layout, Links, absolute_url
from site_builder.rendering.site_layout import SiteWords

_JSON_ESCAPES = tuple((character, f"\\u{ord(character):04x}") for character in "<>&\u2028\u2029")
_LONGEST_DESCRIPTION = 300
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def slots(page: Page, layout: Layout, body: str, words: SiteWords | None = None) -> dict[str, str]:
    """Return the contents of every slot of ``layout`` for one page: ``body``, which is HTML, and what is escaped here.

    ``words``: of the site, whose feed the page names, and whose card where it has none of its own.
    """
    title, site_name = escaped(page.title.words), escaped(layout.site_name)
    language = _language(page.title, page.locale)
    return {
        "title": title if page.title.words == layout.site_name else f"{title} · {site_name}",
        "head": "\n".join(_elements(page, layout, words, title, site_name)),
        "switch": "\n".join(_switch(page, layout)),
        "topic": f"<span{language}>{title}</span>" if language else title,
        "body": body,
        "data": "",
    }


def _elements(page: Page, layout: Layout, words: SiteWords | None, title: str, site_name: str) -> Iterator[str]:
    """Yield the elements of ``<head>``. ``title``, ``site_name``: escaped."""
    url = escaped(absolute_url(layout.site_url, page.address)) if layout.site_url else ""
    description = escaped(page.description if page.view is None else _shortened(page.description))
    is_listed = page.is_listed and not page.is_draft and layout.locale != PSEUDO
    if description:
        yield f'<meta name="description" content="{description}">'
    yield from _robots(page, url, is_listed=is_listed)
    if page.kind == "redirect" and isinstance(page.view, MovedView):
        target = escaped(layout.links.to(page.view.target.address))
        yield f'<meta http-equiv="refresh" content="0; url={target}">'
    if is_listed:
        yield from _alternates(page, layout)
    if words and words.feed:
        yield _feed(Link(words.name, words.feed), layout.links, page.locale)
    names = ("type", "site_name", "title", "description", "url")
    kind = "article" if page.kind == "story" else "website"
    for name, content in zip(names, (kind, site_name, title, description, url), strict=True):
        if content:
            yield f'<meta property="og:{name}" content="{content}">'
    yield from _share(page, layout, page.share or (words.share if words else None))
    if isinstance(page.view, StoryView):
        yield f'<script type="application/ld+json">{_in_script(_encode(_article(page, page.view)))}</script>'


def _robots(page: Page, url: str, is_listed: bool) -> Iterator[str]:
    """Yield what search engines and archives may do with the page, whose whole address is ``url`` (escaped)."""
    if not is_listed:
        yield '<meta name="robots" content="noindex">'
    elif url:
        yield f'<link rel="canonical" href="{url}">'
    if not page.is_kept:
        yield '<meta name="robots" content="noarchive">'


def _alternates(page: Page, layout: Layout) -> Iterator[str]:
    alternates = {language: address for language, address in page.alternates.items() if language != PSEUDO}
    if not alternates:
        return
    # Readers of other languages are best served where they can choose.
    default = "" if page.kind in {"choice", "home"} else next(iter(alternates.values()))
    for language, address in (*alternates.items(), ("x-default", default)):
        # Search engines ask for full URLs here; without a known site URL the relative link still helps a browser.
        href = absolute_url(layout.site_url, address) if layout.site_url else layout.links.to(address)
        yield f'<link rel="alternate" hreflang="{escaped(language)}" href="{escaped(href)}">'


@lru_cache(maxsize=256)
def _feed(feed: Link, links: Links, locale: Locale) -> str:
    title, language = escaped(feed.words.words), _language(feed.words, locale)
    href = escaped(links.to(feed.address))
    return f'<link rel="alternate" type="application/atom+xml" title="{title}"{language} href="{href}">'


def _language(passage: Passage, locale: Locale) -> str:
    """Return the attribute of an element for ``passage`` on a page in ``locale``: empty where it is in that."""
    return f' lang="{escaped(passage.language)}"' if passage.language != locale else ""


def _share(page: Page, layout: Layout, image: ShareImage | None) -> Iterator[str]:
    """Yield the picture and the dates that other sites show with a link."""
    if image and layout.site_url:
        yield f'<meta property="og:image" content="{escaped(absolute_url(layout.site_url, image.address))}">'
        yield f'<meta property="og:image:width" content="{image.width}">'
        yield f'<meta property="og:image:height" content="{image.height}">'
        if image.alt:
            yield f'<meta property="og:image:alt" content="{escaped(image.alt)}">'
    if page.kind == "story":
        modified = page.changed if page.changed != page.published else ""
        for name, day in (("published_time", page.published), ("modified_time", modified)):
            if day:
                yield f'<meta property="article:{name}" content="{escaped(day)}">'
    if image and layout.site_url:
        yield '<meta name="twitter:card" content="summary_large_image">'


def _in_script(words: str) -> str:
    """JSON as a ``script`` element may hold it: what could end the element, or a line, is written by its number."""
    for character, written in _JSON_ESCAPES:
        if character in words:
            words = words.replace(character, written)
    return words


def _switch(page: Page, layout: Layout) -> Iterator[str]:
    names = dict(layout.languages)
    for language, address in page.alternates.items():
        if language != layout.locale:
            href, tag = escaped(layout.links.to(address)), escaped(language)
            # target: Material's own script, where a project adds it, leaves links with a target alone.
            yield (
                f'<a class="frame-switch__link" href="{href}" hreflang="{tag}" lang="{tag}" rel="alternate" '
                f'target="_self">{escaped(names[language])}</a>'
            )


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    if len(text) <= _LONGEST_DESCRIPTION:
        return text
    return f"{text[:_LONGEST_DESCRIPTION].rpartition(' ')[0]} …"


def _article(page: Page, view: StoryView) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": page.title.words,
        "description": page.description,
        "datePublished": page.published,
        "dateModified": page.changed,
        "inLanguage": view.body.language,
    }
