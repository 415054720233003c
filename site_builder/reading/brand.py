"""Reads a programme's own look: the pictures and fonts that the settings name, checked for a public site."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from site_builder.brand import files
from site_builder.brand.files import Brand, BrandPicture, Face, Typography, inspect_picture, is_variable
from site_builder.problems import Place, Problem
from site_builder.reading.files import PathFault, confined, is_inside, read_bytes
from site_builder.records import Settings
from site_builder.records.settings import FontFile

FOLDER = "content"
"""The folder of the files. A photo of a story needs consent, and may have to go again: it can be no logo."""

MOST_FONT_BYTES = 1_000_000
HEAVY, HEAVY_TOGETHER = 60, 200
"""Kilobytes: of one file, and of all. Readers on mobile data wait for every one of them."""

Read = Callable[[str, Place, int], "bytes | Problem"]
"""A file of the project by its name, the place that names it, and how much of it may be read."""

_GENERIC = {"serif", "sans-serif", "system-ui", "ui-serif", "ui-sans-serif", "ui-rounded", "monospace"}
# What each file of a font is for: CSS's weight and style.
_KINDS = {
    "regular": ("400", "normal"),
    "bold": ("700", "normal"),
    "italic": ("400", "italic"),
    "bold_italic": ("700", "italic"),
}
_ALL_WEIGHTS = "100 900"


def read_brand(root: Path, settings: Settings) -> tuple[Brand, list[Problem]]:
    """Read the look that ``settings`` name, without what cannot be used; and why.

    The problems: ``brand-file-elsewhere``, and those of ``confined``, ``inspect_picture`` and of fonts. A fault
    inside an SVG is placed there, every other where the settings name the file.
    """
    problems: list[Problem] = []
    pictures = {
        name: _picture(root, file, settings.at(name), problems)
        for name in ("logo", "logo_dark", "favicon")
        if (file := getattr(settings, name))
    }
    fonts, of_fonts = _read_fonts(settings, partial(brand_file, root))
    return Brand(**pictures, fonts=fonts), [*problems, *of_fonts]


def brand_file(root: Path, file: str, place: Place, most: int) -> bytes | Problem:
    """Read a file of the project's folder ``content``, at most a byte more than ``most``."""
    found = confined(root, file)
    if isinstance(found, PathFault):
        return found.at(place)
    name = found.relative_to(root).as_posix()
    # A link in the folder would be a way round.
    if not name.startswith(f"{FOLDER}/") or not is_inside(found, root / FOLDER):
        return Problem(place, "brand-file-elsewhere", {"folder": FOLDER})
    content, problems = read_bytes(root, name, most)
    return problems[0] if problems else content or b""


def _picture(root: Path, file: str, place: Place, problems: list[Problem]) -> BrandPicture | None:
    source = brand_file(root, file, place, files.MOST_BYTES)
    if isinstance(source, Problem):
        problems.append(source)
        return None
    found = inspect_picture(source)
    if isinstance(found, BrandPicture):
        return found
    problems.append(found.in_file(file) if found.line else found.at(place))
    return None


def _read_fonts(settings: Settings, read: Read) -> tuple[Typography, list[Problem]]:
    """Read the fonts, without those whose files cannot be used; and why."""
    chosen = settings.fonts
    if chosen is None:
        return Typography(), []
    headlines, text = _names(chosen.headlines), _names(chosen.text)
    problems: list[Problem] = []
    faces: list[Face] = []
    for index, font in enumerate(chosen.files):
        place = settings.at("fonts", "files", index)
        if font.name.casefold() not in {name.casefold() for name in (*headlines, *text)}:
            problems.append(Problem(place.at("name"), "font-unused", {"name": font.name[:60]}))
            continue
        for found in _faces(font, place, read):
            if isinstance(found, Face):
                faces.append(found)
            else:
                problems.append(found)
    weight = sum(len(face.content) for face in faces)
    if weight > HEAVY_TOGETHER * 1000:
        params = {"size": _kilobytes(weight), "limit": HEAVY_TOGETHER}
        problems.append(Problem(settings.at("fonts", "files"), "fonts-heavy", params))
    made = Typography(_css(headlines, "serif"), _css(text, "sans-serif"), tuple(faces), _first(faces, headlines, text))
    return made, problems


def _faces(font: FontFile, place: Place, read: Read) -> Iterator[Face | Problem]:
    for kind, (weight, style) in _KINDS.items():
        if not (file := getattr(font, kind)):
            continue
        source = read(file, place.at(kind), MOST_FONT_BYTES)
        if isinstance(source, Problem):
            yield source
            continue
        variable = is_variable(source)
        if variable is None:
            yield Problem(place.at(kind), "font-unreadable", {"name": font.name[:60]})
            continue
        if len(source) > HEAVY * 1000:
            params = {"name": font.name[:60], "size": _kilobytes(len(source)), "limit": HEAVY}
            yield Problem(place.at(kind), "font-heavy", params)
        yield Face(font.name, _ALL_WEIGHTS if variable and kind in {"regular", "italic"} else weight, style, source)


def _kilobytes(size: int) -> int:
    # Rounded up: a file that is a little too heavy does not have the size that would be allowed.
    return -(-size // 1000)


def _names(line: str | None) -> list[str]:
    return [" ".join(name.split()) for name in (line or "").split(",")] if line else []


def _css(names: Sequence[str], fallback: str) -> str:
    """Write the list as CSS does; it ends with a family that every computer has."""
    if not names:
        return ""
    written = [name if name in _GENERIC else f'"{name}"' for name in names]
    return ",".join(written if names[-1] in _GENERIC else [*written, fallback])


def _first(faces: Sequence[Face], headlines: Sequence[str], text: Sequence[str]) -> tuple[Face, ...]:
    """Choose what the top of a page is set in: the bold of the headlines' font, the regular of the text's."""
    found = []
    for names, wanted in ((headlines[:1], "700"), (text[:1], "400")):
        own = [face for face in faces if [face.name.casefold()] == [name.casefold() for name in names]]
        upright = [face for face in own if face.style == "normal"]
        fitting = [face for face in upright if face.weight in {wanted, _ALL_WEIGHTS}] or upright
        found += [face for face in fitting[:1] if face not in found]
    return tuple(found)
