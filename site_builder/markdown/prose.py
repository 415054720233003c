"""What the checks ask of a text: its words block by block, its links, and its words without any markup."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from site_builder.markdown.document import Document, Link, Prose, Target, Token
from site_builder.markdown.quoting import quoted

_INLINE = frozenset({"emphasis", "strong", "link", "image", "text", "code", "html", "soft-break", "hard-break"})
_HIDDEN = frozenset({"code-block", "html-block"})


def prose(document: Document) -> tuple[Prose, ...]:
    """The blocks that hold words or links, in order. Code blocks and HTML blocks are no prose."""
    return tuple(_blocks(document))


def links(document: Document) -> tuple[Link, ...]:
    """Every link and image, in order."""
    return tuple(link for block in _blocks(document) for link in block.links)


def html_offsets(document: Document) -> tuple[int, ...]:
    """Where raw HTML stands (which pages show as text), once for each block of HTML and each tag in a line."""
    tokens = document.tokens
    position = document.positions()
    return tuple(
        position(token.start)
        for before, token in zip((None, *tokens), tokens, strict=False)
        if token.kind == "html" and not (before and before.kind == "html" and before.end == token.start)
    )


def plain(document: Document) -> str:
    """The words alone, one line a block: for descriptions and share texts. Not escaped."""
    return "\n".join(words for block in _blocks(document) if (words := " ".join(block.words.split())))


def _blocks(document: Document) -> Iterator[Prose]:
    position = document.positions()
    block = _Block(position)
    depth_of_quotation = 0
    hidden = False
    for token in document.tokens:
        if token.kind in _INLINE:
            if not hidden:
                block.add(token)
            continue
        if block.tokens:
            yield block.finished(depth_of_quotation > 0)
        block = _Block(position)
        if token.kind == "blockquote":
            depth_of_quotation += 1 if token.mark == "enter" else -1
        elif token.kind == "heading" and token.mark == "enter" and isinstance(token.value, int):
            block.level = token.value
        elif token.kind in _HIDDEN:
            hidden = token.mark == "enter"


class _Block:
    """One block while it is being read."""

    def __init__(self, position: Callable[[int], int]) -> None:
        self.position = position
        self.level = 0
        self.tokens = 0
        self.length = 0
        self.words: list[str] = []
        self.pieces: list[tuple[int, int, int]] = []
        self.apart: list[tuple[int, int]] = []
        self.links: list[Link] = []
        self.open: list[tuple[Token, int, list[str]]] = []
        self.unseen = 0

    def add(self, token: Token) -> None:
        self.tokens += 1
        if isinstance(token.value, Target):
            self._link(token, token.value)
        elif token.kind in ("soft-break", "hard-break"):
            self._say(" ", token)
        elif isinstance(token.value, str):
            if token.kind != "text" and not self.unseen:
                self.apart.append((self.length, self.length + len(token.value)))
            self._say(token.value, token)

    def _say(self, words: str, token: Token) -> None:
        for _, _, inside in self.open:
            inside.append(words)
        if not self.unseen:
            self.words.append(words)
            self.pieces.append((self.length, self.position(token.start), self.position(token.end)))
            self.length += len(words)

    def _link(self, token: Token, target: Target) -> None:
        # An image's words are its description, and a placed record brings its own: readers do not see them here.
        unseen = token.kind == "image" or target.destination.is_place
        if token.mark == "enter":
            self.unseen += unseen
            self.open.append((token, self.length, []))
            return
        self.unseen -= unseen
        opened, start, words = self.open.pop()
        self.links.append(
            Link(
                target.destination,
                "".join(words),
                self.position(opened.start),
                self.position(opened.end) - self.position(opened.start),
                token.kind == "image",
                start,
                self.length,
            )
        )

    def finished(self, is_quotation: bool) -> Prose:
        words = "".join(self.words)
        apart = [(0, len(words))] if is_quotation else sorted([*self.apart, *quoted(words)])
        self.links.sort(key=lambda link: link.offset)
        return Prose(words, self.level, tuple(self.links), tuple(apart), tuple(self.pieces))
