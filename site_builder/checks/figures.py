"""Check figures in prose: each is a link to a result of its story and says that result's number.

The rules come from the contract for texts: in a body a figure is a link ``[90 people](#result-<id>)``; in titles and
summaries, which hold no links, it equals a result of the story. Dates, ages, ordinals, durations and words in quotation
marks are never figures.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from site_builder.checks.references import Targets
from site_builder.locales import Locale
from site_builder.locales.formats import number
from site_builder.locales.numerals import Numeral, classify, find_numerals, has_number_words, numerals
from site_builder.locales.numerals.vocabulary import unaccented
from site_builder.markdown import MarkdownLink, Prose, parse, prose, quoted
from site_builder.problems import Problem
from site_builder.records import Result, Story

_WORD = re.compile(r"[^\W\d_]{4,}")
_SENTENCE_END = re.compile(r"[.!?;:](?:\s|\Z)")
_PERCENT = re.compile(r"%|percent|per\s?cent|por\s?ciento|porcentaje", re.IGNORECASE)
_COUNTRIES = re.compile(r"\s+(?:countr(?:y|ies)|nations?|pa[ií]s(?:es)?|naci[oó]n(?:es)?)\b", re.IGNORECASE)
_STEM = 5


@dataclass(frozen=True, slots=True)
class Proposal:
    """``replacement`` for the characters from ``start`` to ``end`` of the body in ``locale``: a link to ``result``."""

    locale: Locale
    start: int
    end: int
    replacement: str
    result: str


class Matches:
    """The results of one story, to be compared with numerals."""

    def __init__(self, results: Sequence[Result]) -> None:
        self.results = results

    @cached_property
    def by_id(self) -> Mapping[str, Result]:
        """The results by their ids."""
        return {result.id: result for result in self.results}

    @cached_property
    def targets(self) -> Targets:
        """The ids that links to figures may name."""
        return Targets("figure-link", self.by_id.keys(), self.by_id.keys())

    @cached_property
    def ambiguous(self) -> frozenset[str]:
        """The ids of several results (reported as such): a link to one does not say which of them it means."""
        ids = Counter(result.id for result in self.results)
        return frozenset(name for name, count in ids.items() if count > 1)

    def equal(self, numeral: Numeral) -> list[Result]:
        """Find the results of that value; 34 % equals no 34 people."""
        return [
            result
            for result in self.results
            if result.value == numeral.value and _is_percent(result) in (None, numeral.is_percent)
        ]

    def alike(self, words: str, numeral: Numeral, locale: Locale) -> list[Result]:
        """Find the equal results that are about the same thing, to judge by the words around the numeral.

        A number of a hundred or more that only one result has is taken for it all the same.
        """
        equal = self.equal(numeral)
        near = [result for result in equal if _is_about(result, words, numeral, locale)]
        return near or (equal if numeral.value >= 100 else [])


class Block:
    """One block of a body, with its ``figure_links``: those to results.

    All look-ups are by bisection: a text may hold many thousand links and numerals. What kind of numeral one is depends
    on its company, which is read only for those outside links: in links only the value counts.
    """

    def __init__(self, block: Prose, locale: Locale) -> None:
        self.prose = block
        self.locale = locale
        self.said = find_numerals(block.words, locale)
        self.figure_links = [link for link in block.links if link.destination.kind == "figure"]
        self.outside = self._outside() if self.said else []
        """The figures in the story's own words that stand in no link."""

    @cached_property
    def numerals(self) -> tuple[Numeral, ...]:
        """Its numerals, with their kinds."""
        return classify(self.prose.words, self.said, self.locale)

    def within(self, start: int, end: int) -> slice:
        """Give the range of numerals that stand between two positions of the words, at least in part."""
        return slice(
            bisect_right(self.said, start, key=lambda numeral: numeral.end),
            bisect_left(self.said, end, key=lambda numeral: numeral.start),
        )

    def says(self, link: MarkdownLink, value: Decimal) -> bool:
        """Tell whether a number of that value stands in the link."""
        return any(numeral.value == value for numeral in self.said[self.within(link.start, link.end)])

    def _outside(self) -> list[Numeral]:
        # One that is no figure by itself is none in any company.
        left = {numeral.start for numeral in self.said if numeral.kind == "figure"}
        for start, end in (*((link.start, link.end) for link in self.prose.links), *self.prose.apart):
            if left:
                left.difference_update(numeral.start for numeral in self.said[self.within(start, end)])
        if not left:
            return []
        return [numeral for numeral in self.numerals if numeral.kind == "figure" and numeral.start in left]

    def written(self, numeral: Numeral) -> str:
        """Give a numeral as it stands in the words."""
        return self.prose.words[numeral.start : numeral.end]


class Body:
    """A body, parsed once as Markdown, and its relation to the story's results."""

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
            for numeral in block.outside
            if self.matches.alike(block.prose.words, numeral, self.locale)
        ]

    def proposal(self, block: Block, numeral: Numeral) -> Proposal | None:
        """Propose a link for a numeral, together with its unit where that follows; None where several results match, or
        where markup or an entity inside keeps the words from being put between brackets."""
        words = block.prose.words
        candidates = self.matches.alike(words, numeral, self.locale)
        if len(candidates) != 1:
            return None
        result = candidates[0]
        for end in dict.fromkeys((_end_with_unit(words, numeral, result, self.locale), numeral.end)):
            start, stop = block.prose.span(numeral.start, end)
            source = self.text[start:stop]
            if source.split() == words[numeral.start : end].split() and not set(source) & set("[]\\"):
                return Proposal(self.locale, start, stop, f"[{source}](#result-{result.id})", result.id)
        return None


