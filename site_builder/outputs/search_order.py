"""Pagefind's files in one order, so that the same stories give the same bytes.

Pagefind 1.5 writes its filters in the order of a hash table, which chance decides anew at each run, and names files by
their content (https://github.com/Pagefind/pagefind/issues/638). Here those lists are sorted, and the files and what
refers to them are named by what they now hold. The index of words and the fragments come out alike by themselves.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from site_builder.store.files import write_new

ENTRY = "pagefind-entry.json"
"""The file that names the languages, and what each begins with."""

_VERSION = "1.5."
_MARK = b"pagefind_dcd"
_UNSIGNED, _TEXT, _ARRAY = 0, 3, 4
_LENGTHS = {24: 1, 25: 2, 26: 4, 27: 8}
_META_FILTERS = 3


def put_in_order(folder: Path) -> None:
    """Sort what chance has ordered in Pagefind's ``folder``; the files of a version not known here stay as they are."""
    entry = read_entry(folder)
    if not entry["version"].startswith(_VERSION):
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
    entry: dict[str, Any] = json.loads((folder / ENTRY).read_text(encoding="utf-8"))
    return entry


def write_entry(folder: Path, entry: Mapping[str, Any]) -> None:
    """The same, written with its languages in order, as a file of its own: the one before may be the store's too."""
    written = json.dumps(
        {**entry, "languages": dict(sorted(entry["languages"].items()))}, ensure_ascii=False, separators=(",", ":")
    )
    write_new(f"{folder}/{ENTRY}", written.encode())


def _filter_in_order(folder: Path, named: str, language: str) -> str:
    """The new name of a filter whose values are sorted: ``[filter, [[value, [page, …]], …]]``."""
    file = folder / f"{named}.pf_filter"
    name, values = _read(file)
    file.unlink()
    return _write(folder, "", ".pf_filter", language, [name, sorted(values)])


def _read(file: Path) -> list[Any]:
    value, _ = _decoded(gzip.decompress(file.read_bytes()), len(_MARK))
    return list(value)


def _write(folder: Path, before: str, after: str, language: str, value: list[Any]) -> str:
    data = _MARK + _encoded(value)
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
