"""AVIF (v1.1, over ISO/IEC 14496-12 and 23008-12): what is no part of the picture is overwritten with zeros.

Its parts point at each other by their places in the file, so nothing is taken out: whatever no image item uses becomes
nothing where it stands. The way up is a property of the picture and stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

_IMAGES = frozenset({b"av01", b"grid", b"iovl", b"iden", b"tmap"})
_NEEDED = frozenset({b"ftyp", b"meta", b"pitm", b"iloc", b"iinf", b"iref", b"grpl", b"dinf"})
_PROPERTIES = frozenset(
    {
        *(b"ispe", b"pixi", b"av1C", b"colr", b"irot", b"imir", b"clap", b"pasp", b"auxC", b"a1op", b"a1lx", b"lsel"),
        *(b"clli", b"mdcv", b"cclv", b"amve"),
    }
)
_MOST_BOXES = 10_000


class Box(NamedTuple):
    """A box: where it starts, where its content does, where it ends."""

    kind: bytes
    start: int
    body: int
    end: int


class _Item(NamedTuple):
    """An item: where the four letters of its kind stand, and where its name begins and ends."""

    kind: bytes
    kind_at: int
    name: tuple[int, int]


def cleaned(source: bytes, orientation: int) -> bytes | None:
    """``source`` without metadata; None for sequences, which keep things in more places, and what is not followed."""
    top = list(boxes(source, 0, len(source)))
    metas = [box for box in top if box.kind == b"meta"]
    if len(metas) != 1 or any(box.kind == b"moov" for box in top):
        return None
    parts = list(boxes(source, metas[0].body + 4, metas[0].end))
    by_kind = {box.kind: box for box in parts}
    if not {b"iinf", b"iloc"} <= by_kind.keys():
        return None
    made = bytearray(source)
    items = dict(_items(source, by_kind[b"iinf"]))
    _unname(made, items)
    small = set(_thumbnails(source, by_kind[b"iref"])) if b"iref" in by_kind else set()
    images = {number for number, item in items.items() if item.kind in _IMAGES} - small
    extents = _extents(source, by_kind[b"iloc"], by_kind.get(b"idat"))
    kept = sorted(span for number, span in extents if number in images)
    for box in (*top, *parts):
        if box.kind in {b"mdat", b"idat"}:
            _empty_between(made, box, kept)
        elif box.kind == b"hdlr":
            _empty(made, box.body + 24, box.end)
        elif box.kind == b"iprp":
            _properties(made, source, box)
        elif box.kind not in _NEEDED:
            _free(made, box)
    return bytes(made)


def _unname(made: bytearray, items: Mapping[int, _Item]) -> None:
    """Take the items' names away, and of those that are no images the kind."""
    for item in items.values():
        _empty(made, *item.name)
        if item.kind not in _IMAGES:
            made[item.kind_at : item.kind_at + 4] = b"free"


def boxes(source: bytes, at: int, end: int) -> Iterator[Box]:
    """The boxes from ``at`` to ``end``, one behind the other. ValueError where one goes beyond."""
    for _ in range(_MOST_BOXES):
        if at + 8 > end:
            return
        size, kind, body = int.from_bytes(source[at : at + 4], "big"), source[at + 4 : at + 8], at + 8
        if size == 1:
            size, body = int.from_bytes(source[at + 8 : at + 16], "big"), at + 16
        stop = end if size == 0 else at + size
        if stop > end or stop < body:
            raise ValueError(kind)
        yield Box(kind, at, body, stop)
        at = stop


def _number(source: bytes, at: int, length: int) -> int:
    return int.from_bytes(source[at : at + length], "big")


def _items(source: bytes, box: Box) -> Iterator[tuple[int, _Item]]:
    """Each item by its number (ISO/IEC 14496-12, 8.11.6)."""
    for entry in boxes(source, box.body + (6 if source[box.body] == 0 else 8), box.end):
        wide = 4 if source[entry.body] >= 3 else 2
        kind_at = entry.body + 4 + wide + 2
        name_end = source.find(b"\0", kind_at + 4, entry.end)
        name = (kind_at + 4, name_end if name_end >= 0 else entry.end)
        yield _number(source, entry.body + 4, wide), _Item(source[kind_at : kind_at + 4], kind_at, name)


def _thumbnails(source: bytes, box: Box) -> Iterator[int]:
    """The items that are small versions of others (8.11.12)."""
    wide = 4 if source[box.body] else 2
    for entry in boxes(source, box.body + 4, box.end):
        if entry.kind == b"thmb":
            yield _number(source, entry.body, wide)


def _extents(source: bytes, box: Box, idat: Box | None) -> Iterator[tuple[int, tuple[int, int]]]:
    """Where each item's bytes stand, by its number (8.11.3)."""
    version, at = source[box.body], box.body + 4
    offset_size, length_size = source[at] >> 4, source[at] & 15
    base_size, index_size = source[at + 1] >> 4, source[at + 1] & 15 if version else 0
    wide = 4 if version == 2 else 2
    count, at = _number(source, at + 2, wide), at + 2 + wide
    for _ in range(min(count, _MOST_BOXES)):
        number, at = _number(source, at, wide), at + wide
        method = _number(source, at, 2) & 15 if version else 0
        at += (2 if version else 0) + 2
        base, at = _number(source, at, base_size), at + base_size
        extents, at = _number(source, at, 2), at + 2
        start = base + (idat.body if method == 1 and idat else 0)
        for _ in range(min(extents, _MOST_BOXES)):
            at += index_size
            offset = _number(source, at, offset_size)
            length = _number(source, at + offset_size, length_size)
            at += offset_size + length_size
            yield number, (start + offset, start + offset + length if length else len(source))


def _properties(made: bytearray, source: bytes, box: Box) -> None:
    for inner in boxes(source, box.body, box.end):
        for one in boxes(source, inner.body, inner.end) if inner.kind == b"ipco" else ():
            if one.kind not in _PROPERTIES:
                _free(made, one)


def _empty(made: bytearray, start: int, end: int) -> None:
    made[start:end] = bytes(max(0, end - start))


def _free(made: bytearray, box: Box) -> None:
    made[box.start + 4 : box.start + 8] = b"free"
    _empty(made, box.body, box.end)


def _empty_between(made: bytearray, box: Box, kept: list[tuple[int, int]]) -> None:
    """Empty what stands in ``box`` outside of the spans that are kept, which come in order."""
    at = box.body
    for start, end in kept:
        if start < box.end and end > box.body:
            _empty(made, at, min(start, box.end))
            at = max(at, end)
    _empty(made, at, box.end)
