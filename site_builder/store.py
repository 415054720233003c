"""The store: what was made before, by what it was made from. It only ever saves work; losing it loses nothing.

A key is a digest of everything that a file is made from (``key``). Contents stand under their own digest, so that a
file that was cut short, damaged or edited is noticed and made again, and equal contents are kept once. A site's files
are hard links to them where the file system can, copies where not.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

LIMIT = 2 * 1024**3
"""Bytes that the store may hold; beyond that, what was not used for longest goes."""

_FORMAT = "store 1"


def key(kind: str, *parts: str | bytes) -> str:
    """The key of what is made from ``parts``. Every part counts with its length, so no two lists give one key."""
    digest = hashlib.blake2b(kind.encode(), digest_size=20)
    for part in parts:
        content = part if isinstance(part, bytes) else part.encode()
        digest.update(len(content).to_bytes(8, "big"))
        digest.update(content)
    return digest.hexdigest()


class Store:
    """Contents by key in ``folder``. Used in one process at a time; ``close`` keeps what is new for the next build."""

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self._folder = folder
        self._limit = limit
        self._known = _read_index(folder / "index")
        self._used: dict[str, str] = {}

    def place(self, name: str, target: Path) -> bool:
        """Put the content under the key ``name`` at ``target``, which is not there yet. False where there is none."""
        digest = self._used.get(name) or self._known.get(name)
        if digest is None:
            return False
        entry = self._entry(digest)
        try:
            if _digest(entry.read_bytes()) != digest:
                entry.unlink()
                return False
        except OSError:
            return False
        self._used[name] = digest
        _link(entry, target)
        return True

    def keep(self, name: str, content: bytes, target: Path) -> None:
        """Keep ``content`` under the key ``name``, and put it at ``target``. A full or read-only disk keeps nothing."""
        digest = _digest(content)
        entry = self._entry(digest)
        try:
            if not entry.exists():
                _write(entry, content)
            self._used[name] = digest
            _link(entry, target)
        except OSError:
            with contextlib.suppress(FileNotFoundError):
                target.unlink()
            target.write_bytes(content)

    def close(self) -> None:
        """Write the index, what this build used first, and drop what is beyond the limit."""
        if not self._folder.is_dir():
            return
        kept = {**self._used, **{name: digest for name, digest in self._known.items() if name not in self._used}}
        with contextlib.suppress(OSError):
            kept = self._bounded(kept)
            lines = "".join(f"{name} {digest}\n" for name, digest in kept.items())
            _write(self._folder / "index", f"{_FORMAT} {_digest(lines.encode())}\n{lines}".encode())

    def _bounded(self, index: Mapping[str, str]) -> dict[str, str]:
        """The index as far as the limit goes; the contents of the rest, and what no key names, are deleted."""
        kept: dict[str, str] = {}
        wanted: set[str] = set()
        size = 0
        sizes = {path.name: path.stat().st_size for path in self._folder.glob("objects/*/*")}
        for name, digest in index.items():
            if digest not in sizes:
                continue
            size += 0 if digest in wanted else sizes[digest]
            if size > self._limit:
                break
            kept[name] = digest
            wanted.add(digest)
        for digest in sizes.keys() - wanted:
            self._entry(digest).unlink(missing_ok=True)
        return kept

    def _entry(self, digest: str) -> Path:
        return self._folder / "objects" / digest[:2] / digest


def placed(store: Store, name: str, target: Path, make: Callable[[], bytes]) -> None:
    """The file at ``target`` out of the store, or made now and kept."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if not store.place(name, target):
        store.keep(name, make(), target)


def clean(folder: Path) -> int:
    """Empty the store in ``folder``; how many bytes that was."""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    shutil.rmtree(folder, ignore_errors=True)
    return size


def _read_index(path: Path) -> dict[str, str]:
    """Keys and digests, most lately used first; nothing where the index is absent, damaged or of another version."""
    try:
        head, _, lines = path.read_text("ascii").partition("\n")
    except (OSError, UnicodeDecodeError):
        return {}
    if head != f"{_FORMAT} {_digest(lines.encode())}":
        return {}
    return dict(_pairs(lines.splitlines()))


def _pairs(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    for line in lines:
        name, _, digest = line.partition(" ")
        yield name, digest


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=20).hexdigest()


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.chmod(temporary, 0o644)  # noqa: PTH101 - mkstemp makes files that only their owner may read
        os.replace(temporary, path)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)  # noqa: PTH108
        raise


def _link(entry: Path, target: Path) -> None:
    try:
        os.link(entry, target)
    except OSError:
        shutil.copyfile(entry, target)
