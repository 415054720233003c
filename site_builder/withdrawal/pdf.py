"""Takes the text and the pictures out of a PDF, in a worker with limits on its time and memory."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from site_builder.importing.document_job import LIMITS
from site_builder.withdrawal.contents import Content, Picture, Text, Unread
from site_builder.workers import WorkerError
from site_builder.workers.pool import WorkerPool
from site_builder.workers.process import Answer, Failure

_MOST_PICTURES = 500


def read_pdf(data: bytes) -> Iterator[Content]:
    """Every text and picture of a PDF; ``Unread`` for what could not be read. Raises nothing, whatever the bytes."""
    try:
        with WorkerPool(LIMITS) as pool:
            found = pool.run(_PdfJob(data))
    except WorkerError:
        found = [Unread("damaged")]
    return iter(found)


@dataclass(frozen=True, slots=True)
class _PdfJob:
    data: bytes

    def run(self) -> Answer:
        """Give texts and reasons with their kinds, and the pictures' contents beside them."""
        # What pypdf has to say holds pieces of the file.
        logging.getLogger("pypdf").setLevel(logging.CRITICAL)
        found: list[Content] = []
        try:
            found.extend(_parts(self.data))
        except Exception:
            # A foreign parser over foreign bytes raises exceptions of every class.
            found.append(Unread("damaged"))
        parts = [(type(each).__name__, None if isinstance(each, Picture) else each[0]) for each in found]
        return {"parts": parts}, [each.data for each in found if isinstance(each, Picture)]

    def result(self, words: Mapping[str, Any], contents: Sequence[bytes]) -> list[Content]:
        """Read the parts again."""
        pictures = iter(contents)
        read: dict[str, Callable[[Any], Content]] = {
            "Picture": lambda nothing: Picture(next(pictures)),
            "Text": Text,
            "Unread": Unread,
        }
        return [read[kind](said) for kind, said in words["parts"]]

    def failed(self, failure: Failure) -> list[Content]:
        """Say that the PDF could not be read."""
        return [Unread("damaged")]


def _parts(data: bytes) -> Iterator[Content]:
    import pypdf

    reader = pypdf.PdfReader(BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        yield Unread("locked")
        return
    pictures = 0
    for page in reader.pages:
        yield Text(page.extract_text())
        for image in page.images:
            pictures += 1
            if pictures > _MOST_PICTURES:
                yield Unread("too-large")
                return
            yield Picture(image.data)
    for number in {*(number for held in reader.xref.values() for number in held), *reader.xref_objStm}:
        yield from _of_object(reader.get_object(number))


def _of_object(found: Any) -> Iterator[Content]:
    """Everything beside what is drawn on pages: titles, bookmarks, notes, fields, descriptions for the blind, XMP, and
    what is attached."""
    yield Text("\n".join(_texts(found)))
    kinds = {found.get("/Type"), found.get("/Subtype")} if isinstance(found, dict) else set()
    if kinds & {"/XML", "/EmbeddedFile"}:
        yield Picture(found.get_data())


def _texts(found: Any) -> Iterator[str]:
    from pypdf.generic import ByteStringObject, TextStringObject

    todo = [found]
    while todo:
        each = todo.pop()
        if isinstance(each, dict):
            todo += each.values()
        elif isinstance(each, list):
            todo += each
        elif isinstance(each, ByteStringObject):
            yield each.decode("cp1252", "replace")
        elif isinstance(each, TextStringObject):
            yield str(each)
