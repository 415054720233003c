"""Words inside of XML. As ``xml.sax.saxutils`` does it, which brings a client for HTTP with it."""

from __future__ import annotations

from html import escape as escaped

_SPACES = str.maketrans({"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def escape(words: str) -> str:
    """Words that stand between tags."""
    return escaped(words, quote=False)


def quoteattr(words: str) -> str:
    """The value of an attribute, in quotation marks."""
    return f'"{escape(words).translate(_SPACES).replace(chr(34), "&quot;")}"'
