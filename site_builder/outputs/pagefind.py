"""Pagefind's program: the index of one language, out of the pages of stories as they stand in the site.

It numbers pages in the order in which it comes upon them, and a folder's order is the file system's own. So it is
started as a service and told of one page after the other: the same stories give the same bytes wherever they are built.
Told of a folder, it took a sixth less of the processor. What it reads of a page is the story, not the frame around it
(``root_selector``). Most of its time goes into words and into compressing fragments, so the labels that every story
repeats are left out: nobody searches for them, and excerpts read better without.

Pagefind 1.5 writes its filters in the order of a hash table, which chance decides anew at each run, and names files by
their content (https://github.com/Pagefind/pagefind/issues/638). Here those lists are sorted, and the files and what
refers to them are named by what they now hold. The index of words and the fragments come out alike by themselves.

It hands its files over, and they are written here: when the disk does not take a file, Pagefind itself goes on and ends
as if all were well, and it says that its files are written before they are.
"""

from __future__ import annotations

import base64
import contextlib
import gzip
import hashlib
import json
import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence
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

_ENTRY = "pagefind-entry.json"
"""The file that names the languages, and what each begins with."""

_ORDERED_VERSION = "1.5."
_FILE_MARK = b"pagefind_dcd"
_UNSIGNED, _TEXT, _ARRAY = 0, 3, 4
_LENGTHS = {24: 1, 25: 2, 26: 4, 27: 8}
_META_FILTERS = 3


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


def put_in_order(folder: Path) -> None:
    """Sort what chance has ordered in Pagefind's ``folder``; the files of a version not known here stay as they are."""
    entry = read_entry(folder)
    if not entry["version"].startswith(_ORDERED_VERSION):
        return
    for language, about in sorted(entry["languages"].items()):
        meta_file = folder / f"pagefind.{about['hash']}.pf_meta"
        meta = _read(meta_file)
        meta[_META_FILTERS] = sorted(
            [name, _filter_in_order(folder / "filter", named, language)] for name, named in meta[_META_FILTERS]
        )
        meta_file.unlink()
        about["hash"] = _write(folder, "pagefind.", ".pf_meta", language, meta)
    write_entry(folder, entry)


def read_entry(folder: Path) -> dict[str, Any]:
    """What there is in ``folder``: a version, and by language where its index begins."""
    entry: dict[str, Any] = json.loads((folder / _ENTRY).read_text(encoding="utf-8"))
    return entry


def write_entry(folder: Path, entry: Mapping[str, Any]) -> None:
    """The same, written with its languages in order, as a file of its own: the one before may be the store's too."""
    written = json.dumps(
        {**entry, "languages": dict(sorted(entry["languages"].items()))}, ensure_ascii=False, separators=(",", ":")
    )
    write_new(f"{folder}/{_ENTRY}", written.encode())


def _filter_in_order(folder: Path, named: str, language: str) -> str:
    """The new name of a filter whose values are sorted: ``[filter, [[value, [page, …]], …]]``."""
    file = folder / f"{named}.pf_filter"
    name, values = _read(file)
    file.unlink()
    return _write(folder, "", ".pf_filter", language, [name, sorted(values)])


def _read(file: Path) -> list[Any]:
    value, _ = _decoded(gzip.decompress(file.read_bytes()), len(_FILE_MARK))
    return list(value)


def _write(folder: Path, before: str, after: str, language: str, value: list[Any]) -> str:
    data = _FILE_MARK + _encoded(value)
    name = f"{language}_{hashlib.sha256(data).hexdigest()[:10]}"
    write_new(f"{folder}/{before}{name}{after}", gzip.compress(data, mtime=0))
    return name


def _decoded(data: bytes, at: int) -> tuple[Any, int]:
    """A value of CBOR (RFC 8949) and where it ends: whole numbers, texts and lists are all that these files hold."""
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
