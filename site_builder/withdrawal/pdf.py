"""Takes the text and the pictures out of a PDF, in a process of its own with bounds on its time and memory.

    python -m site_builder.withdrawal.pdf < file.pdf

Answers in JSON: a list of pairs, ``text`` and words, ``picture`` and bytes in base64, ``unread`` and why.
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
    yield "text", "\n".join(map(str, (reader.metadata or {}).values()))
    xmp: Any = reader.root_object.get("/Metadata")
    if xmp is not None:
        yield "text", xmp.get_object().get_data().decode("utf-8", "replace")
    for name, versions in reader.attachments.items():
        yield "text", name
        for version in versions:
            yield "picture", base64.b64encode(version).decode()
    pictures = 0
    for page in reader.pages:
        yield "text", page.extract_text()
        yield "text", "\n".join(_noted(page))
        for image in page.images:
            pictures += 1
            if pictures > _MOST_PICTURES:
                yield "unread", "too-large"
                return
            yield "picture", base64.b64encode(image.data).decode()


def _noted(page: Any) -> Iterator[str]:
    """The words of notes, links and form fields on a page."""
    for each in page.get("/Annots") or ():
        note = each.get_object()
        yield from (str(note[key]) for key in ("/Contents", "/T", "/TU", "/V", "/A") if key in note)


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
