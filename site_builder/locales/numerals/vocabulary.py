"""The form in which a language's number words are given, and the company in which a number is no figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from site_builder.locales.numerals.letters import scan
from site_builder.locales.numerals.numeral import NumeralKind


def listed(words: str) -> list[str]:
    """The words of a list that is written as one line."""
    return words.split()


@dataclass(frozen=True, slots=True)
class Company:
    """What stands directly ``before`` and ``after`` a numeral of at most ``most`` that is of this ``kind``."""

    kind: NumeralKind
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    most: int | None = None


def company(kind: NumeralKind, before: str = "", after: str = "", most: int | None = None) -> Company:
    """A Company from regular expressions, in which a space stands for any space and capitals do not count.

    ``before`` is matched from the beginning of one of the last three words.
    """
    first, last = (pattern(part) if part else None for part in (rf"(?:{before})\Z" if before else "", after))
    return Company(kind, first, last, most)


def pattern(expression: str) -> re.Pattern[str]:
    """A regular expression in which a space stands for any space and capitals do not count."""
    return re.compile(expression.replace(" ", r"\s+"), re.IGNORECASE)


@dataclass(frozen=True)
class NumberWords:
    """How a language says numbers. All words are folded.

    ``values``: words for 0 to 999; after a hundred that is among ``ends`` (cien) nothing more is added. ``scales``:
    words that multiply what stands before them; the ``bare_scales`` among them may also stand alone. ``expressions``,
    by their first word: what they are worth before a scale (a hundred, half a million), or ``half`` for what adds half
    of the last scale (two and a half million). ``joiner``: the word inside numbers; it ``joins_tens`` and units
    (treinta y dos), or else follows hundreds and scales (two hundred and ten). ``ones``: words for 1 that are more
    often an article. ``not_after``: what stands before a word that is no number then.
    """

    values: Mapping[str, int]
    scales: Mapping[str, int]
    joiner: str
    joins_tens: bool
    expressions: Mapping[str, tuple[str, re.Pattern[str]]]
    ones: frozenset[str]
    bare_scales: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()
    not_after: re.Pattern[str] | None = None

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Every word that is a number by itself."""
        return frozenset({*self.values, *self.scales})

    @cached_property
    def alone(self) -> Mapping[str, Decimal]:
        """What each word is worth that may be a number with no other word beside it."""
        worth = {**self.values, **{word: self.scales[word] for word in self.bare_scales}}
        return {word: Decimal(value) for word, value in worth.items()}

    def beginnings(self, words: Sequence[bytes]) -> frozenset[bytes]:
        """With which words, of those that ``letters.scan`` gave, a number may begin or go on."""
        found = self._signs.intersection(words)
        if not found or found.isdisjoint(self._hints):
            return found
        return found & self._numbers | _scanned(self.expressions).intersection(words)

    @cached_property
    def _numbers(self) -> frozenset[bytes]:
        return _scanned(self.numbers)

    @cached_property
    def _hints(self) -> frozenset[bytes]:
        """Words without which no expression occurs: an article alone is none."""
        return _scanned({*self.scales, "half", "medio", "media"})

    @cached_property
    def _signs(self) -> frozenset[bytes]:
        """Words without which a text holds no number in words."""
        return self._numbers | self._hints


def _scanned(words: Iterable[str]) -> frozenset[bytes]:
    return frozenset(map(scan, words))


@dataclass(frozen=True)
class Vocabulary:
    """All that reading numerals needs to know of a language. ``words`` is None where only digits are read.

    ``company``: in this order, the first that fits decides. ``percent``: the words for %. ``between``: what stands
    between two numerals of one kind (pages 3 to 5). ``out_of``: what stands inside a share (one in three).
    ``magnitudes``: letters that follow digits at once (10.2M).
    """

    words: NumberWords | None
    company: tuple[Company, ...]
    percent: str
    between: str = ""
    out_of: str = ""
    magnitudes: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def any_percent(self) -> re.Pattern[str]:
        """``percent`` as it is matched behind a numeral."""
        return pattern(self.percent)

    @cached_property
    def any_before(self) -> re.Pattern[str]:
        """What stands before a numeral in any of the company."""
        return _any_of(rule.before for rule in self.company)

    @cached_property
    def any_after(self) -> re.Pattern[str]:
        """What stands after a numeral in any of the company."""
        return _any_of(rule.after for rule in self.company)


def _any_of(patterns: Iterable[re.Pattern[str] | None]) -> re.Pattern[str]:
    """One expression for all of them; one that never matches where there are none."""
    return re.compile("|".join(f"(?:{one.pattern})" for one in patterns if one) or r"(?!)", re.IGNORECASE)
