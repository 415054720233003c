"""Writes the pseudo-locale ``en-XA``: English in accents, 40 % longer and in brackets, to try out a translation.

Nothing of it is stored. Words that are cut lose a bracket; words outside of brackets are in no catalog and no record.
What machines read in a message stays as it is: placeholders, addresses, options, names of files.
"""

from __future__ import annotations

import re

from site_builder.locales.text import Locale

PSEUDO = Locale("en-XA")
BEGIN, END = "⟦", "⟧"

_LONGER = 0.4
_ACCENTS = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "ÀƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽàƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž",
)
_VOWEL = re.compile(r"[aeiouAEIOU]")
# Placeholders, code, addresses, options, files and folders, e-mail addresses.
_KEPT = re.compile(r"\{\w+\}|`[^`]*`|\b\w+://\S+|(?<!\w)--?[a-z][\w-]*|\S+@\S+|[\w./-]*/[\w./-]+|\b\w+\.[a-z]{2,4}\b")
_MARKDOWN = re.compile(r"\]\([^)]*\)|\{\{[^}]*\}\}|<[^>]*>|&#?\w+;|\\.|`[^`]*`|\b\w+://\S+")
_PREFIX = re.compile(r"[ \t]*(?:(?:#{1,6}|[-*+>]|\d+[.)])[ \t]+)*")
_PLACED = re.compile(r"!?\[\]\([^)]*\)\s*\Z")


def pseudo(words: str) -> str:
    """Return plain words (a message, a line of a record) in the pseudo-locale."""
    return f"{BEGIN}{_accented(words, _KEPT)}{END}" if words.strip() else words


def pseudo_markdown(text: str) -> str:
    """Return a body in the pseudo-locale, line by line; its markup and the destinations of links stay as they are."""
    return "\n".join(map(_line, text.split("\n")))


def _line(line: str) -> str:
    prefix = _PREFIX.match(line)
    rest = line[prefix.end() :] if prefix else line
    if _PLACED.match(rest) or not any(map(str.isalpha, rest)):
        return line
    return f"{line[: len(line) - len(rest)]}{BEGIN}{_accented(rest.rstrip(), _MARKDOWN)}{END}"


def _accented(words: str, kept: re.Pattern[str]) -> str:
    """Return the words with accents on all that is not ``kept``, and with more vowels."""
    parts, position = [], 0
    for match in kept.finditer(words):
        parts += [_longer(words[position : match.start()]), match[0]]
        position = match.end()
    return "".join([*parts, _longer(words[position:])])


def _longer(words: str) -> str:
    more = round(len(words.strip()) * _LONGER)
    vowels = len(_VOWEL.findall(words))
    times, rest = divmod(more, vowels) if vowels else (0, 0)
    seen = 0

    def repeated(match: re.Match[str]) -> str:
        nonlocal seen
        seen += 1
        return match[0] * (1 + times) + match[0].lower() * (seen <= rest)

    return _VOWEL.sub(repeated, words).translate(_ACCENTS)
