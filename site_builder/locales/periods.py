"""A date or a period in words, as the locale says it."""

from __future__ import annotations

from functools import lru_cache

from site_builder.locales import formats
from site_builder.locales.catalog import Catalog
from site_builder.locales.edtf import Edtf, PartialDate


@lru_cache(maxsize=4096)
def state_on(when: Edtf | None, words: Catalog) -> str:
    """When something that goes on was seen to: ``as of December 8, 2022``; other than a day, the plain period."""
    if when and when.is_single and when.start and when.start.day:
        return words.text("period.as-of", date=partial_date(when.start, words))
    return period(when, words)


@lru_cache(maxsize=4096)
def period(when: Edtf | None, words: Catalog) -> str:
    """``2023``, ``by December 8, 2022``, ``from 2022``, ``October 2024 to October 2029``; None: not stated.

    Each form is a phrase of its own in the catalog, by how fine the date is: articles differ («hasta el 8 de
    diciembre», «hasta diciembre»).
    """
    if when is None:
        return words.text("period.unstated")
    if when.is_single and when.start:
        return partial_date(when.start, words)
    if when.start and when.end:
        return words.text(
            f"period.range.{_grain(when.start)}",
            start=partial_date(when.start, words),
            end=words.text(f"period.end.{_grain(when.end)}", date=partial_date(when.end, words)),
        )
    if when.end:
        return words.text(f"period.by.{_grain(when.end)}", date=partial_date(when.end, words))
    if when.start:
        return words.text(f"period.from.{_grain(when.start)}", date=partial_date(when.start, words))
    return words.text("period.unstated")


@lru_cache(maxsize=4096)
def partial_date(date: PartialDate, words: Catalog) -> str:
    """A year, a quarter, a month or a day in words."""
    if date.day:
        return formats.long_date(date.first_day, *words.languages)
    if date.month:
        return formats.skeleton(date.first_day, "yMMMM", *words.languages)
    if date.quarter:
        return words.text(f"quarter.{date.quarter}", year=formats.year(date.year, *words.languages))
    return formats.year(date.year, *words.languages)


def _grain(date: PartialDate) -> str:
    return "day" if date.day else "month" if date.month else "quarter" if date.quarter else "year"
