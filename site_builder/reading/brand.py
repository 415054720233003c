"""A programme's own look: the files that the settings name, read and held against what may stand on a public site."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from site_builder.brand import Brand, Picture, inspect_picture
from site_builder.brand.files import MOST_BYTES
from site_builder.problems import Place, Position, Problem
from site_builder.reading.files import read_bytes
from site_builder.reading.fonts import read_fonts
from site_builder.reading.paths import PathFault, confined, is_inside
from site_builder.records import Settings

FOLDER = "content"
"""Where the files stand. A photo of a story needs consent, and may have to go again: it can be no logo."""


def read_brand(root: Path, settings: Settings) -> tuple[Brand, list[Problem]]:
    """The look that ``settings`` name, without what cannot be used; and why.

    The problems: ``brand-file-elsewhere``, and those of ``confined``, ``inspect_picture`` and ``read_fonts``. A fault
    inside an SVG is told where it stands there, every other where the settings name the file.
    """
    problems: list[Problem] = []
    pictures = {
        name: _picture(root, file, settings.at(name), problems)
        for name in ("logo", "logo_dark", "favicon")
        if (file := getattr(settings, name))
    }
    fonts, of_fonts = read_fonts(settings, partial(brand_file, root))
    return Brand(**pictures, fonts=fonts), [*problems, *of_fonts]


def brand_file(root: Path, file: str, place: Place, most: int) -> bytes | Problem:
    """The content of a file of the project's folder ``content``, at most a byte more than ``most``."""
    found = confined(root, file)
    if isinstance(found, PathFault):
        return found.at(place)
    name = found.relative_to(root).as_posix()
    # A link in the folder would be a way round.
    if not name.startswith(f"{FOLDER}/") or not is_inside(found, root / FOLDER):
        return Problem(place, "brand-file-elsewhere", {"folder": FOLDER})
    content, problems = read_bytes(root, name, most)
    return problems[0] if problems else content or b""


def _picture(root: Path, file: str, place: Place, problems: list[Problem]) -> Picture | None:
    source = brand_file(root, file, place, MOST_BYTES)
    if isinstance(source, Problem):
        problems.append(source)
        return None
    found = inspect_picture(source)
    if isinstance(found, Picture):
        return found
    at = Position(file, found.line, found.column) if found.line else place
    problems.append(Problem(at, found.rule, found.params))
    return None
