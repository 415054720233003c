"""What a worker is asked for, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from site_builder.pictures import PictureInfo, Placeholder, Recipe


@dataclass(frozen=True, slots=True)
class Order:
    """A picture to make: the file that it is read from, how, and what ``inspect`` said of it."""

    path: Path
    recipe: Recipe
    info: PictureInfo


@dataclass(frozen=True, slots=True)
class Look:
    """A picture of any kind, in bytes, of which ``likeness.thumbnails`` is wanted. ``cuts``: and what cards show."""

    data: bytes
    cuts: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A picture that was made: the contents of its files in the plan's order, and what stands in for it in pages."""

    contents: tuple[bytes, ...]
    placeholder: Placeholder
