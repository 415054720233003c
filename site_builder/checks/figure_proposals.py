"""Links for figures that have none yet. A person accepts them: a number may be equal by chance."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from site_builder.checks.figure_matches import Matches
from site_builder.checks.figure_texts import Block, Body, bodies
from site_builder.locales import Locale
from site_builder.locales.numerals import Numeral
from site_builder.records import Story


@dataclass(frozen=True, slots=True)
class Proposal:
    """``replacement`` for the characters from ``start`` to ``end`` of the body in ``locale``: a link to ``result``."""

    locale: Locale
    start: int
    end: int
    replacement: str
    result: str


def proposals(story: Story, locales: Collection[str] | None = None) -> list[Proposal]:
    """A link for each numeral in the bodies that equals one result and is about the same thing."""
    found = [
        proposal(body, block, numeral)
        for body in bodies(story, Matches(story.results), locales)
        for block, numeral in body.unlinked
    ]
    return [one for one in found if one]


def apply(text: str, accepted: Iterable[Proposal]) -> str:
    """``text`` (the body that the proposals were made for) with the accepted replacements."""
    for one in sorted(accepted, key=lambda one: one.start, reverse=True):
        text = text[: one.start] + one.replacement + text[one.end :]
    return text


def proposal(body: Body, block: Block, numeral: Numeral) -> Proposal | None:
    """The link for one numeral, with its unit where that follows; None where several results come into question, or
    where markup or an entity inside keeps the words from being put between brackets."""
    words = block.prose.words
    candidates = body.matches.alike(words, numeral, body.locale)
    if len(candidates) != 1:
        return None
    result = candidates[0]
    with_unit = body.matches.end_with_unit(words, numeral, result, body.locale)
    for end in dict.fromkeys((with_unit, numeral.end)):
        start, stop = block.prose.span(numeral.start, end)
        source = body.text[start:stop]
        if source.split() == words[numeral.start : end].split() and not set(source) & set("[]\\"):
            return Proposal(body.locale, start, stop, f"[{source}](#result-{result.id})", result.id)
    return None
