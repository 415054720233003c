"""The digits that a language writes numbers with, by CLDR: Latin ones in most, others in Egypt or Nepal."""

from __future__ import annotations

import unicodedata
from functools import cache

import babel

_ZEROS = {
    "adlm": "ADLAM DIGIT ZERO",
    "arab": "ARABIC-INDIC DIGIT ZERO",
    "arabext": "EXTENDED ARABIC-INDIC DIGIT ZERO",
    "beng": "BENGALI DIGIT ZERO",
    "cakm": "CHAKMA DIGIT ZERO",
    "deva": "DEVANAGARI DIGIT ZERO",
    "hmnp": "NYIAKENG PUACHUE HMONG DIGIT ZERO",
    "mtei": "MEETEI MAYEK DIGIT ZERO",
    "mymr": "MYANMAR DIGIT ZERO",
    "nkoo": "NKO DIGIT ZERO",
    "olck": "OL CHIKI DIGIT ZERO",
    "tibt": "TIBETAN DIGIT ZERO",
}


def in_own_digits(text: str, names: babel.Locale) -> str:
    """``text`` with its digits as ``names`` writes them; Babel knows their separators, and not the digits."""
    table = _table(names.default_numbering_system)
    return text.translate(table) if table else text


@cache
def _table(system: str) -> dict[int, str]:
    zero = _ZEROS.get(system)
    first = ord(unicodedata.lookup(zero)) if zero else 0
    return {ord("0") + digit: chr(first + digit) for digit in range(10)} if first else {}
