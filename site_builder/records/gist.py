"""A story's gist: what is known of it without its long parts. A site of ten thousand stories goes by these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from site_builder.records.result import Measure


@dataclass(frozen=True, slots=True)
class Gist:
    """``measures``: its figures without words. ``links_to``: the stories that its texts link to, by the names used
    there. ``languages``: those that its text is in; None for all. ``untils``: the last days of all consents in it.

    ``outline``, ``figures``, ``whole``: digests of what is known at once and of its pictures; of what is known at once
    and of its figures; and of every file that it is made from. Pages that show only a part of a story go by that
    part's digest.
    """

    measures: tuple[Measure, ...]
    links_to: tuple[str, ...]
    languages: tuple[str, ...] | None
    untils: tuple[date, ...]
    outline: str
    figures: str
    whole: str
