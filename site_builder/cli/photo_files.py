"""A new photo's name in its folder, and file and record written together or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from site_builder.checks.pictures import is_camera_name
from site_builder.locales.slugs import folded, slugify
from site_builder.store.files import beside

PLAIN = "photo"
"""How a photo is called of which nothing better is known."""


class ChangedMeanwhileError(Exception):
    """Somebody else wrote the record, or a file of that name, in the meantime."""


def taken_names(tree: Mapping[str, Any], files: Iterable[str]) -> frozenset[str]:
    """The ids of the record's photos and the names of the folder's files, without extension, as they are compared."""
    photos = tree.get("photos", [])
    named = [photo for photo in (photos if isinstance(photos, list) else []) if isinstance(photo, dict)]
    stems = [PurePosixPath(str(photo.get("file", ""))).stem for photo in named]
    ids = [str(photo.get("id", "")) for photo in named]
    return frozenset(
        folded(name) for name in (*ids, *stems, *map(slugify, stems), *(Path(name).stem for name in files))
    )


def free_name(source: str, tree: Mapping[str, Any], taken: frozenset[str]) -> str:
    """A name for the photo that came as ``source``: its own as a slug, unless that is a camera's or somebody's name.

    It becomes part of an address, where a participant's name has no place.
    """
    stem = Path(source).stem
    own = slugify(stem)
    people = {slugify(name) for name in _people(tree)}
    if not own or is_camera_name(stem) or any(name in own for name in people if name):
        own = PLAIN
    number = 1
    name = own
    while folded(name) in taken:
        number += 1
        name = f"{own}-{number}"
    return name


def _people(tree: Mapping[str, Any]) -> Iterable[str]:
    for key, field in (("people", "name"), ("quotes", "speaker")):
        listed = tree.get(key, [])
        for entry in listed if isinstance(listed, list) else ():
            if isinstance(entry, dict) and isinstance(entry.get(field), str):
                yield entry[field]


def write_both(folder: Path, name: str, picture: bytes, old: bytes, new: bytes) -> None:
    """Put ``picture`` into ``folder`` as ``name`` and turn its ``story.yml`` from ``old`` into ``new``.

    Raises ChangedMeanwhileError where the record is another by now or the name is taken, OSError where the system
    refuses; then nothing is left of either.
    """
    record, place = folder / "story.yml", folder / name
    made: list[Path] = []
    placed = False
    try:
        made += [beside(place, picture)]
        made += [beside(record, new, like=record)]
        if record.read_bytes() != old or place.exists():
            raise ChangedMeanwhileError
        made[0].replace(place)
        placed = True
        made[1].replace(record)
        placed = False
    finally:
        for path in (*made, *([place] if placed else [])):
            path.unlink(missing_ok=True)
