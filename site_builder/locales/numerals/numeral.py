"""A number as somebody wrote it in a sentence."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

NumeralKind = Literal["figure", "date", "duration", "ordinal", "share", "time", "label", "one"]
"""``figure``: counts or measures something. The others never do: ``date`` is a day, a year or a decade; ``duration``
an age or a stretch of time; ``ordinal`` a place in an order; ``share`` one in three, two thirds, three times; ``time``
of the day; ``label`` a number that names something (page 12, COVID-19, a telephone number); ``one`` the word alone."""


class Numeral(NamedTuple):
    """``start`` and ``end``: its characters in the text. ``value``: 34 for 34 %, 10200000 for 10.2 million."""

    start: int
    end: int
    value: Decimal
    kind: NumeralKind
    is_percent: bool
    in_words: bool
