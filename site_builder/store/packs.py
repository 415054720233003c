"""Keeps many small values in few files, called packs. A process appends to a pack of its own.

Records hold what is never published, so packs are their owner's alone.

Where a value is: ``<pack>:<offset>:<length>:<digest>``, or ``=<hexadecimal>`` for the smallest, which need no file.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from threading import Lock

from site_builder.store.files import errors_naming, write_all
from site_builder.store.keys import digest_of

_SMALLEST = 24
_PRIVATE = 0o600

Location = str


class Packs:
    """The packs in ``folder``. Safe to have when the process forks: a child begins a pack of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, int] = {}
        self._writer: tuple[int, str, int] | None = None
        self._length = 0
        self._appending = Lock()

    def start_pack(self) -> None:
        """Have the next value be the first in its pack."""
        self._writer = None

    def append(self, value: bytes) -> Location:
        """Keep a value. Raises OSError where the disk does not take it."""
        if len(value) <= _SMALLEST:
            return f"={value.hex()}"
        # Threads of a preview keep what they make while an edit is taken in.
        with self._appending:
            _, name, handle = self._begun()
            at = self._length
            self._length += len(value)
            try:
                with errors_naming(self._folder / name):
                    write_all(handle, value)
            except OSError:
                # How much of it was written is not known; the next value begins a new pack.
                self._writer = None
                raise
        return f"{name}:{at}:{len(value)}:{digest_of(value)}"

    def read(self, where: Location) -> bytes | None:
        """Return a value, or None where it is no more what was kept."""
        if where.startswith("="):
            return bytes.fromhex(where[1:])
        name, at, length, digest = where.split(":")
        try:
            value = _read(self._opened(name), int(length), int(at))
        except OSError:
            return None
        return value if digest_of(value) == digest else None

    def keep_open(self, places: Iterable[Location]) -> None:
        """Open the packs that values are in: what is open can be read though another process deletes its name."""
        for where in places:
            name = pack_of(where)[0]
            if name and name not in self._open:
                with contextlib.suppress(OSError):
                    self._opened(name)

    def close(self) -> None:
        """Close every file."""
        for handle in self._open.values():
            os.close(handle)
        self._open.clear()
        self._writer = None

    def names(self) -> set[str]:
        """Return the packs that there are."""
        try:
            return {entry.name for entry in os.scandir(self._folder)}
        except OSError:
            return set()

    def drop(self, names: Iterable[str]) -> None:
        """Delete packs."""
        for name in names:
            with contextlib.suppress(OSError):
                (self._folder / name).unlink()

    def sizes(self, names: Iterable[str]) -> dict[str, int]:
        """Return how many bytes each pack has, of those that are there."""
        found = {}
        for name in names:
            with contextlib.suppress(OSError):
                found[name] = (self._folder / name).stat().st_size
        return found

    def _begun(self) -> tuple[int, str, int]:
        process = os.getpid()
        if self._writer is None or self._writer[0] != process:
            name = secrets.token_hex(8)
            self._folder.mkdir(parents=True, exist_ok=True)
            flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            handle = os.open(self._folder / name, flags, _PRIVATE)
            self._open[name] = handle
            self._writer, self._length = (process, name, handle), 0
        return self._writer

    def _opened(self, name: str) -> int:
        if name not in self._open:
            self._open[name] = os.open(self._folder / name, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        return self._open[name]


def pack_of(where: Location) -> tuple[str, int]:
    """Return the pack that a value is in, empty for none, and the value's length."""
    if where.startswith("="):
        return "", len(where)
    name, _, length, _ = where.split(":")
    return name, int(length)


def _read(handle: int, length: int, at: int) -> bytes:
    if hasattr(os, "pread"):
        # A forked process shares where the file was last read: this call does not.
        return os.pread(handle, length, at)
    os.lseek(handle, at, os.SEEK_SET)
    return os.read(handle, length)
