"""Names of months and words for stretches of time, from CLDR, so that dates and durations are known in any language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from babel.units import format_unit

from site_builder.locales.cldr import cldr, is_written
from site_builder.locales.text import Locale

_UNITS = ("second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade", "century")
_AROUND = (Locale("en"), Locale("es"))
# One number for each plural form that CLDR knows.
_SAMPLES = (0, 1, 2, 3, 5, 11, 100, 1000000)


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=64)
def month_names(locale: Locale) -> frozenset[str]:
    """The months' names in the forms that dates take, whole and abbreviated, without a final point."""
    if not is_written(locale):
        # Its writers date as those of the languages around them do.
        return frozenset().union(*map(month_names, _AROUND))
    names = cldr(locale).months
    forms = ((context, width) for context in ("format", "stand-alone") for width in ("wide", "abbreviated"))
    found = {name.rstrip(".") for context, width in forms for name in names[context][width].values()}
    return frozenset(name for name in found if name and not name.isdigit())


@lru_cache(maxsize=64)
def duration_words(locale: Locale) -> frozenset[str]:
    """The words for seconds to centuries, in all their forms."""
    if not is_written(locale):
        return frozenset().union(*map(duration_words, _AROUND))
    found: set[str] = set()
    for unit in _UNITS:
        for sample in _SAMPLES:
            for length in ("long", "short"):
                written = format_unit(sample, f"duration-{unit}", length, locale=cldr(locale))
                found.add(re.sub(r"[\d.,\s٬٫]*\d[\d.,\s٬٫]*", "", written).rstrip("."))
    # Where CLDR lacks a form, Babel gives the unit's own name.
    return frozenset(word for word in found if len(word) > 2 and not word.startswith("duration"))
