"""Words without what cannot be seen: records refuse control characters and signs that turn text round."""

from __future__ import annotations

import re
import unicodedata

from site_builder.locales.numerals.vocabulary import folded as without_accents

_UNSEEN = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff\xad]"
)
_LONGEST_NAME = 80


def clean(words: str) -> str:
    """The words on one line, composed (NFC), without what cannot be seen."""
    return " ".join(unicodedata.normalize("NFC", _UNSEEN.sub("", words)).split())


def clean_lines(words: str) -> str:
    """The same with its lines kept."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\u2028", "\n").split("\n")
    return "\n".join(unicodedata.normalize("NFC", _UNSEEN.sub("", line)).rstrip() for line in lines)


def folded(words: str) -> str:
    """The words without capitals and accents, each letter in its place; ñ, which is a letter of its own, as n."""
    return without_accents(words).replace("ñ", "n")


def shown_name(name: str) -> str:
    """A file's name for a message: whatever it holds, one line that is not too long."""
    found = clean(name.replace("\\", "/").rsplit("/", 1)[-1]) or "–"
    return found if len(found) <= _LONGEST_NAME else f"{found[:_LONGEST_NAME]}…"
