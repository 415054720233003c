"""Which addresses a withdrawal touches: the site that was served beside the one that takes its place."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Literal, NamedTuple

from site_builder.publish.staging import list_files
from site_builder.rendering.layout import absolute_url

Kind = Literal["page", "picture", "feed", "search", "other"]

_PICTURES = (".avif", ".jpg", ".jpeg", ".png", ".webp", ".svg")


class Touched(NamedTuple):
    """Files by their paths in the site. ``changed``: others than before. ``gone``: there no more. ``earlier``: not in
    the site that was served, but in one that was kept from before, and so perhaps in somebody's cache."""

    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()

    def all(self) -> tuple[str, ...]:
        """Every one of them."""
        return (*self.changed, *self.gone, *self.earlier)


def touched(served: Path, made: Path, older: Iterable[Path] = ()) -> Touched:
    """What is not the same in ``made`` as in ``served``, which may not be there. ``older``: sites that were kept."""
    now = frozenset(list_files(made))
    before = frozenset(list_files(served)) if served.is_dir() else frozenset[str]()
    changed = sorted(name for name in now & before if not _is_same(served / name, made / name))
    earlier = {name for folder in older if folder.is_dir() for name in list_files(folder)} - now - before
    return Touched(tuple(changed), tuple(sorted(before - now)), tuple(sorted(earlier)))


def kind_of(name: str) -> Kind:
    """What stands at a path of a site."""
    if name.startswith("pagefind/"):
        return "search"
    if name.endswith(".html"):
        return "page"
    if name.endswith(_PICTURES):
        return "picture"
    return "feed" if name.endswith(".xml") else "other"


def address(name: str) -> str:
    """The address at which a server gives a file."""
    return name.removesuffix("index.html") if name == "index.html" or name.endswith("/index.html") else name


def purge_list(names: Collection[str], site_url: str) -> str:
    """A line for each address, in order; a page that is a folder's also under its file's name, as caches keep both."""
    both = {each for name in names for each in (name, address(name))}
    return "".join(f"{absolute_url(site_url, each) if site_url else f'/{each}'}\n" for each in sorted(both))


def _is_same(one: Path, other: Path) -> bool:
    mine, theirs = one.lstat(), other.lstat()
    if os.path.samestat(mine, theirs):
        return True
    return mine.st_size == theirs.st_size and one.read_bytes() == other.read_bytes()
