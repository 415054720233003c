"""Explains why a file is no YAML: each of the parser's complaints is traced to what the writer did, and where."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from yaml import MarkedYAMLError, YAMLError

from site_builder.problems import Problem
from site_builder.reading.corrections import (
    add_dash,
    add_first_dash,
    hash_kept,
    is_below_item,
    joined,
    parts,
    quote_braces,
    quoted,
    shortened,
    space_dash,
    space_field_dash,
    uncommented,
)
from site_builder.reading.parse_context import BEGINS_ITEM, ParseContext
from site_builder.reading.source import CONTROL, SourceText
from site_builder.reading.yaml_nodes import end_of, events_of, lost_behind_hash, start_of
from site_builder.records.field_names import holds_list, is_field_or_locale

_TAB_INDENT = re.compile(r"[ ]*(?:-[ ]*)*\t+\s*\S")
_ODD = re.compile("[\u00a0\u2000-\u200a\u202f\u3000]")
# In the indentation, or between a field's colon and its value.
_MISLEADING = re.compile(rf" *{_ODD.pattern}+(?=\S)| *(?:- +)*[\w-]+:(?={_ODD.pattern})")
_WORD_THEN_COLON = re.compile(r"\s*(?:- +)*[\w-]+:(?=[^\s/])")
_BARE_WORD = re.compile(r"\s*(?:- +)*(?P<word>[\w-]+)\s*")
_FIRST_WORD = re.compile(r"\s*(?:- +)*(?P<word>[\w-]+)\s+(?P<rest>\S.*)")
_APOSTROPHE = re.compile(r"'(?:tis|twas|til|em|cause|round|\d)\b", re.IGNORECASE)
_CLOSING = {"[": "]", "{": "}"}
_HALF_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]")


def explain(source: SourceText, path: Sequence[str | int] = ()) -> Problem:
    """Return the one problem for which the parser gives up on a file. ``path``: where in the record that is."""
    last = None
    try:
        next_event = events_of(source.text)
        while (event := next_event()) is not None:
            last = event
    except MarkedYAMLError as error:
        return _explained(source, error, last, path)
    except (YAMLError, ValueError):
        pass
    return _unreadable(source)


def _explained(source: SourceText, error: MarkedYAMLError, last: Any, path: Sequence[str | int]) -> Problem:
    stop, begin = error.problem_mark, error.context_mark
    index = min(stop.index if stop else 0, len(source.text))
    start = min(begin.index, len(source.text)) if begin else index
    complaint = str(error.problem)
    ctx = ParseContext(source, index, start, last, path)
    if complaint.startswith("found a tab character"):
        return _tab(ctx, index, in_text=complaint.endswith("is expected"))
    for suspect in (start, index):
        if _TAB_INDENT.match(source.line_at(suspect)):
            return _tab(ctx, suspect)
    if (odd := _odd_space(ctx)) is not None:
        return odd
    swallowed = next(lost_behind_hash(source), None)
    if swallowed is not None and swallowed <= index:
        return source.problem("yaml-lost-behind-hash", swallowed, corrected=hash_kept(source, swallowed, path))
    cause = _CAUSES.get(complaint) or _CONTEXTS.get(str(error.context))
    return cause(ctx) if cause else ctx.problem("yaml-broken", ctx.index)


def _unreadable(source: SourceText) -> Problem:
    """Point at a character that YAML forbids; whatever else made the parser fail is placed at the beginning."""
    if found := CONTROL.search(source.text):
        return source.problem("text-control-character", found.start(), code=f"U+{ord(found[0]):04X}")
    return source.problem("yaml-broken", 0)


def _tab(ctx: ParseContext, index: int, *, in_text: bool = False) -> Problem:
    line = ctx.source.line_at(index)
    words = line.lstrip(" \t-")
    lead = line[: len(line) - len(words)]
    at = ctx.source.line_start(index) + max(lead.find("\t"), 0)
    if in_text:
        return ctx.problem("yaml-tab-indent", at, ctx.indented_as_text(index))
    if ctx.begins_field() and "-" not in lead and ctx.line == line:
        return ctx.problem("yaml-tab-indent", at, ctx.lined_up())
    return ctx.problem("yaml-tab-indent", at, lead.replace("\t", "  ") + uncommented(words))


def _odd_space(ctx: ParseContext) -> Problem | None:
    """Find a space from a web page or from Word that looks like one and is none to YAML."""
    for index in (ctx.start, ctx.index, ctx.above(ctx.index)[0]):
        line = ctx.source.line_at(index)
        if found := _MISLEADING.match(line):
            odd = _ODD.search(line)
            at = ctx.source.line_start(index) + (odd.start() if odd else found.end())
            return ctx.problem("yaml-odd-space", at, _ODD.sub(" ", uncommented(line)))
    return None


def _colon(ctx: ParseContext) -> Problem:
    """Explain ``mapping values are not allowed``: a colon in a text, or a field on a line that continues the one
    above."""
    before_colon = ctx.source.text[ctx.source.line_start(ctx.index) : ctx.index]
    if not _BARE_WORD.fullmatch(before_colon):
        if ctx.behind_quotes():
            return ctx.in_quotes("yaml-text-after-quote", start_of(ctx.last))
        return ctx.in_quotes("yaml-unquoted-colon", ctx.index)
    start_above, above = ctx.above(ctx.index)
    if _WORD_THEN_COLON.match(above):
        return _missing_space(ctx, start_above)
    if spaced := space_field_dash(above):
        return ctx.problem("yaml-dash-without-space", start_above, spaced)
    if (first := add_first_dash(ctx.source, start_above)) and ctx.source.line_at(first[0]) == above:
        return ctx.problem("yaml-dash-missing", *first)
    if parts(above)[1]:
        return ctx.problem("yaml-indent", ctx.content(ctx.index), ctx.lined_up())
    return _not_a_field(ctx, start_above)


def _missing_space(ctx: ParseContext, index: int) -> Problem:
    """Explain ``title:Ninety``: without a space the colon is a letter like any other."""
    line = uncommented(ctx.source.line_at(index))
    match = _WORD_THEN_COLON.match(line)
    end = match.end() if match else len(line)
    corrected = f"{line[:end]} {line[end:].lstrip()}".strip()
    return ctx.problem("yaml-colon-without-space", ctx.source.line_start(index) + end, corrected)


def _no_colon(ctx: ParseContext) -> Problem:
    """Explain ``could not find expected ':'``: a line among fields that is no field."""
    index = ctx.content(ctx.start)
    if _WORD_THEN_COLON.match(ctx.source.line_at(index)):
        return _missing_space(ctx, index)
    if is_below_item(ctx.source, index) and (found := _without_dash(ctx, index)):
        return found
    return _not_a_field(ctx, index)


def _without_dash(ctx: ParseContext, index: int) -> Problem | None:
    """Explain the line of ``index``, in a list, whose dash is missing or lacks its space; None where neither is so."""
    if spaced := space_dash(ctx.source.line_at(index)):
        return ctx.problem("yaml-dash-without-space", index, spaced)
    dashed = add_dash(ctx.source, index)
    return ctx.problem("yaml-dash-missing", index, dashed) if dashed else None


def _not_a_field(ctx: ParseContext, index: int) -> Problem:
    """Explain a line that stands where fields stand: its colon is missing, or it is text without indentation."""
    match = _FIRST_WORD.fullmatch(uncommented(ctx.source.line_at(index)))
    if match and is_field_or_locale(match["word"]) and match["word"] not in ("in", "no", "es", "on", "by", "to"):
        return ctx.problem("yaml-colon-missing", index, f"{match['word']}: {match['rest']}")
    return ctx.problem("yaml-unindented-text", index, ctx.indented_as_text(index))


def _key(ctx: ParseContext) -> Problem:
    """Explain ``did not find expected key``: more text behind a value, or a line that is not lined up."""
    if ctx.behind_quotes():
        start = start_of(ctx.last)
        if "\n" not in ctx.source.text[start : end_of(ctx.last)]:
            return ctx.in_quotes("yaml-text-after-quote", start)
        return _quote_misplaced(ctx, start)
    if ctx.source.text[ctx.index : ctx.index + 1] in ("]", "}"):
        return _bracket_stray(ctx)
    if ctx.behind_brackets():
        opening = re.search(r"[\[{]", ctx.line)
        start = ctx.source.line_start(ctx.index) + (opening.start() if opening else 0)
        return ctx.in_quotes("yaml-text-after-bracket", start)
    if (index := _comment_between(ctx)) is not None:
        # What stands behind the sign may be an honest comment, which is private.
        lead, name, value = parts(ctx.source.line_at(index))
        kept = joined(lead.lstrip(), name, quoted(shortened(value) + " # …"))
        return ctx.problem("yaml-lost-behind-hash", index, kept)
    if ctx.begins_item():
        return _stray_item(ctx)
    if ctx.begins_field():
        return ctx.problem("yaml-indent", ctx.content(ctx.index), ctx.lined_up())
    if ctx.source.text.startswith(":", ctx.index):
        return ctx.problem("yaml-key-unusual", ctx.index)
    return ctx.problem("yaml-unindented-text", ctx.content(ctx.index), ctx.indented_as_text(ctx.index))


def _stray_item(ctx: ParseContext) -> Problem:
    """Explain an item among fields: it is not lined up with its list, or the list's first item has no dash."""
    for above in ctx.source.lines_before(ctx.index):
        if BEGINS_ITEM.match(above):
            return ctx.problem("yaml-indent", ctx.content(ctx.index), ctx.lined_up(with_item=True))
        if above[:1].strip():
            break
    if first := add_first_dash(ctx.source, ctx.index):
        return ctx.problem("yaml-dash-missing", *first)
    return ctx.problem("yaml-list-unexpected", ctx.content(ctx.index))


