"""The site's own stylesheets, scripts and images, named by digest so that browsers may keep them for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Assets:
    """``files``: path in the site and content. ``stylesheets``, ``scripts``: paths in the order in which pages load them."""

    files: tuple[tuple[str, bytes], ...]
    stylesheets: tuple[str, ...]
    scripts: tuple[str, ...]
    logo: str
    favicon: str


@cache
def assets() -> Assets:
    """The assets of the package."""
    styles = tuple(_named("css"))
    scripts = tuple(_named("js"))
    images = dict(_named("images"))
    return Assets(
        files=(*styles, *scripts, *images.items()),
        stylesheets=tuple(path for path, _ in styles),
        scripts=tuple(path for path, _ in scripts),
        logo=next(path for path in images if path.startswith("assets/logo.")),
        favicon=next(path for path in images if path.startswith("assets/favicon.")),
    )


def _named(kind: str) -> Iterator[tuple[str, bytes]]:
    folder = resources.files("site_builder").joinpath("assets", kind)
    for entry in sorted(folder.iterdir(), key=lambda found: found.name):
        content = entry.read_bytes()
        stem, _, extension = entry.name.rpartition(".")
        yield f"assets/{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{extension}", content
