"""Finds the numerals of a text: their span, their value, and whether they are figures at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from site_builder.locales.numerals.context import classified
from site_builder.locales.numerals.digits import digits_value, numbers_in_digits
from site_builder.locales.numerals.languages import vocabulary
from site_builder.locales.numerals.letters import folded, scan
from site_builder.locales.numerals.numeral import Numeral, NumeralKind
from site_builder.locales.numerals.saying import Saying
from site_builder.locales.numerals.vocabulary import NumberWords, Vocabulary
from site_builder.locales.text import Locale

_NOUGHT = Decimal(0)
_MAGNITUDE = re.compile(r"[a-zA-Z]{1,2}(?!\w)")


def has_number_words(locale: Locale) -> bool:
    """Whether number words are read in ``locale``, and not digits alone."""
    return vocabulary(locale).words is not None


def numerals(words: str, locale: Locale) -> tuple[Numeral, ...]:
    """The numerals in ``words`` (plain text in the language of ``locale``), in order."""
    return in_company(words, said(words, locale), locale)


def said(words: str, locale: Locale) -> tuple[Numeral, ...]:
    """The same numerals by their place and worth alone, each as a figure or as ``one``. This takes half the time."""
    return tuple(_said(words, locale, vocabulary(locale)))


def in_company(words: str, found: Sequence[Numeral], locale: Locale) -> tuple[Numeral, ...]:
    """What ``said`` found in ``words``, and what each is in the company that it stands in."""
    return classified(words, found, vocabulary(locale), locale) if found else ()


class _Atom(NamedTuple):
    """A piece of a number. ``what``: ``digits``, ``word`` (folded), ``half``, or what a leading expression is worth."""

    start: int
    end: int
    written: str
    what: str


def _atoms(words: str, locale: Locale, spoken: NumberWords | None) -> list[_Atom]:
    scanned = scan(words)
    atoms = [_Atom(start, end, words[start:end], "digits") for start, end in numbers_in_digits(words, scanned, locale)]
    # Few words are numbers: to look for those that occur is quicker than to look at every word where it stands.
    if spoken and (beginnings := spoken.beginnings(scanned.split())):
        in_words = list(_word_atoms(folded(words), spoken, beginnings))
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


def _said(words: str, locale: Locale, known: Vocabulary) -> list[Numeral]:
    """Numerals as they are said, all as figures yet."""
    found: list[Numeral] = []
    spoken = known.words
    run: list[_Atom] = []
    value = _NOUGHT
    saying: Saying | None = None
    for atom in _atoms(words, locale, spoken):
        if run:
            between = words[run[-1].end : atom.start]
            joined = bool(spoken and between.strip().lower() == spoken.joiner)
            if joined or between.isspace() or between in ("-", "\u2011"):
                # Nearly all numbers are one word or one row of digits: adding up begins with the second.
                saying = saying or _begun(run[0], spoken, locale)
                if _add(saying, atom, joined, locale):
                    run.append(atom)
                    continue
            found.append(_finished(run, saying.value if saying else value, words, known))
        alone, saying = _alone(atom, spoken, locale), None
        run, value = ([], _NOUGHT) if alone is None else ([atom], alone)
    if run:
        found.append(_finished(run, saying.value if saying else value, words, known))
    return found


def _alone(atom: _Atom, spoken: NumberWords | None, locale: Locale) -> Decimal | None:
    """What an atom is worth with nothing before it; None where it begins no number."""
    if atom.what == "digits":
        return digits_value(atom.written, locale)
    if atom.what == "word":
        return spoken.alone.get(atom.written) if spoken else None
    return None if atom.what == "half" else Decimal(atom.what)


def _begun(atom: _Atom, spoken: NumberWords | None, locale: Locale) -> Saying:
    saying = Saying(spoken)
    _add(saying, atom, False, locale)
    return saying


def _add(saying: Saying, atom: _Atom, joined: bool, locale: Locale) -> bool:
    if atom.what == "digits":
        value = digits_value(atom.written, locale)
        return value is not None and saying.digits(value, joined)
    if atom.what == "word":
        return saying.word(atom.written, joined)
    return saying.half() if atom.what == "half" else saying.lead(Decimal(atom.what))


def _finished(atoms: Sequence[_Atom], value: Decimal, words: str, known: Vocabulary) -> Numeral:
    first, last = atoms[0], atoms[-1]
    end = last.end
    unit = _MAGNITUDE.match(words, end) if last.what == "digits" and words[end : end + 1].isalpha() else None
    if unit and unit[0] in known.magnitudes:
        value, end = value * known.magnitudes[unit[0]], unit.end()
    only_one = known.words is not None and len(atoms) == 1 and first.written in known.words.ones
    kind: NumeralKind = "one" if only_one else "figure"
    return Numeral(first.start, end, value, kind, is_percent=False, in_words=first.what != "digits")