def _comment_between(ctx: ParseContext) -> int | None:
    """Find a comment that cuts a text in two: the parser's last value ended before it and goes on behind it."""
    end = end_of(ctx.last) if ctx.last is not None else ctx.index
    between = ctx.source.text[end : ctx.index]
    is_plain = not getattr(ctx.last, "style", None)
    if is_plain and "#" in between.split("\n")[0] and not ctx.begins_field() and not ctx.begins_item():
        return end + between.index("#")
    return None


def _item(ctx: ParseContext) -> Problem:
    """Explain ``did not find expected '-'``: a line in a list that begins no item and belongs to none."""
    if found := _without_dash(ctx, ctx.content(ctx.index)):
        return found
    if ctx.begins_item() or ctx.begins_field():
        return ctx.problem("yaml-indent", ctx.content(ctx.index), ctx.lined_up(with_item=ctx.begins_item()))
    return _key(ctx)


def _document(ctx: ParseContext) -> Problem:
    """Explain text behind the end of the document."""
    if "\n..." in ctx.source.text[: ctx.index]:
        return ctx.problem("yaml-several-documents", ctx.content(ctx.index))
    return ctx.problem("yaml-broken", ctx.index)


def _in_brackets(ctx: ParseContext) -> Problem:
    """Explain ``did not find expected ',' or ']'``: what stands in brackets is not closed, or holds bare
    punctuation."""
    text = ctx.source.text
    opening = text[ctx.start : ctx.start + 1]
    at = text[ctx.index : ctx.index + 1]
    line = uncommented(ctx.source.line_at(ctx.start))
    if "\n" not in text[ctx.start : ctx.index]:
        if at == ":":
            repaired = quote_braces(line) or ctx.with_value(ctx.index, '"…"')
            return ctx.problem("yaml-unquoted-colon", ctx.index, repaired)
        if at and at in "]}":
            closed = text[ctx.source.line_start(ctx.start) : ctx.index] + _CLOSING.get(opening, "]")
            return ctx.problem("yaml-bracket-unclosed", ctx.start, closed.strip(), character=opening)
        if ctx.behind_quotes():
            start = start_of(ctx.last)
            shape = f"{opening}'…'{_CLOSING.get(opening, ']')}"
            return ctx.problem("yaml-text-after-quote", start, ctx.with_value(start, shape))
    lead, name, value = parts(line)
    closed = joined(lead.lstrip(), name, value.rstrip(",") + _CLOSING.get(opening, "]"))
    return ctx.problem("yaml-bracket-unclosed", ctx.start, closed, character=opening)


