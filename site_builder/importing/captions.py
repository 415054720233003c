"""Lines beside pictures: what they show, and whose they are."""

from __future__ import annotations

import re
from typing import NamedTuple

_CREDIT = re.compile(
    r"[(\[]?\s*(?:©\s*(?:(?:photos?|fotos?|fotograf[ií]as?|image|imagen)\s*(?:by|por|de|:)?\s*)?"
    r"|(?:photos?|fotos?|fotograf[ií]as?|image|imagen)\s+(?:credits?\s*:?|by|por|cortes[ií]a de|courtesy of)\s*:?\s*"
    r"|(?:photo )?credits?\s*:\s*|cr[eé]ditos?(?: de la foto(?:graf[ií]a)?)?\s*:\s*)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"[(\[]?(?:photo|foto|fotograf[ií]a|picture|image|imagen|figure|figura|caption|pie de foto|leyenda)"
    r"\s*\d{0,3}\s*[:.–—-]\s*",
    re.IGNORECASE,
)
_LONGEST = 400
_LONGEST_CREDIT = 160
_FEW_WORDS = 7


class CaptionWords(NamedTuple):
    """``words``: what the picture shows; ``credit``: whose it is. Either may be empty."""

    words: str
    credit: str


def caption_of(words: str, *, beside: bool) -> CaptionWords | None:
    """A line read as a caption or a credit; None where it is none.

    ``beside``: it stands right behind a picture or has the style of captions, so that it needs no word for it.
    """
    if len(words) > _LONGEST:
        return None
    label = _LABEL.match(words)
    credit = _CREDIT.search(words)
    if credit and len(words) - credit.end() <= _LONGEST_CREDIT and (credit.start() == 0 or label or beside):
        before = words[: credit.start()]
        before = before[label.end() :] if label and label.end() <= credit.start() else before
        return CaptionWords(before.strip(" (["), _owner(words[credit.end() :]))
    if label:
        rest = words[label.end() :].strip(" )]")
        # "Foto: ARCO" says whose, "Foto: Una agricultora en su parcela" what.
        is_credit = len(rest.split()) < _FEW_WORDS and not rest.endswith(".") and _is_name(rest)
        return CaptionWords("", rest) if is_credit else CaptionWords(rest, "")
    return CaptionWords(words, "") if beside else None


def _owner(words: str) -> str:
    found = words.strip(" )].,:")
    # "Alliance (ARCO" has lost its end with the brackets around the credit.
    return f"{found})" if found.count("(") > found.count(")") else found


def _is_name(words: str) -> bool:
    """Whether nearly every longer word begins with a capital."""
    longer = [word for word in re.findall(r"[^\W\d_]+", words) if len(word) > 3]
    return bool(longer) and sum(word[0].isupper() for word in longer) == len(longer)
