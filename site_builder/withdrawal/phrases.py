"""Search text for phrases as readers see them, however they are typeset.

White space, punctuation, accents, capitals, soft hyphens and the borders of elements make no difference: text and
phrase are both reduced to their letters and digits. A hit counts where it begins and ends as a word does. A name of
one word has to meet more conditions, since its few letters stand everywhere by chance.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal
from urllib.parse import quote, unquote

Kind = Literal["name", "words"]

_TAG = re.compile(r"<(?:/?[A-Za-z][^<>]*|![^<>]*|\?[^<>]*)>")
_BORDER = "\u200b"
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_BACKSLASH = re.compile(
    r"\\u([0-9a-fA-F]{4})|\\u\{([0-9a-fA-F]{1,6})\}|\\U([0-9a-fA-F]{8})|\\x([0-9a-fA-F]{2})|\\([\"'/\\nrt])"
)
_CONTROL = {"n": "\n", "r": "\r", "t": "\t"}
_QUOTED_PRINTABLE = re.compile(r"=\r?\n|((?:=[0-9A-Fa-f]{2})+)")
_MISREAD = ("Ã", "â€")
"""What UTF-8 looks like where a program took it for Windows-1252 and saved it again."""

_NO_LETTER = bytes(byte for byte in range(256) if not chr(byte).isalnum() or byte > 127)
_BETWEEN = r"[\W_]*"
_UNSEEN = r"[\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufeff]*(?:-\s*\n\s*)?"
"""What may stand between two letters of one word: accents, signs without width, a hyphen at a line's end."""

# A word begins or ends at what is no letter, and at a capital where words were joined: «QuirogaFarmer».
_BEGINS, _ENDS = r"(?:(?<![^\W\d_])|(?=(?-i:[A-Z][a-z])))", r"(?:(?![^\W\d_])|(?-i:(?<=[a-z])(?=[A-Z])))"
_ENDS_ALONE = r"(?![^\W_])"
_STEM_LETTERS = 4
_SAINT = re.compile(r"(?<![^\W_])(?:San|Santa|Santo|Saint|St)[\W_]+\Z", re.IGNORECASE)
_ARTICLE = re.compile(r"(?<![^\W_])El[\W_]+\Z", re.IGNORECASE)
_MOST_BEFORE = 12


@dataclass(frozen=True)
class Phrase:
    """Words to search for. A ``name`` of one word counts where it begins with a capital: «rosa» is a word, too."""

    words: str
    kind: Kind = "words"

    @cached_property
    def letters(self) -> bytes:
        """The ASCII letters and digits of the phrase, for the quick search."""
        return letters(self.words)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Matches the phrase in text that ``decompose`` gives; an English genitive may follow it."""
        signs = [re.escape(sign) for sign in decompose(self.words) if sign.isalnum()]
        if not self.is_one_word:
            return re.compile(rf"{_BEGINS}{_BETWEEN.join(signs)}(?:[\W_]*s)?{_ENDS}", re.IGNORECASE)
        # A letter comes first, so that the search goes from one such capital to the next: in a large program any short
        # name's letters stand somewhere, and each reading of it is searched.
        capital = signs[0].upper() if len(signs[0].upper()) == len(signs[0]) else signs[0]
        others = _UNSEEN.join(["", *signs[1:]])
        return re.compile(rf"{capital}(?<![^\W_]{capital})(?i:{others}(?:[\W_]*s)?){_ENDS_ALONE}")

    @cached_property
    def is_one_word(self) -> bool:
        """Whether it is a name of letters alone."""
        return self.kind == "name" and all(sign.isalnum() for sign in unicodedata.normalize("NFC", self.words))

    def stands_in(self, text: str) -> bool:
        """Tell whether the phrase stands in text that ``decompose`` gave."""
        found = self.pattern.finditer(text)
        return any(not self.is_one_word or self._is_alone(each, text) for each in found)

    def _is_alone(self, found: re.Match[str], text: str) -> bool:
        """Tell whether a name of one word is one, and no part of a place's name, such as Santa Rosa."""
        before = text[max(0, found.start() - _MOST_BEFORE) : found.start()]
        is_country = self.letters == b"salvador" and _ARTICLE.search(before)
        return not (_SAINT.search(before) or is_country)