def _content(ctx: ParseContext) -> Problem:
    """Explain ``did not find expected node content``: a value that begins with punctuation, or brackets that never
    end."""
    at = ctx.source.text[ctx.index : ctx.index + 1]
    if at and at in "]}":
        return _bracket_stray(ctx)
    if not ctx.source.text[ctx.index :].strip():
        start = start_of(ctx.last) if ctx.last is not None else 0
        opening = ctx.source.text[start : start + 1]
        opening = opening if opening in _CLOSING else "["
        lead, name, value = parts(ctx.source.line_at(start))
        closed = joined(lead.lstrip(), name, value + _CLOSING[opening])
        return ctx.problem("yaml-bracket-unclosed", start, closed, character=opening)
    return _punctuation(ctx, ctx.index)


def _bracket_stray(ctx: ParseContext) -> Problem:
    """Explain a closing bracket that closes nothing."""
    corrected = (ctx.line[: ctx.index - ctx.source.line_start(ctx.index)]).strip()
    return ctx.problem("yaml-bracket-stray", ctx.index, corrected, character=ctx.source.text[ctx.index])


def _punctuation(ctx: ParseContext, index: int) -> Problem:
    """Explain a value that begins with a sign; where that begins a line, it is text without indentation."""
    if index == ctx.content(index) and not ctx.begins_item():
        return ctx.problem("yaml-unindented-text", index, ctx.indented_as_text(index))
    return ctx.in_quotes("yaml-character-first", index, character=ctx.source.text[index : index + 1])


