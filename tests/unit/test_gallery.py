"""Where a story's pictures stand: on top, in the text, two by two, in rows."""

from __future__ import annotations

from typing import Any

import pytest

from site_builder.locales import Passage
from site_builder.pages.pictures import licence
from site_builder.pages.story import story_pages
from site_builder.pages.views import PictureLayout, StoryView
from site_builder.pictures.inspection import PictureInfo, inspect
from tests.support import pictures, records

WIDE, TALL, SQUARE, BROAD = (1800, 1200), (1200, 1800), (1400, 1400), (2400, 1000)
HELD = {"people": "identifiable", "minors": "none", "consent": {"status": "withdrawn", "covers": ["web"]}}
BEFORE, AFTER = {"pair": "before"}, {"pair": "after"}


def arrangement(
    *shapes: tuple[int, int], fields: dict[int, dict[str, Any]] | None = None, body: str = "A text.", **story: Any
) -> PictureLayout:
    """The pictures of a story with photos of these sizes, called p0, p1 and so on."""
    photos, infos = [], {}
    for number, size in enumerate(shapes):
        info = inspect(pictures.handmade_png(size, 8, 0, bytes(size[0])))
        assert isinstance(info, PictureInfo)
        infos[f"stories/alpha/p{number}.png"] = info
        photos.append(records.photo(f"p{number}", file=f"p{number}.png", **(fields or {}).get(number, {})))
    told = records.story(photos=photos, body={"en": body, "es": body}, **story)
    (planned,) = story_pages(records.localized("en", records.site(told, pictures=infos)))
    view = planned.make().view
    assert isinstance(view, StoryView)
    return view.arrangement


def rows(found: PictureLayout) -> list[list[str]]:
    """The ids of pictures, row by row."""
    return [[shot.picture.id for shot in row.shots] for row in found.rows]


def pairs(found: PictureLayout) -> list[tuple[str, str]]:
    """The ids of pairs below the text."""
    return [(pair.before.id, pair.after.id) for pair in found.pairs]


@pytest.mark.parametrize(
    ("shapes", "expected"),
    [
        ([], []),
        ([WIDE], [["p1"]]),
        ([WIDE, TALL], [["p1", "p2"]]),
        ([WIDE, WIDE, TALL], [["p1", "p2", "p3"]]),
        ([TALL, TALL, TALL, TALL], [["p1", "p2", "p3", "p4"]]),
        ([WIDE, TALL, TALL, BROAD, SQUARE], [["p1", "p2", "p3"], ["p4", "p5"]]),
    ],
)
def test_what_stands_nowhere_else_stands_in_rows(shapes: list[tuple[int, int]], expected: list[list[str]]) -> None:
    """Behind the one on top, in their order, in rows that are about as high as each other whatever their shapes."""
    found = arrangement(WIDE, *shapes)
    assert found.cover
    assert found.cover.id == "p0"
    assert rows(found) == expected


@pytest.mark.parametrize("count", [1, 7, 12, 300])
def test_rows_hold_every_picture_once(count: int) -> None:
    """However many there are, each stands in one row, its share of the row is by its shape, and no row has five."""
    found = arrangement(WIDE, *[(WIDE, TALL, SQUARE, BROAD)[number % 4] for number in range(count)])
    assert [name for row in rows(found) for name in row] == [f"p{number + 1}" for number in range(count)]
    for row in found.rows:
        assert len(row.shots) <= 4
        assert sum(shot.share for shot in row.shots) == pytest.approx(1, abs=0.01)
        for shot in row.shots:
            assert shot.ratio / row.ratio == pytest.approx(shot.share, abs=0.01)


def test_rows_of_a_photo_story_are_larger() -> None:
    """A story of pictures shows them larger than a story that has some."""
    shapes = [WIDE] * 7
    assert max(map(len, rows(arrangement(*shapes)))) > max(map(len, rows(arrangement(*shapes, kind="photo-story"))))


