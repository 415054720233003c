"""The YAML parser's complaints in plain words: each is traced to what the writer did, and shown where it was done."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from yaml import MarkedYAMLError

from site_builder.problems import Problem
from site_builder.reading import yaml_causes as causes
from site_builder.reading import yaml_signs as signs
from site_builder.reading.clues import Clue
from site_builder.reading.corrections import hash_kept, uncommented
from site_builder.reading.source import CONTROL, Source
from site_builder.reading.yaml_traps import lost_behind_hash

_TAB_INDENT = re.compile(r"[ ]*(?:-[ ]*)*\t+\s*\S")
_ODD = re.compile("[\u00a0\u2000-\u200a\u202f\u3000]")
# In the indentation, or between a field's colon and its value.
_MISLEADING = re.compile(rf" *{_ODD.pattern}+(?=\S)| *(?:- +)*[\w-]+:(?={_ODD.pattern})")

# libyaml 0.2, scanner.c and parser.c.
_CAUSES: Mapping[str, Callable[[Clue], Problem]] = MappingProxyType(
    {
        "mapping values are not allowed in this context": causes.colon,
        "could not find expected ':'": causes.no_colon,
        "did not find expected key": causes.key,
        "did not find expected '-' indicator": causes.item,
        "did not find expected ',' or ']'": signs.in_brackets,
        "did not find expected ',' or '}'": signs.in_brackets,
        "did not find expected node content": signs.content,
        "found character that cannot start any token": signs.character,
        "did not find expected alphabetic or numeric character": signs.sign,
        "did not find expected comment or line break": signs.sign,
        "found an indentation indicator equal to 0": signs.sign,
        "mapping keys are not allowed in this context": signs.character,
        "block sequence entries are not allowed in this context": signs.dash,
        "found unexpected end of stream": signs.quote_unclosed,
        "found unexpected document indicator": signs.quote_unclosed,
        "found unknown escape character": signs.escape,
        "did not find expected hexdecimal number": signs.escape,
        "found invalid Unicode character escape code": signs.escape,
        "did not find expected <document start>": causes.document,
        "found unknown directive name": causes.directive,
        "could not find expected directive name": causes.directive,
        "found unexpected non-alphabetical character": causes.directive,
        "found incompatible YAML document": causes.directive,
        "found duplicate %YAML directive": causes.directive,
        "found duplicate %TAG directive": causes.directive,
        "found undefined tag handle": signs.tag,
    }
)
_CONTEXTS: Mapping[str, Callable[[Clue], Problem]] = MappingProxyType(
    {
        "while scanning a tag": signs.tag,
        "while parsing a tag": signs.tag,
        "while scanning a directive": causes.directive,
        "while scanning a %YAML directive": causes.directive,
        "while scanning a %TAG directive": causes.directive,
        "while scanning a block scalar": signs.sign,
    }
)


def explained(source: Source, error: Exception, last: Any, path: Sequence[str | int]) -> Problem:
    """The one problem for which the parser gave up on a file.

    ``last`` is the last event before, ``path`` where in the record that was.
    """
    if not isinstance(error, MarkedYAMLError):
        return _unreadable(source)
    stop, begin = error.problem_mark, error.context_mark
    index = min(stop.index if stop else 0, len(source.text))
    start = min(begin.index, len(source.text)) if begin else index
    complaint = str(error.problem)
    clue = Clue(source, complaint, index, start, last, path)
    if complaint.startswith("found a tab character"):
        return _tab(clue, index, in_text=complaint.endswith("is expected"))
    for suspect in (start, index):
        if _TAB_INDENT.match(source.line_at(suspect)):
            return _tab(clue, suspect)
    if (odd := _odd_space(clue)) is not None:
        return odd
    swallowed = next(lost_behind_hash(source), None)
    if swallowed is not None and swallowed <= index:
        return source.problem("yaml-lost-behind-hash", swallowed, corrected=hash_kept(source, swallowed, path))
    cause = _CAUSES.get(complaint) or _CONTEXTS.get(str(error.context), causes.general)
    return cause(clue)


def _unreadable(source: Source) -> Problem:
    """A character that YAML forbids; whatever else the parser may have stumbled over stands at the beginning."""
    if found := CONTROL.search(source.text):
        return source.problem("text-control-character", found.start(), code=f"U+{ord(found[0]):04X}")
    return source.problem("yaml-broken", 0)


def _tab(clue: Clue, index: int, *, in_text: bool = False) -> Problem:
    line = clue.source.line_at(index)
    words = line.lstrip(" \t-")
    lead = line[: len(line) - len(words)]
    at = clue.source.line_start(index) + max(lead.find("\t"), 0)
    if in_text:
        return clue.say("yaml-tab-indent", at, clue.indented_as_text(index))
    if clue.begins_field() and "-" not in lead and clue.line == line:
        return clue.say("yaml-tab-indent", at, clue.lined_up())
    return clue.say("yaml-tab-indent", at, lead.replace("\t", "  ") + uncommented(words))


def _odd_space(clue: Clue) -> Problem | None:
    """A space from a web page or from Word that looks like one and is none to YAML."""
    for index in (clue.start, clue.index, clue.start_of_line_before(clue.index)):
        line = clue.source.line_at(index)
        if found := _MISLEADING.match(line):
            odd = _ODD.search(line)
            at = clue.source.line_start(index) + (odd.start() if odd else found.end())
            return clue.say("yaml-odd-space", at, _ODD.sub(" ", uncommented(line)))
    return None
