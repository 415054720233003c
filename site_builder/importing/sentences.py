"""Sentences of a paragraph, with their places in it."""

from __future__ import annotations

import re

_END = re.compile(r"(?:[.!?…]+[\"”»’)]*|;)\s+")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Dra|Sr|Sra|Srta|Ing|Lic|Licda|Prof|St|No|Núm|Art|Inc|Ltd|vs|etc|pp?|aprox|approx)|\b[A-Z])\.\Z"
)


def sentences(words: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends. A semicolon ends one too: what follows tells of something else."""
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
    """The first sentences of a paragraph, as many whole ones as ``most`` letters hold, at least one."""
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
