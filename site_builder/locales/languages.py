"""Describes languages: what CLDR (Babel) knows of them, and which stand in for one another (RFC 4647)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import babel

from site_builder.locales.pseudo import PSEUDO
from site_builder.locales.text import Locale

ENGLISH = Locale("en")

# Spanish here is read in Central America and Mexico: 1,234.5, not 1.234,5.
_REGIONAL = {"es": "es_419", PSEUDO: "en"}
# CLDR's root, which stands in for languages without data, has no names of months.
_UNNAMED_MONTH = "M01"


def priority(locale: Locale, others: Iterable[str] = ()) -> tuple[Locale, ...]:
    """Return ``locale``, the languages that include it (``pt`` for ``pt-BR``), the ``others`` in order, and English.

    What a catalog or CLDR lacks in one is taken from the next: on a site of Guatemala in Spanish and K'iche', dates of
    the K'iche' pages are Spanish, and not English.
    """
    parts = locale.split("-")
    kinds = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return tuple(dict.fromkeys([*map(Locale, kinds), *map(Locale, others), ENGLISH]))


def is_kind_of(locale: Locale, other: Locale) -> bool:
    """Whether readers of ``locale`` read ``other`` as their own: it is the same, or includes it.

    The pseudo-locale belongs to no language: plain English on its pages is marked as foreign.
    """
    return locale == other or (locale != PSEUDO and locale.startswith(f"{other}-"))


@lru_cache(maxsize=256)
def names_of(locale: str) -> babel.Locale | None:
    """Return what CLDR has of a language itself; None where it has nothing."""
    try:
        return babel.Locale.parse(_REGIONAL.get(locale, locale.replace("-", "_")))
    except (babel.UnknownLocaleError, ValueError, TypeError):
        return None


def is_known(locale: Locale) -> bool:
    """Whether CLDR knows the language, be it only by name."""
    return names_of(locale) is not None


def is_written(locale: Locale) -> bool:
    """Whether CLDR can write the language's numbers and dates, and not only name it."""
    names = names_of(locale)
    return names is not None and str(names.months["format"]["wide"][1]) != _UNNAMED_MONTH


@lru_cache(maxsize=256)
def writing(*languages: Locale) -> Locale:
    """Return the first of ``languages`` whose numbers and dates CLDR can write; English where it can write none."""
    return next((locale for locale in languages if is_written(locale)), ENGLISH)


@lru_cache(maxsize=256)
def cldr(*languages: Locale) -> babel.Locale:
    """Return the CLDR locale that writes numbers and dates for readers of ``languages``, the first of them best."""
    return names_of(writing(*languages)) or babel.Locale.parse("en")


@lru_cache(maxsize=256)
def direction(locale: Locale) -> str:
    """Return ``ltr`` or ``rtl``, for ``dir``."""
    names = names_of(locale)
    return names.text_direction if names else "ltr"
