"""Takes the text and the pictures out of a PDF, in a process of its own with bounds on its time and memory.

    python -m site_builder.withdrawal.pdf < file.pdf

Answers in JSON: a list of pairs, ``text`` and words, ``picture`` and the bytes of a file that is in it, in base64,
``unread`` and why.
"""

from __future__ import annotations

import base64
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any, cast

from site_builder.importing.apart import WAIT
from site_builder.importing.worker import bound
from site_builder.withdrawal.contents import Content, Picture, Text, Unread, Why

_MOST_PICTURES = 500


def read_pdf(data: bytes) -> Iterator[Content]:
    """Every text and picture of a PDF; ``Unread`` for what could not be read. Raises nothing, whatever the bytes."""
    command = [sys.executable, "-P", "-m", "site_builder.withdrawal.pdf"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=WAIT, check=False)
        answer = json.loads(done.stdout) if done.returncode == 0 else [["unread", "damaged"]]
    except (subprocess.TimeoutExpired, OSError, ValueError):
        answer = [["unread", "damaged"]]
    for what, value in answer:
        if what == "picture":
            yield Picture(base64.b64decode(value))
        elif what == "text":
            yield Text(value)
        else:
            yield Unread(cast("Why", value))


def _parts(data: bytes) -> Iterator[tuple[str, str]]:
    import pypdf

    reader = pypdf.PdfReader(BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        yield "unread", "locked"
        return
    pictures = 0
    for page in reader.pages:
        yield "text", page.extract_text()
        for image in page.images:
            pictures += 1
            if pictures > _MOST_PICTURES:
                yield "unread", "too-large"
                return
            yield "picture", base64.b64encode(image.data).decode()
    for number in {*(number for held in reader.xref.values() for number in held), *reader.xref_objStm}:
        yield from _of_object(reader.get_object(number))


def _of_object(found: Any) -> Iterator[tuple[str, str]]:
    """Everything beside what is drawn on pages: titles, bookmarks, notes, fields, descriptions for the blind, XMP, and
    what is attached."""
    yield "text", "\n".join(_texts(found))
    kinds = {found.get("/Type"), found.get("/Subtype")} if isinstance(found, dict) else set()
    if kinds & {"/XML", "/EmbeddedFile"}:
        yield "picture", base64.b64encode(found.get_data()).decode()


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


def main() -> None:
    """Read a PDF from the standard input and answer on the standard output."""
    bound()
    # What pypdf has to say holds pieces of the file.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    found: list[tuple[str, str]] = []
    try:
        found.extend(_parts(sys.stdin.buffer.read()))
    except Exception:
        # A foreign parser over foreign bytes raises exceptions of every class.
        found.append(("unread", "damaged"))
    sys.stdout.buffer.write(json.dumps(found).encode())


if __name__ == "__main__":
    main()
