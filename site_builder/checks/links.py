"""Find malformed links in texts, and check links from one story's text to another story.

A text is read as Markdown again only where it may name a story: the rest of its links is checked in ``bodies``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from site_builder.checks.references import StoryTargets, Targets
from site_builder.checks.scope import is_written, stories_with
from site_builder.locales.numerals.vocabulary import unaccented
from site_builder.locales.slugs import slugify
from site_builder.markdown import Document, MarkdownLink, Prose, parse, prose
from site_builder.problems import Place, Problem
from site_builder.public import Instant
from site_builder.reading.story import summarize
from site_builder.records import Story
from site_builder.site import Site

STORY = "story:"

MOST = 20
"""Problems of one kind in one text: a pasted web page need not be reported a thousand times."""

# The space between the brackets is what word processors and tired writers put there.
_BRACKETS = re.compile(
    r"(?P<picture>!?)\[(?P<words>[^\[\]]{0,300})\](?:\((?P<to>[^()]{1,300})\)"
    r"| \((?P<apart>(?:#result-|story:|photo:|quote:|https?://)[^()]{1,300})\))"
)
_OWN = re.compile(r"(?P<kind>#result-|story:|photo:|quote:)(?P<name>.*)", re.DOTALL)
_WEB = re.compile(r"https?://", re.IGNORECASE)
_FILE = re.compile(r"(?P<stem>[^/\\]+)\.(?:jpe?g|png|webp|avif|gif|heic)\Z", re.IGNORECASE)

# What people write for the words that begin our own destinations, in either language.
_BEGINNINGS = {
    "photo:": ("photo", "foto", "fotografia", "fotografía", "picture", "image", "imagen"),
    "quote:": ("quote", "quotation", "cita"),
    "story:": ("story", "historia"),
    "#result-": ("result", "#result", "resultado", "#resultado"),
}
_BEGUN = re.compile(r"(?P<begins>#?[^\W\d_]{3,12})[:-](?P<name>[^/\\:?#]{1,100})\Z")
_TO_PAGE = re.compile(r"(?:\.{0,2}/|[\w./-]+\.(?:md|html?)(?:#|\Z))", re.IGNORECASE)

# What may hide a letter from a search: entities, backslashes, and the long s, which is an s when case is put aside.
_HIDING = ("&", "\\", "ſ")
_EMPHASIS = ("*", "_", "`")
_MAY_NAME = re.compile(r"(?:story|historia)[:-]")


class MalformedLink(NamedTuple):
    """What was probably meant for a link. ``offset``: where it stands. ``kind``: the beginning of the intended
    destination, empty for an address; ``name``: the rest of it. ``found``: the destination as written, empty where
    readers see the brackets."""

    offset: int
    is_picture: bool
    words: str
    kind: str
    name: str
    found: str = ""

    def problem(self, place: Place, targets: Callable[[str], Targets]) -> Problem:
        """Report ``link-not-read`` or ``link-begins-otherwise``, with the corrected link. ``targets``: the ids that a
        destination may name, by its beginning."""
        to = f"{self.kind}{_id(self.name, targets(self.kind))}" if self.kind else self.name
        params = {"corrected": f"{'!' if self.is_picture else ''}[{self.words}]({to})"}
        if self.found:
            return Problem(place, "link-begins-otherwise", {"found": self.found[:60], **params})
        return Problem(place, "link-not-read", params)


def _id(name: str, targets: Targets) -> str:
    """Give the intended id, else the words in the form of one."""
    plain = slugify(name)
    return plain if plain in targets.names else targets.nearest(plain) or plain or "…"


def unparsed(document: Document, blocks: Iterable[Prose]) -> Iterator[MalformedLink]:
    """Find links that Markdown does not read as such, so that readers would see their brackets."""
    for block in blocks:
        if "]" not in block.words:
            continue
        for found in islice(_BRACKETS.finditer(block.words), MOST):
            offset = block.offset(found.start())
            if not _is_literal(document, offset):
                yield _bracketed(found, offset)


def _is_literal(document: Document, offset: int) -> bool:
    """Tell whether the writer wants to show the brackets: in code, or behind a backslash."""
    if document.text[max(offset - 1, 0) : offset] == "\\":
        return True
    position = document.positions()
    codes = (token for token in document.tokens if token.kind in {"code", "html"})
    return any(position(token.start) <= offset < position(token.end) for token in codes)


def _bracketed(found: re.Match[str], offset: int) -> MalformedLink:
    to = (found["to"] or found["apart"]).strip()
    words = " ".join(found["words"].split())
    is_picture = bool(found["picture"])
    if own := _OWN.match(to):
        kind, name = own.groups()
        return MalformedLink(offset, kind == "photo:", words, kind, name)
    if is_picture and (file := _FILE.search(to)):
        return MalformedLink(offset, True, words, "photo:", file["stem"])
    web = to if " " not in to else f"<{to}>"
    return MalformedLink(offset, is_picture, words, "", web if _WEB.match(to) else "https://…")


def misbegun(link: MarkdownLink) -> MalformedLink | None:
    """Recognise a refused destination that begins nearly like one of our own."""
    target = link.destination.target
    if found := _BEGUN.match(target):
        begins = found["begins"].casefold()
        kind = next((kind for kind, words in _BEGINNINGS.items() if begins in words), None)
        if kind is not None:
            words = "" if kind in ("photo:", "quote:") and not link.words else link.words
            return MalformedLink(link.offset, kind == "photo:", words, kind, found["name"], target)
    return None


def refused(link: MarkdownLink, place: Place) -> Problem:
    """Report a destination that texts cannot have, and that is like none of our own."""
    if link.is_image:
        return Problem(place, "picture-by-address")
    return Problem(place, "link-to-page" if _TO_PAGE.match(link.destination.target) else "link-unsafe")


def to_stories(site: Site, instant: Instant) -> Iterator[Problem]:
    """Links to stories lead to stories that readers find. Only texts in which one does not are read again."""
    stories = StoryTargets(site, instant)
    for story, summary in stories_with(site, lambda summary: summary.links_to or summary.means_story):
        is_astray = summary.means_story or not all(stories.is_found(name, story) for name in summary.links_to)
        if is_astray and is_written(story):
            for locale, text in story.body:
                if text and locale in site.settings.locales:
                    yield from _of_text(text, stories, story, locale)


def _of_text(text: str, stories: StoryTargets, story: Story, locale: str) -> Iterator[Problem]:
    links, malformed = _story_links(text)
    yield from islice(_of_links(links, stories, story, locale), MOST)
    for each in malformed:
        yield each.problem(story.body_at(locale, each.offset), lambda _: stories.by_name)


def _of_links(links: Sequence[MarkdownLink], stories: StoryTargets, story: Story, locale: str) -> Iterator[Problem]:
    for link in links:
        place = story.body_at(locale, link.offset)
        if malformed := _misbegun_story(link):
            yield malformed.problem(place, lambda _: stories.by_name)
        else:
            yield from stories.link(link.destination.target, place, story)


def _misbegun_story(link: MarkdownLink) -> MalformedLink | None:
    malformed = misbegun(link) if link.destination.kind == "refused" else None
    return malformed if malformed is not None and malformed.kind == STORY else None


def _story_links(text: str) -> tuple[Sequence[MarkdownLink], Sequence[MalformedLink]]:
    """Find the links of a text to stories, refused ones that were meant for such, and what is not read as a link."""
    if not _may_name_story(text):
        return (), ()
    document = parse(text)
    blocks = prose(document)
    links = (link for block in blocks for link in block.links)
    return (
        [link for link in links if link.destination.kind == "story" or _misbegun_story(link)],
        [each for each in unparsed(document, blocks) if each.kind == STORY],
    )


def _may_name_story(text: str) -> bool:
    if any(sign in text for sign in _HIDING):
        return True
    for sign in _EMPHASIS:
        text = text.replace(sign, "")
    plain = unaccented(text)
    return ("story" in plain or "historia" in plain) and bool(_MAY_NAME.search(plain))


def means_story(story: Story) -> bool:
    """Return whether something in a story's texts seems meant for a link to a story and is none."""
    found = [_story_links(text) for _, text in story.body]
    return any(malformed or any(link.destination.kind == "refused" for link in links) for links, malformed in found)


def with_summaries(site: Site) -> Site:
    """Add the summary of every story to a site that lacks them."""
    missing = [story for story in site.stories if story.folder not in site.summaries]
    made = {story.folder: summarize(story, means_story=means_story(story)) for story in missing}
    return replace(site, summaries={**site.summaries, **made}) if made else site
