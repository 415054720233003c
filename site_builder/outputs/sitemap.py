"""Writes what search engines read: sitemap.xml with every page and its alternates, and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from site_builder.escaping import xml_attribute, xml_text
from site_builder.locales import Locale
from site_builder.locales.pseudo import PSEUDO
from site_builder.pages.page import Page
from site_builder.rendering.layout import absolute_url

# https://www.sitemaps.org/protocol.html: at most 50,000 addresses in a file.
_MOST = 45_000


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A page that was made. ``changed``: ISO date, or empty; ``is_listed``: whether search engines may list it."""

    address: str
    alternates: Mapping[Locale, str]
    changed: str = ""
    is_listed: bool = True


def sitemap_entry(page: Page) -> SitemapEntry:
    """Give the sitemap's entry for a page."""
    return SitemapEntry(page.address, dict(page.alternates), page.changed, page.is_listed and not page.is_draft)


def sitemap(entries: Iterable[SitemapEntry], site_url: str) -> Iterator[tuple[str, bytes]]:
    """``sitemap.xml`` and ``robots.txt``. Without the site's public address there is nothing to say."""
    if not site_url:
        yield "robots.txt", b"User-agent: *\nAllow: /\n"
        return
    listed = sorted(
        (entry for entry in entries if _is_listed(entry)),
        key=lambda entry: entry.address,
    )
    parts = [listed[start : start + _MOST] for start in range(0, len(listed), _MOST)]
    if len(parts) <= 1:
        yield "sitemap.xml", _urlset(listed, site_url)
    else:
        for number, part in enumerate(parts, 1):
            yield f"sitemap-{number}.xml", _urlset(part, site_url)
        yield "sitemap.xml", _index(len(parts), site_url)
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {absolute_url(site_url, 'sitemap.xml')}\n".encode()


def _is_listed(entry: SitemapEntry) -> bool:
    return entry.is_listed and not entry.address.startswith(f"{PSEUDO}/")


def _urlset(entries: Iterable[SitemapEntry], site_url: str) -> bytes:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for entry in entries:
        lines.append(f"<url><loc>{xml_text(absolute_url(site_url, entry.address))}</loc>")
        if entry.changed:
            lines.append(f"<lastmod>{xml_text(entry.changed)}</lastmod>")
        for locale, address in entry.alternates.items():
            if locale == PSEUDO:
                continue
            href = xml_attribute(absolute_url(site_url, address))
            lines.append(f'<xhtml:link rel="alternate" hreflang={xml_attribute(locale)} href={href}/>')
        lines.append("</url>")
    return "\n".join([*lines, "</urlset>", ""]).encode()


def _index(count: int, site_url: str) -> bytes:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    names = [f"sitemap-{number}.xml" for number in range(1, count + 1)]
    lines += [f"<sitemap><loc>{xml_text(absolute_url(site_url, name))}</loc></sitemap>" for name in names]
    return "\n".join([*lines, "</sitemapindex>", ""]).encode()
