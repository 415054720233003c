"""Epochs: one ends whenever something is taken back.

Whoever read records in an earlier one may hold what is to be gone by now: a build notices before it is served, a store
before it keeps anything.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from site_builder.store.files import link_new, write_new, write_whole
from site_builder.store.keys import Digest, digest_of
from site_builder.store.packs import Packs, Where, pack_of

_NAME = "epoch"


def epoch_of(store: Path) -> str:
    """The epoch of the project that has its store in that folder; empty in the first."""
    try:
        return (store.parent / _NAME).read_text("ascii")
    except (OSError, UnicodeDecodeError):
        return ""


def new_epoch(store: Path) -> None:
    """Begin another. Raises OSError."""
    write_whole(store.parent / _NAME, secrets.token_hex(8).encode())


_FORMAT = "store 2"


def read_index(path: Path) -> dict[str, str]:
    """Keys and where their contents are; nothing where the index is absent, damaged or of another version."""
    try:
        head, _, lines = path.read_text("ascii").partition("\n")
    except (OSError, UnicodeDecodeError):
        return {}
    if head != f"{_FORMAT} {digest_of(lines.encode())}":
        return {}
    pairs = (line.partition(" ") for line in lines.splitlines())
    return {name: where for name, _, where in pairs}


def write_index(path: Path, index: Mapping[str, str]) -> None:
    """Write the index whole or not at all. Raises OSError."""
    lines = "".join([f"{name} {where}\n" for name, where in index.items()])
    write_whole(path, f"{_FORMAT} {digest_of(lines.encode())}\n{lines}".encode())


def bounded(index: Mapping[str, Where], limit: int) -> dict[str, Where]:
    """The index as far as ``limit`` goes: bytes of contents, each counted once."""
    kept: dict[str, Where] = {}
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


def sweep(folder: Path, packs: Packs, kept: Mapping[str, Where]) -> None:
    """Delete every file of the store in ``folder`` that no key of ``kept`` names."""
    files = {where.partition(":")[0] for name, where in kept.items() if name[0] == "f"}
    for place, digest in _objects(folder):
        if digest not in files:
            with contextlib.suppress(OSError):
                os.unlink(f"{place}/{digest}")  # noqa: PTH108
    named = {pack_of(where)[0] for name, where in kept.items() if name[0] == "v"}
    packs.drop(packs.names() - named)


def clean(folder: Path) -> int:
    """Empty the store in ``folder``; how many bytes that was."""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    shutil.rmtree(folder, ignore_errors=True)
    return size


def _objects(folder: Path) -> Iterator[tuple[str, str]]:
    with contextlib.suppress(OSError):
        for inner in os.scandir(folder / "objects"):
            for entry in os.scandir(inner.path):
                yield inner.path, entry.name


LIMIT = 2 * 1024**3
"""Bytes that the store may hold; beyond that, what was not used for longest goes."""

_FEW_PACKS = 32
_SMALL_PACK = 4 * 1024 * 1024


class Store:
    """Contents by key in ``folder``.

    A process that was forked has a store too: what it uses and keeps is told by ``taken``, and ``note`` in the first
    process takes that in. ``close`` there keeps what is new for the next build. A full or read-only disk keeps nothing.
    """

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self._folder = folder
        self._limit = limit
        # Before anything is read: what is taken back from now on is noticed when this is saved.
        self._epoch = epoch_of(folder)
        self._known = read_index(folder / "index")
        self._used: dict[str, Where] = {}
        self._told: dict[str, Where] = {}
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
        if not self._linked(self._entry(self._used[f"f{name}"].partition(":")[0]), target):
            write_new(target, content)
        return True

    def file(self, name: Digest) -> bytes | None:
        """The content of the file under the key ``name``; None where there is none."""
        where = self._used.get(f"f{name}") or self._known.get(f"f{name}")
        if where is None:
            return None
        digest = where.partition(":")[0]
        entry = self._entry(digest)
        try:
            with open(entry, "rb", 0) as stream:  # noqa: PTH123 - thousands of them: strings are quicker
                content = stream.read()
            if digest_of(content) != digest:
                os.unlink(entry)  # noqa: PTH108
                return None
        except OSError:
            return None
        self._note(f"f{name}", where)
        return content

    def keep(self, name: Digest, content: bytes, target: str) -> None:
        """Write ``content`` to ``target`` and keep it under the key ``name``. Raises OSError if it cannot be."""
        write_new(target, content)
        self.keep_written(name, content, target)

    def keep_written(self, name: Digest, content: bytes, target: str) -> None:
        """Keep under the key ``name`` the file at ``target``, which holds ``content`` already."""
        digest = digest_of(content)
        entry = self._entry(digest)
        with contextlib.suppress(OSError):
            # What is there under its digest is the same, or damaged, which is noticed when it is wanted.
            if not os.path.exists(entry) and not self._linked(target, entry):  # noqa: PTH110
                write_whole(Path(entry), content)
            self._note(f"f{name}", f"{digest}:{len(content)}")

    def keep_apart(self, name: Digest, content: bytes) -> None:
        """Keep under the key ``name`` a file that stands nowhere yet."""
        entry = self._entry(digest_of(content))
        with contextlib.suppress(OSError):
            if not os.path.exists(entry):  # noqa: PTH110
                write_whole(Path(entry), content)
            self._note(f"f{name}", f"{digest_of(content)}:{len(content)}")

    def value(self, name: Digest) -> bytes | None:
        """The small value under the key ``name``; None where there is none."""
        where = self._used.get(f"v{name}") or self._known.get(f"v{name}")
        value = None if where is None else self._packs.read(where)
        if value is None or where is None:
            return None
        if pack_of(where)[0] in self._sparse:
            self.keep_value(name, value)
        else:
            self._note(f"v{name}", where)
        return value

    def keep_value(self, name: Digest, value: bytes) -> Where | None:
        """Keep a small value under the key ``name``; where it is now, None where it could not be kept."""
        try:
            where = self._packs.append(value)
        except OSError:
            return None
        self._note(f"v{name}", where)
        return where

    def where(self, name: Digest) -> Where | None:
        """Where the small value under ``name`` is, to be read again by ``read``."""
        return self._used.get(f"v{name}") or self._known.get(f"v{name}")

    def read(self, where: Where) -> bytes | None:
        """A small value by its place, in any process."""
        return self._packs.read(where)

    def taken(self) -> dict[str, Where]:
        """What was used and kept since this was last asked, for ``note`` in another process."""
        told, self._told = self._told, {}
        return told

    def note(self, taken: Mapping[str, Where]) -> None:
        """Take in what another process has used and kept. It can be read from now on, whatever others drop."""
        self._used.update(taken)
        self._packs.hold(where for name, where in taken.items() if name[0] == "v")

    def save(self) -> None:
        """Write the index, what was used here first, and drop what is beyond the limit. The store can be used on.

        What other processes have kept meanwhile stays.
        """
        with contextlib.suppress(OSError):
            if self._folder.is_dir():
                known = read_index(self._folder / "index")
                if (epoch := epoch_of(self._folder)) != self._epoch:
                    # Something was taken back meanwhile: what is here may have been made of it.
                    self._epoch, self._known, self._used, self._told = epoch, known, {}, {}
                    sweep(self._folder, self._packs, known)
                    return
                kept = bounded({**self._used, **_without(known, self._used)}, self._limit)
                write_index(self._folder / "index", kept)
                sweep(self._folder, self._packs, kept)

    def keep_only_used(self, but: Iterable[Digest] = ()) -> None:
        """Drop what was not used here since this was opened, and values under the keys ``but``. Raises OSError.

        Values move to a pack of their own: the others hold what is to go beside them. Call it while nobody else builds.
        """
        used: dict[str, Where] = {}
        self._packs.begin_anew()
        dropped = {f"v{name}" for name in but}
        for name, where in self._used.items():
            if name[0] == "f":
                used[name] = where
            elif name not in dropped and (value := self._packs.read(where)) is not None:
                used[name] = self._packs.append(value)
        self._known, self._used, self._told = used, dict(used), {}
        if self._folder.is_dir():
            write_index(self._folder / "index", used)
            sweep(self._folder, self._packs, used)

    def close(self) -> None:
        """Save what is new and let go of every file."""
        self.save()
        self._packs.close()

    def _note(self, name: str, where: Where) -> None:
        self._used[name] = self._told[name] = where

    def _entry(self, digest: Digest) -> str:
        return f"{self._folder}/objects/{digest[:2]}/{digest}"

    def _linked(self, source: str, target: str) -> bool:
        """Whether ``target`` is a second name of ``source`` now."""
        if not self._can_link:
            return False
        try:
            link_new(source, target)
        except OSError as error:
            # Other file systems, and those without links, will not change; too many links to one file may.
            self._can_link = error.errno == errno.EMLINK
            return False
        return True

    def _sparse_packs(self) -> set[str]:
        """Packs of which little is used, and small ones where there are many: what is used of them moves on."""
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


def _without(known: Mapping[str, Where], used: Mapping[str, Where]) -> dict[str, Where]:
    return {name: where for name, where in known.items() if name not in used}
