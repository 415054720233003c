"""Writes an Atom feed a language (RFC 4287): the newest stories, for readers' apps, newsletters and partners' sites."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from site_builder.escaping import xml_attribute, xml_text
from site_builder.locales import Locale, Passage, formats
from site_builder.locales.catalog import catalog
from site_builder.pages.localized_site import LocalizedSite
from site_builder.pages.pictures import FOLDER
from site_builder.public.records import PublicStory
from site_builder.rendering.layout import absolute_url

_NEWEST = 20


def feeds(site: LocalizedSite) -> Iterator[tuple[str, bytes]]:
    """Write the feed of ``site``; none without the site's public address, because entries need whole URLs.

    Drafts of a preview are left out.
    """
    settings = site.public.settings
    if not settings.site_url:
        return
    stories = [story for story in site.stories if not story.draft][:_NEWEST]
    home = absolute_url(settings.site_url, site.addresses.home(site.locale))
    address = site.addresses.feed(site.locale)
    itself = absolute_url(settings.site_url, address)
    changed = max((story.changed for story in stories), default=site.instant.today)
    name, tagline = site.passage(settings.name), site.maybe(settings.tagline)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={xml_attribute(site.locale)}>',
        f"<title{_language(name.language, site.locale)}>{xml_text(name.words)}</title>",
        *(
            [f"<subtitle{_language(tagline.language, site.locale)}>{xml_text(tagline.words)}</subtitle>"]
            if tagline
            else []
        ),
        f"<id>{xml_text(home)}</id>",
        f"<link href={xml_attribute(home)}/>",
        f'<link rel="self" type="application/atom+xml" href={xml_attribute(itself)}/>',
        f"<updated>{_midnight(site, changed)}</updated>",
        f"<author{_language(name.language, site.locale)}><name>{xml_text(name.words)}</name></author>",
        *(line for story in stories for line in _entry(site, story)),
        "</feed>",
        "",
    ]
    yield address, "\n".join(lines).encode()


def _entry(site: LocalizedSite, story: PublicStory) -> Iterator[str]:
    site_url = site.public.settings.site_url
    title = site.passage(story.title, story.language)
    summary = site.passage(story.summary, story.language)
    yield f"<entry xml:lang={xml_attribute(title.language)}>"
    yield f"<title>{xml_text(title.words)}</title>"
    # The record's own id: it stays when a title, and with it the address, changes. One a language: two entries.
    home = absolute_url(site_url, site.addresses.home(site.locale))
    yield f"<id>{xml_text(f'{home}#{story.id}')}</id>"
    yield f"<link href={xml_attribute(absolute_url(site_url, site.addresses.story(story, site.locale)))}/>"
    yield f"<published>{_midnight(site, story.date)}</published>"
    yield f"<updated>{_midnight(site, story.changed)}</updated>"
    yield f"<summary{_language(summary.language, title.language)}>{xml_text(_told(title, summary))}</summary>"
    if photo := story.social_photo:
        # Other sites show it: only what consent lets them show.
        fallback = photo.plan.fallback
        alt = site.maybe(photo.alt, story.language)
        told = f" title={xml_attribute(alt.words)}{_language(alt.language, title.language)}" if alt else ""
        href = xml_attribute(absolute_url(site_url, f"{FOLDER}{fallback.name}"))
        yield f'<link rel="enclosure" type={xml_attribute(fallback.mime)} href={href}{told}/>'
    language = _language(site.locale, title.language)
    for code in story.countries:
        name = site.country(code).words.words
        yield f"<category term={xml_attribute(code)} label={xml_attribute(name)}{language}/>"
    yield "</entry>"


def _told(title: Passage, summary: Passage) -> str:
    """Give the summary, with a note where a machine wrote it or its headline: the note goes wherever it is shown."""
    machines = next((passage for passage in (summary, title) if passage.is_machines), None)
    if machines is None or machines.source is None:
        return summary.words
    words = catalog(summary.language)
    name = formats.language(machines.source, summary.language)
    return words.text("translation.machine-feed", summary=summary.words, language=name)


def _language(own: Locale, around: Locale) -> str:
    """``xml:lang`` for words in another language than what they stand in."""
    return "" if own == around else f" xml:lang={xml_attribute(own)}"


def _midnight(site: LocalizedSite, day: date) -> str:
    return site.instant.start_of(day).isoformat()
