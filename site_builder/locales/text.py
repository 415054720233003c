"""Holds a text in several languages, and selects what a reader of one language gets of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NewType

Locale = NewType("Locale", str)
"""A language of the site as it stands in addresses and ``lang``: ``en``, ``es``."""

State = Literal["original", "translated", "foreign", "unmarked"]

Flag = Literal["stale", "unsure", "machine", "machine-stale"]
"""What is wrong with a translation: its source has changed since (``stale``), or may have (``unsure``), or a machine
made it and nobody has reviewed it (``machine``; ``machine-stale`` where its source has changed, too)."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a text for a page in one locale.

    ``words`` are not escaped; ``language`` is theirs. ``state``: ``original`` (the record was first written in this
    language), ``translated``, ``foreign`` (not in the page's language: it needs ``lang`` and, for whole stories, a
    notice) or ``unmarked`` (one string for all languages, such as an acronym). ``flag``: what is wrong with a
    translation, and ``source`` then the language that it was made from.
    """

    words: str
    language: Locale
    state: State = "original"
    flag: Flag | None = None
    source: Locale | None = None

    def __bool__(self) -> bool:
        return bool(self.words)

    @property
    def is_stale(self) -> bool:
        """Whether its source has changed since it was made."""
        return self.flag in ("stale", "machine-stale")

    @property
    def is_machines(self) -> bool:
        """Whether a machine made it and nobody has reviewed it."""
        return self.flag in ("machine", "machine-stale")


@dataclass(frozen=True, slots=True)
class Text:
    """One string a locale, or ``everywhere``: one plain string for all of them. Never empty.

    ``flags``: those of translations, by locale.
    """

    by_locale: Mapping[str, str]
    everywhere: str | None = None
    flags: Mapping[str, Flag] | None = None

    # Pickled thousands of times; the default of a dataclass with slots takes three times as long.
    def __reduce__(self) -> tuple[object, ...]:
        if self.flags:
            return Text, (self.by_locale, self.everywhere, self.flags)
        return Text, (self.by_locale,) if self.everywhere is None else (self.by_locale, self.everywhere)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.by_locale.items())

    def flag(self, locale: str) -> Flag | None:
        """Return the flag of its translation into ``locale``."""
        return self.flags.get(locale) if self.flags else None

    def has(self, locale: Locale) -> bool:
        """Whether a reader of ``locale`` finds words in that language."""
        return self.everywhere is not None or locale in self.by_locale

    def passage(self, locale: Locale, original: Locale, order: Sequence[Locale] = ()) -> Passage:
        """Return the passage for a page in ``locale``.

        ``original`` is the language that the record was first written in, ``order`` the site's languages: where
        ``locale`` is missing the original stands in, else the first language in ``order`` that there is.
        """
        if self.everywhere is not None:
            return Passage(self.everywhere, locale, "unmarked")
        if locale in self.by_locale:
            state: State = "original" if locale == original else "translated"
            return self._passage(locale, state, original, order)
        other = self.first(original, order)
        return Passage("", locale, "unmarked") if other is None else self._passage(other, "foreign", original, order)

    def first(self, original: Locale, order: Sequence[Locale] = ()) -> Locale | None:
        """Return the language that it was first written in: ``original``, else the first in ``order`` that it has."""
        return next((Locale(name) for name in (original, *order, *self.by_locale) if self.by_locale.get(name)), None)

    def _passage(self, locale: Locale, state: State, original: Locale, order: Sequence[Locale]) -> Passage:
        if flag := self.flag(locale):
            return Passage(self.by_locale[locale], locale, state, flag, self.first(original, order))
        return Passage(self.by_locale[locale], locale, state)
