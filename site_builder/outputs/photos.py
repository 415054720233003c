"""The files of every photo that may be shown. The originals stay where they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from site_builder.pages.pictures import FOLDER, recipe
from site_builder.photos import ENCODERS, derive
from site_builder.pictures import PictureFault, PictureInfo, Recipe, plan
from site_builder.problems import Position, Problem
from site_builder.public import PublicSite
from site_builder.store import key


class PhotoError(Exception):
    """A picture that passed the checks cannot be decoded to its end. ``problem`` says which."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.rule)
        self.problem = problem


@dataclass(frozen=True)
class PhotoFile:
    """One file to make: where it stands in the site, the key of its content, and how to make it (PhotoError)."""

    path: str
    key: str
    make: Callable[[], bytes]


def photo_files(root: Path, site: PublicSite) -> Iterator[PhotoFile]:
    """Every file of every public photo, once, though several stories show it."""
    done: set[tuple[str, Recipe]] = set()
    for story in site.stories:
        for photo in story.photos:
            source = _Source(root, photo.file, photo.info, recipe(site, photo))
            if (photo.info.digest, source.recipe) not in done:
                done.add((photo.info.digest, source.recipe))
                yield from source.files()


@dataclass(frozen=True)
class _Source:
    """An original: decoded once, at the first of its files that has to be made."""

    root: Path
    file: str
    info: PictureInfo
    recipe: Recipe

    def files(self) -> Iterator[PhotoFile]:
        for planned in plan(self.info, self.recipe).files:
            content = key("photo", planned.name, str(planned.height), self.info.digest, ENCODERS)
            yield PhotoFile(f"{FOLDER}{planned.name}", content, lambda name=planned.name: self._made[name])  # type: ignore[misc]

    @cached_property
    def _made(self) -> dict[str, bytes]:
        made = derive((self.root / self.file).read_bytes(), self.recipe)
        if isinstance(made, PictureFault):
            raise PhotoError(made.at(Position(self.file)))
        return {file.name: file.content for file in made.files}
