"""A proof: one story as one file, to be sent to those it tells of before it is published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from site_builder.escaping import as_markup
from site_builder.locales import Locale, formats
from site_builder.pages.localized_site import LocalizedSite
from site_builder.preview.standalone import Content, standalone
from site_builder.public import Instant
from site_builder.public.gate import photo_hold, quote_hold, story_hold
from site_builder.public.records import PublicStory
from site_builder.records import Story
from site_builder.rendering.templates import bare_templates
from site_builder.site import Site

LARGE = 2_000_000
"""Bytes. What is larger does not arrive by every message."""

_WIDTHS = (960, 480)


@dataclass(frozen=True, slots=True)
class ProofPart:
    """The story in one language. ``main`` is HTML; the rest is plain text."""

    locale: Locale
    title: str
    name: str
    lede: str
    sender: str
    enter: str
    main: str


def alone(site: Site, story: Story, instant: Instant) -> Site:
    """The site as far as whoever reads the proof may know it: ``story``, and what is published. No other draft."""
    shown = (other for other in site.stories if other is story or story_hold(other, instant) is None)
    return replace(site, stories=tuple(shown))


def held_back(story: Story, instant: Instant) -> int:
    """How many photos and quotations of the story the gate keeps out of it."""
    photos = sum(photo_hold(photo, instant) is not None for photo in story.photos)
    return photos + sum(quote_hold(quote, instant) is not None for quote in story.quotes)


def proof(sites: Sequence[LocalizedSite], story: PublicStory, content: Content, instant: Instant) -> bytes:
    """An HTML file with ``story`` in the languages of ``sites``, below ``LARGE`` if smaller pictures can do that.

    ``content``: the preview's files. The first language is the document's.
    """
    made = b""
    for widest in _WIDTHS:
        made = _document(sites, story, content, instant, widest)
        if len(made) < LARGE:
            break
    return made


def _document(
    sites: Sequence[LocalizedSite], story: PublicStory, content: Content, instant: Instant, widest: int
) -> bytes:
    parts, styles = [], []
    for site in sites:
        name = f"{site.addresses.story(story, site.locale)}index.html"
        html = (content(name) or b"").decode()
        part = standalone(html, name, content, widest, f"{site.locale}-" if len(sites) > 1 else "")
        styles.append(part.style)
        parts.append(_part(site, story, part.main, instant))
    page = bare_templates().get_template("pages/proof.html")
    return page.render(parts=parts, style=as_markup(styles[0])).encode()


def _part(site: LocalizedSite, story: PublicStory, main: str, instant: Instant) -> ProofPart:
    words = site.words
    title = site.passage(story.title, story.language).words
    return ProofPart(
        locale=site.locale,
        title=words.text("proof.title" if story.draft else "proof.title-published", title=title),
        name=words.text("proof.name" if story.draft else "proof.name-published"),
        lede=words.text("proof.draft" if story.draft else "proof.published"),
        sender=words.text(
            "proof.from",
            name=site.passage(site.public.settings.name).words,
            day=formats.long_date(instant.today, *site.languages),
        ),
        enter=words.text("choice.enter"),
        main=as_markup(main),
    )
