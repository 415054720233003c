"""Which vocabulary a locale reads its numerals with."""

from __future__ import annotations

from functools import lru_cache

from site_builder.locales.numerals.calendar_words import alternatives, duration_words, month_names
from site_builder.locales.numerals.vocabulary import Vocabulary, company
from site_builder.locales.text import Locale


@lru_cache(maxsize=64)
def vocabulary(locale: Locale) -> Vocabulary:
    """What is known of the language of ``locale``: for most, dates and durations from CLDR and no number words."""
    language = locale.partition("-")[0]
    # Their expressions take a while to compile, and only texts that have changed are read for numbers.
    if language == "en":
        from site_builder.locales.numerals.english import ENGLISH

        return ENGLISH
    if language == "es":
        from site_builder.locales.numerals.spanish import SPANISH

        return SPANISH
    months = alternatives(month_names(locale))
    durations = alternatives(duration_words(locale))
    return Vocabulary(
        words=None,
        company=(
            company("date", after=rf"\.?\s?(?:(?:d[aeiu]|do) |d[’'])?(?:{months})(?!\w)", most=31),
            company("duration", after=rf"\s?(?:{durations})(?!\w)"),
        ),
        percent=r"\s?[%٪]",
    )
