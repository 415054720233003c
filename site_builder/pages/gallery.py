"""Where a story's pictures stand: on top, in the text, in rows below it, and two by two where they are a pair."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from math import log

from site_builder.pages.page import Picture
from site_builder.pages.views import Arrangement, Pair, Row, Shot
from site_builder.public.records import PublicPhoto

# In heights of a row: what the whole width of a page holds, and what a gap takes of it.
_ROW, _TALL_ROW = 3.9, 2.5
_GAP = 0.07
_MOST_IN_ROW = 4
# Wider or more upright than this a pair is cut, so that it fits a screen.
_WIDEST, _MOST_UPRIGHT = 16 / 9, 4 / 5


def arranged(
    photos: Sequence[PublicPhoto], pictures: Sequence[Picture], placed: Collection[str], *, large: bool = False
) -> Arrangement:
    """Where each of ``pictures`` stands; ``photos``: their records, in the same order.

    ``placed``: what the text places itself (``photo:farmer``). The first that it does not place stands on top. A pair
    of which it places one stands there; one of which it places both are two pictures. ``large``: rows are taller.
    """
    by_id = {picture.id: picture for picture in pictures}
    pairs: dict[str, Pair] = {}
    for photo in photos:
        if photo.pair == "before" and not _are_placed(photo, placed):
            pairs[photo.id] = pairs[photo.partner] = _pair(by_id[photo.id], by_id[photo.partner])
    in_text = {f"photo:{name}": pair for name, pair in pairs.items() if f"photo:{name}" in placed}
    gone = {id(pair) for pair in in_text.values()}
    items: list[Picture | Pair] = []
    for picture in pictures:
        pair = pairs.get(picture.id)
        if pair is None:
            if f"photo:{picture.id}" not in placed:
                items.append(picture)
        elif id(pair) not in gone:
            gone.add(id(pair))
            items.append(pair)
    top = items[0] if items else None
    rest = [item for item in items[1:] if isinstance(item, Picture)]
    return Arrangement(
        cover=top if isinstance(top, Picture) else None,
        pair=top if isinstance(top, Pair) else None,
        placed_pairs=in_text,
        pairs=tuple(item for item in items[1:] if isinstance(item, Pair)),
        rows=tuple(_rows(rest, _TALL_ROW if large else _ROW)),
    )


def _are_placed(photo: PublicPhoto, placed: Collection[str]) -> bool:
    return f"photo:{photo.id}" in placed and f"photo:{photo.partner}" in placed


def _pair(before: Picture, after: Picture) -> Pair:
    # Half-way between the two, as shapes go.
    shape = (before.ratio * after.ratio) ** 0.5
    return Pair(before, after, round(min(_WIDEST, max(_MOST_UPRIGHT, shape)), 3))


def _rows(pictures: Sequence[Picture], wanted: float) -> Iterator[Row]:
    """The pictures in rows, each of one height and the whole width: nothing is cut, no row is far from ``wanted``."""
    start = 0
    for end in _ends(tuple(picture.ratio for picture in pictures), wanted):
        whole = sum(picture.ratio for picture in pictures[start:end])
        yield Row(
            tuple(Shot(each, round(each.ratio, 3), round(each.ratio / whole, 3)) for each in pictures[start:end]),
            round(whole, 3),
        )
        start = end


def _ends(ratios: tuple[float, ...], wanted: float) -> Sequence[int]:
    """Where rows end, so that they are together as near to the ``wanted`` shape as they can be."""

    @cache
    def best(start: int) -> tuple[float, tuple[int, ...]]:
        if start == len(ratios):
            return 0.0, ()
        found = []
        for end in range(start + 1, min(start + _MOST_IN_ROW, len(ratios)) + 1):
            cost, ends = best(end)
            found.append((cost + log((sum(ratios[start:end]) + _GAP * (end - start - 1)) / wanted) ** 2, (end, *ends)))
        return min(found)

    # From the back, so that no text of thousands of pictures calls itself too deep.
    for start in range(len(ratios), -1, -1):
        best(start)
    return best(0)[1]
