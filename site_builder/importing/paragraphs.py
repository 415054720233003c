"""Paragraphs: those that were torn apart put together again, and their first words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from site_builder.importing.proposals import Piece, Wording
from site_builder.importing.sentences import first_sentences

ENDS = re.compile(r"[.!?…:;][\"”»’)\]]*\Z")
"""How a sentence ends."""

LONGEST_LINE = 250
"""Letters of a title or a caption."""

_LONGEST_SUMMARY = 320
_SHORTEST_TORN = 40


def is_line(words: str) -> bool:
    """Whether it is a line such as a title or a caption, and no sentence."""
    return len(words) <= LONGEST_LINE and not ENDS.search(words)


def joined(pieces: Sequence[Piece | None]) -> list[Piece]:
    """The pieces, with paragraphs that a page's end or a quotation tore apart put together again."""
    made: list[Piece] = []
    torn = False
    for piece in pieces:
        if piece is None:
            torn = True
            continue
        before = next((at for at in range(len(made) - 1, -1, -1) if made[at].form == "paragraph"), None)
        if torn and before is not None and piece.form == "paragraph" and _is_torn(made[before], made[before + 1 :]):
            made[before] = replace(made[before], words=f"{made[before].words} {piece.words}", markdown=None)
            continue
        if piece.form not in {"quote", "picture"}:
            torn = False
        made.append(piece)
    return made


def _is_torn(piece: Piece, between: Sequence[Piece]) -> bool:
    is_open = len(piece.words) >= _SHORTEST_TORN and not ENDS.search(piece.words)
    return is_open and all(one.form in {"quote", "picture"} for one in between)


def first_words(body: Sequence[Piece]) -> Wording | None:
    """Where a document has no title, the beginning of its text stands in for it."""
    for piece in body:
        if piece.form == "paragraph":
            words = first_sentences(piece.words, 100).rstrip(".")
            cut = words if len(words) <= 120 else f"{words[:110].rsplit(' ', 1)[0]} …"
            return Wording(cut, piece.at, stands_in=True)
    return None


def lead(body: Sequence[Piece]) -> Wording | None:
    """Where a document has no summary, its first sentences stand in for it."""
    for piece in body:
        if piece.form == "paragraph":
            return Wording(first_sentences(piece.words, _LONGEST_SUMMARY), piece.at, stands_in=True)
    return None
