"""Writes a parsed text as HTML that is well-formed, valid and holds nothing but what this module writes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from markupsafe import Markup

from site_builder.escaping import escaped_prose
from site_builder.locales import Locale
from site_builder.locales.typography import BOUND, NARROW, with_no_break_spaces
from site_builder.markdown.destinations import Destination, href
from site_builder.markdown.document import Document, Target, Token

_NOTHING: Mapping[str, str] = MappingProxyType({})
_TAGS = {"emphasis": "em", "strong": "strong", "item": "li", "blockquote": "blockquote"}
_BLOCK_TAGS = frozenset({"item", "blockquote"})
_LEAF_BLOCKS = frozenset({"paragraph", "heading", "html-block"})


def render(
    document: Document,
    *,
    stories: Mapping[str, str] = _NOTHING,
    placed: Mapping[str, str] = _NOTHING,
    top: int = 2,
    language: Locale | None = None,
) -> Markup:
    """Write the text as HTML.

    ``stories``: from slug to the address (not escaped) of the story's page; a link to any other story is shown as its
    words alone, so a draft's slug stays unseen. ``placed``: from ``photo:<id>`` or ``quote:<id>`` to finished, trusted
    HTML, which takes the place of its paragraph, or follows the block that it stands in; a place without an entry
    leaves nothing behind, not even a heading that would stand over nothing. ``top``: the level of the first headings;
    deeper ones follow without a gap. ``language``: the text's, whose rules say at which spaces no line may end; None:
    lines may end at all of them.

    Raw HTML appears as text; a link that leads nowhere allowed, and a picture by address, as its words.
    """
    return _HtmlWriter(stories, placed, top, _first_level(document), language).written(document)


def _first_level(document: Document) -> int:
    levels = [token.value for token in document.tokens if token.kind == "heading" and isinstance(token.value, int)]
    return min(levels, default=1)


class _HtmlWriter:
    """Writes one document. ``out``: the finished HTML so far; a block that turns out empty is cut off again.

    ``open_headings``: level, begin and end in ``out``, and the ``hidden_places`` before each open heading.
    """

    def __init__(
        self,
        stories: Mapping[str, str],
        placed: Mapping[str, str],
        top: int,
        first_level: int,
        language: Locale | None,
    ) -> None:
        self.stories = stories
        self.placed = placed
        self.top = top
        self.shift = top - first_level
        self.level = top - 1
        self.out: list[str] = []
        self.after_block: list[str] = []
        self.begun = 0
        self.has_words = False
        self.unseen = 0
        self.ends: list[str] = []
        self.language = language
        self.is_code_block = False
        self.open_headings: list[tuple[int, int, int, int]] = []
        self.hidden_places = 0

    def written(self, document: Document) -> Markup:
        for token in document.tokens:
            if token.mark == "leaf":
                self.leaf(token)
            elif token.mark == "enter":
                self.enter(token)
            else:
                self.leave(token)
        self.close_headings(0)
        html = writable("".join(self.out))
        return Markup(html)  # noqa: S704 -- all of it was escaped or written here

    def leaf(self, token: Token) -> None:
        kind, value = token.kind, token.value
        if kind == "text" and isinstance(value, str):
            # Nearly all of a story.
            if not self.unseen:
                self.has_words = self.has_words or not value.isspace()
                if self.language and not self.is_code_block:
                    value = with_no_break_spaces(value, self.language)
                self.out.append(escaped_prose(value))
        elif kind == "rule":
            self.out.append("<hr>\n")
        elif self.unseen:
            return
        elif kind == "soft-break":
            self.out.append("\n")
        elif kind == "hard-break":
            self.out.append("<br>\n")
        elif isinstance(value, str):
            self.has_words = self.has_words or not value.isspace()
            words = escaped_prose(value)
            self.out.append(f"<code>{words}</code>" if kind == "code" else words)

    def enter(self, token: Token) -> None:
        kind = token.kind
        if isinstance(token.value, Target):
            self.enter_link(kind, token.value)
        elif kind in _LEAF_BLOCKS:
            if kind == "heading" and isinstance(token.value, int):
                self.close_headings(token.value)
            self.begun, self.has_words = len(self.out), False
            tag = self.heading(token.value) if kind == "heading" and isinstance(token.value, int) else "p"
            self.open(f"<{tag}>", f"</{tag}>\n")
        elif kind == "list":
            self.enter_list(token.value)
        elif kind == "code-block":
            self.is_code_block = True
            self.open("<pre><code>", "</code></pre>\n")
        else:
            tag = _TAGS[kind]
            is_block = kind in _BLOCK_TAGS
            self.open(f"<{tag}>\n" if kind == "blockquote" else f"<{tag}>", f"</{tag}>\n" if is_block else f"</{tag}>")

    def leave(self, token: Token) -> None:
        kind = token.kind
        end = self.ends.pop()
        if isinstance(token.value, Target):
            self.leave_link(token.value.destination, end)
            return
        self.out.append(end)
        if kind in _LEAF_BLOCKS:
            if not self.has_words:
                del self.out[self.begun :]
            elif kind == "heading" and isinstance(token.value, int):
                self.open_headings.append((token.value, self.begun, len(self.out), self.hidden_places))
            self.put_places()
        elif kind == "code-block":
            self.is_code_block = False
        elif kind in _BLOCK_TAGS and self.after_block:
            last = self.out.pop()
            self.put_places()
            self.out.append(last)

    def open(self, begin: str, end: str) -> None:
        self.out.append(begin)
        self.ends.append(end)

    def heading(self, level: int) -> str:
        self.level = min(level + self.shift, self.level + 1, 6)
        return f"h{self.level}"

    def enter_list(self, first: object) -> None:
        if first is None:
            self.open("<ul>\n", "</ul>\n")
        else:
            self.open("<ol>\n" if first == 1 else f'<ol start="{first}">\n', "</ol>\n")

    def enter_link(self, kind: str, target: Target) -> None:
        if target.destination.is_place:
            self.unseen += 1
            self.ends.append("")
        elif kind == "image" or self.unseen or not (begin := self.anchor(target)):
            self.ends.append("")
        else:
            self.open(begin, "</a>")

    def leave_link(self, destination: Destination, end: str) -> None:
        if destination.is_place:
            self.unseen -= 1
            if html := self.placed.get(f"{destination.kind}:{destination.target}"):
                self.after_block.append(html)
            else:
                self.hidden_places += 1
        elif end:
            if self.out[-1].startswith("<a "):
                # A link without words would be invisible: it says where it leads.
                self.has_words = True
                self.out.append(escaped_prose(destination.target))
            self.out.append(end)

    def anchor(self, target: Target) -> str:
        destination, title = target
        address, more = self.address(destination)
        if not address:
            return ""
        told = f' title="{escaped_prose(title)}"' if title else ""
        return f'<a{more} href="{escaped_prose(address)}"{told}>'

    def address(self, destination: Destination) -> tuple[str, str]:
        kind, target = destination
        if kind == "figure":
            return f"#result-{href(target)}", ' class="figure"'
        if kind == "story":
            return self.stories.get(target, ""), ""
        if kind == "web":
            return href(target), ' rel="noopener"'
        return (href(target), "") if kind in ("mail", "phone") else ("", "")

    def close_headings(self, level: int) -> None:
        """End the parts of headings of this ``level`` and below. A heading goes where all below it is not shown."""
        while self.open_headings and self.open_headings[-1][0] >= level:
            _, begun, end, hidden = self.open_headings.pop()
            if len(self.out) == end and self.hidden_places > hidden:
                del self.out[begun:]

    def put_places(self) -> None:
        self.out.extend(f"{html}\n" for html in self.after_block)
        self.after_block.clear()


# Entities can write what the reading of records refuses: controls, bidirectional overrides, non-characters.
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
    "|[\U0001fffe\U0001ffff\U0010fffe\U0010ffff]"
)


def writable(html: str) -> str:
    """Replace each character that no page may hold by a mark."""
    # Bound spaces are in many texts and count as unprintable; to look through the text for others takes long.
    if html.replace("\n", "").replace(BOUND, "").replace(NARROW, "").isprintable():
        return html
    return _UNWRITABLE.sub("\ufffd", html)
