"""Which words stand between quotation marks."""

from __future__ import annotations

import re

_MARK = re.compile('[“„«"‘]')
# German closes „ with the mark that English opens with.
_CLOSERS = {
    opener: re.compile(closer)
    for opener, closer in {"“": "”", "„": "[“”]", "«": "»", '"': '"', "‘": r"’(?!\w)"}.items()
}
_ALSO_OTHERWISE = {'"', "‘"}
_RUN_ON = {"“", "«", "„"}
"""Marks that are opened anew in each paragraph of a long quotation, and closed only in its last."""


def quoted(words: str) -> list[tuple[int, int]]:
    """The spans between quotation marks in one block of text, marks included, outermost ones only."""
    spans: list[tuple[int, int]] = []
    never_closed: set[str] = set()
    position = 0
    while opener := _MARK.search(words, position):
        start, mark = opener.start(), opener[0]
        position = start + 1
        # An apostrophe or an inch mark opens nothing: a quotation mark does not follow a letter or a digit.
        if mark in never_closed or (mark in _ALSO_OTHERWISE and start and words[start - 1].isalnum()):
            continue
        if closer := _CLOSERS[mark].search(words, position):
            position = closer.end()
        elif mark in _RUN_ON:
            position = len(words)
        else:
            never_closed.add(mark)
            continue
        spans.append((start, position))
    return spans
