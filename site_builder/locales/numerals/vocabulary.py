"""The form in which a language's number words and the company they keep are given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from site_builder.locales.numerals.numeral import NumeralKind


def folded(word: str) -> str:
    """A word without accents and capitals: number words are found however they are typed."""
    letters = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@dataclass(frozen=True)
class Vocabulary:
    """One language.

    ``values``: words from 0 to 999 by what they are worth (folded). ``scales``: words that multiply what stands before
    them. ``bare_scales``: those that need nothing before them. ``leading``: expressions that count only before a scale
    (a hundred, half a million). ``halves``: what adds half of the last scale. ``joiner``: the word inside numbers;
    ``joins_tens``: whether it stands between tens and units (treinta y dos) or after hundreds and scales (two hundred and ten).
    ``hyphens``: whether hyphens stand inside numbers. ``ones``: words that are an article as well.
    ``before`` and ``after``: what stands before or after a numeral that is no figure, first match decides.
    ``percent``: the words for %.
    """

    values: Mapping[str, int]
    scales: Mapping[str, int]
    bare_scales: frozenset[str]
    leading: Mapping[str, str]
    halves: str
    joiner: str
    joins_tens: bool
    hyphens: bool
    ones: frozenset[str]
    before: tuple[tuple[NumeralKind, re.Pattern[str]], ...]
    after: tuple[tuple[NumeralKind, re.Pattern[str]], ...]
    percent: str
    range_words: str
