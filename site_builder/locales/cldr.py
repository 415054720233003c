"""What CLDR (Babel) knows of a language, and which language stands in where it knows little."""

from __future__ import annotations

from functools import lru_cache

import babel

from site_builder.locales.priority import ENGLISH
from site_builder.locales.pseudo import PSEUDO
from site_builder.locales.text import Locale

# Spanish here is read in Central America and Mexico: 1,234.5, not 1.234,5.
_REGIONAL = {"es": "es_419", PSEUDO: "en"}
# CLDR's root, which stands in for what a language has no data for, has no names of months.
_UNNAMED_MONTH = "M01"


@lru_cache(maxsize=256)
def names_of(locale: str) -> babel.Locale | None:
    """What CLDR has of a language itself; None where it has nothing."""
    try:
        return babel.Locale.parse(_REGIONAL.get(locale, locale.replace("-", "_")))
    except (babel.UnknownLocaleError, ValueError, TypeError):
        return None


def is_known(locale: Locale) -> bool:
    """Whether CLDR knows the language: perhaps no more than its name."""
    return names_of(locale) is not None


def is_written(locale: Locale) -> bool:
    """Whether CLDR can write the language's numbers and dates, and not only name it."""
    return _writes(names_of(locale))


@lru_cache(maxsize=256)
def writing(*languages: Locale) -> Locale:
    """The first of ``languages`` whose numbers and dates CLDR can write; English where it can write none."""
    return next((locale for locale in languages if is_written(locale)), ENGLISH)


@lru_cache(maxsize=256)
def cldr(*languages: Locale) -> babel.Locale:
    """The CLDR locale that writes numbers and dates where readers read ``languages``, the first of them best."""
    return names_of(writing(*languages)) or babel.Locale.parse("en")


def _writes(names: babel.Locale | None) -> bool:
    return names is not None and str(names.months["format"]["wide"][1]) != _UNNAMED_MONTH


@lru_cache(maxsize=256)
def direction(locale: Locale) -> str:
    """``ltr`` or ``rtl``, for ``dir``."""
    names = names_of(locale)
    return names.text_direction if names else "ltr"
