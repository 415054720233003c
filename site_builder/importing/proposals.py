"""What was found in a document: every piece with the place where it stood, for somebody to look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from site_builder.importing.document import Block, Spot
from site_builder.importing.languages import Placed
from site_builder.locales import Locale


@dataclass(frozen=True, slots=True)
class Where:
    """Which document, counted from 0, and where in it."""

    document: int = 0
    spot: Spot = field(default_factory=Spot)


def where(placed: Placed) -> Where:
    """Where a block stood."""
    return Where(placed.document, placed.block.spot)


@dataclass(frozen=True, slots=True)
class Wording:
    """Words and where they stood. ``stands_in``: they are something else, taken for want of it."""

    words: str
    at: Where
    stands_in: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's words. ``speaker`` and ``role`` are empty where the document does not tell them.

    ``in_text``: they stand in the middle of a paragraph, and stay there.
    """

    words: str
    speaker: str
    role: str
    at: Where
    in_text: bool = False


PictureKey = tuple[int, int | str]
"""A picture: its document and its number there, or the name of a file beside it."""


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands beside a picture; ``picture`` is None where there is none."""

    words: str
    credit: str
    at: Where
    picture: PictureKey | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the body: words, or a picture or quotation (by its number) that stands there."""

    form: Literal["heading", "paragraph", "item", "picture", "quote"]
    at: Where
    words: str = ""
    level: int = 0
    markdown: str | None = None
    picture: PictureKey | None = None
    quote: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A story in one language. ``left``: words that are nothing of it, each with what it is in the catalogs' words."""

    locale: Locale
    title: Wording | None
    summary: Wording | None
    kind: str | None
    body: tuple[Piece, ...]
    quotes: tuple[Quotation, ...]
    captions: tuple[Caption, ...]
    left: tuple[tuple[str, str], ...]


Status = Literal["achieved", "planned", "unclear"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts. ``start`` and ``end``: its characters in its piece, its unit included.

    ``unit_from_before``: the number stands alone, and what it counts is taken from the one before. ``when``: EDTF.
    """

    value: Decimal
    unit: str
    what: str
    sentence: str
    status: Status
    when: str | None
    countries: tuple[str, ...]
    is_stated: bool
    programme: str | None
    at: Where
    piece: int
    start: int
    end: int
    unit_from_before: bool = False


@dataclass(frozen=True, slots=True)
class Naming:
    """What is named, by id or code, each with where it stood first."""

    found: Mapping[str, Where] = field(default_factory=dict)
    others: Mapping[str, Where] = field(default_factory=dict)


def text_blocks(part: list[Placed]) -> list[Block]:
    """The blocks that hold words."""
    return [placed.block for placed in part if placed.block.words]
