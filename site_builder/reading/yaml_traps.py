"""Words that YAML swallows without a word: behind a number sign, and behind a comma in braces."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from yaml import ScalarEvent, YAMLError

from site_builder.reading.corrections import quoted
from site_builder.reading.events import end_of, events_of, start_of
from site_builder.reading.privacy import is_note
from site_builder.reading.source import Source

_BEFORE_COMMENT = " \t[]{},\"'"
# More space than anybody puts before a comment.
_WIDEST_GAP = 500
_QUOTES = ('"', "'")
_PART = re.compile(r"""(?:"(?:\\.|[^"\\])*"|'(?:''|[^'])*'|[^,"'\[\]{}]|(?<=\w)['"])+""")
_PAIR = re.compile(r"\s*(?P<key>[\w-]+)\s*:(?:\s+(?P<value>.*)|\s*)", re.DOTALL)
_WITHIN = re.compile(r"(?P<before>[^{]*)\{(?P<inside>[^{}]*)\}?(?P<after>\s*)")


def lost_behind_hash(source: Source) -> Iterator[int]:
    """Where ``#word`` follows a value on its line and so is read as a comment: ``title: Group #4 wins``.

    A comment that people mean has a space behind the number sign, or a line to itself; those are left alone, and so is
    what stands in private notes. Words that are lost begin with a letter or a digit.
    """
    suspects = list(_suspects(source.text))
    if suspects:
        yield from (index for index in _after_values(source.text, suspects) if not is_note(source, index))


def _suspects(text: str) -> Iterator[int]:
    at = text.find("#")
    while at >= 0:
        end = at + 1
        while text.startswith("#", end):
            end += 1
        is_comment = at > 0 and text[at - 1] in _BEFORE_COMMENT
        if is_comment and text[end : end + 1].isalnum() and _follows_something(text, at):
            yield at
        at = text.find("#", end)


def _follows_something(text: str, at: int) -> bool:
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    return not text[start:at].isspace()


def _after_values(text: str, suspects: list[int]) -> Iterator[int]:
    """Those of ``suspects`` before which a plain value ends, or an empty one stands, as far as the text parses."""
    waiting = deque(suspects)
    last_end, plain = 0, True
    try:
        next_event = events_of(text)
        while waiting and (event := next_event()) is not None:
            start, end = start_of(event), end_of(event)
            while waiting and waiting[0] < start:
                suspect = waiting.popleft()
                if plain and _only_space(text, last_end, suspect):
                    yield suspect
            # Inside of quotation marks and of blocks a number sign is a letter like any other.
            while waiting and waiting[0] < end:
                waiting.popleft()
            if end > start or isinstance(event, ScalarEvent):
                last_end, plain = end, not isinstance(event, ScalarEvent) or not event.style
    except (YAMLError, ValueError):
        pass
    yield from (suspect for suspect in waiting if plain and _only_space(text, last_end, suspect))


def _only_space(text: str, start: int, end: int) -> bool:
    return end - start < _WIDEST_GAP and not text[start:end].strip(" \t[{,")


def flow_repaired(line: str) -> str | None:
    """A line with ``{en: a, b}`` in which every text stands in quotation marks; None where that cannot be told."""
    match = _WITHIN.fullmatch(line)
    if match is None:
        return None
    pairs: list[list[str]] = []
    for part in _PART.findall(match["inside"]):
        pair = _PAIR.fullmatch(part)
        if pair and pair["key"]:
            pairs.append([pair["key"], (pair["value"] or "").strip()])
        elif pairs:
            pairs[-1][1] += "," + part.rstrip()
        else:
            return None
    inside = ", ".join(f"{key}: {value if value.startswith(_QUOTES) else quoted(value)}" for key, value in pairs)
    return f"{match['before'].lstrip()}{{{inside}}}"
