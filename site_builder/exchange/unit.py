"""What is exchanged: a text, its translation as far as there is one, and what a translator must know."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from site_builder.translations.states import State

Mark = Literal["open", "close", "hold"]

_UNFIT = re.compile(r"[^A-Za-z0-9.-]")
_ESCAPED = re.compile(r"_([0-9a-f]+)_")


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


class Unit(NamedTuple):
    """A text, or a form of a unit of measure. ``document`` and ``name``: as in ``Field``, ``form`` behind the name.

    ``longest``: how many characters it may have at most; 0 where nobody counts. ``was``: the digest of its translation:
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


def unit_id(document: str, name: str) -> str:
    """The id of a text in a file: a name token of XML, the same in every export, and no two texts share one."""
    where = "/".join(_UNFIT.sub(lambda sign: f"_{ord(sign[0]):x}_", part) for part in document.split("/"))
    return f"{where.replace('/', ':')}:{name}"


def named(identifier: str) -> tuple[str, str]:
    """The document and the name that an id was made of."""
    where, _, name = identifier.rpartition(":")
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), where.replace(":", "/")), name
