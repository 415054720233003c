"""Quotations that stand by themselves, and who is named beside them."""

from __future__ import annotations

import re
from typing import NamedTuple

from site_builder.importing.cleaning import folded
from site_builder.importing.sentences import sentences
from site_builder.importing.vocabulary import Vocabulary
from site_builder.markdown import quoted

_NAME_WORD = r"[^\W\d_a-zà-öø-ÿ][\w'’.-]*"
_NAME = rf"{_NAME_WORD}(?:\s+(?:(?:de|del|la|las|los|y|e|da|dos|van|von)\s+)*{_NAME_WORD}){{1,4}}"
_ATTRIBUTION = re.compile(rf"\s*(?:[—–―-]+\s*)?(?P<speaker>{_NAME})(?:\s*[,(–—:|]\s*(?P<role>.+))?\Z", re.DOTALL)
_DASH = re.compile(r"\s*[—–―-]+\s*")
_RELATIVE = re.compile(r"(?:who|whose|which|that|quien|quienes|que|cuyo|cuya)\b", re.IGNORECASE)
_LONGEST = 260
_LONGEST_NAME = 60
_FEWEST_WORDS = 5
_MARKS = '"“”„«»‘’ '


class Speaker(NamedTuple):
    """Who spoke; ``rest``: what of the words is no part of that."""

    name: str
    role: str
    rest: str = ""


def is_quotation(words: str) -> bool:
    """Whether a paragraph is a quotation from its first sign to its last."""
    spans = quoted(words)
    return bool(spans) and spans[0][0] == 0 and spans[-1][1] >= len(words.rstrip(" .,;")) and _is_long(words)


def unmarked(words: str) -> str:
    """The words without the quotation marks around them."""
    return words.strip().strip(_MARKS).strip().rstrip(",")


def _is_long(words: str) -> bool:
    return len(words.split()) >= _FEWEST_WORDS


def attribution(words: str, known: Vocabulary | None, *, whole: bool = False) -> Speaker | None:
    """The speaker whom a paragraph behind a quotation names, with the rest of that paragraph.

    ``whole``: nothing but the attribution may stand there.
    """
    spans = sentences(words)
    if not spans:
        return None
    first = words[: spans[0][1]]
    rest = words[spans[0][1] :].strip()
    if len(first) > _LONGEST or (whole and rest):
        return None
    found = _ATTRIBUTION.match(first.strip().rstrip(".;"))
    if found is None or found["speaker"].isupper():
        return None
    role = (found["role"] or "").strip(" ).,")
    if not role and (rest or len(first) > _LONGEST_NAME or not (_DASH.match(first) or len(first.split()) <= 4)):
        return None
    return None if role and not _is_role(role, known) else Speaker(found["speaker"].strip(), role, rest)


def _is_role(role: str, known: Vocabulary | None) -> bool:
    """Whether it names what somebody is, and does not go on to tell what they did."""
    said = folded(role)
    if _RELATIVE.match(role) or len(role.split()) > 30:
        return False
    return not (known and (known.planned.search(said) or known.done.search(said)))


def said_by(words: str, known: Vocabulary | None) -> tuple[str, Speaker | None] | None:
    """A paragraph that is a quotation with its speaker: “…,” said Ana Paz, a teacher. “…”

    The words and the speaker; the words and None where a quotation stands in a paragraph that tells more; None where
    there is none.
    """
    spans = [(start, end) for start, end in quoted(words) if _is_long(words[start:end])]
    if not spans or known is None:
        return None
    quotation = " ".join(unmarked(words[start:end]) for start, end in spans)
    outside = _outside(words, spans)
    if len(outside) > _LONGEST:
        return quotation, None
    verb = rf"(?:{known.said})"
    for pattern in (
        rf"[,\s]*{verb}\s+(?P<who>{_NAME})(?:,\s*(?P<role>[^.]+?))?[\s.,]*\Z",
        rf"[,\s]*(?P<who>{_NAME})(?:,\s*(?P<role>[^.]+?))?,?\s+{verb}[\s.,:]*\Z",
        rf"{verb}\s+(?P<who>{_NAME}),\s*(?P<role>[^.]+?)[\s.,:]*\Z",
    ):
        if found := re.match(pattern, outside):
            role = (found["role"] or "").strip(" ,")
            if not role or _is_role(role, known):
                return quotation, Speaker(found["who"], role)
    return quotation, None


def _outside(words: str, spans: list[tuple[int, int]]) -> str:
    pieces, position = [], 0
    for start, end in spans:
        pieces.append(words[position:start])
        position = end
    return " ".join(filter(None, (piece.strip() for piece in [*pieces, words[position:]])))
