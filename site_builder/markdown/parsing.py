"""From text to tokens: CommonMark without extensions, read by pulldown-cmark."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, cast

import pyromark

from site_builder.markdown.destinations import classify
from site_builder.markdown.document import Document, Kind, Target, Token

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
    """The reading of ``text``. Every text has one: what is not Markdown is words, and lone surrogates are ``?``."""
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
