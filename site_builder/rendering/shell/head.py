"""What a page says about itself in ``<head>``, and the language links of its header: from plain values to slots."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from site_builder.locales import Locale
from site_builder.locales.pseudo import PSEUDO
from site_builder.rendering.escaping import escaped
from site_builder.rendering.shell.frame import Frame
from site_builder.rendering.shell.links import Links, absolute_url

_JSON_ESCAPES = tuple((character, f"\\u{ord(character):04x}") for character in "<>&\u2028\u2029")
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class ShareImage:
    """The picture that other sites show with a link: its address, size in pixels and alternative text."""

    address: str
    width: int
    height: int
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that belongs to the page: its address, name and media type. ``language``: of its name, where that is not
    the page's."""

    address: str
    title: str
    media_type: str = "application/rss+xml"
    language: str = ""


@dataclass(frozen=True, slots=True)
class PageHead:
    """What is known of one page. Strings are plain text in the page's language, not escaped.

    ``twins``: the address in every locale that has this page, its own included. ``default``: the address for readers of
    other languages (``x-default``); None means the first twin, the empty string the language choice at the root.
    ``published`` and ``modified``: ISO 8601. ``json_ld``: a schema.org object. ``topic``: what the header shows once
    the headline has scrolled away, by default the title. ``index``: whether search engines may list it;
    ``keep``: whether they and archives may keep a copy.
    ``moved_to``: the address to which browsers go on at once.
    ``language``: of the title, where that is not the page's.
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
    keep: bool = True
    moved_to: str = ""
    language: str = ""


def slots(head: PageHead, frame: Frame, body: str, data: str = "") -> dict[str, str]:
    """Every slot of ``frame`` for one page. ``body`` and ``data`` are HTML; the rest is escaped here."""
    title, site_name = escaped(head.title), escaped(frame.site_name)
    return {
        "title": title if head.title == frame.site_name else f"{title} · {site_name}",
        "head": "\n".join(_elements(head, frame, title, site_name)),
        "switch": "\n".join(_switch(head, frame)),
        "topic": escaped(head.topic) if head.topic else _topic(title, head.language),
        "body": body,
        "data": data,
    }


def _topic(title: str, language: str) -> str:
    return f"<span{_language(language)}>{title}</span>" if language else title


def _elements(head: PageHead, frame: Frame, title: str, site_name: str) -> Iterator[str]:
    """``title``, ``site_name``: escaped."""
    url = escaped(absolute_url(frame.site_url, head.address)) if frame.site_url else ""
    description = escaped(head.description)
    if description:
        yield f'<meta name="description" content="{description}">'
    yield from _robots(head, url, is_listed=head.index and frame.locale != PSEUDO)
    if head.moved_to:
        yield f'<meta http-equiv="refresh" content="0; url={escaped(frame.links.to(head.moved_to))}">'
    if head.index and frame.locale != PSEUDO:
        yield from _alternates(head, frame)
    for feed in head.feeds:
        yield _feed(feed, frame.links)
    names = ("type", "site_name", "title", "description", "url")
    for name, content in zip(names, (escaped(head.kind), site_name, title, description, url), strict=True):
        if content:
            yield f'<meta property="og:{name}" content="{content}">'
    yield from _share(head, frame)
    if head.json_ld is not None:
        yield f'<script type="application/ld+json">{_in_script(_encode(head.json_ld))}</script>'


def _robots(head: PageHead, url: str, is_listed: bool) -> Iterator[str]:
    """What search engines and archives may do with the page, whose whole address is ``url`` (escaped)."""
    if not is_listed:
        yield '<meta name="robots" content="noindex">'
    elif url:
        yield f'<link rel="canonical" href="{url}">'
    if not head.keep:
        yield '<meta name="robots" content="noarchive">'


def _alternates(head: PageHead, frame: Frame) -> Iterator[str]:
    twins = {language: address for language, address in head.twins.items() if language != PSEUDO}
    if not twins:
        return
    default = next(iter(twins.values())) if head.default is None else head.default
    for language, address in (*twins.items(), ("x-default", default)):
        # Search engines ask for full URLs here; without a known site URL the relative link still helps a browser.
        href = absolute_url(frame.site_url, address) if frame.site_url else frame.links.to(address)
        yield f'<link rel="alternate" hreflang="{escaped(language)}" href="{escaped(href)}">'


@lru_cache(maxsize=256)
def _feed(feed: Feed, links: Links) -> str:
    kind, title, href = escaped(feed.media_type), escaped(feed.title), escaped(links.to(feed.address))
    return f'<link rel="alternate" type="{kind}" title="{title}"{_language(feed.language)} href="{href}">'


def _language(language: str) -> str:
    """The attribute of an element whose words are in another language than the page; empty for none."""
    return f' lang="{escaped(language)}"' if language else ""


def _share(head: PageHead, frame: Frame) -> Iterator[str]:
    """The picture and the dates that other sites show with a link."""
    image = head.image if frame.site_url else None
    if image and frame.site_url:
        yield f'<meta property="og:image" content="{escaped(absolute_url(frame.site_url, image.address))}">'
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


def _switch(head: PageHead, frame: Frame) -> Iterator[str]:
    names = dict(frame.languages)
    for language, address in head.twins.items():
        if language != frame.locale:
            href, tag = escaped(frame.links.to(address)), escaped(language)
            # target: Material's own script, where a project adds it, leaves links with a target alone.
            yield (
                f'<a class="frame-switch__link" href="{href}" hreflang="{tag}" lang="{tag}" rel="alternate" '
                f'target="_self">{escaped(names[language])}</a>'
            )
