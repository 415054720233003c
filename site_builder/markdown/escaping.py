"""What words become in HTML: escaped, and without what may stand in no page."""

from __future__ import annotations

import re
from html import escape

from site_builder.locales.typography import BOUND, NARROW

# Entities can write what the reading of records refuses: controls, bidirectional overrides, non-characters.
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
    "|[\U0001fffe\U0001ffff\U0010fffe\U0010ffff]"
)


def escaped(words: str) -> str:
    """Words as HTML."""
    # To see that there is nothing to escape is quicker than to escape it; that is so for nearly all words.
    if "&" in words or "<" in words or ">" in words or '"' in words or "'" in words:
        return escape(words)
    return words


def writable(html: str) -> str:
    """HTML with a mark in place of each character that no page may hold."""
    # Bound spaces are in many texts and count as unprintable; to look through the text for others takes long.
    if html.replace("\n", "").replace(BOUND, "").replace(NARROW, "").isprintable():
        return html
    return _UNWRITABLE.sub("\ufffd", html)
