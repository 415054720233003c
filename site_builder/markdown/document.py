"""Parses text as CommonMark, without extensions, into a flat list of tokens (pulldown-cmark does the parsing).

Offsets and lengths count characters of the text; tokens alone count bytes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, NamedTuple, cast

import pyromark

from site_builder.markdown.destinations import Destination, classify

_CONTINUATION = re.compile(rb"[\x80-\xbf]")

Mark = Literal["enter", "leave", "leaf"]
Kind = Literal[
    "paragraph", "heading", "blockquote", "list", "item", "code-block", "html-block",
    "emphasis", "strong", "link", "image",
    "text", "code", "html", "soft-break", "hard-break", "rule",
]  # fmt: skip


class Target(NamedTuple):
    """What a link or an image leads to, and its title."""

    destination: Destination
    title: str


class Token(NamedTuple):
    """One step of the reading, in the order of the text.

    ``value``: the words (entities decoded) of ``text``, ``code`` and ``html``; the level of a ``heading``; the first
    number of an ordered ``list``; the Target of ``link`` and ``image``; else None. ``start`` and ``end``: where it
    stands, in bytes of UTF-8 (``Document.positions`` turns them into characters); both marks of an element carry the
    whole element's span.
    """

    mark: Mark
    kind: Kind
    value: str | int | Target | None
    start: int
    end: int


class Positions:
    """Turns byte offsets of a text in UTF-8 into characters. The table is made when first asked for: nearly all texts
    have no problem to place, and pages never ask."""

    __slots__ = ("_more", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._more: list[int] | None = None

    def __call__(self, octet: int) -> int:
        """Give the character that begins at this byte."""
        if self._more is None:
            # A character takes one byte, and a continuation byte for each more that it needs.
            is_ascii = self._text.isascii()
            self._more = [] if is_ascii else [found.start() for found in _CONTINUATION.finditer(self._text.encode())]
        return octet - bisect_left(self._more, octet)


@dataclass(frozen=True, slots=True)
class Document:
    """A text and its tokens. ``too_deep``: where it nests deeper than MAX_DEPTH; it is then one paragraph of words."""

    text: str
    tokens: tuple[Token, ...]
    too_deep: int | None = None

    def positions(self) -> Positions:
        """Return what turns the tokens' bytes into characters."""
        return Positions(self.text)


MAX_DEPTH = 32
"""How many elements may stand inside each other; people write at most half as many."""

_PARSER = pyromark.Markdown()
_KINDS: dict[str, Kind] = {
    "Paragraph": "paragraph", "Heading": "heading", "BlockQuote": "blockquote", "List": "list", "Item": "item",
    "CodeBlock": "code-block", "HtmlBlock": "html-block", "Emphasis": "emphasis", "Strong": "strong", "Link": "link",
    "Image": "image", "Text": "text", "Code": "code", "Html": "html", "InlineHtml": "html",
    "SoftBreak": "soft-break", "HardBreak": "hard-break", "Rule": "rule",
}  # fmt: skip


# A body has hundreds of tokens, and Token(…) costs three times as much.
_token = cast("Callable[[tuple[Any, ...]], Token]", partial(tuple.__new__, Token))


def parse(text: str) -> Document:
    """Parse ``text``. Every text can be: what is not Markdown is words, and lone surrogates are ``?``."""
    if not text.isascii():
        text = _writable(text)
    tokens: list[Token] = []
    add = tokens.append
    ends: list[Token] = []
    for event, span in cast("Iterable[tuple[Any, dict[str, int]]]", _PARSER.events_with_range(text)):
        start, end = span["start"], span["end"]
        if isinstance(event, str):
            add(_token(("leaf", _KINDS[event], None, start, end)))
            continue
        # One key each; that key says which of the event types it is, more than a type checker can follow.
        (name,) = event
        data = event[name]
        if name == "Text":
            add(_token(("leaf", "text", data, start, end)))
        elif name == "End":
            add(ends.pop())
        elif name == "Start":
            if len(ends) == MAX_DEPTH:
                return _as_words(text, start)
            if isinstance(data, str):
                kind, value = _KINDS[data], None
            else:
                ((tag, detail),) = data.items()
                kind, value = _KINDS[tag], _value(tag, detail)
            add(_token(("enter", kind, value, start, end)))
            ends.append(_token(("leave", kind, value, start, end)))
        else:
            add(_token(("leaf", _KINDS[name], data, start, end)))
    return Document(text, tuple(tokens))


def _writable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


def _value(tag: str, detail: Any) -> int | Target | None:
    if tag == "Link" or tag == "Image":
        scheme = "mailto:" if detail["link_type"] == "Email" else ""
        return Target(classify(scheme + detail["dest_url"]), detail["title"])
    if tag == "Heading":
        return int(detail["level"][1])
    return detail if tag == "List" else None


def _as_words(text: str, octet: int) -> Document:
    octets = text.encode()
    length = len(octets)
    tokens = (
        Token("enter", "paragraph", None, 0, length),
        Token("leaf", "text", text, 0, length),
        Token("leave", "paragraph", None, 0, length),
    )
    return Document(text, tokens, len(octets[:octet].decode()))
