"""What a file that comes back says, whichever format it has."""

from __future__ import annotations

from typing import Literal, NamedTuple

from site_builder.exchange.unit import Parts

MAX_BYTES = 32 * 1024 * 1024
MOST_UNITS = 200_000
DEEPEST = 40

Ready = Literal["no", "unsaid", "translated", "signed"]
"""Whether a translator has finished with a segment: ``no``, nothing said, done, or done and looked at."""


class ReturnedSegment(NamedTuple):
    """A stretch of text as it comes back, and the line on which its translation begins."""

    source: Parts
    target: Parts
    ready: Ready
    line: int


class ReturnedUnit(NamedTuple):
    """A text as it comes back, and its line. ``was``: the digest of its translation when it went out, where known."""

    id: str
    was: str
    segments: tuple[ReturnedSegment, ...]
    line: int


class Returned(NamedTuple):
    """A file that came back: from which language, into which, and its texts. ``line``: where it names the languages."""

    source: str
    target: str
    units: tuple[ReturnedUnit, ...]
    line: int = 1
