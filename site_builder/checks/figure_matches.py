"""Which results a numeral may be telling of: those that equal it, and of them those that are about the same thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

from site_builder.checks.known import Known
from site_builder.locales import Locale
from site_builder.locales.numerals import Numeral
from site_builder.locales.numerals.vocabulary import folded
from site_builder.records import Result, Story

_WORD = re.compile(r"[^\W\d_]{4,}")
_SENTENCE_END = re.compile(r"[.!?;:](?:\s|\Z)")
_PERCENT = re.compile(r"%|percent|per\s?cent|por\s?ciento|porcentaje", re.IGNORECASE)
_COUNTRIES = re.compile(r"\s+(?:countr(?:y|ies)|nations?|pa[ií]s(?:es)?|naci[oó]n(?:es)?)\b", re.IGNORECASE)
_STEM = 5


def is_small_word(numeral: Numeral) -> bool:
    """Whether it is a word below ten: two agencies, tres países. Sentences are full of them."""
    return numeral.in_words and numeral.value < 10


def on_countries(story: Story, words: str, numeral: Numeral) -> bool:
    """Whether it counts the story's own countries."""
    return numeral.value == len(story.countries) and bool(_COUNTRIES.match(words, numeral.end))


class Matches:
    """The results of one story, to be compared with numerals."""

    def __init__(self, results: Sequence[Result]) -> None:
        self.results = results

    @cached_property
    def by_id(self) -> Mapping[str, Result]:
        """The results by their ids."""
        return {result.id: result for result in self.results}

    @cached_property
    def linkable(self) -> Known:
        """The names that links to figures may have."""
        return Known("figure-link", self.by_id.keys(), self.by_id.keys())

    @cached_property
    def ambiguous(self) -> frozenset[str]:
        """Ids that several results bear (which ``identities`` tells): no link to one says which of them it means."""
        ids = Counter(result.id for result in self.results)
        return frozenset(name for name, count in ids.items() if count > 1)

    def equal(self, numeral: Numeral) -> list[Result]:
        """The results of that value; 34 % equals no 34 people."""
        return [
            result
            for result in self.results
            if result.value == numeral.value and _is_percent(result) in (None, numeral.is_percent)
        ]

    def alike(self, words: str, numeral: Numeral, locale: Locale) -> list[Result]:
        """The equal results that are about the same thing, as the words around the numeral tell.

        A number of a hundred and more that only one result has is taken for it all the same.
        """
        equal = self.equal(numeral)
        near = [result for result in equal if _is_about(result, words, numeral, locale)]
        return near or (equal if numeral.value >= 100 else [])

    def end_with_unit(self, words: str, numeral: Numeral, result: Result, locale: Locale) -> int:
        """Where the numeral ends together with the unit that follows it: "90 people"."""
        for form in _unit_forms(result, locale):
            whole = re.compile(rf"\s{re.escape(form)}(?!\w)", re.IGNORECASE).match(words, numeral.end)
            if whole:
                return whole.end()
        return numeral.end


def _unit_forms(result: Result, locale: Locale) -> list[str]:
    texts = result.unit.forms.values() if result.unit else ()
    forms = {text.everywhere or text.by_locale.get(locale, "") for text in texts}
    return sorted((form for form in forms if form), key=len, reverse=True)


def _is_percent(result: Result) -> bool | None:
    """Whether it is a share in percent; None where its unit stands in the register."""
    if result.unit is None:
        return None
    texts = result.unit.forms["other"]
    return any(_PERCENT.search(words) for words in (texts.everywhere or "", *texts.by_locale.values()))


def _stems(words: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(folded(words))}


def _is_about(result: Result, words: str, numeral: Numeral, locale: Locale) -> bool:
    """Whether the unit follows the numeral, or its sentence shares two words with what the result says."""
    following = words[numeral.end : numeral.end + 60]
    stop = _SENTENCE_END.search(following)
    following = following[: stop.start()] if stop else following
    units = {stem for form in _unit_forms(result, locale) for stem in _stems(form)}
    if units & {word[:_STEM] for word in _WORD.findall(folded(following))[:3]}:
        return True
    before = _SENTENCE_END.split(words[max(0, numeral.start - 120) : numeral.start])[-1]
    after = _SENTENCE_END.split(words[numeral.end : numeral.end + 120])[0]
    what = result.what.everywhere or result.what.by_locale.get(locale, "")
    return len(_stems(what) & _stems(before + after)) >= 2