def test_what_the_text_places_stands_there_alone() -> None:
    """A picture that the text places is neither on top nor in the rows."""
    found = arrangement(WIDE, WIDE, TALL, body="One.\n\n![](photo:p0)\n\nTwo.")
    assert found.cover
    assert (found.cover.id, rows(found)) == ("p1", [["p2"]])


def test_a_pair_on_top_takes_the_place_of_a_picture() -> None:
    """The first two pictures of a story of before and after stand on top together, cut to one shape between theirs."""
    found = arrangement(WIDE, SQUARE, WIDE, fields={0: BEFORE, 1: AFTER}, kind="before-and-after")
    assert found.cover is None
    assert found.pair
    assert (found.pair.before.id, found.pair.after.id) == ("p0", "p1")
    assert 1 < found.pair.ratio < 1.5
    assert (pairs(found), rows(found)) == ([], [["p2"]])


def test_pairs_are_made_in_order() -> None:
    """The first before belongs to the first after, in whichever order they are written."""
    found = arrangement(WIDE, WIDE, WIDE, WIDE, WIDE, fields={1: AFTER, 2: BEFORE, 3: BEFORE, 4: AFTER})
    assert found.cover
    assert (found.cover.id, pairs(found)) == ("p0", [("p2", "p1"), ("p3", "p4")])


@pytest.mark.parametrize("held", [0, 1])
def test_what_is_left_of_a_pair_is_a_picture(held: int) -> None:
    """Where consent holds one of the two back, the other stands alone, and other pairs stay as they are."""
    fields: dict[int, dict[str, Any]] = {0: BEFORE, 1: AFTER, 2: BEFORE, 3: AFTER}
    fields[held] = {**fields[held], **HELD}
    found = arrangement(WIDE, WIDE, WIDE, WIDE, fields=fields)
    assert found.cover
    assert (found.cover.id, found.pair, pairs(found)) == (f"p{1 - held}", None, [("p2", "p3")])


def test_half_a_pair_is_a_picture() -> None:
    """A picture of before without one of after is shown as any other."""
    found = arrangement(WIDE, WIDE, fields={1: BEFORE})
    assert (pairs(found), rows(found)) == ([], [["p1"]])


def test_a_pair_stands_where_the_text_places_one_of_it() -> None:
    """The text places a pair by either of its pictures; both placed one by one are two pictures."""
    fields = {0: BEFORE, 1: AFTER}
    found = arrangement(WIDE, WIDE, fields=fields, body="One.\n\n![](photo:p1)\n\nTwo.")
    assert [*found.placed_pairs] == ["photo:p1"]
    assert (found.cover, found.pair, found.pairs) == (None, None, ())
    found = arrangement(WIDE, WIDE, fields=fields, body="![](photo:p0)\n\nTwo.\n\n![](photo:p1)")
    assert (found.placed_pairs, found.cover, found.pair, found.pairs) == ({}, None, None, ())


def test_a_story_without_pictures_has_no_place_for_them() -> None:
    """Nothing on top, nothing below."""
    assert arrangement(WIDE, fields={0: HELD}) == PictureLayout()


@pytest.mark.parametrize(
    ("written", "shown", "address"),
    [
        ("CC BY 4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("https://creativecommons.org/licenses/by-nc-sa/3.0/igo/", "CC BY-NC-SA 3.0 IGO", None),
        ("https://creativecommons.org/licenses/by/4.0/deed.es", "CC BY 4.0", None),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0", None),
        ("https://www.example.org/our/terms/", "example.org/our/terms", None),
        ("All rights reserved", "All rights reserved", ""),
        ("javascript:alert(1)", "javascript:alert(1)", ""),
    ],
)
def test_a_licence_leads_to_its_words(written: str, shown: str, address: str | None) -> None:
    """An address and a known Creative Commons licence are links under a short name; other words are words."""
    passage = Passage(written, records.localized("en", records.site(records.story())).locale, "unmarked")
    assert licence(passage) == (Passage(shown, passage.language, "unmarked"), written if address is None else address)
