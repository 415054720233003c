"""A text in several languages, and what a reader of one language gets of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NewType

Locale = NewType("Locale", str)
"""A language of the site as it stands in addresses and ``lang``: ``en``, ``es``."""

State = Literal["original", "translated", "foreign", "unmarked"]

Flag = Literal["stale", "unsure", "machine", "machine-stale"]
"""What is known against a translation: its source has changed since it was made (``stale``), nobody can tell whether it
has (``unsure``), or a machine made it and nobody has looked (``machine``; ``machine-stale`` where that is old too)."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What a page in one locale shows of a text.

    ``words``: the text itself, not escaped. ``language``: what it is written in. ``state``: ``original`` (the record
    was first written in this language), ``translated``, ``foreign`` (not in the page's language: it needs ``lang``
    and, for whole stories, a notice) or ``unmarked`` (one string for all languages, such as an acronym). ``flag``: what
    is known against it, where it is a translation, and ``source`` then the language that it was made from.
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
        """Whether what it was made from has changed since."""
        return self.flag in ("stale", "machine-stale")

    @property
    def is_machines(self) -> bool:
        """Whether a machine made it and nobody has looked."""
        return self.flag in ("machine", "machine-stale")


@dataclass(frozen=True, slots=True)
class Text:
    """One string a locale, or ``everywhere``: one plain string for all of them. Never empty.

    ``flags``: what is known against translations, by locale.
    """

    by_locale: Mapping[str, str]
    everywhere: str | None = None
    flags: Mapping[str, Flag] | None = None

    # Pickled thousands of times; what a dataclass with slots does by itself costs three times as much.
    def __reduce__(self) -> tuple[object, ...]:
        if self.flags:
            return Text, (self.by_locale, self.everywhere, self.flags)
        return Text, (self.by_locale,) if self.everywhere is None else (self.by_locale, self.everywhere)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.by_locale.items())

    def flag(self, locale: str) -> Flag | None:
        """What is known against its translation into ``locale``."""
        return self.flags.get(locale) if self.flags else None

    def has(self, locale: Locale) -> bool:
        """Whether a reader of ``locale`` finds words in that language."""
        return self.everywhere is not None or locale in self.by_locale

    def passage(self, locale: Locale, original: Locale, order: Sequence[Locale] = ()) -> Passage:
        """The passage for a page in ``locale``.

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
        """The language that it was first written in: ``original``, else the first in ``order`` that there is."""
        return next((Locale(name) for name in (original, *order, *self.by_locale) if self.by_locale.get(name)), None)

    def _passage(self, locale: Locale, state: State, original: Locale, order: Sequence[Locale]) -> Passage:
        if flag := self.flag(locale):
            return Passage(self.by_locale[locale], locale, state, flag, self.first(original, order))
        return Passage(self.by_locale[locale], locale, state)
