"""Letters made alike, and a first look at which words and digits a text holds at all."""

from __future__ import annotations

from typing import NamedTuple

_PLAIN = str.maketrans("áéíóúüÁÉÍÓÚÜ", "aeiouuaeiouu")
_SPACE, _DIGIT, _LETTER = ord(" "), ord("0"), 0x7F


def _folded(words: str) -> str:
    plain = words.translate(_PLAIN).lower()
    return plain if len(plain) == len(words) else words.translate(_PLAIN)


class _Signs(dict[int, int]):
    """For ``str.translate``: digits become ``0``, letters beyond ASCII a byte of no word, all else spaces."""

    def __missing__(self, code: int) -> int:
        sign = chr(code)
        if sign.isalpha():
            self[code] = code if sign.isascii() else _LETTER
        else:
            self[code] = _DIGIT if sign.isdecimal() else _SPACE
        return self[code]


_SIGNS = _Signs()


class _Alphabet(NamedTuple):
    """An encoding of a byte a letter: translating bytes takes a hundredth of the time of translating a text with
    accents. ``folds``: from each letter to its folded form. ``signs``: to what ``scan`` makes of it."""

    encoding: str
    folds: bytes
    signs: bytes


def _alphabet(encoding: str) -> _Alphabet:
    letters = [bytes([octet]).decode(encoding, "replace") for octet in range(256)]
    folds = [_folded(letter).encode(encoding, "replace") for letter in letters]
    signs = [_folded(letter).translate(_SIGNS).encode("ascii") for letter in letters]
    return _Alphabet(encoding, b"".join(folds), b"".join(signs))


# All of English and Spanish, and next the same with typographic quotation marks, dashes and apostrophes.
_ALPHABETS = (_alphabet("latin-1"), _alphabet("cp1252"))


def folded(words: str) -> str:
    """The words without capitals and accents, each letter in its place: numbers are found however they are typed."""
    for encoding, folds, _ in _ALPHABETS:
        try:
            return words.encode(encoding).translate(folds).decode(encoding)
        except UnicodeEncodeError:
            continue
    return _folded(words)


def scan(words: str) -> bytes:
    """One byte for each character: ASCII letters folded, digits of any script as ``0``, all but letters as spaces.

    To see that no number is in a text takes far less time than to look for one.
    """
    for encoding, _, signs in _ALPHABETS:
        try:
            return words.encode(encoding).translate(signs)
        except UnicodeEncodeError:
            continue
    return _folded(words).translate(_SIGNS).encode("ascii")
