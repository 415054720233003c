"""A photo or an illustration: the file, its words, its rights, the people in it, and the one that it is a pair with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from site_builder.records.base import Record
from site_builder.records.consent import Consent
from site_builder.records.fields import Country, Flag, Id, Line, Period, Spot, Words, WordsOrPlain


class Photo(Record):
    """A picture of a story. ``people`` has no default: without it the picture is not published."""

    id: Id
    file: Line
    kind: Literal["photograph", "illustration"] = "photograph"
    alt: Words | None = None
    decorative: Flag = False
    caption: Words | None = None
    credit: WordsOrPlain | None = None
    licence: WordsOrPlain | None = None
    people: Literal["none", "crowd", "identifiable"] | None = None
    minors: Literal["none", "possible", "yes"] | None = None
    focus: Spot = (0.5, 0.5)
    pair: Literal["before", "after"] | None = None
    taken: Period | None = None
    country: Country | None = None
    department: WordsOrPlain | None = None
    consent: Consent | None = None


def pairs(photos: Sequence[Photo]) -> list[tuple[Photo, Photo]]:
    """What was photographed before and after: the first "before" of a story with its first "after", and so on."""
    before, after = ([photo for photo in photos if photo.pair == moment] for moment in ("before", "after"))
    return list(zip(before, after, strict=False))
