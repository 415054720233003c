"""Check stories' texts: links lead somewhere, placed photos and quotations are there, figures are right.

Links to other stories are checked in ``links``: all else needs nothing but the story.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice

from site_builder import markdown
from site_builder.checks import figures
from site_builder.checks.figures import Body, Matches, bodies
from site_builder.checks.links import MOST, STORY, misbegun, refused, unparsed
from site_builder.checks.references import Targets
from site_builder.markdown import MarkdownLink
from site_builder.problems import Problem
from site_builder.public import Instant
from site_builder.public.gate import photo_hold, quote_hold
from site_builder.records import Story
from site_builder.site import Site

_CHECKED_ELSEWHERE = frozenset({"figure", "story", "web", "mail", "phone"})
"""Destinations that are right here unless a picture has one."""


def texts(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """Every body of a story, parsed once: its links, what is placed in it, and its figures."""
    matches = Matches(story.results)
    read = bodies(story, matches, site.settings.locales)
    own = _OwnTargets(story, instant)
    for body in read:
        links = [
            link
            for block in body.blocks
            for link in block.prose.links
            if link.is_image or link.destination.kind not in _CHECKED_ELSEWHERE
        ]
        yield from _form(body, story)
        for malformed in unparsed(body.document, (block.prose for block in body.blocks)):
            if malformed.kind != STORY:
                yield malformed.problem(story.body_at(body.locale, malformed.offset), own)
        if links:
            yield from islice(_links(links, own, body.locale), MOST)
            yield from islice(_placed(links, own, body.locale), MOST)
    yield from figures.of_story(story, matches, read, site.settings.locales)


class _OwnTargets:
    """What a story's texts may refer to within the story. Most refer rightly, so all is worked out on demand."""

    def __init__(self, story: Story, instant: Instant) -> None:
        self.story = story
        self.instant = instant

    def __call__(self, kind: str) -> Targets:
        """Give the ids that may follow ``photo:``, ``quote:`` or ``#result-``."""
        return self._by_kind[kind]

    @cached_property
    def _by_kind(self) -> dict[str, Targets]:
        photos = [photo.id for photo in self.story.photos]
        quotes = [quote.id for quote in self.story.quotes]
        results = [result.id for result in self.story.results]
        return {
            "photo:": Targets("placed", photos, photos, {"kind": "photo"}),
            "quote:": Targets("placed", quotes, quotes, {"kind": "quote"}),
            "#result-": Targets("result", results, results),
        }

    @cached_property
    def held(self) -> frozenset[str]:
        """The photos and quotations that readers will not see, as texts refer to them."""
        photos = {f"photo:{photo.id}" for photo in self.story.photos if photo_hold(photo, self.instant)}
        quotes = {f"quote:{quote.id}" for quote in self.story.quotes if quote_hold(quote, self.instant)}
        return frozenset(photos | quotes)


def _form(body: Body, story: Story) -> Iterator[Problem]:
    if body.document.too_deep is not None:
        params = {"limit": markdown.MAX_DEPTH}
        yield Problem(story.body_at(body.locale, body.document.too_deep), "markdown-too-deep", params)
    elif not any(block.prose.links or block.prose.words.strip() for block in body.blocks):
        yield Problem(story.body_at(body.locale, 0), "body-empty", {"language": body.locale})
    for offset in islice(markdown.html_offsets(body.document), MOST):
        yield Problem(story.body_at(body.locale, offset), "html-as-text")


def _links(links: Sequence[MarkdownLink], own: _OwnTargets, locale: str) -> Iterator[Problem]:
    for link in links:
        if link.destination.kind == "refused":
            place = own.story.body_at(locale, link.offset)
            malformed = misbegun(link)
            if malformed is None:
                yield refused(link, place)
            elif malformed.kind != STORY:
                yield malformed.problem(place, own)
        elif link.is_image and not link.destination.is_place:
            yield Problem(own.story.body_at(locale, link.offset), "picture-by-address")


def _placed(links: Sequence[MarkdownLink], own: _OwnTargets, locale: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for link in links:
        if not link.destination.is_place:
            continue
        kind, target = link.destination
        targets = own(f"{kind}:")
        name = f"{kind}:{target}"
        place = own.story.body_at(locale, link.offset)
        yield from targets.missing(target, place)
        if name in own.held:
            yield Problem(place, "placed-held-back", {"id": target})
        elif name in seen and target in targets.names:
            yield Problem(place, "placed-twice", {"found": name})
        seen.add(name)
