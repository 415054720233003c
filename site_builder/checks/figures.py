"""Figures in prose: each is a link to a result of its story and says that result's number.

The rules come from the contract for texts: in a body a figure is a link ``[90 people](#result-<id>)``; in titles and
summaries, which hold no links, it equals a result of the story. Dates, ages, ordinals, durations and words in quotation
marks are never figures.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal

from site_builder.checks.figure_matches import Matches, is_small_word, on_countries
from site_builder.checks.figure_proposals import proposal
from site_builder.checks.figure_texts import Block, Body, bodies
from site_builder.locales import Locale
from site_builder.locales.formats import number
from site_builder.locales.numerals import Numeral, has_number_words, numerals
from site_builder.markdown import MarkdownLink, quoted
from site_builder.problems import Problem
from site_builder.records import Result, Story


def figure_problems(story: Story, locales: Collection[str] | None = None) -> Iterator[Problem]:
    """What is wrong with the figures in a story's title, summary and body, in each language (of ``locales``)."""
    matches = Matches(story.results)
    return of_story(story, matches, bodies(story, matches, locales), locales)


def of_story(
    story: Story, matches: Matches, read: list[Body], locales: Collection[str] | None = None
) -> Iterator[Problem]:
    """The same for a story whose bodies have been read."""
    for body in read:
        for block in body.blocks:
            for link in block.figure_links:
                result = matches.by_id.get(link.destination.target)
                if result is not None:
                    if not block.says(link, result.value):
                        yield from _difference(body, block, link, result)
                else:
                    place = story.body_at(body.locale, link.offset)
                    yield from matches.linkable.missing(link.destination.target, place)
            for numeral in block.told:
                yield from _unrecorded(body, block, numeral)
        for block, numeral in body.unlinked:
            yield _unlinked(body, block, numeral)
    yield from _headlines(story, matches, locales)
    yield from _missing(read)


def _problem(body: Body, offset: int, rule: str, **params: object) -> Problem:
    return Problem(body.story.body_at(body.locale, offset), rule, params)


def _difference(body: Body, block: Block, link: MarkdownLink, result: Result) -> Iterator[Problem]:
    """A link whose words say another number than the record, or none."""
    if result.id in body.matches.ambiguous:
        return
    inside = block.numerals[block.within(link.start, link.end)]
    figures = [numeral for numeral in inside if numeral.kind == "figure"]
    if figures:
        found, expected = block.written(figures[0]), number(result.value, body.locale)
        offset = block.prose.offset(figures[0].start)
        yield _problem(body, offset, "figure-link-differs", result=result.id, found=found, expected=expected)
    elif link.words.strip() and has_number_words(body.locale):
        yield _problem(body, link.offset, "figure-link-without-number", result=result.id)


def _unrecorded(body: Body, block: Block, numeral: Numeral) -> Iterator[Problem]:
    """What looks like a figure and is in no result; small numbers are the stuff of sentences."""
    is_large = numeral.value >= Decimal(10) or numeral.is_percent or numeral.value % 1
    if is_large and not body.matches.equal(numeral):
        offset = block.prose.offset(numeral.start)
        yield _problem(body, offset, "figure-unrecorded", found=block.written(numeral))


def _unlinked(body: Body, block: Block, numeral: Numeral) -> Problem:
    offset, found = block.prose.offset(numeral.start), block.written(numeral)
    candidates = body.matches.alike(block.prose.words, numeral, body.locale)
    if len(candidates) > 1:
        results = ", ".join(result.id for result in candidates)
        return _problem(body, offset, "figure-unlinked-several", found=found, results=results)
    link = proposal(body, block, numeral)
    written_as = " ".join(link.replacement.split()) if link else f"[{found}](#result-{candidates[0].id})"
    return _problem(body, offset, "figure-unlinked", found=found, result=candidates[0].id, proposal=written_as)


def _headlines(story: Story, matches: Matches, locales: Collection[str] | None) -> Iterator[Problem]:
    """Figures in titles and summaries that no result of the story has."""
    for field, text in (("title", story.title), ("summary", story.summary)):
        for locale, words in text:
            if locales is not None and locale not in locales:
                continue
            found_figures = [numeral for numeral in numerals(words, Locale(locale)) if numeral.kind == "figure"]
            apart = quoted(words) if found_figures else []
            for numeral in found_figures:
                if any(start <= numeral.start < end for start, end in apart):
                    continue
                if not (is_small_word(numeral) or matches.equal(numeral) or on_countries(story, words, numeral)):
                    found = words[numeral.start : numeral.end]
                    yield Problem(story.at(field, locale).within(numeral.start), "figure-unmatched", {"found": found})


def _missing(read: list[Body]) -> Iterator[Problem]:
    """Results that the body links to in one language and, though it is written, not in another."""
    if all(body.linked.keys() == read[0].linked.keys() for body in read):
        return
    for body in read:
        there = {result.id for _, numeral in body.unlinked for result in body.matches.equal(numeral)} | {*body.linked}
        for other in read:
            for result, link in other.linked.items():
                if result in body.matches.by_id and result not in there:
                    there.add(result)
                    params = {"result": result, "language": body.locale}
                    place = body.story.body_at(other.locale, link.offset)
                    yield Problem(place, "figure-missing-in-language", params)
