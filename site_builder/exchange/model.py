"""Describes texts as they are exchanged with translators, in whichever format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from site_builder.locales.catalog import Catalog
from site_builder.translations.fields import State

MAX_BYTES = 32 * 1024 * 1024
MOST_UNITS = 200_000
DEEPEST = 40

_UNFIT = re.compile(r"[^A-Za-z0-9.-]")


Mark = Literal["open", "close", "hold"]


class Code(NamedTuple):
    """Where a protected piece of Markdown stands among words: it opens a link, closes it, or holds a place."""

    mark: Mark
    id: str


Parts = tuple[str | Code, ...]
"""Words with codes between them."""


class Segment(NamedTuple):
    """A stretch of a text that is translated as one: Markdown in a body, plain words elsewhere."""

    source: str
    target: str


class TranslationUnit(NamedTuple):
    """A text, or a form of a unit of measure. ``document`` and ``name``: as in ``Field``, ``form`` behind the name.

    ``longest``: the most characters it may have; 0 where there is no limit. ``was``: the digest of its translation:
    where another stands there when the file comes back, somebody has changed it meanwhile.
    """

    id: str
    document: str
    name: str
    is_markdown: bool
    longest: int
    state: State
    was: str
    segments: tuple[Segment, ...]

    def notes(self, words: Catalog) -> Iterator[tuple[str, str]]:
        """Yield what a translator must know of it: the kind of each note, and its words in one line."""
        yield "location", words.text("cli.exchange.note.where", document=self.document, field=self.name)
        if self.longest:
            yield "length", words.text("cli.exchange.note.longest", limit=self.longest)
        if self.state in ("stale", "machine"):
            yield "state", words.text(f"cli.exchange.note.{self.state}")
        if self.is_markdown:
            yield "markup", words.text("cli.exchange.note.markup")


def unit_id(document: str, name: str) -> str:
    """Return the id of a text in a file: a name token of XML, the same in every export and different for every text."""
    where = "/".join(_UNFIT.sub(lambda sign: f"_{ord(sign[0]):x}_", part) for part in document.split("/"))
    return f"{where.replace('/', ':')}:{name}"


Progress = Literal["initial", "unstated", "translated", "reviewed"]
"""How far a translator is with a segment, from the least on."""


class ReturnedSegment(NamedTuple):
    """A segment as it comes back, and the line on which its translation begins."""

    source: Parts
    target: Parts
    progress: Progress
    line: int


class ReturnedUnit(NamedTuple):
    """A text as it comes back, and its line. ``was``: the digest of its translation when it was exported, if known."""

    id: str
    was: str
    segments: tuple[ReturnedSegment, ...]
    line: int


class Returned(NamedTuple):
    """A file that came back: its languages, its texts, and the ``line`` that names the languages."""

    source: str
    target: str
    units: tuple[ReturnedUnit, ...]
    line: int = 1


class FaultError(Exception):
    """Why a file is refused whole: the words ``cli.exchange.fault.<kind>`` with ``params``, at a ``line`` of it."""

    def __init__(self, kind: str, line: int = 1, **params: object) -> None:
        super().__init__(kind)
        self.kind = kind
        self.line = line
        self.params = params
