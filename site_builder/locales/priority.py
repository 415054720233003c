"""Which languages stand in for one another, and in which order (a language priority list, RFC 4647)."""

from __future__ import annotations

from collections.abc import Iterable

from site_builder.locales.pseudo import PSEUDO
from site_builder.locales.text import Locale

ENGLISH = Locale("en")


def priority(locale: Locale, others: Iterable[str] = ()) -> tuple[Locale, ...]:
    """``locale``, the languages that it is a kind of (``pt`` for ``pt-BR``), the ``others`` in order, and English.

    What a catalog or CLDR lacks in one is taken from the next: on a site of Guatemala in Spanish and K'iche', dates of
    the K'iche' pages are Spanish, and not English.
    """
    parts = locale.split("-")
    kinds = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return tuple(dict.fromkeys([*map(Locale, kinds), *map(Locale, others), ENGLISH]))


def is_kind_of(locale: Locale, other: Locale) -> bool:
    """Whether readers of ``locale`` read ``other`` as their own: it is the same, or what it is a kind of.

    The pseudo-locale is nobody's own: what is in plain English beside it shall be seen."""
    return locale == other or (locale != PSEUDO and locale.startswith(f"{other}-"))
