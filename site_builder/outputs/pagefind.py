"""Pagefind's program: the index of one language, out of the pages of stories as they stand in the site.

It numbers pages in the order in which it comes upon them, and a folder's order is the file system's own. So it is
started as a service and told of one page after the other: the same stories give the same bytes wherever they are built.
Told of a folder, it took a sixth less of the processor. What it reads of a page is the story, not the frame around it
(``root_selector``). Most of its time goes into words and into compressing fragments, so the labels that every story
repeats are left out: nobody searches for them, and excerpts read better without.

It hands its files over, and they are written here: when the disk does not take a file, Pagefind itself goes on and ends
as if all were well, and it says that its files are written before they are.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import subprocess
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from threading import Thread
from typing import IO, Any, cast

from pagefind_bin import get_executable

from site_builder.store.files import write_new

MARK = b" data-pagefind-body"
"""What begins the searched part of a page; it ends with its element, an ``article``."""

_CONFIG = {"root_selector": "article[data-pagefind-body]", "exclude_selectors": ["dt", "summary", ".s-explain"]}
_PIECE = 1 << 16
_SAID = 500


class SearchError(Exception):
    """Pagefind is not there or did not finish; the message is what it said last, on one line."""


def made_by() -> tuple[str, ...]:
    """What the bytes of an index depend on beside its pages."""
    try:
        return (version("pagefind-bin"), json.dumps(_CONFIG))
    except PackageNotFoundError:
        return (json.dumps(_CONFIG),)


def make_index(site: Path, files: Iterable[str], folder: Path) -> None:
    """Write the index of ``files``, pages in ``site`` in one language, and the front end into ``folder``.

    Raises SearchError, and OSError where the disk does not take the index.
    """
    for name, content in _made(site, sorted(files), folder).items():
        write_new(f"{folder}/{name}", content)


def _made(site: Path, files: Sequence[str], folder: Path) -> dict[str, bytes]:
    """Have Pagefind look at each page: the files of the index, by their paths in it. Raises SearchError."""
    pages = [{"type": "AddDir", "index_id": 0, "path": str(site), "glob": file} for file in files]
    requests = [{"type": "NewIndex", "config": _CONFIG}, *pages, {"type": "GetFiles", "index_id": 0}]
    try:
        # What a project or its surroundings would set is no part of the key under which an index is kept.
        service = subprocess.Popen(
            [str(get_executable()), "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd=folder,
            env={name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")},
        )
    except OSError as error:
        raise SearchError from error
    with service:
        asking = Thread(target=_ask, args=(service, requests), daemon=True)
        asking.start()
        try:
            last = _last_answer(service, len(requests))
        except BaseException:
            service.kill()
            raise
        finally:
            asking.join()
    return {file["path"]: base64.b64decode(file["content"]) for file in last["files"]}


def _ask(service: subprocess.Popen[bytes], requests: Iterable[object]) -> None:
    """Send every request: JSON in base64, each with a comma behind it."""
    told = (json.dumps({"message_id": number, "payload": each}) for number, each in enumerate(requests, 1))
    # One that has ended is noticed by who waits for its answers.
    with contextlib.suppress(OSError):
        cast("IO[bytes]", service.stdin).write(b"".join(base64.b64encode(each.encode()) + b"," for each in told))


def _last_answer(service: subprocess.Popen[bytes], count: int) -> dict[str, Any]:
    """Wait for ``count`` answers. Raises SearchError for one that is an error, and where Pagefind ends before."""
    stream = cast("IO[bytes]", service.stdout)
    heard: list[bytes] = []
    payload: dict[str, Any] = {}
    while count:
        piece = os.read(stream.fileno(), _PIECE)
        if not piece:
            raise SearchError("Pagefind ended")
        *ends, rest = piece.split(b",")
        for end in ends:
            payload = json.loads(base64.b64decode(b"".join((*heard, end))))["payload"]
            heard.clear()
            if payload["type"] == "Error":
                raise SearchError(" ".join(str(payload.get("message")).split())[-_SAID:])
            if payload.get("page_count", 1) != 1:
                raise SearchError("Pagefind found no page where one is")
        heard.append(rest)
        count -= len(ends)
    return payload
