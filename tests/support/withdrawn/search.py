"""An independent search for withdrawn words, names and pictures in everything that was made of a project."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image

from tests.support.withdrawn.words import holds, is_picture, members, plain, run_of, text_of

_GRID = (12, 9)
_SAME = 14
_COLOURS = 4
_NEAR_COLOUR = 12
_INLINE = re.compile(rb"data:image/[a-z+]+;base64,([A-Za-z0-9+/]+={0,2})")

TOPS = {"site": "site", "release": ".site-releases", "cache": ".cache", "outbox": "outbox"}


Colour = tuple[int, int, int]
Seen = tuple[bytes, tuple[Colour, ...]]


@dataclass(frozen=True)
class Look:
    """A picture as it is recognised. ``grid``: made small, its colours one after the other; ``colours``: what it is
    painted with."""

    name: str
    grid: bytes
    colours: frozenset[Colour]


@dataclass(frozen=True)
class Sought:
    """What is searched for: ``words`` of texts, ``names`` of people, which addresses may not hold either, pictures.

    ``addresses``: what stories are called in addresses that answer with a neutral page; as such they may stay.
    """

    words: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    looks: frozenset[Look] = frozenset()
    addresses: frozenset[str] = frozenset()


@dataclass(frozen=True, order=True)
class Found:
    """Something that is still there: in which of ``TOPS``, in which file below the project, what."""

    place: str
    file: str
    what: str


def search(project: Path, sought: Sought, places: Iterable[str] = TOPS) -> list[Found]:
    """Everything of it that is still there. Lists of addresses that a withdrawal wrote itself are left out."""
    found = []
    for place in places:
        for file in sorted((project / TOPS[place]).rglob("*")):
            path = file.relative_to(project).as_posix()
            if file.is_file() and not path.startswith("outbox/purge-"):
                found += [Found(place, path, what) for what in _found_in(path, file.read_bytes(), sought)]
    return found


def _found_in(path: str, data: bytes, sought: Sought) -> Iterator[str]:
    for slug in sought.addresses:
        data = data.replace(slug.encode(), b"-")
    text = text_of(data)
    yield from (words for words in sorted(sought.words | sought.names) if holds(text, words))
    if b"\0" in data:
        # What programs keep for themselves has other bytes between texts, which may be letters too.
        run = run_of(data)
        yield from (words for words in sorted(sought.words | sought.names) if plain(words).replace(" ", "") in run)
    called = f" {plain(path)} "
    yield from (f"{name} (in the address)" for name in sorted(sought.names) if holds(called, name))
    yield from (look.name for look in sorted(sought.looks, key=lambda look: look.name) if shows(data, look))


def look_of(name: str, data: bytes) -> Look:
    """How a picture is recognised."""
    with Image.open(io.BytesIO(data)) as picture:
        grid, colours = _seen(picture)
    return Look(name, grid, frozenset(colours))


def shows(data: bytes, look: Look) -> bool:
    """Whether a file is or holds the picture, or one that looks like it."""
    return any(_is_alike(seen, look) for seen in _pictures(hashlib.sha256(data).digest(), lambda: data))


@lru_cache(maxsize=10_000)
def _is_alike(seen: Seen, look: Look) -> bool:
    grid, colours = seen
    return _is_same(grid, look.grid) or sum(_is_painted(colours, each) for each in look.colours) >= _COLOURS


def _is_same(one: bytes, other: bytes) -> bool:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one) < _SAME


def _is_painted(colours: Iterable[Colour], sought: Colour) -> bool:
    return any(max(abs(a - b) for a, b in zip(each, sought, strict=True)) <= _NEAR_COLOUR for each in colours)


_known: dict[bytes, tuple[Seen, ...]] = {}


def _pictures(digest: bytes, read: Callable[[], bytes]) -> tuple[Seen, ...]:
    """Every picture in a file, itself, packed in it or written into its text, as it is recognised."""
    if digest not in _known:
        _known[digest] = tuple(_opened(read()))
    return _known[digest]


def _opened(data: bytes) -> Iterator[Seen]:
    if is_picture(data):
        with Image.open(io.BytesIO(data)) as picture:
            yield _seen(picture)
        return
    for inner in members(data):
        yield from _opened(inner)
    for run in _INLINE.findall(data):
        yield _of_inline(run)


@lru_cache(maxsize=1000)
def _of_inline(run: bytes) -> Seen:
    with Image.open(io.BytesIO(base64.b64decode(run + b"=" * (-len(run) % 4)))) as picture:
        return _seen(picture)


def _seen(picture: Image.Image) -> Seen:
    """A picture made small, and the colours that fill at least a hundredth of it."""
    painted = picture.convert("RGB")
    small = painted.resize(_GRID, Image.Resampling.BOX)
    sample = painted.resize((60, 60), Image.Resampling.NEAREST)
    counted: dict[Colour, list[int]] = {}
    raw = sample.tobytes()
    for at in range(0, len(raw), 3):
        red, green, blue = raw[at : at + 3]
        total = counted.setdefault((red >> 4, green >> 4, blue >> 4), [0, 0, 0, 0])
        for index, value in enumerate((1, red, green, blue)):
            total[index] += value
    often = (total for total in counted.values() if total[0] >= 36)
    return small.tobytes(), tuple((red // n, green // n, blue // n) for n, red, green, blue in often)
