"""Writes what differs from page to page in the layout: ``<head>`` and the language links of the header."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from site_builder.escaping import escaped
from site_builder.locales import Locale, Passage
from site_builder.locales.pseudo import PSEUDO
from site_builder.pages.page import Link, Page, ShareImage
from site_builder.pages.views import MovedView, StoryView
from site_builder.rendering.layout import Layout, Links, absolute_url
from site_builder.rendering.site_layout import SiteWords

_JSON_ESCAPES = tuple((character, f"\\u{ord(character):04x}") for character in "<>&\u2028\u2029")
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class PageHead:
    """What is known of one page. Strings are plain text in the page's language, not escaped.

    ``alternates``: the address in every locale that has this page, its own too. ``default``: that for readers of
    other languages (``x-default``); None means the first of these, the empty string the language choice at the root.
    ``published`` and ``modified``: ISO 8601. ``feed``: the name and address of the site's. ``json_ld``: a schema.org
    object. ``index``: whether search engines may list it; ``keep``: whether they and archives may keep a copy.
    ``moved_to``: the address to which browsers go on at once. ``language``: of the title, where that is not the page's.
    """

    title: str
    address: str
    alternates: Mapping[Locale, str] = field(default_factory=dict)
    description: str = ""
    default: str | None = None
    kind: str = "website"
    image: ShareImage | None = None
    published: str = ""
    modified: str = ""
    feed: Link | None = None
    json_ld: Mapping[str, object] | None = None
    index: bool = True
    keep: bool = True
    moved_to: str = ""
    language: str = ""


def slots(head: PageHead, layout: Layout, body: str) -> dict[str, str]:
    """Return every slot of ``layout`` for one page. ``body`` is HTML; the rest is escaped here."""
    title, site_name = escaped(head.title), escaped(layout.site_name)
    return {
        "title": title if head.title == layout.site_name else f"{title} · {site_name}",
        "head": "\n".join(_elements(head, layout, title, site_name)),
        "switch": "\n".join(_switch(head, layout)),
        "topic": f"<span{_language(head.language)}>{title}</span>" if head.language else title,
        "body": body,
    }


def _elements(head: PageHead, layout: Layout, title: str, site_name: str) -> Iterator[str]:
    """Yield ``title``, ``site_name``: escaped."""
    url = escaped(absolute_url(layout.site_url, head.address)) if layout.site_url else ""
    description = escaped(head.description)
    if description:
        yield f'<meta name="description" content="{description}">'
    yield from _robots(head, url, is_listed=head.index and layout.locale != PSEUDO)
    if head.moved_to:
        yield f'<meta http-equiv="refresh" content="0; url={escaped(layout.links.to(head.moved_to))}">'
    if head.index and layout.locale != PSEUDO:
        yield from _alternates(head, layout)
    if head.feed:
        yield _feed(head.feed, layout.links, layout.locale)
    names = ("type", "site_name", "title", "description", "url")
    for name, content in zip(names, (escaped(head.kind), site_name, title, description, url), strict=True):
        if content:
            yield f'<meta property="og:{name}" content="{content}">'
    yield from _share(head, layout)
    if head.json_ld is not None:
        yield f'<script type="application/ld+json">{_in_script(_encode(head.json_ld))}</script>'


def _robots(head: PageHead, url: str, is_listed: bool) -> Iterator[str]:
    """Yield what search engines and archives may do with the page, whose whole address is ``url`` (escaped)."""
    if not is_listed:
        yield '<meta name="robots" content="noindex">'
    elif url:
        yield f'<link rel="canonical" href="{url}">'
    if not head.keep:
        yield '<meta name="robots" content="noarchive">'


def _alternates(head: PageHead, layout: Layout) -> Iterator[str]:
    alternates = {language: address for language, address in head.alternates.items() if language != PSEUDO}
    if not alternates:
        return
    default = next(iter(alternates.values())) if head.default is None else head.default
    for language, address in (*alternates.items(), ("x-default", default)):
        # Search engines ask for full URLs here; without a known site URL the relative link still helps a browser.
        href = absolute_url(layout.site_url, address) if layout.site_url else layout.links.to(address)
        yield f'<link rel="alternate" hreflang="{escaped(language)}" href="{escaped(href)}">'


@lru_cache(maxsize=256)
def _feed(feed: Link, links: Links, locale: Locale) -> str:
    title, language = escaped(feed.words.words), _language(_other_language(feed.words, locale))
    href = escaped(links.to(feed.address))
    return f'<link rel="alternate" type="application/atom+xml" title="{title}"{language} href="{href}">'


def _language(language: str) -> str:
    """Return the attribute of an element whose words are in another language than the page; empty for none."""
    return f' lang="{escaped(language)}"' if language else ""


def _share(head: PageHead, layout: Layout) -> Iterator[str]:
    """Yield the picture and the dates that other sites show with a link."""
    image = head.image if layout.site_url else None
    if image and layout.site_url:
        yield f'<meta property="og:image" content="{escaped(absolute_url(layout.site_url, image.address))}">'
        yield f'<meta property="og:image:width" content="{image.width}">'
        yield f'<meta property="og:image:height" content="{image.height}">'
        if image.alt:
            yield f'<meta property="og:image:alt" content="{escaped(image.alt)}">'
    if head.kind == "article":
        for name, day in (("published_time", head.published), ("modified_time", head.modified)):
            if day:
                yield f'<meta property="article:{name}" content="{escaped(day)}">'
    if image:
        yield '<meta name="twitter:card" content="summary_large_image">'


def _in_script(words: str) -> str:
    """JSON as a ``script`` element may hold it: what could end the element, or a line, is written by its number."""
    for character, written in _JSON_ESCAPES:
        if character in words:
            words = words.replace(character, written)
    return words


def _switch(head: PageHead, layout: Layout) -> Iterator[str]:
    names = dict(layout.languages)
    for language, address in head.alternates.items():
        if language != layout.locale:
            href, tag = escaped(layout.links.to(address)), escaped(language)
            # target: Material's own script, where a project adds it, leaves links with a target alone.
            yield (
                f'<a class="frame-switch__link" href="{href}" hreflang="{tag}" lang="{tag}" rel="alternate" '
                f'target="_self">{escaped(names[language])}</a>'
            )


_LONGEST_DESCRIPTION = 300


def page_head(page: Page, words: SiteWords) -> PageHead:
    """Return the head of ``page``: a story is an article, everything else a page of the site."""
    return PageHead(
        title=page.title.words,
        address=page.address,
        alternates=page.alternates,
        description=_shortened(page.description),
        # Readers of other languages are best served where they can choose.
        default="" if page.kind in {"choice", "home"} else None,
        kind="article" if page.kind == "story" else "website",
        image=page.share or words.share,
        published=page.published,
        modified=page.changed if page.changed != page.published else "",
        feed=Link(words.name, words.feed) if words.feed else None,
        moved_to=page.view.target.address if page.kind == "redirect" and isinstance(page.view, MovedView) else "",
        json_ld=_article(page, page.view) if isinstance(page.view, StoryView) else None,
        index=page.is_listed and not page.is_draft,
        keep=page.is_kept,
        language=_other_language(page.title, page.locale),
    )


def _other_language(passage: Passage, locale: Locale) -> str:
    """Return the language of a passage, where that is not ``locale``."""
    return "" if passage.language == locale else passage.language


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
