"""From text to tokens: CommonMark without extensions, read by pulldown-cmark."""

from __future__ import annotations

from collections.abc import Callable
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
        text = text.encode("utf-8", "replace").decode()
    tokens: list[Token] = []
    add = tokens.append
    ends: list[Token] = []
    for event, span in _PARSER.events_with_range(text):
        if isinstance(event, str):
            add(_token(("leaf", _KINDS[event], None, span["start"], span["end"])))
            continue
        # One key each; that key says which of the event types it is, more than a type checker can follow.
        ((name, data),) = cast("dict[str, Any]", event).items()
        if name == "End":
            add(ends.pop())
        elif name == "Start":
            if len(ends) == MAX_DEPTH:
                return _as_words(text, span["start"])
            tag, detail = (data, None) if isinstance(data, str) else next(iter(data.items()))
            element = (_KINDS[tag], _value(tag, detail), span["start"], span["end"])
            add(_token(("enter", *element)))
            ends.append(_token(("leave", *element)))
        else:
            add(_token(("leaf", _KINDS[name], data, span["start"], span["end"])))
    return Document(text, tuple(tokens))


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
