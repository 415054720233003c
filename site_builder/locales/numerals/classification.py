"""Classifies numerals by the words around them: a figure, or a date, an age, a page …"""

from __future__ import annotations

import re
from collections.abc import Sequence

from site_builder.locales.numerals.vocabulary import (
    ContextRule,
    Numeral,
    NumeralKind,
    Vocabulary,
    digits_value,
    pattern,
    vocabulary,
)
from site_builder.locales.text import Locale

_WINDOW = 60
_FROM_THE_RIGHT: frozenset[NumeralKind] = frozenset({"date", "duration", "share", "time"})
_FROM_THE_LEFT: frozenset[NumeralKind] = frozenset({"label", "duration"})
_WHOLES = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 100, 1000})
_AT_THE_END = re.compile(r"\s*(?:[.,;:)]|\Z)")
_WORD_START = re.compile(r"(?<!\S)\S|(?<=[(«“\"—–])\w")
_CHAIN = re.compile(r"\d[\d.,]*(?:[-/:]\d[\d.,]*)+")
_ADDRESS = re.compile(r"://|www\.|@")
# COP27, COVID-19, #5, v.2
_IN_A_NAME = re.compile(r"(?:[^\W\d]|[#.\\]|[^\W\d][-‑–])\Z")
# Quetzales and lempiras; Q1 is a quarter.
_CURRENCY = re.compile(r"(?<!\w)[QL]\Z")
_JOINS = frozenset("-/:@")
_TELEPHONE = re.compile(r"\+[\d\s().-]*\Z")


def classify(words: str, found: Sequence[Numeral], locale: Locale) -> tuple[Numeral, ...]:
    """Return the numerals ``found`` in ``words`` with their kinds, from the words around and between them."""
    known = vocabulary(locale)
    numerals = [_by_context(words, numeral, known, locale) for numeral in found]
    if len(numerals) > 1:
        _look_right(words, numerals, known)
        _look_left(words, numerals, known)
    return tuple(numerals)


def _look_right(words: str, numerals: list[Numeral], known: Vocabulary) -> None:
    """Give a numeral the kind of the next: 18 to 29 years. One in three: both are a share."""
    for index in range(len(numerals) - 2, -1, -1):
        left, right = numerals[index : index + 2]
        gap = _gap(words, left, right)
        if _fits(known.out_of, gap) and right.value in _WHOLES and left.value < right.value:
            numerals[index : index + 2] = [left._replace(kind="share"), right._replace(kind="share")]
        elif left.kind == "figure" and _is_between(gap, known):
            # Only days share a month: in "90 and 2023" the first is no date.
            takes = right.kind in _FROM_THE_RIGHT and (right.kind != "date" or max(left.value, right.value) <= 31)
            kind = right.kind if takes else left.kind
            numerals[index] = left._replace(kind=kind, is_percent=left.is_percent or right.is_percent)


def _look_left(words: str, numerals: list[Numeral], known: Vocabulary) -> None:
    """Give a numeral the kind of the one before, where a word before that says so: pages 3 and 4, aged 18 to 29."""
    for index in range(1, len(numerals)):
        left, right = numerals[index - 1 : index + 1]
        if right.kind != "figure" or left.kind not in _FROM_THE_LEFT:
            continue
        gap = _gap(words, left, right)
        goes_on = _is_between(gap, known) or (gap.strip() == "," and _is_list(words, numerals[index:], known))
        if goes_on and _named_before(words, numerals, index - 1, known):
            numerals[index] = right._replace(kind=left.kind)


def _gap(words: str, left: Numeral, right: Numeral) -> str:
    return words[left.end : min(right.start, left.end + _WINDOW)]


def _is_list(words: str, numerals: Sequence[Numeral], known: Vocabulary) -> bool:
    """Whether a comma goes on to "and": in "phase 2, 16 plants" it does not."""
    return len(numerals) > 1 and _is_between(_gap(words, numerals[0], numerals[1]), known)


def _fits(expression: str, gap: str) -> bool:
    return bool(expression) and bool(pattern(expression).fullmatch(gap.strip())) and gap[:1].isspace()


