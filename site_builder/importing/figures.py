"""Finds the figures in a text, with what each counts and whether its sentence says that it was achieved."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from site_builder.importing.draft import FoundFigure, Piece, Status, StoryText
from site_builder.importing.entities import countries_at, entries, masked
from site_builder.importing.languages import DocumentVocabulary, vocabulary
from site_builder.importing.text import folded, only_time, sentences
from site_builder.locales import Locale
from site_builder.locales.numerals import Numeral, numerals
from site_builder.markdown import quoted
from site_builder.records.base import Record

_WORD = re.compile(r"\s*([^\W\d_][\w'’-]*)")
_PERCENT = re.compile(r"[\s-]?(?:%|percent\b|per\s+cent\b|por\s+ciento\b)", re.IGNORECASE)
_MOST_WORDS = 6
_ONLY_WHEN = re.compile(r"(?:in|by|en|para)\s+\S+\Z", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+(?:and|y|e)\s*\Z")
_BEFORE = frozenset(("de", "of", "more", "other", "further", "additional", "mas", "otras", "otros"))
_AND = frozenset({"and", "y", "e"})


def figures(
    part: StoryText, locales: tuple[Locale, ...], programmes: Mapping[str, Record], hidden: re.Pattern[str] | None
) -> list[FoundFigure]:
    """Return the figures in the paragraphs and items of a part, except words below ten and those in quotations."""
    found: list[FoundFigure] = []
    for index, piece in enumerate(part.body):
        if piece.form in {"paragraph", "item"}:
            found.extend(_of_piece(piece, index, part.locale, locales, programmes, hidden))
    return found


def _of_piece(
    piece: Piece,
    index: int,
    locale: Locale,
    locales: tuple[Locale, ...],
    programmes: Mapping[str, Record],
    hidden: re.Pattern[str] | None,
) -> list[FoundFigure]:
    words, known = piece.words, vocabulary(locale)
    counted = [one for one in numerals(words, locale) if _is_figure(one)]
    apart = quoted(words) if counted else []
    counted = [one for one in counted if not any(start <= one.start < end for start, end in apart)]
    found: list[FoundFigure] = []
    around: tuple[str, ...] = ()
    plain = masked(words, hidden)
    for start, end in sentences(words):
        inside = [one for one in counted if start <= one.start < end]
        named = tuple(dict.fromkeys(code for _, _, code in countries_at(plain[start:end], locales)))
        statuses = _statuses(words, (start, end), inside, known)
        unit = ""
        for number, one in enumerate(inside):
            following = inside[number + 1].start if number + 1 < len(inside) else None
            stop = end if following is None else _clause_end(words, one.end, following, end, known)
            counts, unit_end = _unit(words, one, min(stop, following or end), known)
            clause = words[one.start : stop]
            programme = [*entries([(clause, piece.at)], programmes).found]
            found.append(
                FoundFigure(
                    value=one.value,
                    unit=counts or unit,
                    what=_what(words[unit_end:stop], words[start:end]),
                    sentence=words[start:end].strip(" ;"),
                    status=statuses[number],
                    when=only_time(clause, locale)
                    or (only_time(words[start:end], locale) if len(inside) == 1 else None),
                    countries=named or around,
                    is_stated=bool(named),
                    programme=programme[0] if len(programme) == 1 else None,
                    at=piece.at,
                    piece=index,
                    start=one.start,
                    end=unit_end,
                    unit_from_before=not counts and bool(unit),
                )
            )
            unit = counts or unit
        around = named or around
    return found


def _is_figure(one: Numeral) -> bool:
    if one.kind != "figure" or one.value <= 0:
        return False
    return one.value >= 10 or one.is_percent or bool(one.value % 1) or (not one.in_words and one.value > 1)


def _clause_end(words: str, start: int, stop: int, end: int, known: DocumentVocabulary | None) -> int:
    """Return where the clause of a figure ends: at the last break before the next figure, which stands at ``stop``,
    else at the sentence's ``end``."""
    breaks = [found.start() for found in known.breaks.finditer(folded(words), start, stop)] if known else []
    if breaks:
        return breaks[-1]
    joined = _BETWEEN.search(words, start, stop)
    return joined.start() if joined else end


def _unit(words: str, one: Numeral, stop: int, known: DocumentVocabulary | None) -> tuple[str, int]:
    """Return the unit behind a number, and where it ends: "90 young people"."""
    if one.is_percent:
        sign = _PERCENT.match(words, one.end)
        return "%", sign.end() if sign else one.end
    if known is None:
        return "", one.end
    taken: list[str] = []
    position = start = one.end
    while len(taken) < _MOST_WORDS and (found := _WORD.match(words, position)) and found.end() <= stop:
        word = folded(found[1])
        if not taken and word in _BEFORE:
            position = start = found.end()
            continue
        joins = word in _AND and len(taken) == 1 and _is_noun(_WORD.match(words, found.end()), known)
        if not joins and (word in _AND or not _is_noun(found, known)):
            break
        taken.append(found[1])
        position = found.end()
        if word in known.heads:
            break
    while taken and folded(taken[-1]) in _AND:
        position -= len(taken.pop()) + 1
    unit = " ".join(words[start:position].split())
    return unit, position if unit else one.end


def _is_noun(found: re.Match[str] | None, known: DocumentVocabulary) -> bool:
    """Whether a word may belong to the noun behind a number: it is there, and not a verb or the like."""
    word = folded(found[1]) if found else ""
    return bool(word) and word not in known.stop and not known.ends.search(word)


def _what(behind: str, sentence: str) -> str:
    """Return what completes "90 people": the words behind them, else the whole sentence."""
    words = behind.strip(" .,;:–—")
    is_enough = len(words.split()) > 1 and not _ONLY_WHEN.match(words)
    return words if is_enough else sentence.strip(" ;")


def _statuses(
    words: str, sentence: tuple[int, int], inside: Sequence[Numeral], known: DocumentVocabulary | None
) -> list[Status]:
    """Return the status of each figure of a sentence, as far as it is clear.

    A figure's own clause decides, from the break before it to the break behind it.
    """
    if known is None:
        return ["unclear"] * len(inside)
    said, found = folded(words), list[Status]()
    for number, one in enumerate(inside):
        first = inside[number - 1].end if number else sentence[0]
        last = inside[number + 1].start if number + 1 < len(inside) else sentence[1]
        breaks = list(known.breaks.finditer(said, first, one.start))
        start = breaks[-1].end() if breaks else first
        ahead = known.breaks.search(said, one.end, last)
        end = ahead.start() if ahead else last
        found.append(_status(said[start:end], known))
    return found


def _status(clause: str, known: DocumentVocabulary) -> Status:
    planned, done = bool(known.planned.search(clause)), bool(known.done.search(clause))
    if planned == done or known.open.search(clause):
        return "unclear"
    return "planned" if planned else "achieved"
