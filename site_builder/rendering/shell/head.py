"""What a page says about itself in ``<head>``, and the language links of its header: from plain values to slots."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from babel import Locale as CldrLocale
from markupsafe import escape

from site_builder.locales import Locale
from site_builder.rendering.shell.frame import Frame
from site_builder.rendering.shell.links import absolute_url

_JSON_ESCAPES = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"})


@dataclass(frozen=True, slots=True)
class ShareImage:
    """The picture that other sites show with a link: its address, size in pixels and alternative text."""

    address: str
    width: int
    height: int
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that belongs to the page: its address, name and media type."""

    address: str
    title: str
    media_type: str = "application/rss+xml"


@dataclass(frozen=True, slots=True)
class PageHead:
    """What is known of one page. Strings are plain text in the page's language, not escaped.

    ``twins``: the address in every locale that has this page, its own included. ``default``: the address for readers of
    other languages (``x-default``); None means the first twin, the empty string the language choice at the root.
    ``published`` and ``modified``: ISO 8601. ``json_ld``: a schema.org object. ``topic``: what the header shows once
    the headline has scrolled away, by default the title. ``index``: whether search engines may list it.
    ``moved_to``: the address to which browsers go on at once.
    """

    title: str
    address: str
    twins: Mapping[Locale, str] = field(default_factory=dict)
    description: str = ""
    default: str | None = None
    kind: str = "website"
    topic: str = ""
    image: ShareImage | None = None
    published: str = ""
    modified: str = ""
    feeds: tuple[Feed, ...] = ()
    json_ld: Mapping[str, object] | None = None
    index: bool = True
    moved_to: str = ""


def slots(head: PageHead, frame: Frame, body: str, data: str = "") -> dict[str, str]:
    """Every slot of ``frame`` for one page. ``body`` and ``data`` are HTML; the rest is escaped here."""
    return {
        "title": escape(head.title if head.title == frame.site_name else f"{head.title} · {frame.site_name}"),
        "head": "\n".join(_elements(head, frame)),
        "switch": "\n".join(_switch(head, frame)),
        "topic": escape(head.topic or head.title),
        "body": body,
        "data": data,
    }


def _elements(head: PageHead, frame: Frame) -> Iterator[str]:
    site = frame.site_url
    if head.description:
        yield f'<meta name="description" content="{escape(head.description)}">'
    if not head.index:
        yield '<meta name="robots" content="noindex">'
    elif site:
        yield f'<link rel="canonical" href="{escape(absolute_url(site, head.address))}">'
    if head.moved_to:
        yield f'<meta http-equiv="refresh" content="0; url={escape(frame.links.to(head.moved_to))}">'
    if head.index:
        yield from _alternates(head, frame)
    for feed in head.feeds:
        kind, title, href = escape(feed.media_type), escape(feed.title), escape(frame.links.to(feed.address))
        yield f'<link rel="alternate" type="{kind}" title="{title}" href="{href}">'
    yield from _open_graph(head, frame)
    if head.json_ld is not None:
        words = json.dumps(head.json_ld, ensure_ascii=False, separators=(",", ":"))
        yield f'<script type="application/ld+json">{words.translate(_JSON_ESCAPES)}</script>'


def _alternates(head: PageHead, frame: Frame) -> Iterator[str]:
    if not head.twins:
        return
    default = next(iter(head.twins.values())) if head.default is None else head.default
    for language, address in (*head.twins.items(), ("x-default", default)):
        # Search engines ask for full URLs here; without a known site URL the relative link still helps a browser.
        href = absolute_url(frame.site_url, address) if frame.site_url else frame.links.to(address)
        yield f'<link rel="alternate" hreflang="{escape(language)}" href="{escape(href)}">'


def _open_graph(head: PageHead, frame: Frame) -> Iterator[str]:
    properties = [("og:type", head.kind), ("og:site_name", frame.site_name), ("og:title", head.title)]
    if head.description:
        properties.append(("og:description", head.description))
    if frame.site_url:
        properties.append(("og:url", absolute_url(frame.site_url, head.address)))
        if head.image:
            properties += [
                ("og:image", absolute_url(frame.site_url, head.image.address)),
                ("og:image:width", str(head.image.width)),
                ("og:image:height", str(head.image.height)),
                ("og:image:alt", head.image.alt),
            ]
    if head.kind == "article":
        properties += [("article:published_time", head.published), ("article:modified_time", head.modified)]
    for name, content in properties:
        if content:
            yield f'<meta property="{name}" content="{escape(content)}">'
    if head.image and frame.site_url:
        yield '<meta name="twitter:card" content="summary_large_image">'


def _switch(head: PageHead, frame: Frame) -> Iterator[str]:
    for language, address in head.twins.items():
        if language != frame.locale:
            href, tag = escape(frame.links.to(address)), escape(language)
            # target: Material's own script, where a project adds it, leaves links with a target alone.
            yield (
                f'<a class="frame-switch__link" href="{href}" hreflang="{tag}" lang="{tag}" rel="alternate" '
                f'target="_self">{escape(autonym(language))}</a>'
            )


@cache
def autonym(locale: Locale) -> str:
    """A language's name in that language, as it stands at the start of a line (CLDR): "English", "Español"."""
    tag = CldrLocale.parse(locale, sep="-")
    name = tag.get_language_name(str(tag)) or locale
    return name[:1].upper() + name[1:]
