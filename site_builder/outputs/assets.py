"""The site's own stylesheets, scripts and images, named by digest so that browsers may keep them for ever."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from site_builder.rendering.chrome import Dress

_COMMENT = re.compile(rb"/\*.*?\*/\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Assets:
    """``files``: path in the site and content. ``dress``: what of them every page loads."""

    files: tuple[tuple[str, bytes], ...]
    dress: Dress


@cache
def assets() -> Assets:
    """The assets of the package."""
    scripts, images = (
        tuple(_named(entry.name, entry.read_bytes()) for entry in _entries(kind)) for kind in ("js", "images")
    )
    # One sheet, in the order of the files' names: one request on a slow line. Its comments are for those who edit it.
    style = _named("stories.css", _COMMENT.sub(b"", b"\n".join(entry.read_bytes() for entry in _entries("css"))))
    paths = [path for path, _ in images]
    return Assets(
        files=(style, *scripts, *images),
        dress=Dress(
            stylesheets=(style[0],),
            scripts=tuple(path for path, _ in scripts),
            logo=next(path for path in paths if path.startswith("assets/logo.")),
            favicon=next(path for path in paths if path.startswith("assets/favicon.")),
        ),
    )


def _entries(kind: str) -> list[Traversable]:
    return sorted(resources.files("site_builder").joinpath("assets", kind).iterdir(), key=lambda found: found.name)


def _named(name: str, content: bytes) -> tuple[str, bytes]:
    stem, _, extension = name.rpartition(".")
    return f"assets/{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{extension}", content
