"""Cleans, folds and splits text, and finds the days that it names."""

from __future__ import annotations

import contextlib
import re
import unicodedata
from datetime import date

from site_builder.locales import Locale
from site_builder.locales.languages import cldr
from site_builder.locales.numerals.vocabulary import unaccented

_UNSEEN = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff\xad]"
)
_LONGEST_NAME = 80


def clean(words: str) -> str:
    """Return the words on one line, composed (NFC), without invisible characters, which records refuse."""
    return " ".join(unicodedata.normalize("NFC", _UNSEEN.sub("", words)).split())


def clean_lines(words: str) -> str:
    """Return the same with its lines kept."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\u2028", "\n").split("\n")
    return "\n".join(unicodedata.normalize("NFC", _UNSEEN.sub("", line)).rstrip() for line in lines)


def folded(words: str) -> str:
    """Return the words without capitals and accents, each letter in its place; also ñ, a letter of its own, as n."""
    return unaccented(words).replace("ñ", "n")


def shown_name(name: str) -> str:
    """Return a file's name for a message: always one line that is not too long."""
    found = clean(name.replace("\\", "/").rsplit("/", 1)[-1]) or "–"
    return found if len(found) <= _LONGEST_NAME else f"{found[:_LONGEST_NAME]}…"


_END = re.compile(r"(?:[.!?…]+[\"”»’)]*|;)\s+")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Dra|Sr|Sra|Srta|Ing|Lic|Licda|Prof|St|No|Núm|Art|Inc|Ltd|vs|etc|pp?|aprox|approx)|\b[A-Z])\.\Z"
)


def sentences(words: str) -> list[tuple[int, int]]:
    """Return where each sentence begins and ends. A semicolon ends one too: what follows is about something else."""
    spans: list[tuple[int, int]] = []
    start = 0
    for end in _END.finditer(words):
        stop = end.end() - (len(end[0]) - len(end[0].rstrip()))
        if end[0].startswith("."):
            following = words[end.end() : end.end() + 1]
            if _SHORT.search(words[start:stop]) or following.islower():
                continue
        spans.append((start, stop))
        start = end.end()
    if start < len(words):
        spans.append((start, len(words)))
    return spans


def first_sentences(words: str, most: int) -> str:
    """Return the first sentences of a paragraph: as many whole ones as ``most`` letters hold, at least one."""
    taken = ""
    for start, stop in sentences(words):
        if words[stop - 1] == ";":
            continue
        if taken and stop > most:
            break
        taken = words[:stop]
        if start == 0 and stop > most:
            break
    return taken or words


_ISO = re.compile(r"(?<![\d-])((?:19|20)\d\d)-(\d\d)-(\d\d)(?![\d-])")
_YEAR = re.compile(r"(?<![\w,.-])((?:19|20)\d\d)(?![\w-]|[.,]\d)")


def days(words: str, locale: Locale) -> list[date]:
    """Return the whole days that the words name, with day, month in words (or ISO 8601) and year, in order."""
    months = {folded(name): number for number, name in cldr(locale).months["format"]["wide"].items()}
    names = "|".join(map(re.escape, sorted(months, key=len, reverse=True)))
    pattern = re.compile(
        rf"\b(?P<m1>{names})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>(?:19|20)\d\d)\b"
        rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th|o|º)?\s+(?:de\s+|of\s+)?(?P<m2>{names}),?\s+(?:(?:de|del|of)\s+)?(?P<y2>(?:19|20)\d\d)\b"
    )
    written = [(match.start(), *map(int, match.groups())) for match in _ISO.finditer(words)]
    for match in pattern.finditer(folded(words)):
        month, day, year = match["m1"] or match["m2"], match["d1"] or match["d2"], match["y1"] or match["y2"]
        written.append((match.start(), int(year), months[month], int(day)))
    found = []
    for _, *parts in sorted(written):
        # There is no thirty-first of February.
        with contextlib.suppress(ValueError):
            found.append(date(*parts))
    return found


def only_time(words: str, locale: Locale) -> str | None:
    """Return the one day, or else the one year, that the words name; None where they name none or several."""
    named = days(words, locale)
    if named:
        return named[0].isoformat() if len(set(named)) == 1 else None
    years = set(_YEAR.findall(words))
    return years.pop() if len(years) == 1 else None
