"""Finds the numbers in a text, with their places and values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from site_builder.locales.numerals.classification import classify
from site_builder.locales.numerals.vocabulary import (
    NumberWords,
    Numeral,
    NumeralKind,
    Vocabulary,
    digits_value,
    numbers_in_digits,
    scan,
    unaccented,
    vocabulary,
)
from site_builder.locales.text import Locale

_ZERO, _ONE = Decimal(0), Decimal(1)
_MAGNITUDE = re.compile(r"[a-zA-Z]{1,2}(?!\w)")


def has_number_words(locale: Locale) -> bool:
    """Whether number words are known in ``locale``, and not digits alone."""
    return vocabulary(locale).words is not None


def numerals(words: str, locale: Locale) -> tuple[Numeral, ...]:
    """Find and classify the numerals in ``words`` (plain text in the language of ``locale``), in order."""
    return classify(words, find_numerals(words, locale), locale)


class _Atom(NamedTuple):
    """A piece of a number. ``what``: ``digits``, ``word`` (folded), ``half``, or the value of a leading expression."""

    start: int
    end: int
    written: str
    what: str


def _atoms(words: str, locale: Locale, spoken: NumberWords | None) -> list[_Atom]:
    scanned = scan(words)
    atoms = [_Atom(start, end, words[start:end], "digits") for start, end in numbers_in_digits(words, scanned, locale)]
    # Few words are numbers: to look for those that occur is quicker than to look at every word where it stands.
    if spoken and (beginnings := spoken.beginnings(scanned.split())):
        in_words = list(_word_atoms(unaccented(words), spoken, beginnings))
        atoms = sorted([*atoms, *in_words]) if atoms else in_words
    return atoms


@lru_cache(maxsize=1024)
def _any_of(words: frozenset[bytes]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(word.decode() for word in sorted(words))})(?![^\W_]|[’']\w)")


def _word_atoms(text: str, spoken: NumberWords, beginnings: frozenset[bytes]) -> Iterator[_Atom]:
    end = 0
    for found in _any_of(beginnings).finditer(text):
        start, written = found.start(), found[0]
        if start < end or (start and text[start - 1].isalnum()):
            continue
        if written in spoken.numbers:
            if not (spoken.not_after and spoken.not_after.search(text, max(0, start - 8), start)):
                yield _Atom(start, found.end(), written, "word")
            continue
        what, expression = spoken.expressions[written]
        if whole := expression.match(text, start):
            end = whole.end()
            yield _Atom(start, end, whole[0], what)


def find_numerals(words: str, locale: Locale) -> tuple[Numeral, ...]:
    """Find the numerals alone, each as a figure or as ``one``. This takes half the time of ``numerals``."""
    known = vocabulary(locale)
    found: list[Numeral] = []
    spoken = known.words
    run: list[_Atom] = []
    value = _ZERO
    total: _Sum | None = None
    for atom in _atoms(words, locale, spoken):
        if run:
            between = words[run[-1].end : atom.start]
            joined = bool(spoken and between.strip().lower() == spoken.joiner)
            if joined or between.isspace() or between in ("-", "\u2011"):
                # Nearly all numbers are one word or one row of digits: adding up begins with the second.
                if total is None:
                    total = _Sum(spoken)
                    _add(total, run[0], False, locale)
                if _add(total, atom, joined, locale):
                    run.append(atom)
                    continue
            found.append(_finished(run, total.value if total else value, words, known))
        alone, total = _alone(atom, spoken, locale), None
        run, value = ([], _ZERO) if alone is None else ([atom], alone)
    if run:
        found.append(_finished(run, total.value if total else value, words, known))
    return tuple(found)


def _alone(atom: _Atom, spoken: NumberWords | None, locale: Locale) -> Decimal | None:
    """Return the value of an atom with nothing before it; None where no number begins with it."""
    if atom.what == "digits":
        return digits_value(atom.written, locale)
    if atom.what == "word":
        return spoken.alone.get(atom.written) if spoken else None
    return None if atom.what == "half" else Decimal(atom.what)


def _add(total: _Sum, atom: _Atom, joined: bool, locale: Locale) -> bool:
    if atom.what == "digits":
        value = digits_value(atom.written, locale)
        return value is not None and total.digits(value, joined)
    if atom.what == "word":
        return total.word(atom.written, joined)
    return total.half() if atom.what == "half" else total.lead(Decimal(atom.what))


def _finished(atoms: Sequence[_Atom], value: Decimal, words: str, known: Vocabulary) -> Numeral:
    first, last = atoms[0], atoms[-1]
    end = last.end
    unit = _MAGNITUDE.match(words, end) if last.what == "digits" and words[end : end + 1].isalpha() else None
    if unit and unit[0] in known.magnitudes:
        value, end = value * known.magnitudes[unit[0]], unit.end()
    only_one = known.words is not None and len(atoms) == 1 and first.written in known.words.ones
    kind: NumeralKind = "one" if only_one else "figure"
    return Numeral(first.start, end, value, kind, is_percent=False, in_words=first.what != "digits")


class _Sum:
    """Adds up one number word by word. Every step returns whether the word still belongs to it.

    ``parts``: the summands, largest first. ``room``: the next summand must be smaller; 1 leaves none.
    """

    def __init__(self, words: NumberWords | None) -> None:
        self.words = words
        self.parts: list[Decimal] = []
        self.room = _ONE
        self.last_scale = _ONE

    @property
    def value(self) -> Decimal:
        """The sum so far."""
        return sum(self.parts, _ZERO)

    def digits(self, value: Decimal, joined: bool) -> bool:
        """Add a number in digits: the first, or one behind a scale (3 mil 700)."""
        if self.parts and (joined or self.room < 1000 or value >= self.room or value != int(value) or not value):
            return False
        self.parts.append(value)
        self.room = _ONE
        return True

    def word(self, word: str, joined: bool) -> bool:
        """Add a number word (folded), behind the joiner (``joined``) or not."""
        words = self.words
        if words is None:
            return False
        if word in words.scales:
            return not joined and self._scale(Decimal(words.scales[word]), word in words.bare_scales)
        value = Decimal(words.values[word])
        if self.parts and not self._fits(value, joined, words.joins_tens):
            return False
        self.parts.append(value)
        self.room = _ONE if word in words.ends else _room_after(value)
        return True

    def lead(self, value: Decimal) -> bool:
        """Add an expression that counts only before a scale, such as ``half a``."""
        if self.parts:
            return False
        self.parts.append(value)
        return True

    def half(self) -> bool:
        """Add half of the last scale, or of one."""
        if not self.parts or self.value != int(self.value):
            return False
        self.parts.append(self.last_scale / 2)
        self.room = _ONE
        return True

    def _fits(self, value: Decimal, joined: bool, joins_tens: bool) -> bool:
        if not 0 < value < self.room:
            return False
        if joins_tens:
            return joined == (self.room == 10)
        return not joined or self.room >= 100

    def _scale(self, scale: Decimal, bare: bool) -> bool:
        multiplied = _ZERO
        parts = list(self.parts)
        while parts and parts[-1] < scale:
            multiplied += parts.pop()
        if not multiplied:
            if not bare or (parts and self.room <= scale):
                return False
            multiplied = _ONE
        if multiplied >= scale and scale > 100:
            return False
        self.parts = [*parts, multiplied * scale]
        self.room = self.last_scale = scale
        return True


def _room_after(value: Decimal) -> Decimal:
    if value >= 100 and value % 100 == 0:
        return Decimal(100)
    return Decimal(10) if value >= 20 and value % 10 == 0 else _ONE
