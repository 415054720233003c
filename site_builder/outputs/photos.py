"""The files of every photo that may be shown. The originals stay where they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from site_builder.pages.pictures import FOLDER, recipe
from site_builder.photos import derive
from site_builder.pictures import PictureFault
from site_builder.public import PublicSite


class PhotoError(Exception):
    """A picture that passed the checks cannot be decoded; the message names its file."""


def photo_files(root: Path, site: PublicSite) -> Iterator[tuple[str, bytes]]:
    """Every derivative of every public photo. Raises PhotoError."""
    done: set[tuple[str, object]] = set()
    for story in site.stories:
        for photo in story.photos:
            key = (photo.info.digest, recipe(site, photo))
            if key in done:
                continue
            done.add(key)
            made = derive((root / photo.file).read_bytes(), recipe(site, photo))
            if isinstance(made, PictureFault):
                raise PhotoError(photo.file)
            yield from ((f"{FOLDER}{file.name}", file.content) for file in made.files)
