"""What a worker is asked for, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from site_builder.pictures import PictureFault, PictureInfo, Placeholder, Recipe, plan

T_co = TypeVar("T_co", covariant=True)


class Job(Protocol[T_co]):
    """What a worker does with a file that may harm it: made here, run there."""

    def run(self) -> Sequence[bytes] | PictureFault:
        """Do it, in the worker: contents, or why there are none. It may raise MemoryError and OSError."""

    def result(self, contents: Sequence[bytes]) -> T_co:
        """What came of it, once its contents are back."""


@dataclass(frozen=True, slots=True)
class Order:
    """A picture to make: the file that it is read from, how, and what ``inspect`` said of it."""

    path: Path
    recipe: Recipe
    info: PictureInfo

    def run(self) -> Sequence[bytes] | PictureFault:
        """The placeholder and the files, in the plan's order."""
        # The process that gives orders decodes nothing and needs none of it.
        from site_builder.photos import derive

        made = derive.derive(self.path.read_bytes(), self.recipe, self.info)
        if isinstance(made, PictureFault):
            return made
        if made.photo_set != plan(self.info, self.recipe):
            # Somebody is just writing another picture over it: what was read is not what was checked.
            return PictureFault("picture-broken")
        return (made.placeholder.packed(), *(file.content for file in made.files))

    def result(self, contents: Sequence[bytes]) -> Made:
        """The same as what was made."""
        return Made(tuple(contents[1:]), Placeholder.unpacked(contents[0]))


@dataclass(frozen=True, slots=True)
class Look:
    """A picture of any kind, in bytes, of which ``likeness.thumbnails`` is wanted. ``cuts``: and what cards show of it,
    and its parts."""

    data: bytes
    cuts: bool = False

    def run(self) -> Sequence[bytes] | PictureFault:
        """The thumbnails; none where it cannot be decoded."""
        from site_builder.photos.likeness import cut_for_cards, parts_of, thumbnails

        found = thumbnails(self.data)
        return (*found, *cut_for_cards(self.data), *parts_of(self.data)) if self.cuts else found

    def result(self, contents: Sequence[bytes]) -> tuple[bytes, ...]:
        """The same."""
        return tuple(contents)


@dataclass(frozen=True, slots=True)
class Made:
    """A picture that was made: the contents of its files in the plan's order, and what stands in for it in pages."""

    contents: tuple[bytes, ...]
    placeholder: Placeholder
