"""Marks text with the attributes that say which language an element is in."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

from site_builder.escaping import as_markup, escaped
from site_builder.locales import Locale, Passage, formats
from site_builder.locales.catalog import Catalog
from site_builder.locales.languages import direction, is_kind_of, writing
from site_builder.locales.typography import with_no_break_spaces

_MOST = 8192
"""How many words are kept with their spaces bound: names and titles stand on many pages."""


def lang_attributes(language: Locale) -> Markup:
    """Return the attributes of an element in ``language``, whatever it stands in."""
    turned = ' dir="rtl"' if direction(language) == "rtl" else ""
    return as_markup(f' lang="{escaped(language)}"{turned}')


def lang_within(language: Locale, around: Locale) -> Markup:
    """Return the attributes of an element in ``language`` inside one in ``around``: none where that is the same."""
    if is_kind_of(around, language):
        return Markup()
    there = direction(language)
    turned = f' dir="{there}"' if there != direction(around) else ""
    return as_markup(f' lang="{escaped(language)}"{turned}')


class LanguageMarkup:
    """Prints words on pages in the language of ``texts``, and says where they are in another."""

    def __init__(self, texts: Catalog) -> None:
        self._texts = texts
        self._here = texts.locale
        self.lang = lru_cache(maxsize=None)(self._lang)
        self._bound = lru_cache(maxsize=_MOST)(with_no_break_spaces)

    def _lang(self, language: Locale) -> Markup:
        """Return the attributes of an element in ``language``: none where that is the page's own."""
        return lang_within(language, self._here)

    def lang_always(self, language: Locale) -> Markup:
        """Return the same, in the page's own language too."""
        return self.lang(language) or lang_attributes(language)

    @property
    def dated(self) -> Markup:
        """The attributes of an element with a date: where CLDR cannot write this language's, it is in another."""
        return self.lang(writing(*self._texts.languages))

    def words(self, passage: Passage) -> str:
        """Print a passage, in an element of its own where it is in another language."""
        words = self._bound(passage.words, passage.language)
        if passage.language == self._here:
            return words
        attributes = self.lang(passage.language)
        return as_markup(f"<span{attributes}>{escaped(words)}</span>") if attributes else words

    def bare(self, passage: Passage) -> str:
        """Print the words alone, for an element that says their language itself. No line ends where none may."""
        return self._bound(passage.words, passage.language)

    def date(self, words: str) -> str:
        """Print a date as CLDR has written it, for an element with ``dated``."""
        return self._bound(words, writing(*self._texts.languages))

    def text(self, key: str, /, **params: object) -> str:
        """Print the catalog's words, in an element of their own where another language stands in."""
        return self.words(self._texts.passage(key, **params))

    def plural(self, key: str, number: float, /, **params: object) -> str:
        """Print the same in the form for ``number``."""
        return self.words(self._texts.plural_passage(key, number, **params))

    def number(self, value: int) -> str:
        """Print a number as the language writes it."""
        return formats.number(value, *self._texts.languages)
