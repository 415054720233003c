"""Escapes text for HTML and XML. On a large site it is done millions of times, so the usual case costs little."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from typing import cast

from markupsafe import Markup

_SPACES = str.maketrans({"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})

as_markup = cast("Callable[[str], Markup]", partial(str.__new__, Markup))
"""Marks finished HTML as MarkupSafe's ``Markup``: the same as calling that, in a third of the time."""


def escaped(value: object) -> str:
    """Escape a value for HTML as MarkupSafe does, unless it is markup; gives a plain string all the same."""
    if type(value) is not str:
        if isinstance(value, Markup):
            return value
        value = str(value)
    if "&" in value:
        value = value.replace("&", "&amp;")
    if "<" in value:
        value = value.replace("<", "&lt;")
    if ">" in value:
        value = value.replace(">", "&gt;")
    if '"' in value:
        value = value.replace('"', "&#34;")
    if "'" in value:
        value = value.replace("'", "&#39;")
    return value


def escaped_prose(words: str) -> str:
    """Escape the words of a text that was Markdown, for HTML as Python's library does."""
    # To see that there is nothing to escape is quicker than to escape it; that is so for nearly all words.
    if "&" in words or "<" in words or ">" in words or '"' in words or "'" in words:
        return escape(words)
    return words


def xml_text(words: str) -> str:
    """Escape words that stand between the tags of XML."""
    return escape(words, quote=False)


def xml_attribute(words: str) -> str:
    """Escape the value of an attribute in XML, and put it in quotation marks.

    As ``xml.sax.saxutils`` does it, which brings a client for HTTP with it.
    """
    return f'"{xml_text(words).translate(_SPACES).replace(chr(34), "&quot;")}"'
