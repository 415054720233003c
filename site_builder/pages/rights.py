"""A licence as readers meet it: a name, and where it can be read."""

from __future__ import annotations

import re
from dataclasses import replace

from site_builder.locales import Passage
from site_builder.pictures import licence_address

_DEED = re.compile(
    r"https?://creativecommons\.org/licenses/(by(?:-(?:nc|sa|nd|nc-sa|nc-nd))?)/(\d\.\d)(?:/([a-z]{2,3}))?/?"
    r"(?:(?:deed|legalcode)(?:\.[a-z-]+)?)?\Z",
    re.IGNORECASE,
)
_ZERO = re.compile(r"https?://creativecommons\.org/publicdomain/zero/1\.0/?(?:(?:deed|legalcode)(?:\.[a-z-]+)?)?\Z")


def licence(written: Passage) -> tuple[Passage, str]:
    """What is printed for a licence as its record says it, and its address; empty where it has none.

    An address of Creative Commons is printed as the licence's short name, any other without what only browsers need.
    """
    words = written.words.strip()
    address = licence_address(words) or ""
    if words != address:
        return written, address
    if deed := _DEED.match(words):
        parts = ("CC", deed[1].upper(), deed[2], (deed[3] or "").upper())
        return replace(written, words=" ".join(filter(None, parts))), address
    if _ZERO.match(words):
        return replace(written, words="CC0 1.0"), address
    return replace(written, words=re.sub(r"\Ahttps?://(?:www\.)?|/\Z", "", words)), address
