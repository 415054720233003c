"""Describes a document as it was handed in: its words in order, its pictures, and remarks; and its limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

# Limits: no story comes near them; a document that does is refused before it is unpacked.
MOST_BYTES = 60_000_000
"""Bytes of one document, picture or archive as it is handed in."""

MOST_UNPACKED = 300_000_000
"""Bytes of everything in an archive or a Word file, unpacked."""

MOST_ENTRIES = 1_000
"""Files in an archive, a Word file or a folder."""

MOST_RATIO = 200
"""How much larger than packed an entry may be. Text packs to a tenth, empty pictures to a hundredth."""

MOST_XML = 20_000_000
"""Bytes of one part of a Word file that is read as XML."""

MOST_LETTERS = 200_000
"""Letters of a story: a hundred pages. A longer text is a report, and nobody would look through its proposals."""

MOST_BLOCKS = 4_000
MOST_PAGES = 100
MOST_PICTURES = 60
MOST_PROPOSALS = 100
"""Figures that are proposed; the others go to the notes."""

SECONDS = 60
"""Time in which a document must be read."""

MEMORY = 1_500_000_000
"""Bytes of address space of the worker process, where the system can limit it."""


Form = Literal["heading", "paragraph", "item", "picture", "break", "row"]
"""``break``: a page ends here. ``row``: a row of a table, with ``cells``."""

Style = Literal["", "title", "subtitle", "caption", "quote"]
"""The writer's own style of a paragraph."""


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a document: ``page`` and ``paragraph`` count from 1, None where there are none.

    ``document``: its number, from 0; -1 for none of them.
    """

    page: int | None = None
    paragraph: int | None = None
    document: int = 0


@dataclass(frozen=True, slots=True)
class DocumentBlock:
    """One piece of a document. ``words``: plain text, without a break. ``level``: of a heading, from 1.

    ``markdown``: the words with the writer's own markup, if known. ``picture``: its number in the document, or the name
    of a file beside it. ``cells``: of a row.
    """

    form: Form
    words: str = ""
    location: Location = Location()
    level: int = 0
    style: Style = ""
    markdown: str | None = None
    picture: int | str | None = None
    cells: tuple[tuple[DocumentBlock, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that a person must know: ``import.remark.<key>`` in the catalogs, with its parameters."""

    key: str
    params: Mapping[str, object] = field(default_factory=dict)


class ImportFaultError(Exception):
    """Why no draft can be made: ``import.fault.<key>`` in the catalogs, with its parameters."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key)
        self.key = key
        self.params = params


@dataclass(frozen=True, slots=True)
class SourcePicture:
    """A picture as it was found, not decoded yet. ``name``: that of its file, or the one in the document."""

    name: str
    content: bytes
    location: Location = Location()


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """``name``: that of its file. ``aside``: words beside the text (headers, comments), each with its kind
    (``import.aside.<kind>``). ``day``: of a chat's last message, ISO 8601."""

    name: str
    blocks: tuple[DocumentBlock, ...]
    pictures: tuple[SourcePicture, ...] = ()
    aside: tuple[tuple[str, str], ...] = ()
    remarks: tuple[Remark, ...] = ()
    day: str | None = None