def decompose(text: str) -> str:
    """Take accents, ligatures and wide letters apart (Unicode, NFKD)."""
    return text if text.isascii() else unicodedata.normalize("NFKD", text)


def letters(text: str) -> bytes:
    """Reduce a text to its ASCII letters and digits, in small letters; of other scripts nothing is left."""
    return decompose(text).casefold().encode("ascii", "ignore").translate(None, _NO_LETTER)


class PhraseSearch:
    """Searches one text after the other for the same phrases.

    ``addresses``: what stories are called in addresses, mostly their titles; as such they count for nothing.
    """

    def __init__(self, phrases: Iterable[Phrase], addresses: Iterable[str] = ()) -> None:
        forms = sorted({re.escape(form) for each in addresses for form in (each, quote(each))})
        self._addresses = re.compile(rf"(?:(?<![^\W\d_])|(?<=%2F))(?:{'|'.join(forms)})(?![\w-])") if forms else None
        self.phrases = tuple(sorted(set(phrases), key=lambda each: (each.kind, each.words)))
        # A phrase of another script than ours has too few ASCII letters to be found by them.
        self._quick = [(each, each.letters) for each in self.phrases if len(each.letters) * 2 >= _signs(each.words)]
        self._slow = [each for each in self.phrases if len(each.letters) * 2 < _signs(each.words)]

    def found_in(self, text: str) -> frozenset[Phrase]:
        """Find the phrases that a text holds in any of its ``readings``."""
        found: set[Phrase] = set()
        for reading in readings(self._addresses.sub(" ", text) if self._addresses else text):
            found.update(self._in_reading(reading, found))
        return frozenset(found)

    def _in_reading(self, text: str, known: set[Phrase]) -> Iterator[Phrase]:
        plain = letters(text)
        hits = [phrase for phrase, sought in self._quick if phrase not in known and sought in plain]
        hits += [phrase for phrase in self._slow if phrase not in known]
        if hits:
            spelt = decompose(text)
            yield from (phrase for phrase in hits if phrase.stands_in(spelt))


def readings(text: str) -> Iterator[str]:
    """Read a text as programs do: with entities, escapes and percent signs decoded, and without its tags.

    Markup that is written as text, as feeds and scripts hold it, is read too.
    """
    for source in _sources(text):
        plain = html.unescape(source)
        yield plain
        inner = source
        for _ in range(2):
            if "<" not in inner:
                break
            if "<!--" in inner:
                yield html.unescape(_TAG.sub(_BORDER, inner.replace("<!--", _BORDER).replace("-->", _BORDER)))
            inner = html.unescape(_TAG.sub(_BORDER, _without_comments(inner)))
            yield inner
        if "&" in plain:
            yield html.unescape(plain)


def _sources(text: str) -> set[str]:
    """Give the text as it is, and with each kind of escapes in it decoded."""
    found = {text}
    if "\\" in text:
        found.add(_BACKSLASH.sub(_unescaped, text))
    if "quoted-printable" in text.lower():
        found.add(_QUOTED_PRINTABLE.sub(_from_quoted_printable, text))
    if any(each in text for each in _MISREAD):
        found.add(text.encode("cp1252", "ignore").decode("utf-8", "ignore"))
    if _PERCENT.search(text):
        found.update([unquote(each) for each in found])
    return found


def _without_comments(text: str) -> str:
    """Take out what stands between ``<!--`` and ``-->``, with its markup."""
    first, *others = text.split("<!--")
    return first + "".join(
        _BORDER + (rest if ends else comment) for comment, ends, rest in (each.partition("-->") for each in others)
    )


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3] or found[4]
    if not code:
        return _CONTROL.get(found[5], found[5])
    number = int(code, 16)
    return chr(number) if number <= 0x10FFFF and not 0xD800 <= number < 0xE000 else _BORDER


def _from_quoted_printable(found: re.Match[str]) -> str:
    data = bytes.fromhex((found[1] or "").replace("=", ""))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _signs(words: str) -> int:
    return sum(sign.isalnum() for sign in words)


def word_stems(phrase: Phrase) -> tuple[bytes, ...]:
    """Give the beginnings of a phrase's words, as an index of words cut to their stems may hold them."""
    plain = (letters(word) for word in phrase.words.split())
    return tuple(word[: max(_STEM_LETTERS, len(word) - 2)] for word in plain if len(word) >= _STEM_LETTERS)
