"""Stories' texts: links lead somewhere, what is placed is there, and nothing in them surprises the reader.

Links to other stories are looked at in ``story_links``: all else needs nothing but the story.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from itertools import islice

from site_builder import markdown
from site_builder.checks import figures
from site_builder.checks.figure_matches import Matches
from site_builder.checks.figure_texts import Body, bodies
from site_builder.checks.known import Known
from site_builder.checks.leftovers import STORY, begun, refused, unread
from site_builder.checks.scope import is_written
from site_builder.markdown import MarkdownLink
from site_builder.problems import Problem
from site_builder.public import Instant
from site_builder.public.gate import photo_hold, quote_hold
from site_builder.records import Story
from site_builder.site import Site

_MOST = 20
"""Problems of one kind in one text: who pasted a web page need not be told a thousand times."""

_LEADS_ON = frozenset({"figure", "story", "web", "mail", "phone"})
"""Destinations with which nothing is wrong here unless a picture has one."""


def texts(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """Every text of a story, read once as Markdown: its links, what is placed in it, and its figures."""
    if not is_written(story):
        return
    matches = Matches(story.results)
    read = bodies(story, matches, site.settings.locales)
    own = _Own(story, instant)
    for body in read:
        links = [
            link
            for block in body.blocks
            for link in block.prose.links
            if link.is_image or link.destination.kind not in _LEADS_ON
        ]
        yield from _form(body, story)
        yield from _not_read(body, own)
        if links:
            yield from islice(_links(links, own, body.locale), _MOST)
            yield from islice(_placed(links, own, body.locale), _MOST)
    yield from figures.of_story(story, matches, read, site.settings.locales)


class _Own:
    """What a story's texts may name of its own. Most texts name it rightly: no more is worked out than is asked for."""

    def __init__(self, story: Story, instant: Instant) -> None:
        self.story = story
        self.instant = instant

    def __call__(self, kind: str) -> Known:
        """The ids that may follow ``photo:``, ``quote:`` or ``#result-``."""
        return self._known[kind]

    @cached_property
    def _known(self) -> dict[str, Known]:
        results = [result.id for result in self.story.results]
        return {
            "photo:": self._placed("photo", [photo.id for photo in self.story.photos]),
            "quote:": self._placed("quote", [quote.id for quote in self.story.quotes]),
            "#result-": Known("result", results, results),
        }

    @staticmethod
    def _placed(kind: str, ids: Collection[str]) -> Known:
        return Known("placed", ids, ids, {"kind": kind})

    @cached_property
    def held(self) -> frozenset[str]:
        """The photos and quotations that readers will not see, as texts name them."""
        photos = {f"photo:{photo.id}" for photo in self.story.photos if photo_hold(photo, self.instant)}
        quotes = {f"quote:{quote.id}" for quote in self.story.quotes if quote_hold(quote, self.instant)}
        return frozenset(photos | quotes)


def _form(body: Body, story: Story) -> Iterator[Problem]:
    if body.document.too_deep is not None:
        params = {"limit": markdown.MAX_DEPTH}
        yield Problem(story.body_at(body.locale, body.document.too_deep), "markdown-too-deep", params)
    elif not any(block.prose.links or block.prose.words.strip() for block in body.blocks):
        yield Problem(story.body_at(body.locale, 0), "body-empty", {"language": body.locale})
    for offset in islice(markdown.html_offsets(body.document), _MOST):
        yield Problem(story.body_at(body.locale, offset), "html-as-text")


def _not_read(body: Body, own: _Own) -> Iterator[Problem]:
    for meant in unread(body.document, (block.prose for block in body.blocks)):
        if meant.kind != STORY:
            yield meant.problem(own.story.body_at(body.locale, meant.offset), own)


def _links(links: Sequence[MarkdownLink], own: _Own, locale: str) -> Iterator[Problem]:
    for link in links:
        if link.destination.kind == "refused":
            place = own.story.body_at(locale, link.offset)
            meant = begun(link)
            if meant is None:
                yield refused(link, place)
            elif meant.kind != STORY:
                yield meant.problem(place, own)
        elif link.is_image and not link.destination.is_place:
            yield Problem(own.story.body_at(locale, link.offset), "picture-by-address")


def _placed(links: Sequence[MarkdownLink], own: _Own, locale: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for link in links:
        if not link.destination.is_place:
            continue
        kind, target = link.destination
        known = own(f"{kind}:")
        name = f"{kind}:{target}"
        if target not in known.names:
            yield from known.missing(target, own.story.body_at(locale, link.offset))
        if name in own.held:
            yield Problem(own.story.body_at(locale, link.offset), "placed-held-back", {"id": target})
        elif name in seen and target in known.names:
            yield Problem(own.story.body_at(locale, link.offset), "placed-twice", {"found": name})
        seen.add(name)
