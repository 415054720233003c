"""Finds the numerals of a text: their span, their value, and whether they are figures at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from site_builder.locales.numerals.context import classified
from site_builder.locales.numerals.digits import digits_value, numbers_in_digits
from site_builder.locales.numerals.languages import vocabulary
from site_builder.locales.numerals.numeral import Numeral, NumeralKind
from site_builder.locales.numerals.saying import Saying
from site_builder.locales.numerals.vocabulary import NumberWords, Vocabulary, folded
from site_builder.locales.text import Locale

_MAGNITUDE = re.compile(r"[a-zA-Z]{1,2}(?!\w)")


class _WordsAlone(dict[int, int]):
    """For ``str.translate``: letters stay, and all else becomes a space. Quicker than to look for words."""

    def __missing__(self, code: int) -> int:
        self[code] = code if chr(code).isalpha() else _SPACE
        return self[code]


_SPACE = ord(" ")
_WORDS_ALONE = _WordsAlone()


def has_number_words(locale: Locale) -> bool:
    """Whether number words are read in ``locale``, and not digits alone."""
    return vocabulary(locale).words is not None


def numerals(words: str, locale: Locale) -> tuple[Numeral, ...]:
    """The numerals in ``words`` (plain text in the language of ``locale``), in order."""
    known = vocabulary(locale)
    return classified(words, list(_said(words, locale, known)), known, locale)


@dataclass(frozen=True, slots=True)
class _Atom:
    """A piece of a number. ``what``: ``digits``, ``word`` (folded), ``half``, or what a leading expression is worth."""

    start: int
    end: int
    written: str
    what: str


@lru_cache(maxsize=1024)
def _any_of(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(sorted(words))})(?![^\W_]|[’']\w)")


def _atoms(words: str, locale: Locale, spoken: NumberWords | None) -> list[_Atom]:
    atoms = [_Atom(start, end, words[start:end], "digits") for start, end in numbers_in_digits(words, locale)]
    if spoken:
        atoms += _word_atoms(folded(words), spoken)
        atoms.sort(key=lambda atom: atom.start)
    return atoms


def _word_atoms(text: str, spoken: NumberWords) -> Iterator[_Atom]:
    # Few words are numbers: to look for those that occur is quicker than to look at every word where it stands.
    every = text.translate(_WORDS_ALONE).split()
    present = spoken.numbers.intersection(every)
    if not spoken.hints.isdisjoint(every):
        present |= spoken.expressions.keys() & set(every)
    if not present:
        return
    end = 0
    for found in _any_of(frozenset(present)).finditer(text):
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


def _said(words: str, locale: Locale, known: Vocabulary) -> Iterator[Numeral]:
    """Numerals as they are said, all as figures yet."""
    saying, atoms = Saying(known.words), list[_Atom]()
    for atom in _atoms(words, locale, known.words):
        between = words[atoms[-1].end : atom.start] if atoms else "."
        joined = bool(known.words and between.strip().lower() == known.words.joiner)
        goes_on = joined or between.isspace() or between in ("-", "\u2011")
        if goes_on and _add(saying, atom, joined, locale):
            atoms.append(atom)
            continue
        if atoms:
            yield _finished(saying, atoms, words, known)
        saying = Saying(known.words)
        atoms = [atom] if _add(saying, atom, False, locale) else []
    if atoms:
        yield _finished(saying, atoms, words, known)


def _add(saying: Saying, atom: _Atom, joined: bool, locale: Locale) -> bool:
    if atom.what == "digits":
        value = digits_value(atom.written, locale)
        return value is not None and saying.digits(value, joined)
    if atom.what == "word":
        return saying.word(atom.written, joined)
    return saying.half() if atom.what == "half" else saying.lead(Decimal(atom.what))


def _finished(saying: Saying, atoms: list[_Atom], words: str, known: Vocabulary) -> Numeral:
    first, last = atoms[0], atoms[-1]
    value, end = saying.value, last.end
    unit = _MAGNITUDE.match(words, end) if last.what == "digits" else None
    if unit and unit[0] in known.magnitudes:
        value, end = value * known.magnitudes[unit[0]], unit.end()
    only_one = known.words is not None and len(atoms) == 1 and first.written in known.words.ones
    kind: NumeralKind = "one" if only_one else "figure"
    return Numeral(first.start, end, value, kind, is_percent=False, in_words=first.what != "digits")