def _stray_dash(ctx: ParseContext) -> Problem:
    """Explain ``block sequence entries are not allowed``: a list behind a colon, or a text that begins with a dash."""
    if ctx.index == ctx.content(ctx.index):
        return ctx.problem("yaml-list-unexpected", ctx.index)
    lead, name, value = parts(ctx.line)
    if holds_list(name):
        return ctx.problem("yaml-list-behind-colon", ctx.index, joined(lead.lstrip(), name, f"[{value.lstrip('- ')}]"))
    return ctx.in_quotes("yaml-character-first", ctx.index, character="-")


def _quote_misplaced(ctx: ParseContext, start: int) -> Problem:
    """Explain a quotation mark whose other half is missing, or stands lines below; perhaps it is an apostrophe."""
    _, _, value = parts(ctx.source.line_at(start))
    if value.startswith('"') or not _APOSTROPHE.match(value):
        value = value[1:]
    return ctx.problem("yaml-quote-unclosed", start, ctx.with_value(start, quoted(shortened(value))))


def _escape(ctx: ParseContext) -> Problem:
    """Explain a backslash between double quotation marks that stands for nothing, or for half a character."""
    at = max(ctx.source.text.rfind("\\", ctx.start, ctx.index + 1), ctx.start)
    if _HALF_CHARACTER.match(ctx.source.text, at):
        return ctx.problem("text-half-character", at)
    _, _, value = parts(ctx.source.line_at(ctx.start))
    single = "'" + shortened(value.strip('"')).replace("'", "''") + "'"
    return ctx.problem("yaml-escape", at, ctx.with_value(ctx.start, single))


def _directive(ctx: ParseContext) -> Problem:
    """Explain a line that begins with ``%``."""
    return ctx.problem("yaml-percent-line", ctx.content(ctx.index))


def _sign(ctx: ParseContext) -> Problem:
    """Explain a value that begins with a sign that YAML keeps for itself: ``*``, ``&``, ``!``, ``|``, ``>``, ``?``."""
    return _punctuation(ctx, ctx.start)


_Cause: TypeAlias = Callable[[ParseContext], Problem]
# libyaml 0.2, scanner.c and parser.c.
_CAUSES: Mapping[str, _Cause] = {
    "mapping values are not allowed in this context": _colon,
    "could not find expected ':'": _no_colon,
    "did not find expected key": _key,
    "did not find expected '-' indicator": _item,
    "did not find expected ',' or ']'": _in_brackets,
    "did not find expected ',' or '}'": _in_brackets,
    "did not find expected node content": _content,
    "found character that cannot start any token": lambda ctx: _punctuation(ctx, ctx.index),
    "mapping keys are not allowed in this context": lambda ctx: _punctuation(ctx, ctx.index),
    "did not find expected alphabetic or numeric character": _sign,
    "did not find expected comment or line break": _sign,
    "found an indentation indicator equal to 0": _sign,
    "block sequence entries are not allowed in this context": _stray_dash,
    "found unexpected end of stream": lambda ctx: _quote_misplaced(ctx, ctx.start),
    "found unexpected document indicator": lambda ctx: _quote_misplaced(ctx, ctx.start),
    "found unknown escape character": _escape,
    "did not find expected hexdecimal number": _escape,
    "found invalid Unicode character escape code": _escape,
    "did not find expected <document start>": _document,
    "found unknown directive name": _directive,
    "could not find expected directive name": _directive,
    "found unexpected non-alphabetical character": _directive,
    "found incompatible YAML document": _directive,
    "found duplicate %YAML directive": _directive,
    "found duplicate %TAG directive": _directive,
    "found undefined tag handle": lambda ctx: ctx.in_quotes("yaml-tag", ctx.start),
}
_CONTEXTS: Mapping[str, _Cause] = {
    "while scanning a tag": lambda ctx: ctx.in_quotes("yaml-tag", ctx.start),
    "while parsing a tag": lambda ctx: ctx.in_quotes("yaml-tag", ctx.start),
    "while scanning a directive": _directive,
    "while scanning a %YAML directive": _directive,
    "while scanning a %TAG directive": _directive,
    "while scanning a block scalar": _sign,
}
