"""Makes keys: digests of everything that a thing is made from, including the software."""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import os
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from typing import Any, TypeVar

from site_builder.store.files import write_atomic
from site_builder.store.fingerprints import fingerprint

Digest = str
"""A digest in hexadecimal: of contents, or of what something is made from."""


def key(kind: str, *parts: str | bytes) -> Digest:
    """Return the key of what is made from ``parts``. Every part counts with its length, so no two lists give one
    key."""
    digest = hashlib.sha256(kind.encode())
    for part in parts:
        content = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        digest.update(len(content).to_bytes(8, "big"))
        digest.update(content)
    return digest.hexdigest()[:40]


def digest_of(content: bytes) -> Digest:
    """Return the digest of contents. SHA-256, because processors have it built in; cut to 160 bits."""
    return hashlib.sha256(content).hexdigest()[:40]


T = TypeVar("T")

PACKAGE = Path(__file__).resolve().parents[1]
"""The software's own files."""


def cached(name: str, made_from: Digest, make: Callable[[], T]) -> T:
    """Return what ``make`` gives, out of the file ``name`` where it was made before: of what ``made_from`` is a digest
    of.

    It must be made of what ``marshal`` takes: plain values, containers of them, and code. In a read-only installation
    it is made each time.
    """
    found: T | None = load_cached(name, made_from)
    if found is None:
        save_cached(name, made_from, found := make())
    return found


def load_cached(name: str, made_from: Digest) -> Any:
    """Return what was kept in the file ``name``; None where that was made from something else, or is not whole."""
    try:
        head, _, content = _cache_file(name).read_bytes().partition(b"\n")
    except OSError:
        return None
    # Marshal's code may be run: it is the software's own, as said above.
    return marshal.loads(content) if head == _head(made_from, content) else None  # noqa: S302


def save_cached(name: str, made_from: Digest, made: Any) -> None:
    """Keep it in the place of what was kept in the file ``name``."""
    content = marshal.dumps(made)
    with contextlib.suppress(OSError):
        write_atomic(_cache_file(name), _head(made_from, content) + b"\n" + content)


def _cache_file(name: str) -> Path:
    """Named as Python names its own: a file for each of its versions; elsewhere where PYTHONPYCACHEPREFIX says so."""
    return Path(cache_from_source(str(PACKAGE / f"{name}.py"))).with_suffix(".kept")


def _head(made_from: Digest, content: bytes) -> bytes:
    return f"{made_from} {MAGIC_NUMBER.hex()} {digest_of(content)}".encode()


_SUFFIXES = {".py", ".po", ".html", ".css", ".js", ".svg", ".png", ".ttf", ".yml"}
_LIBRARIES = (
    *("babel", "jinja2", "markdown", "markupsafe", "mkdocs", "mkdocs-material", "pillow", "pydantic", "pygments"),
    *("pymdown-extensions", "pypdf", "pyromark", "pyyaml", "tzdata"),
)
_NAME = "software"


@cache
def software() -> Digest:
    """Return a digest of this package's own files, of the libraries that make something of records, and of Python.

    The files are read only where the system cannot promise that they are those of the last time.
    """
    seen = _fingerprint(time.time_ns())
    return cached(_NAME, seen, _digest) if seen else _digest()


def _digest() -> Digest:
    return key(_NAME, sys.version, *map(_version, _LIBRARIES), *_files())


def _fingerprint(now: int) -> Digest | None:
    """Return a digest of what the system says of the files, and of the folders that libraries are installed in: one of
    them changes with whatever is installed, updated or removed. None where the system cannot promise that it would.
    """
    own = fingerprint(str(PACKAGE), now, lambda name: name != "__pycache__")
    folders = [fingerprint(os.path.realpath(path), now, lambda name: False) for path in sys.path if Path(path).exists()]
    return key(_NAME, sys.version, repr(own), repr(folders)) if own and None not in folders else None


def _version(library: str) -> str:
    # Takes a while to load.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"{library} {version(library)}"
    except PackageNotFoundError:
        return library


def _files() -> Iterator[str | bytes]:
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in _SUFFIXES:
            yield path.relative_to(PACKAGE).as_posix()
            yield path.read_bytes()
