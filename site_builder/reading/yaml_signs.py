"""Quotation marks, brackets and other signs in the wrong place: one function for each of the parser's complaints."""

from __future__ import annotations

import re

from site_builder.problems import Problem
from site_builder.reading.clues import Clue
from site_builder.reading.corrections import joined, parts, quoted, shortened, uncommented
from site_builder.reading.events import start_of
from site_builder.reading.field_names import holds_list
from site_builder.reading.yaml_traps import flow_repaired

_APOSTROPHE = re.compile(r"'(?:tis|twas|til|em|cause|round|\d)\b", re.IGNORECASE)
_CLOSING = {"[": "]", "{": "}"}
_HALF_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]")


def in_brackets(clue: Clue) -> Problem:
    """``did not find expected ',' or ']'``: what stands in brackets is not closed, or holds bare punctuation."""
    text = clue.source.text
    opening = text[clue.start : clue.start + 1]
    at = text[clue.index : clue.index + 1]
    line = uncommented(clue.source.line_at(clue.start))
    if "\n" not in text[clue.start : clue.index]:
        if at == ":":
            repaired = flow_repaired(line) or clue.with_value(clue.index, '"…"')
            return clue.say("yaml-unquoted-colon", clue.index, repaired)
        if at and at in "]}":
            closed = text[clue.source.line_start(clue.start) : clue.index] + _CLOSING.get(opening, "]")
            return clue.say("yaml-bracket-unclosed", clue.start, closed.strip(), character=opening)
        if clue.behind_quotes():
            start = start_of(clue.last)
            shape = f"{opening}'…'{_CLOSING.get(opening, ']')}"
            return clue.say("yaml-text-after-quote", start, clue.with_value(start, shape))
    lead, name, value = parts(line)
    closed = joined(lead.lstrip(), name, value.rstrip(",") + _CLOSING.get(opening, "]"))
    return clue.say("yaml-bracket-unclosed", clue.start, closed, character=opening)


def content(clue: Clue) -> Problem:
    """``did not find expected node content``: a value that begins with punctuation, or brackets that never end."""
    at = clue.source.text[clue.index : clue.index + 1]
    if at and at in "]}":
        return bracket_stray(clue)
    if not clue.source.text[clue.index :].strip():
        start = start_of(clue.last) if clue.last is not None else 0
        opening = clue.source.text[start : start + 1]
        opening = opening if opening in _CLOSING else "["
        lead, name, value = parts(clue.source.line_at(start))
        closed = joined(lead.lstrip(), name, value + _CLOSING[opening])
        return clue.say("yaml-bracket-unclosed", start, closed, character=opening)
    return punctuation(clue, clue.index)


def bracket_stray(clue: Clue) -> Problem:
    """A closing bracket that closes nothing."""
    corrected = (clue.line[: clue.index - clue.source.line_start(clue.index)]).strip()
    return clue.say("yaml-bracket-stray", clue.index, corrected, character=clue.source.text[clue.index])


def character(clue: Clue) -> Problem:
    """``found character that cannot start any token``: a value that begins with ``@``, a backquote or ``%``."""
    return punctuation(clue, clue.index)


def sign(clue: Clue) -> Problem:
    """A value that begins with a sign that YAML keeps for itself: ``*``, ``&``, ``!``, ``|``, ``>``, ``?``."""
    return punctuation(clue, clue.start)


def punctuation(clue: Clue, index: int) -> Problem:
    """A value that begins with a sign; where it begins a line, it is text without indentation."""
    if clue.starts_line(index) and not clue.begins_item():
        return clue.say("yaml-unindented-text", index, clue.indented_as_text(index))
    return clue.in_quotes("yaml-character-first", index, character=clue.source.text[index : index + 1])


def dash(clue: Clue) -> Problem:
    """``block sequence entries are not allowed``: a list behind a colon, or a text that begins with a dash."""
    if clue.starts_line(clue.index):
        return clue.say("yaml-list-unexpected", clue.index)
    lead, name, value = parts(clue.line)
    if holds_list(name):
        return clue.say("yaml-list-behind-colon", clue.index, joined(lead.lstrip(), name, f"[{value.lstrip('- ')}]"))
    return clue.in_quotes("yaml-character-first", clue.index, character="-")


def quote_unclosed(clue: Clue) -> Problem:
    """A quotation mark that is opened and never closed."""
    return quote_misplaced(clue, clue.start)


def quote_misplaced(clue: Clue, start: int) -> Problem:
    """A quotation mark whose other half is missing, or stands lines below; an apostrophe may have been meant."""
    _, _, value = parts(clue.source.line_at(start))
    if value.startswith('"') or not _APOSTROPHE.match(value):
        value = value[1:]
    return clue.say("yaml-quote-unclosed", start, clue.with_value(start, quoted(shortened(value))))


def escape(clue: Clue) -> Problem:
    """A backslash between double quotation marks that stands for nothing, or for half a character."""
    if _HALF_CHARACTER.match(clue.source.text, clue.text_of_escape()):
        return clue.say("text-half-character", clue.text_of_escape())
    _, _, value = parts(clue.source.line_at(clue.start))
    single = "'" + shortened(value.strip('"')).replace("'", "''") + "'"
    return clue.say("yaml-escape", clue.text_of_escape(), clue.with_value(clue.start, single))


def tag(clue: Clue) -> Problem:
    """A value that begins with an exclamation mark."""
    return clue.in_quotes("yaml-tag", clue.start)
