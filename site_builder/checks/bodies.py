"""Stories' texts: links lead somewhere, what is placed is there, and nothing in them surprises the reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from site_builder import markdown
from site_builder.checks import figures
from site_builder.checks.figure_matches import Matches
from site_builder.checks.figure_texts import bodies
from site_builder.checks.known import Known
from site_builder.checks.leftovers import refused, unread
from site_builder.checks.references import Stories
from site_builder.checks.scope import written
from site_builder.markdown import Document, Link
from site_builder.problems import Problem
from site_builder.public import Instant
from site_builder.public.gate import photo_hold, quote_hold
from site_builder.records import Story
from site_builder.site import Site

_MOST = 20
"""Problems of one kind in one text: who pasted a web page need not be told a thousand times."""


def texts(site: Site, instant: Instant) -> Iterator[Problem]:
    """Every text of every story, read once as Markdown: its links, what is placed in it, and its figures."""
    stories = Stories(site, instant)
    for story in written(site):
        placed = {
            kind: Known("placed", names, names, {"kind": kind})
            for kind, names in {
                "photo": [photo.id for photo in story.photos],
                "quote": [quote.id for quote in story.quotes],
            }.items()
        }
        own_results = [result.id for result in story.results]
        named = {
            "photo:": placed["photo"],
            "quote:": placed["quote"],
            "story:": stories.by_name,
            "#result-": Known("result", own_results, own_results),
        }
        held = _held(story, instant)
        matches = Matches(story.results)
        read = bodies(story, matches, site.settings.locales)
        for body in read:
            links = body.links
            yield from _form(body.document, links, story, body.locale)
            yield from islice(_links(links, stories, named, story, body.locale), _MOST)
            yield from unread(body, named)
            yield from islice(_placed(links, placed, held, story, body.locale), _MOST)
        yield from figures.of_story(story, matches, read, site.settings.locales)


def _held(story: Story, instant: Instant) -> frozenset[str]:
    """What of a story's own photos and quotations readers will not see."""
    photos = {f"photo:{photo.id}" for photo in story.photos if photo_hold(photo, instant)}
    return frozenset(photos | {f"quote:{quote.id}" for quote in story.quotes if quote_hold(quote, instant)})


def _form(document: Document, links: Sequence[Link], story: Story, locale: str) -> Iterator[Problem]:
    if document.too_deep is not None:
        params = {"limit": markdown.MAX_DEPTH}
        yield Problem(story.body_at(locale, document.too_deep), "markdown-too-deep", params)
    elif not links and not markdown.plain(document):
        yield Problem(story.body_at(locale, 0), "body-empty", {"language": locale})
    for offset in islice(markdown.html_offsets(document), _MOST):
        yield Problem(story.body_at(locale, offset), "html-as-text")


def _links(
    links: Sequence[Link], stories: Stories, named: Mapping[str, Known], story: Story, locale: str
) -> Iterator[Problem]:
    for link in links:
        if link.destination.kind == "story":
            yield from stories.link(link.destination.target, story.body_at(locale, link.offset), story)
        if link.destination.kind == "refused":
            yield refused(link, story.body_at(locale, link.offset), named)
        elif link.is_image and not link.destination.is_place:
            yield Problem(story.body_at(locale, link.offset), "picture-by-address")


def _placed(
    links: Sequence[Link], placed: Mapping[str, Known], held: frozenset[str], story: Story, locale: str
) -> Iterator[Problem]:
    seen: set[str] = set()
    for link in links:
        if not link.destination.is_place:
            continue
        place = story.body_at(locale, link.offset)
        kind, target = link.destination
        name = f"{kind}:{target}"
        yield from placed[kind].missing(target, place)
        if name in held:
            yield Problem(place, "placed-held-back", {"id": target})
        elif name in seen and target in placed[kind].names:
            yield Problem(place, "placed-twice", {"found": name})
        seen.add(name)
