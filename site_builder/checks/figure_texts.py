"""A story's body in one language, as the checks of figures see it: blocks of words, their numerals and their links."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection
from decimal import Decimal
from functools import cached_property

from site_builder.checks.figure_matches import Matches
from site_builder.locales import Locale
from site_builder.locales.numerals import Numeral, classify, find_numerals
from site_builder.markdown import MarkdownLink, Prose, parse, prose
from site_builder.records import Story


class Block:
    """One block of a body, with its ``figure_links``: those to results.

    All look-ups are by bisection: a text may hold many thousand links and numerals. What a numeral is in its company
    is read only where one stands in no link: in links only its worth counts.
    """

    def __init__(self, block: Prose, locale: Locale) -> None:
        self.prose = block
        self.locale = locale
        self.said = find_numerals(block.words, locale)
        self.figure_links = [link for link in block.links if link.destination.kind == "figure"]
        self.told = self._told() if self.said else []
        """The figures in the story's own words that stand in no link."""

    @cached_property
    def numerals(self) -> tuple[Numeral, ...]:
        """Its numerals, each with what it is."""
        return classify(self.prose.words, self.said, self.locale)

    def within(self, start: int, end: int) -> slice:
        """Which numerals stand between two positions of the words, at least in part."""
        return slice(bisect_right(self.said, start, key=_end), bisect_left(self.said, end, key=_start))

    def says(self, link: MarkdownLink, value: Decimal) -> bool:
        """Whether a number of that value stands in the link."""
        return any(numeral.value == value for numeral in self.said[self.within(link.start, link.end)])

    def _told(self) -> list[Numeral]:
        # One alone is never a figure, in whatever company.
        left = {numeral.start for numeral in self.said if numeral.kind == "figure"}
        for link in self.prose.links:
            left.difference_update(numeral.start for numeral in self.said[self.within(link.start, link.end)])
        for start, end in self.prose.apart if left else ():
            left.difference_update(numeral.start for numeral in self.said[self.within(start, end)])
        return (
            [numeral for numeral in self.numerals if numeral.kind == "figure" and numeral.start in left] if left else []
        )

    def written(self, numeral: Numeral) -> str:
        """A numeral as it stands in the words."""
        return self.prose.words[numeral.start : numeral.end]


def _start(numeral: Numeral) -> int:
    return numeral.start


def _end(numeral: Numeral) -> int:
    return numeral.end


class Body:
    """A body, read once as Markdown, and what its story's results have to do with it."""

    def __init__(self, story: Story, locale: Locale, text: str, matches: Matches) -> None:
        self.story = story
        self.locale = locale
        self.text = text
        self.matches = matches
        self.document = parse(text)
        self.blocks = [Block(block, locale) for block in prose(self.document)]

    @cached_property
    def linked(self) -> dict[str, MarkdownLink]:
        """The results that figures link to, each with the first of its links."""
        found: dict[str, MarkdownLink] = {}
        for block in self.blocks:
            for link in block.figure_links:
                found.setdefault(link.destination.target, link)
        return found

    @cached_property
    def unlinked(self) -> list[tuple[Block, Numeral]]:
        """Figures outside links that equal a result and are about the same thing."""
        return [
            (block, numeral)
            for block in self.blocks
            for numeral in block.told
            if self.matches.alike(block.prose.words, numeral, self.locale)
        ]


def bodies(story: Story, matches: Matches, locales: Collection[str] | None) -> list[Body]:
    """The bodies in the languages (of ``locales``) in which there is one."""
    return [
        Body(story, Locale(locale), words, matches)
        for locale, words in story.body
        if words and (locales is None or locale in locales)
    ]
