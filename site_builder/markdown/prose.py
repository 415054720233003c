"""What the checks ask of a text: its words block by block, its links, and its words without any markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_builder.markdown.document import Document, Link, Positions, Prose, Target, Token

_INLINE = frozenset({"emphasis", "strong", "link", "image", "text", "code", "html", "soft-break", "hard-break"})
_BREAKS = frozenset({"soft-break", "hard-break"})
_HIDDEN = frozenset({"code-block", "html-block"})


def prose(document: Document) -> tuple[Prose, ...]:
    """The blocks that hold words or links, in order. Code blocks and HTML blocks are no prose."""
    return tuple(_blocks(document))


def links(document: Document) -> tuple[Link, ...]:
    """Every link and image, in order."""
    return tuple(link for block in _blocks(document) for link in block.links)


def html_offsets(document: Document) -> tuple[int, ...]:
    """Where raw HTML stands (which pages show as text), once for each block of HTML and each tag in a line."""
    if "<" not in document.text:
        return ()
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
    inline: list[Token] = []
    level = depth_of_quotation = 0
    hidden = False
    for token in document.tokens:
        kind = token.kind
        if kind in _INLINE:
            if not hidden:
                inline.append(token)
            continue
        if inline:
            yield _block(inline, level, depth_of_quotation > 0, position)
            inline = []
        level = 0
        if kind == "blockquote":
            depth_of_quotation += 1 if token.mark == "enter" else -1
        elif kind == "heading" and token.mark == "enter" and isinstance(token.value, int):
            level = token.value
        elif kind in _HIDDEN:
            hidden = token.mark == "enter"


def _block(tokens: Sequence[Token], level: int, is_quotation: bool, position: Positions) -> Prose:
    """One block from what stands in its line. ``opened``: of each link around a token its words so far."""
    words: list[str] = []
    pieces: list[tuple[int, int, int]] = []
    signs: list[tuple[int, int]] = []
    links: list[Link] = []
    opened: list[tuple[int, list[str]]] = []
    length = unseen = 0
    for mark, kind, value, start, end in tokens:
        if isinstance(value, str):
            said = value
            if kind != "text" and not unseen:
                signs.append((length, length + len(said)))
        elif kind in _BREAKS:
            said = " "
        else:
            if isinstance(value, Target):
                # An image's words are its description, and a placed record brings its own: neither is read here.
                is_unseen = kind == "image" or value.destination.is_place
                if mark == "enter":
                    unseen += is_unseen
                    opened.append((length, []))
                else:
                    unseen -= is_unseen
                    begin, inside = opened.pop()
                    found = "".join(inside)
                    links.append(Link(value.destination, found, kind == "image", begin, length, (start, end), position))
            continue
        for _, inside in opened:
            inside.append(said)
        if not unseen:
            words.append(said)
            pieces.append((length, start, end))
            length += len(said)
    if len(links) > 1:
        links.sort(key=_begin)
    return Prose("".join(words), level, tuple(links), is_quotation, tuple(signs), tuple(pieces), position)


def _begin(link: Link) -> int:
    return link.octets[0]
