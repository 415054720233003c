"""What software makes a site: part of every key, since other code makes other things of the same records."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from site_builder.store.fingerprints import fingerprint
from site_builder.store.keys import Digest, key
from site_builder.store.pycache import PACKAGE, once

_SUFFIXES = {".py", ".po", ".html", ".css", ".js", ".svg", ".png", ".ttf", ".yml"}
_LIBRARIES = (
    *("babel", "jinja2", "markdown", "markupsafe", "mkdocs", "mkdocs-material", "pillow", "pydantic", "pygments"),
    *("pymdown-extensions", "pypdf", "pyromark", "pyyaml", "tzdata"),
)
_NAME = "software"


@cache
def software() -> Digest:
    """A digest of this package's own files, of the libraries that make something of records, and of Python.

    The files are read only where the system cannot promise that they are those of the last time.
    """
    seen = _seen(time.time_ns())
    return once(_NAME, seen, _digest) if seen else _digest()


def _digest() -> Digest:
    return key(_NAME, sys.version, *map(_version, _LIBRARIES), *_files())


def _seen(now: int) -> Digest | None:
    """A digest of what the system says of the files, and of the folders that libraries are installed in: one of them
    changes with whatever is installed, updated or removed. None where the system cannot promise that it would.
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