def _is_between(gap: str, known: Vocabulary) -> bool:
    return gap.strip() in ("-", "–", "—") or _fits(known.between, gap.removeprefix(","))


def _named_before(words: str, numerals: Sequence[Numeral], index: int, known: Vocabulary) -> bool:
    """Whether the word that decides the kind of a numeral stands before it, or before the list that it is in."""
    numeral = numerals[index]
    before = words[max(0, numeral.start - _WINDOW) : numeral.start]
    starts = _last_words(before)
    if any(rule.kind == numeral.kind and _stands_before(rule, before, starts) for rule in known.rules):
        return True
    return bool(index) and numerals[index - 1].kind == numeral.kind and before.rstrip()[-1:] in ",-–"


def _by_context(words: str, numeral: Numeral, known: Vocabulary, locale: Locale) -> Numeral:
    if numeral.kind == "one":
        return numeral
    before = words[max(0, numeral.start - _WINDOW) : numeral.start]
    after = words[numeral.end : numeral.end + _WINDOW]
    if not numeral.in_words and _names_something(words[numeral.start : numeral.end], before, after, locale):
        return numeral._replace(kind="label")
    starts = _last_words(before)
    has_context = known.any_after.match(after) or any(known.any_before.match(before, start) for start in starts)
    for rule in known.rules if has_context else ():
        if (
            (rule.most is None or numeral.value <= rule.most)
            and (rule.after is None or rule.after.match(after))
            and (rule.before is None or _stands_before(rule, before, starts))
        ):
            return numeral._replace(kind=rule.kind)
    if known.any_percent.match(after):
        return numeral._replace(is_percent=True)
    if _is_year(words[numeral.start : numeral.end], numeral, after):
        return numeral._replace(kind="date")
    if not numeral.in_words and after[:1].isalpha():
        return numeral._replace(kind="label")
    return numeral


def _last_words(before: str) -> list[int]:
    return [found.start() for found in _WORD_START.finditer(before)][-3:]


def _stands_before(rule: ContextRule, before: str, starts: Sequence[int]) -> bool:
    return rule.before is not None and any(rule.before.match(before, start) for start in starts)


def _names_something(written: str, before: str, after: str, locale: Locale) -> bool:
    """Whether the digits are part of something else: a name, a telephone number, an address, a date, a time."""
    is_apart = (not before or before[-1].isspace()) and (not after or after[0].isspace())
    if is_apart and not set(written) & _JOINS:
        return "+" in before and bool(_TELEPHONE.search(before))
    last = before[-2:]
    if _IN_A_NAME.search(last) and not (_CURRENCY.search(last) and len(written) > 1):
        return True
    left = "" if not before or before[-1].isspace() else before.rsplit(maxsplit=1)[-1]
    right = "" if not after or after[0].isspace() else after.split(maxsplit=1)[0]
    whole = left + written + right
    if _ADDRESS.search(whole) or _TELEPHONE.search(before):
        return True
    return any(
        found.start() <= len(left) < found.end() and not _is_range(found[0], locale) for found in _CHAIN.finditer(whole)
    )


def _is_range(chain: str, locale: Locale) -> bool:
    """Whether 10-15 is two numbers; 2222-3333, 2022-23, 24/7 and 10:30 are not."""
    parts = [part.rstrip(".,") for part in chain.split("-")]
    values = [digits_value(part, locale) for part in parts]
    if len(parts) != 2 or values[0] is None or values[1] is None or values[0] >= values[1]:
        return False
    are_years = all(part.isdigit() and 1900 <= int(part) <= 2100 for part in parts)
    return are_years or not any(part.isdigit() and len(part) > 3 for part in parts)


def _is_year(written: str, numeral: Numeral, after: str) -> bool:
    if numeral.in_words:
        return 1990 <= numeral.value <= 2100 and numeral.value != 2000 and bool(_AT_THE_END.match(after))
    if len(written) != 4 or not written.isdigit():
        return False
    return 1900 <= numeral.value <= 2100 or (1500 <= numeral.value < 1900 and bool(_AT_THE_END.match(after)))
