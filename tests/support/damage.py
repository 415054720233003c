"""Everything that may have become of a store."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

Damage = Callable[[Path, Random], None]
"""Does something to a store."""


def files(store: Path, below: str = "") -> list[Path]:
    """Every file of a store, in order."""
    return sorted(path for path in (store / below).rglob("*") if path.is_file())


def flip(file: Path, chance: Random) -> None:
    """Turn one bit of a file."""
    content = bytearray(file.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    file.write_bytes(content)


def flipped(below: str) -> Damage:
    """One bit in one of the files."""
    return lambda store, chance: flip(chance.choice(files(store, below)), chance)


def each(below: str, do: Callable[[Path], object]) -> Damage:
    """The same done to every file."""

    def damage(store: Path, chance: Random) -> None:
        for file in files(store, below):
            do(file)

    return damage


def cut(file: Path) -> None:
    """Leave the first half of a file."""
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def to_folder(file: Path) -> None:
    """A folder in the place of a file."""
    file.unlink()
    (file / "inner").mkdir(parents=True)


def to_nowhere(file: Path) -> None:
    """A link that leads to itself: nobody, whatever their rights, can open it."""
    file.unlink()
    file.symlink_to(file)


def to_file(*parts: str) -> Damage:
    """A file in the place of a folder."""

    def damage(store: Path, chance: Random) -> None:
        folder = Path(os.path.normpath(store.joinpath(*parts)))
        shutil.rmtree(folder)
        folder.write_text("in the way", encoding="utf-8")

    return damage


def every_bit(store: Path, chance: Random) -> None:
    """One bit in every file but the index, without which none of them would be asked for."""
    for file in files(store):
        if file.name != "index":
            flip(file, chance)


def other_version(store: Path, chance: Random) -> None:
    """An index of another version."""
    index = (store / "index").read_bytes()
    assert index.startswith(b"store 2 ")
    (store / "index").write_bytes(index.replace(b"store 2 ", b"store 1 ", 1))


def swapped(store: Path, chance: Random) -> None:
    """Every object has another's content."""
    objects = files(store, "objects")
    contents = [file.read_bytes() for file in objects]
    for file, content in zip(objects, [*contents[1:], contents[0]], strict=True):
        file.write_bytes(content)


DAMAGES: dict[str, Damage] = {
    "a bit of the index": lambda store, chance: flip(store / "index", chance),
    "a bit of every file": every_bit,
    "an index of another version": other_version,
    "an index cut short": lambda store, chance: cut(store / "index"),
    "no index": lambda store, chance: (store / "index").unlink(),
    "a folder for an index": lambda store, chance: to_folder(store / "index"),
    "objects cut short": each("objects", cut),
    "no objects": lambda store, chance: shutil.rmtree(store / "objects"),
    "folders for objects": each("objects", to_folder),
    "objects that cannot be opened": each("objects", to_nowhere),
    "a file for the objects": to_file("objects"),
    "objects with other contents": swapped,
    "packs cut short": each("packs", cut),
    "empty packs": each("packs", lambda file: file.write_bytes(b"")),
    "no packs": lambda store, chance: shutil.rmtree(store / "packs"),
    "folders for packs": each("packs", to_folder),
    "packs that cannot be opened": each("packs", to_nowhere),
    "a file for the packs": to_file("packs"),
    "a file for the store": to_file(),
    "a file for what holds the store": to_file(".."),
}
