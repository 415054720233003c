"""Runs Pagefind's program: makes the index of one language, out of the pages of stories as they stand in the site.

It numbers pages in the order in which it comes upon them, and a folder's order is the file system's own. So it is
started as a service and told of one page after the other: the same stories give the same bytes wherever they are built.
Told of a folder, it took a sixth less of the processor. What it reads of a page is the story, not the frame around it
(``root_selector``). Most of its time goes into words and into compressing fragments, so the labels that every story
repeats are left out: nobody searches for them, and excerpts read better without.

Pagefind 1.5 writes its filters in the order of a hash table, which chance decides anew at each run, and names files by
their content (https://github.com/Pagefind/pagefind/issues/638). Here those lists are sorted, and the files and what
refers to them are named by what they now hold. The index of words and the fragments come out alike by themselves.

It hands its files over, and they are written by others: when the disk does not take a file, Pagefind itself goes on and
ends as if all were well, and it says that its files are written before they are.
"""

from __future__ import annotations

import base64
import contextlib
import gzip
import hashlib
import json
import os
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from threading import Thread
from typing import IO, Any, cast

from pagefind_bin import get_executable

MARK = b" data-pagefind-body"
"""What begins the searched part of a page; it ends with its element, an ``article``."""

_CONFIG = {"root_selector": "article[data-pagefind-body]", "exclude_selectors": ["dt", "summary", ".s-explain"]}
_PIECE = 1 << 16
_SAID = 500

ENTRY = "pagefind-entry.json"
"""The file that names the languages, and the file that each index begins with."""

_ORDERED_VERSION = "1.5."
_FILE_MARK = b"pagefind_dcd"
_UNSIGNED, _TEXT, _ARRAY = 0, 3, 4
_LENGTHS = {24: 1, 25: 2, 26: 4, 27: 8}
_META_FILTERS = 3


class SearchError(Exception):
    """Pagefind is not there or did not finish; the message is what it said last, on one line."""


def made_by() -> tuple[str, ...]:
    """Name what the bytes of an index depend on beside its pages."""
    try:
        return (version("pagefind-bin"), json.dumps(_CONFIG))
    except PackageNotFoundError:
        return (json.dumps(_CONFIG),)


def make_index(site: Path, files: Iterable[str]) -> dict[str, bytes]:
    """Make the index of ``files``, pages in ``site`` in one language. Gives its files, with the front end, by their
    paths in it. Raises SearchError."""
    with tempfile.TemporaryDirectory(prefix="pagefind-") as nowhere:
        return in_order(_asked_for(site, sorted(files), nowhere))


def _asked_for(site: Path, files: Sequence[str], nowhere: str) -> dict[str, bytes]:
    """Have Pagefind look at each page and hand over the index. ``nowhere``: a folder without settings for it."""
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
            cwd=nowhere,
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
    return {file["path"].replace(os.sep, "/"): base64.b64decode(file["content"]) for file in last["files"]}


def _ask(service: subprocess.Popen[bytes], requests: Iterable[object]) -> None:
    """Send every request: JSON in base64, each with a comma behind it."""
    told = (json.dumps({"message_id": number, "payload": each}) for number, each in enumerate(requests, 1))
    # That it has ended is noticed where its answers are awaited.
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


def in_order(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Sort what chance has ordered in the files of an index; those of a version not known here stay as they are."""
    made = dict(files)
    entry = json.loads(made[ENTRY])
    if not entry["version"].startswith(_ORDERED_VERSION):
        return made
    for language, about in entry["languages"].items():
        meta = _unpacked(made.pop(f"pagefind.{about['hash']}.pf_meta"))
        filters = []
        for title, named in meta[_META_FILTERS]:
            # [filter, [[value, [page, …]], …]]
            name, values = _unpacked(made.pop(f"filter/{named}.pf_filter"))
            digest, content = _packed([name, sorted(values)], language)
            made[f"filter/{digest}.pf_filter"] = content
            filters.append([title, digest])
        meta[_META_FILTERS] = sorted(filters)
        about["hash"], content = _packed(meta, language)
        made[f"pagefind.{about['hash']}.pf_meta"] = content
    made[ENTRY] = json.dumps(entry).encode()
    return made


def _unpacked(content: bytes) -> list[Any]:
    value, _ = _decoded(gzip.decompress(content), len(_FILE_MARK))
    return list(value)


def _packed(value: list[Any], language: str) -> tuple[str, bytes]:
    """Give a file's content, and the name that follows from it."""
    data = _FILE_MARK + _encoded(value)
    return f"{language}_{hashlib.sha256(data).hexdigest()[:10]}", gzip.compress(data, mtime=0)


def _decoded(data: bytes, at: int) -> tuple[Any, int]:
    """Decode a value of CBOR (RFC 8949) and give where it ends. These files hold numbers, texts and lists alone."""
    kind, size = data[at] >> 5, data[at] & 31
    at += 1
    if size in _LENGTHS:
        end = at + _LENGTHS[size]
        size, at = int.from_bytes(data[at:end], "big"), end
    if kind == _UNSIGNED:
        return size, at
    if kind == _TEXT:
        return data[at : at + size].decode(), at + size
    if kind != _ARRAY:
        raise ValueError(kind)
    values = []
    for _ in range(size):
        value, at = _decoded(data, at)
        values.append(value)
    return values, at


def _encoded(value: int | str | list[Any]) -> bytes:
    if isinstance(value, int):
        return _head(_UNSIGNED, value)
    if isinstance(value, str):
        return _head(_TEXT, len(value.encode())) + value.encode()
    return _head(_ARRAY, len(value)) + b"".join(map(_encoded, value))


def _head(kind: int, size: int) -> bytes:
    if size < min(_LENGTHS):
        return bytes((kind << 5 | size,))
    code, length = next((code, length) for code, length in _LENGTHS.items() if size < 1 << 8 * length)
    return bytes((kind << 5 | code,)) + size.to_bytes(length, "big")
