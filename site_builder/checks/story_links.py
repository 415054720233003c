"""Links from one story's text to another story: it is there, and readers find it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from site_builder.checks.across import Stories
from site_builder.checks.leftovers import STORY, Meant, begun, unread
from site_builder.checks.scope import having, is_written
from site_builder.locales.numerals.vocabulary import folded
from site_builder.markdown import MarkdownLink, parse, prose
from site_builder.problems import Problem
from site_builder.public import Instant
from site_builder.records import Story
from site_builder.site import Site

_MOST = 20
"""As in ``bodies``."""

# What may hide a letter from a search: entities, backslashes, and the long s, which is an s when case is put aside.
_HIDING = ("&", "\\", "ſ")
_EMPHASIS = ("*", "_", "`")
_MAY_NAME = re.compile(r"(?:story|historia)[:-]")


def of_texts(site: Site, instant: Instant) -> Iterator[Problem]:
    """Links to stories lead to stories that readers find. Only texts in which one does not are read again."""
    stories = Stories(site, instant)
    for story, facts in having(site, lambda facts: facts.links_to or facts.means_story):
        is_astray = not all(stories.is_found(name, story) for name in facts.links_to)
        if (is_astray or facts.means_story) and is_written(story):
            for locale, text in story.body:
                if text and locale in site.settings.locales:
                    yield from _of_text(Naming.of(text), stories, story, locale)


def _of_text(naming: Naming, stories: Stories, story: Story, locale: str) -> Iterator[Problem]:
    yield from islice(_of_links(naming.links, stories, story, locale), _MOST)
    for meant in naming.unread:
        yield meant.problem(story.body_at(locale, meant.offset), lambda _: stories.by_name)


def _of_links(links: Sequence[MarkdownLink], stories: Stories, story: Story, locale: str) -> Iterator[Problem]:
    for link in links:
        place = story.body_at(locale, link.offset)
        if meant := _meant(link):
            yield meant.problem(place, lambda _: stories.by_name)
        else:
            yield from stories.link(link.destination.target, place, story)


def _meant(link: MarkdownLink) -> Meant | None:
    """What a refused link was meant for, where that is a story."""
    meant = begun(link) if link.destination.kind == "refused" else None
    return meant if meant is not None and meant.kind == STORY else None


class Naming(NamedTuple):
    """Where a body names stories. ``links``: to stories, and those that were meant to be. ``unread``: what was meant
    for such a link and is none."""

    links: Sequence[MarkdownLink] = ()
    unread: Sequence[Meant] = ()

    @classmethod
    def of(cls, text: str) -> Naming:
        """That of one text, which is read as Markdown only where it may name a story."""
        if not _may_name(text):
            return cls()
        document = parse(text)
        blocks = prose(document)
        links = (link for block in blocks for link in block.links)
        return cls(
            [link for link in links if link.destination.kind == "story" or _meant(link)],
            [meant for meant in unread(document, blocks) if meant.kind == STORY],
        )

    @property
    def names(self) -> Iterator[str]:
        """What stands behind ``story:``."""
        return (link.destination.target for link in self.links if link.destination.kind == "story")

    @property
    def is_astray(self) -> bool:
        """Whether something was meant for a link to a story and is none."""
        return bool(self.unread) or any(link.destination.kind == "refused" for link in self.links)


def _may_name(text: str) -> bool:
    if any(sign in text for sign in _HIDING):
        return True
    for sign in _EMPHASIS:
        text = text.replace(sign, "")
    plain = folded(text)
    return ("story" in plain or "historia" in plain) and bool(_MAY_NAME.search(plain))
