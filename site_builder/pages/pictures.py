"""Makes pictures of photos as pages show them, and arranges them on a story's page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass, replace
from functools import cache
from math import log

from site_builder.locales import Locale, Passage
from site_builder.pages.localized_site import LocalizedSite
from site_builder.pages.notes import Home, notes
from site_builder.pages.page import Page, Picture, PictureFile
from site_builder.pages.views import BeforeAfter, PictureInRow, PictureLayout, PictureRow
from site_builder.pictures.plan import PlannedFile, licence_address
from site_builder.public.records import PublicPhoto, PublicStory

_VIEWS = Page.__module__.rpartition(".")[0]

FOLDER = "assets/pictures/"
"""Where derivatives stand in the site, shared by all languages."""


def picture(site: LocalizedSite, photo: PublicPhoto, language: Locale, home: Home | None = None) -> Picture:
    """Return the picture in this language; ``language`` is the one its record was first written in. ``home``: where it
    is shown there, on the page on which its caption is at home."""
    caption = site.maybe(photo.caption, language)
    named, address = licence(site.passage(photo.licence, language))
    return Picture(
        id=photo.id,
        avif=tuple(map(_derivative, photo.plan.avif)),
        jpeg=tuple(map(_derivative, photo.plan.jpeg)),
        alt=site.maybe(photo.alt, language),
        caption=caption,
        credit=site.passage(photo.credit, language),
        licence=named,
        licence_address=address,
        is_illustration=photo.kind == "illustration",
        focus=photo.focus,
        press=_derivative(photo.plan.press) if photo.plan.press else None,
        uses=photo.uses,
        note=notes(site, home, caption=caption).get("caption") if home else None,
    )


def _derivative(planned: PlannedFile) -> PictureFile:
    return PictureFile(f"{FOLDER}{planned.name}", planned.width, planned.height)


def cover(site: LocalizedSite, story: PublicStory) -> Picture | None:
    """Return the story's first picture: in cards, at its head, on its share card."""
    return picture(site, story.photos[0], story.language) if story.photos else None


def pictures_on(page: Page) -> Iterator[Picture]:
    """Yield every picture that the page prints."""
    yield from _pictures_in(page.view)


def _pictures_in(value: object) -> Iterator[Picture]:
    if isinstance(value, Picture):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _pictures_in(one)
    elif is_dataclass(value) and type(value).__module__.startswith(_VIEWS):
        for field in fields(value):
            yield from _pictures_in(getattr(value, field.name))


_DEED = re.compile(
    r"https?://creativecommons\.org/licenses/(by(?:-(?:nc|sa|nd|nc-sa|nc-nd))?)/(\d\.\d)(?:/([a-z]{2,3}))?/?"
    r"(?:(?:deed|legalcode)(?:\.[a-z-]+)?)?\Z",
    re.IGNORECASE,
)
_ZERO = re.compile(r"https?://creativecommons\.org/publicdomain/zero/1\.0/?(?:(?:deed|legalcode)(?:\.[a-z-]+)?)?\Z")


def licence(written: Passage) -> tuple[Passage, str]:
    """Return what is printed for a licence as its record says it, and its address; empty where it has none.

    An address of Creative Commons is printed as the licence's short name, any other without what only browsers need.
    """
    words = written.words.strip()
    address = licence_address(words) or ""
    if words != address:
        return written, address
    if deed := _DEED.match(words):
        parts = ("CC", deed[1].upper(), deed[2], (deed[3] or "").upper())
        return replace(written, words=" ".join(filter(None, parts))), address
    if _ZERO.match(words):
        return replace(written, words="CC0 1.0"), address
    return replace(written, words=re.sub(r"\Ahttps?://(?:www\.)?|/\Z", "", words)), address


# In heights of a row: what the whole width of a page holds, and what a gap takes of it.
_ROW, _TALL_ROW = 3.9, 2.5
_GAP = 0.07
_MOST_IN_ROW = 4
# Wider or more upright than this a pair is cut, so that it fits a screen.
_WIDEST, _MOST_UPRIGHT = 16 / 9, 4 / 5


def arranged(
    photos: Sequence[PublicPhoto], pictures: Sequence[Picture], placed: AbstractSet[str], *, large: bool = False
) -> PictureLayout:
    """Return where each of ``pictures`` stands; ``photos``: their records, in the same order.

    ``placed``: what the text places itself (``photo:farmer``). The first that it does not place stands on top. A pair
    of which it places one stands there; one of which it places both are two pictures. ``large``: rows are taller.
    """
    by_id = {picture.id: picture for picture in pictures}
    pairs: dict[str, BeforeAfter] = {}
    for photo in photos:
        if photo.pair == "before" and not placed >= {f"photo:{photo.id}", f"photo:{photo.partner}"}:
            pairs[photo.id] = pairs[photo.partner] = _pair(by_id[photo.id], by_id[photo.partner])
    in_text = {f"photo:{name}": pair for name, pair in pairs.items() if f"photo:{name}" in placed}
    gone = {id(pair) for pair in in_text.values()}
    items: list[Picture | BeforeAfter] = []
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
    return PictureLayout(
        cover=top if isinstance(top, Picture) else None,
        pair=top if isinstance(top, BeforeAfter) else None,
        placed_pairs=in_text,
        pairs=tuple(item for item in items[1:] if isinstance(item, BeforeAfter)),
        rows=tuple(_rows(rest, _TALL_ROW if large else _ROW)),
    )


def _pair(before: Picture, after: Picture) -> BeforeAfter:
    # Half-way between the two, as shapes go.
    shape = (before.ratio * after.ratio) ** 0.5
    return BeforeAfter(before, after, round(min(_WIDEST, max(_MOST_UPRIGHT, shape)), 3))


def _rows(pictures: Sequence[Picture], wanted: float) -> Iterator[PictureRow]:
    """Yield the pictures in rows, each of one height and the whole width: nothing is cut, no row is far from
    ``wanted``."""
    start = 0
    for end in _ends(tuple(picture.ratio for picture in pictures), wanted):
        whole = sum(picture.ratio for picture in pictures[start:end])
        yield PictureRow(
            tuple(
                PictureInRow(each, round(each.ratio, 3), round(each.ratio / whole, 3)) for each in pictures[start:end]
            ),
            round(whole, 3),
        )
        start = end


def _ends(ratios: tuple[float, ...], wanted: float) -> Sequence[int]:
    """Return where rows end, so that they are together as near to the ``wanted`` shape as they can be."""

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
