"""The site's own stylesheets, scripts and images, named by digest so that browsers may keep them for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from site_builder.rendering.chrome import Dress


@dataclass(frozen=True, slots=True)
class Assets:
    """``files``: path in the site and content. ``dress``: what of them every page loads."""

    files: tuple[tuple[str, bytes], ...]
    dress: Dress


@cache
def assets() -> Assets:
    """The assets of the package."""
    styles, scripts, images = (tuple(_named(kind)) for kind in ("css", "js", "images"))
    paths = [path for path, _ in images]
    return Assets(
        files=(*styles, *scripts, *images),
        dress=Dress(
            stylesheets=tuple(path for path, _ in styles),
            scripts=tuple(path for path, _ in scripts),
            logo=next(path for path in paths if path.startswith("assets/logo.")),
            favicon=next(path for path in paths if path.startswith("assets/favicon.")),
        ),
    )


def _named(kind: str) -> Iterator[tuple[str, bytes]]:
    folder = resources.files("site_builder").joinpath("assets", kind)
    for entry in sorted(folder.iterdir(), key=lambda found: found.name):
        content = entry.read_bytes()
        stem, _, extension = entry.name.rpartition(".")
        yield f"assets/{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{extension}", content
