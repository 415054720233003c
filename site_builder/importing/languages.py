"""Which language each piece of a document is in: told by headings, by columns of a table, or by its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from site_builder.importing.document import Block, Document
from site_builder.importing.vocabulary import called, spoken
from site_builder.locales import Locale

Columns: TypeAlias = "tuple[Locale | None, ...]"


@dataclass(frozen=True, slots=True)
class Placed:
    """A block, and which document (by its number, from 0) it stands in.

    ``picture``: the one that stands right before it, or before a line that stands before it, in whatever language.
    """

    block: Block
    document: int = 0
    picture: int | str | None = None
    is_next: bool = False
    """Whether it stands right behind that picture."""


def by_language(
    documents: Sequence[Document], locales: tuple[Locale, ...]
) -> tuple[dict[Locale, list[Placed]], list[Placed]]:
    """The blocks of each language in order, and what only tells the language. A picture goes with what is before it."""
    parts: dict[Locale, list[Placed]] = {locale: [] for locale in locales}
    labels: list[Placed] = []
    for number, document in enumerate(documents):
        main = _main(document.blocks, locales)
        now, is_told = main, False
        columns: Columns = ()
        near: list[int | str | None] = [None, None]
        for block in document.blocks:
            placed = Placed(block, number, near[-2] if near[-1] is None else near[-1], near[-1] is not None)
            near.append(block.picture)
            if block.form == "row":
                now, columns = _row(placed, locales, parts, labels, (now, columns))
                continue
            columns = ()
            if block.form != "break" and (name := called(block.words, locales)) and len(block.words) < 40:
                now, is_told = name, True
                labels.append(placed)
            else:
                if not is_told and block.form not in {"picture", "break"}:
                    now = spoken(block.words, locales) or now
                parts[now].append(placed)
    return parts, labels


def _main(blocks: Iterable[Block], locales: tuple[Locale, ...]) -> Locale:
    """The language of most of the words; the site's first where nothing tells."""
    said = " ".join(inner.words for block in blocks for inner in (block, *_cells(block)))
    return spoken(said, locales) or locales[0]


def _cells(block: Block) -> Iterator[Block]:
    for cell in block.cells:
        yield from cell


def _row(
    row: Placed,
    locales: tuple[Locale, ...],
    parts: dict[Locale, list[Placed]],
    labels: list[Placed],
    before: tuple[Locale, Columns],
) -> tuple[Locale, Columns]:
    """Hand out a row's cells: columns in two languages to these, others one after another.

    ``before`` and what comes back: the language, and that of each column where a row above has named them.
    """
    (now, columns), cells = before, row.block.cells
    heads = tuple(called(" ".join(block.words for block in cell), locales) for cell in cells)
    if any(heads):
        labels.extend(Placed(block, row.document) for cell in cells for block in cell)
        return next(head for head in heads if head), heads
    found = [spoken(" ".join(block.words for block in cell), locales) for cell in cells]
    if len(columns) == len(cells) and all(columns):
        found = list(columns)
    known = [language for language in found if language]
    if len(known) == 1 and len(cells) == 2 and len(locales) == 2:
        # The other column holds too few words to tell.
        other = next(locale for locale in locales if locale != known[0])
        found = [language or other for language in found]
    for cell, language in zip(cells, found, strict=True):
        parts[language or now].extend(Placed(block, row.document) for block in cell)
    settled = tuple(found) if len(set(known)) > 1 else columns
    return now, settled
