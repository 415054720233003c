"""Keeps contents by key: files for a site, and small values.

A site's files are hard links to the store's where the file system can, copies where not. Files stand under their own
digest, so that one that was cut short, damaged or edited is noticed and made again, and equal contents are kept once.
A file gets into the store as a second name of one that is complete, so no half-written one is ever there.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from site_builder.store.files import link_file, write_atomic, write_file
from site_builder.store.keys import Digest, digest_of
from site_builder.store.packs import Location, Packs, pack_of

LIMIT = 2 * 1024**3
"""Bytes that the store may hold; beyond that, what was not used for longest goes."""

_FEW_PACKS = 32
_SMALL_PACK = 4 * 1024 * 1024
_FORMAT = "store 2"


class Store:
    """Contents by key in ``folder``.

    A process that was forked has a store too: ``usage`` there gives what it used and kept, for ``add_usage`` in the
    first process, where ``close`` keeps what is new for the next build. A full or read-only disk keeps nothing.
    """

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self._folder = folder
        self._limit = limit
        # Before anything is read: a withdrawal from now on is noticed when this is saved.
        self._epoch = epoch_of(folder)
        self._known = _read_index(folder / "index")
        self._used: dict[str, Location] = {}
        self._told: dict[str, Location] = {}
        self._packs = Packs(folder / "packs")
        self._sparse = self._sparse_packs()
        self._can_link = True

    def place(self, name: Digest, target: str) -> bool:
        """Put the file under the key ``name`` at ``target``. False where there is none. What was at ``target`` is left
        alone where it is that file already, and else goes.
        """
        content = self.file(name)
        if content is None:
            return False
        if not self._linked(self._object(self._used[f"f{name}"].partition(":")[0]), target):
            write_file(target, content)
        return True

    def file(self, name: Digest) -> bytes | None:
        """Return the content of the file under the key ``name``; None where there is none."""
        where = self._where(f"f{name}")
        if where is None:
            return None
        digest = where.partition(":")[0]
        path = self._object(digest)
        try:
            with open(path, "rb", 0) as stream:  # noqa: PTH123 - thousands of them: strings are quicker
                content = stream.read()
            if digest_of(content) != digest:
                os.unlink(path)  # noqa: PTH108
                return None
        except OSError:
            return None
        self._note(f"f{name}", where)
        return content

    def keep(self, name: Digest, content: bytes, target: str) -> None:
        """Write ``content`` to ``target`` and keep it under the key ``name``. Raises OSError if it cannot be."""
        write_file(target, content)
        self.keep_file(name, content, target)

    def keep_file(self, name: Digest, content: bytes, at: str | None = None) -> None:
        """Keep ``content`` as the file under the key ``name``. ``at``: a file that holds it already."""
        digest = digest_of(content)
        path = self._object(digest)
        with contextlib.suppress(OSError):
            # What is there under its digest is the same, or damaged, which is noticed when it is wanted.
            if not os.path.exists(path) and not (at and self._linked(at, path)):  # noqa: PTH110
                write_atomic(Path(path), content)
            self._note(f"f{name}", f"{digest}:{len(content)}")

    def value(self, name: Digest) -> bytes | None:
        """Return the small value under the key ``name``; None where there is none."""
        where = self._where(f"v{name}")
        value = None if where is None else self._packs.read(where)
        if value is None or where is None:
            return None
        if pack_of(where)[0] in self._sparse:
            self.keep_value(name, value)
        else:
            self._note(f"v{name}", where)
        return value

    def keep_value(self, name: Digest, value: bytes) -> Location | None:
        """Keep a small value under the key ``name``. Gives its location, None where it could not be kept."""
        try:
            where = self._packs.append(value)
        except OSError:
            return None
        self._note(f"v{name}", where)
        return where

    def where(self, name: Digest) -> Location | None:
        """Return the location of the small value under ``name``, to be read again by ``read``."""
        return self._where(f"v{name}")

    def read(self, where: Location) -> bytes | None:
        """Read a small value by its location, in any process."""
        return self._packs.read(where)

    def usage(self) -> dict[str, Location]:
        """Return what was used and kept since this was last called, for ``add_usage`` in another process."""
        told, self._told = self._told, {}
        return told

    def add_usage(self, usage: Mapping[str, Location]) -> None:
        """Take in what another process has used and kept. It can be read from now on, whatever others drop."""
        self._used.update(usage)
        self._packs.keep_open(where for name, where in usage.items() if name[0] == "v")

    def save(self) -> None:
        """Write the index, what was used here first, and drop what is beyond the limit. The store can be used on.

        What other processes have kept meanwhile stays.
        """
        with contextlib.suppress(OSError):
            if self._folder.is_dir():
                known = _read_index(self._folder / "index")
                if (epoch := epoch_of(self._folder)) != self._epoch:
                    # Something was withdrawn meanwhile: what is here may have been made from it.
                    self._epoch, self._known, self._used, self._told = epoch, known, {}, {}
                    self._sweep(known)
                    return
                others = {name: where for name, where in known.items() if name not in self._used}
                self._write(_bounded({**self._used, **others}, self._limit))

    def keep_only_used(self, but: Iterable[Digest] = ()) -> None:
        """Drop what was not used here since this was opened, and values under the keys ``but``. Raises OSError.

        Values move to a pack of their own: the others hold what is to go beside them. Call it while no other build
        runs.
        """
        used: dict[str, Location] = {}
        self._packs.start_pack()
        dropped = {f"v{name}" for name in but}
        for name, where in self._used.items():
            if name[0] == "f":
                used[name] = where
            elif name not in dropped and (value := self._packs.read(where)) is not None:
                used[name] = self._packs.append(value)
        self._known, self._used, self._told = used, dict(used), {}
        if self._folder.is_dir():
            self._write(used)

    def close(self) -> None:
        """Save what is new and close every file."""
        self.save()
        self._packs.close()

    def _where(self, name: str) -> Location | None:
        return self._used.get(name) or self._known.get(name)

    def _note(self, name: str, where: Location) -> None:
        self._used[name] = self._told[name] = where

    def _object(self, digest: Digest) -> str:
        return f"{self._folder}/objects/{digest[:2]}/{digest}"

    def _linked(self, source: str, target: str) -> bool:
        """Make ``target`` a second name of ``source``. False where that cannot be."""
        if not self._can_link:
            return False
        try:
            link_file(source, target)
        except OSError as error:
            # Other file systems, and those without links, will not change; too many links to one file may.
            self._can_link = error.errno == errno.EMLINK
            return False
        return True

    def _sparse_packs(self) -> set[str]:
        """Find packs of which little is used, and small ones where there are many: what is used of them moves on."""
        live: dict[str, int] = {}
        for name, where in self._known.items():
            if name[0] == "v":
                pack, length = pack_of(where)
                live[pack] = live.get(pack, 0) + length
        live.pop("", None)
        sizes = self._packs.sizes(live)
        sparse = {pack for pack, size in sizes.items() if live[pack] * 2 < size}
        if len(sizes) > _FEW_PACKS:
            sparse |= {pack for pack, size in sizes.items() if size < _SMALL_PACK}
        return sparse

    def _write(self, index: Mapping[str, Location]) -> None:
        """Write the index whole or not at all, and drop what it does not name. Raises OSError."""
        lines = "".join([f"{name} {where}\n" for name, where in index.items()])
        write_atomic(self._folder / "index", f"{_FORMAT} {digest_of(lines.encode())}\n{lines}".encode())
        self._sweep(index)

    def _sweep(self, index: Mapping[str, Location]) -> None:
        """Delete every file that ``index`` does not name."""
        files = {where.partition(":")[0] for name, where in index.items() if name[0] == "f"}
        with contextlib.suppress(OSError):
            for folder in os.scandir(self._folder / "objects"):
                for entry in os.scandir(folder.path):
                    if entry.name not in files:
                        with contextlib.suppress(OSError):
                            os.unlink(entry.path)  # noqa: PTH108
        self._packs.drop(self._packs.names() - {pack_of(where)[0] for name, where in index.items() if name[0] == "v"})


def _read_index(path: Path) -> dict[str, Location]:
    """Read keys and their locations, most lately used first; none where the index is absent, damaged or of another
    version."""
    try:
        head, _, lines = path.read_text("ascii").partition("\n")
    except (OSError, UnicodeDecodeError):
        return {}
    if head != f"{_FORMAT} {digest_of(lines.encode())}":
        return {}
    pairs = (line.partition(" ") for line in lines.splitlines())
    return {name: where for name, _, where in pairs}


def _bounded(index: Mapping[str, Location], limit: int) -> dict[str, Location]:
    """Return the index as far as ``limit`` goes: bytes of contents, each counted once."""
    kept: dict[str, Location] = {}
    counted: set[str] = set()
    size = 0
    for name, where in index.items():
        if name[0] == "v":
            size += pack_of(where)[1]
        else:
            digest, _, length = where.partition(":")
            size += 0 if digest in counted else int(length)
            counted.add(digest)
        if size > limit:
            break
        kept[name] = where
    return kept


def clean_store(folder: Path) -> int:
    """Empty the store in ``folder``. Gives how many bytes that was."""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    shutil.rmtree(folder, ignore_errors=True)
    return size


def epoch_of(store: Path) -> str:
    """Return the epoch of the project that has its store in that folder; empty in the first.

    An epoch ends whenever something is withdrawn. What was made from records read in an earlier one may contain it: a
    build notices before it is served, a store before it keeps anything.
    """
    try:
        return (store.parent / "epoch").read_text("ascii")
    except (OSError, UnicodeDecodeError):
        return ""


def new_epoch(store: Path) -> None:
    """Begin another epoch. Raises OSError."""
    write_atomic(store.parent / "epoch", secrets.token_hex(8).encode())
