"""A body as the stretches that a translator works on, and all that stands between them, which stays as it is.

A stretch is what one paragraph, heading or item of a list says. Line breaks inside of it that mean nothing are a space.
What lies between (blank lines, ``## ``, ``- ``, places of photos and quotations on lines of their own, code) is kept
by the sign, so that a translation has the layout of its source unless it has one of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from site_builder.markdown import Document, Target, Token, parse

_INLINE = frozenset({"emphasis", "strong", "link", "image", "text", "code", "html", "soft-break", "hard-break"})
_HIDDEN = frozenset({"code-block", "html-block"})


class Segmented(NamedTuple):
    """A text in pieces: ``gaps`` around and between the stretches, ``raw`` the stretches as they stand, ``flat`` the
    same without line breaks that mean nothing."""

    gaps: tuple[str, ...]
    raw: tuple[str, ...]
    flat: tuple[str, ...]

    def joined(self, stretches: Sequence[str]) -> str:
        """The text with other stretches in the places of these; those that say the same keep their line breaks."""
        kept = [raw if new == flat else new for new, raw, flat in zip(stretches, self.raw, self.flat, strict=True)]
        return self.gaps[0] + "".join(f"{words}{gap}" for words, gap in zip(kept, self.gaps[1:], strict=True))

    def is_laid_out_as(self, other: Segmented) -> bool:
        """Whether both have the same number of stretches, and the same between them, white space aside."""
        return [gap.split() for gap in self.gaps] == [gap.split() for gap in other.gaps]


def whole(text: str) -> Segmented:
    """A text as one stretch."""
    return Segmented(("", ""), (text,), (text,))


def split(text: str) -> Segmented:
    """A text of Markdown in its stretches; one without any is a stretch itself."""
    document = parse(text)
    spans = [span for run in _runs(document) if (span := _span(document, run))]
    if not spans:
        return whole(text)
    gaps, raw, flat = [], [], []
    end = 0
    for start, stop, words in spans:
        gaps.append(text[end:start])
        raw.append(text[start:stop])
        flat.append(words)
        end = stop
    return Segmented((*gaps, text[end:]), tuple(raw), tuple(flat))


def one_line(words: str) -> str:
    """Words without line breaks that mean nothing: those that Markdown shows stay."""
    # Each run of white space is looked at once: a file that comes back may hold very long ones.
    return re.sub(r"\\\n[ \t]*|[ \t\n]+", lambda found: _as_shown(found[0]), words.strip())


def _as_shown(run: str) -> str:
    """A run of white space in a paragraph: a line break that Markdown shows stays, any other is a space."""
    before, _, after = run.partition("\n")
    is_break = before.endswith(("\\", "  ")) and "\n" not in after
    return run if is_break or "\n" not in run else " "


def _runs(document: Document) -> Iterator[list[Token]]:
    """What stands in one block, token by token."""
    run: list[Token] = []
    is_hidden = False
    for token in document.tokens:
        if token.kind in _INLINE:
            if not is_hidden:
                run.append(token)
            continue
        if run:
            yield run
            run = []
        if token.kind in _HIDDEN:
            is_hidden = token.mark == "enter"
    if run:
        yield run


def _span(document: Document, run: Sequence[Token]) -> tuple[int, int, str] | None:
    """Where a run of tokens stands in the text, and its words in a line; None where it holds no words."""
    if not _has_words(run):
        return None
    text, position = document.text, document.positions()
    start, stop = position(min(token.start for token in run)), position(max(token.end for token in run))
    if start and text[start - 1] == "\\":
        # What is escaped begins behind its backslash.
        start -= 1
    words: list[str] = []
    at = start
    for token, following in pairwise(run):
        if token.kind == "soft-break":
            # Up to the next word: what stands before it on its line belongs to the list or quotation around.
            begin, end = position(token.start), position(following.start)
            end -= 1 if text[end - 1] == "\\" else 0
            words += [text[at:begin].rstrip(" \t"), " "]
            at = end
    words.append(text[at:stop])
    return start, stop, "".join(words)


def _has_words(run: Sequence[Token]) -> bool:
    unseen = 0
    for token in run:
        if isinstance(token.value, Target) and (token.kind == "image" or token.value.destination.is_place):
            unseen += 1 if token.mark == "enter" else -1
        elif not unseen and isinstance(token.value, str) and not token.value.isspace():
            return True
    return False
