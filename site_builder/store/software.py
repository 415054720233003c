"""What software makes a site: part of every key, since other code makes other things of the same records."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from site_builder.store.keys import Digest, key

_PACKAGE = Path(__file__).resolve().parents[1]
_SUFFIXES = {".py", ".po", ".html", ".css", ".js", ".svg", ".png", ".ttf"}
_LIBRARIES = (
    *("babel", "jinja2", "markupsafe", "mkdocs-material", "pillow", "pydantic", "pypdf", "pyromark", "pyyaml"),
    "tzdata",
)


@cache
def software() -> Digest:
    """A digest of this package's own files, of the libraries that make something of records, and of Python."""
    return key("software", sys.version, *map(_version, _LIBRARIES), *_files())


def _version(library: str) -> str:
    try:
        return f"{library} {version(library)}"
    except PackageNotFoundError:
        return library


def _files() -> Iterator[str | bytes]:
    for path in sorted(_PACKAGE.rglob("*")):
        if path.suffix in _SUFFIXES:
            yield path.relative_to(_PACKAGE).as_posix()
            yield path.read_bytes()
