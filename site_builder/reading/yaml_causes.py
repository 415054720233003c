"""What a writer did that the YAML parser complains about: one function for each of its complaints."""

from __future__ import annotations

import re

from site_builder.problems import Problem
from site_builder.reading import dashes
from site_builder.reading.clues import Clue
from site_builder.reading.corrections import joined, parts, quoted, shortened, uncommented
from site_builder.reading.events import end_of, start_of
from site_builder.reading.field_names import is_field_or_locale
from site_builder.reading.yaml_signs import bracket_stray, quote_misplaced

_WORD_THEN_COLON = re.compile(r"\s*(?:- +)*[\w-]+:(?=[^\s/])")
_BARE_WORD = re.compile(r"\s*(?:- +)*(?P<word>[\w-]+)\s*")
_FIRST_WORD = re.compile(r"\s*(?:- +)*(?P<word>[\w-]+)\s+(?P<rest>\S.*)")


def colon(clue: Clue) -> Problem:
    """``mapping values are not allowed``: a colon in a text, or a field on a line that continues the one above."""
    before_colon = clue.source.text[clue.source.line_start(clue.index) : clue.index]
    if not _BARE_WORD.fullmatch(before_colon):
        if clue.behind_quotes():
            return clue.in_quotes("yaml-text-after-quote", start_of(clue.last))
        return clue.in_quotes("yaml-unquoted-colon", clue.index)
    above = clue.before(clue.index)
    start_above = clue.start_of_line_before(clue.index)
    if _WORD_THEN_COLON.match(above):
        return missing_space(clue, start_above)
    if spaced := dashes.field_with_space(above):
        return clue.say("yaml-dash-without-space", start_above, spaced)
    if (first := dashes.first_item(clue.source, start_above)) and clue.source.line_at(first[0]) == above:
        return clue.say("yaml-dash-missing", *first)
    if parts(above)[1]:
        return clue.say("yaml-indent", clue.content(clue.index), clue.lined_up())
    return not_a_field(clue, start_above)


def missing_space(clue: Clue, index: int) -> Problem:
    """``title:Ninety``: without a space the colon is a letter like any other."""
    line = uncommented(clue.source.line_at(index))
    match = _WORD_THEN_COLON.match(line)
    end = match.end() if match else len(line)
    corrected = f"{line[:end]} {line[end:].lstrip()}".strip()
    return clue.say("yaml-colon-without-space", clue.source.line_start(index) + end, corrected)


def no_colon(clue: Clue) -> Problem:
    """``could not find expected ':'``: a line among fields that is no field."""
    index = clue.content(clue.start)
    if _WORD_THEN_COLON.match(clue.source.line_at(index)):
        return missing_space(clue, index)
    if dashes.is_below_item(clue.source, index) and (found := _dash(clue, index)):
        return found
    return not_a_field(clue, index)


def _dash(clue: Clue, index: int) -> Problem | None:
    """The problem of the line of ``index``, in a list, whose dash is missing or lacks its space."""
    if spaced := dashes.with_space(clue.source.line_at(index)):
        return clue.say("yaml-dash-without-space", index, spaced)
    dashed = dashes.next_item(clue.source, index)
    return clue.say("yaml-dash-missing", index, dashed) if dashed else None


def not_a_field(clue: Clue, index: int) -> Problem:
    """A line that stands where fields stand: its colon is missing, or it is text without indentation."""
    match = _FIRST_WORD.fullmatch(uncommented(clue.source.line_at(index)))
    if match and is_field_or_locale(match["word"]) and match["word"] not in ("in", "no", "es", "on", "by", "to"):
        return clue.say("yaml-colon-missing", index, f"{match['word']}: {match['rest']}")
    return clue.say("yaml-unindented-text", index, clue.indented_as_text(index))


def key(clue: Clue) -> Problem:
    """``did not find expected key``: more text behind a value, or a line that is not lined up."""
    if clue.behind_quotes():
        start = start_of(clue.last)
        if "\n" not in clue.source.text[start : end_of(clue.last)]:
            return clue.in_quotes("yaml-text-after-quote", start)
        return quote_misplaced(clue, start)
    if clue.source.text[clue.index : clue.index + 1] in ("]", "}"):
        return bracket_stray(clue)
    if clue.behind_brackets():
        opening = re.search(r"[\[{]", clue.line)
        start = clue.source.line_start(clue.index) + (opening.start() if opening else 0)
        return clue.in_quotes("yaml-text-after-bracket", start)
    if (index := _comment_between(clue)) is not None:
        # What stands behind the sign may be an honest comment, which is private.
        lead, name, value = parts(clue.source.line_at(index))
        kept = joined(lead.lstrip(), name, quoted(shortened(value) + " # …"))
        return clue.say("yaml-lost-behind-hash", index, kept)
    if clue.begins_item():
        return _stray_item(clue)
    if clue.begins_field():
        return clue.say("yaml-indent", clue.content(clue.index), clue.lined_up())
    if clue.source.text.startswith(":", clue.index):
        return clue.say("yaml-key-unusual", clue.index)
    return clue.say("yaml-unindented-text", clue.content(clue.index), clue.indented_as_text(clue.index))


def _stray_item(clue: Clue) -> Problem:
    """An item among fields: it is not lined up with its list, or the list's first item has no dash."""
    if clue.item_above():
        return clue.say("yaml-indent", clue.content(clue.index), clue.lined_up(with_item=True))
    if first := dashes.first_item(clue.source, clue.index):
        return clue.say("yaml-dash-missing", *first)
    return clue.say("yaml-list-unexpected", clue.content(clue.index))


def _comment_between(clue: Clue) -> int | None:
    """A comment that cuts a text in two: the parser's last value ended before it and goes on behind it."""
    end = end_of(clue.last) if clue.last is not None else clue.index
    between = clue.source.text[end : clue.index]
    is_plain = not getattr(clue.last, "style", None)
    if is_plain and "#" in between.split("\n")[0] and not clue.begins_field() and not clue.begins_item():
        return end + between.index("#")
    return None


def item(clue: Clue) -> Problem:
    """``did not find expected '-'``: a line in a list that begins no item and belongs to none."""
    if found := _dash(clue, clue.content(clue.index)):
        return found
    if clue.begins_item() or clue.begins_field():
        return clue.say("yaml-indent", clue.content(clue.index), clue.lined_up(with_item=clue.begins_item()))
    return key(clue)


def document(clue: Clue) -> Problem:
    """Text behind the end of the document."""
    if "\n..." in clue.source.text[: clue.index]:
        return clue.say("yaml-several-documents", clue.content(clue.index))
    return general(clue)


def directive(clue: Clue) -> Problem:
    """A line that begins with ``%``."""
    return clue.say("yaml-percent-line", clue.content(clue.index))


def general(clue: Clue) -> Problem:
    """The last resort."""
    return clue.say("yaml-broken", clue.index)