def bodies(story: Story, matches: Matches, locales: Collection[str] | None) -> list[Body]:
    """Read the bodies in those languages (of ``locales``) that have one."""
    return [
        Body(story, Locale(locale), words, matches)
        for locale, words in story.body
        if words and (locales is None or locale in locales)
    ]


def proposals(story: Story, locales: Collection[str] | None = None) -> list[Proposal]:
    """Propose a link for each numeral in the bodies that equals one result and is about the same thing.

    A person accepts them: a number may be equal by chance.
    """
    found = [
        body.proposal(block, numeral)
        for body in bodies(story, Matches(story.results), locales)
        for block, numeral in body.unlinked
    ]
    return [one for one in found if one]


def apply(text: str, accepted: Iterable[Proposal]) -> str:
    """Put the accepted replacements into ``text``, the body that the proposals were made for."""
    for one in sorted(accepted, key=lambda one: one.start, reverse=True):
        text = text[: one.start] + one.replacement + text[one.end :]
    return text


def figure_problems(story: Story, locales: Collection[str] | None = None) -> Iterator[Problem]:
    """Check the figures in a story's title, summary and body, in each language (of ``locales``)."""
    matches = Matches(story.results)
    return of_story(story, matches, bodies(story, matches, locales), locales)


def of_story(
    story: Story, matches: Matches, read: list[Body], locales: Collection[str] | None = None
) -> Iterator[Problem]:
    """Do the same for a story whose bodies have been read."""
    for body in read:
        for block in body.blocks:
            for link in block.figure_links:
                result = matches.by_id.get(link.destination.target)
                if result is None:
                    place = story.body_at(body.locale, link.offset)
                    yield from matches.targets.missing(link.destination.target, place)
                elif not block.says(link, result.value):
                    yield from _difference(body, block, link, result)
            for numeral in block.outside:
                yield from _unrecorded(body, block, numeral)
        for block, numeral in body.unlinked:
            yield _unlinked(body, block, numeral)
    yield from _headlines(story, matches, locales)
    yield from _missing(read)


def _problem(body: Body, offset: int, rule: str, **params: object) -> Problem:
    return Problem(body.story.body_at(body.locale, offset), rule, params)


def _difference(body: Body, block: Block, link: MarkdownLink, result: Result) -> Iterator[Problem]:
    """Report a link whose words say another number than the record, or none."""
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
    """Report what looks like a figure and is in no result; sentences are full of small numbers."""
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
    link = body.proposal(block, numeral)
    written_as = " ".join(link.replacement.split()) if link else f"[{found}](#result-{candidates[0].id})"
    return _problem(body, offset, "figure-unlinked", found=found, result=candidates[0].id, proposal=written_as)


def _headlines(story: Story, matches: Matches, locales: Collection[str] | None) -> Iterator[Problem]:
    """Report figures in titles and summaries that no result of the story has."""
    for field, text in (("title", story.title), ("summary", story.summary)):
        for locale, words in text:
            if locales is not None and locale not in locales:
                continue
            figures = [numeral for numeral in numerals(words, Locale(locale)) if numeral.kind == "figure"]
            apart = quoted(words) if figures else []
            for numeral in figures:
                is_quoted = any(start <= numeral.start < end for start, end in apart)
                # Words below ten fill sentences: two agencies, tres países.
                is_small = numeral.in_words and numeral.value < 10
                counts_countries = numeral.value == len(story.countries) and _COUNTRIES.match(words, numeral.end)
                if not (is_quoted or is_small or counts_countries or matches.equal(numeral)):
                    found = words[numeral.start : numeral.end]
                    yield Problem(story.at(field, locale).within(numeral.start), "figure-unmatched", {"found": found})


def _missing(read: list[Body]) -> Iterator[Problem]:
    """Report results that the body links to in one language and, though it is written, not in another."""
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


def _is_percent(result: Result) -> bool | None:
    """Tell whether a result is a percentage; None where its unit stands in the register."""
    if result.unit is None:
        return None
    texts = result.unit.forms["other"]
    return any(_PERCENT.search(words) for words in (texts.everywhere or "", *texts.by_locale.values()))


def _unit_forms(result: Result, locale: Locale) -> list[str]:
    texts = result.unit.forms.values() if result.unit else ()
    forms = {text.everywhere or text.by_locale.get(locale, "") for text in texts}
    return sorted((form for form in forms if form), key=len, reverse=True)


def _end_with_unit(words: str, numeral: Numeral, result: Result, locale: Locale) -> int:
    """Find where the numeral ends together with the unit that follows it: "90 people"."""
    for form in _unit_forms(result, locale):
        whole = re.compile(rf"\s{re.escape(form)}(?!\w)", re.IGNORECASE).match(words, numeral.end)
        if whole:
            return whole.end()
    return numeral.end


def _stems(words: str) -> list[str]:
    return [word[:_STEM] for word in _WORD.findall(unaccented(words))]


def _is_about(result: Result, words: str, numeral: Numeral, locale: Locale) -> bool:
    """Tell whether the unit follows the numeral, or its sentence shares two words with the result's text."""
    following = _SENTENCE_END.split(words[numeral.end : numeral.end + 60])[0]
    units = {stem for form in _unit_forms(result, locale) for stem in _stems(form)}
    if units.intersection(_stems(following)[:3]):
        return True
    before = _SENTENCE_END.split(words[max(0, numeral.start - 120) : numeral.start])[-1]
    after = _SENTENCE_END.split(words[numeral.end : numeral.end + 120])[0]
    what = result.what.everywhere or result.what.by_locale.get(locale, "")
    return len({*_stems(what)} & {*_stems(before + after)}) >= 2
