"""A text in several languages, and what a reader of one of them gets."""

from __future__ import annotations

import pytest

from site_builder.locales import Locale, Passage, Text

EN, ES, FR = Locale("en"), Locale("es"), Locale("fr")


@pytest.mark.parametrize(
    ("texts", "page", "original", "words", "language", "state"),
    [
        ({"en": "a", "es": "b"}, EN, EN, "a", EN, "original"),
        ({"en": "a", "es": "b"}, ES, EN, "b", ES, "translated"),
        ({"en": "a", "es": "b"}, EN, ES, "a", EN, "translated"),
        ({"en": "a"}, ES, EN, "a", EN, "foreign"),
        ({"en": "a", "fr": "c"}, ES, FR, "c", FR, "foreign"),
        ({"fr": "c", "en": "a"}, ES, ES, "a", EN, "foreign"),
        ({"fr": "c"}, ES, EN, "c", FR, "foreign"),
        ({}, ES, EN, "", ES, "unmarked"),
    ],
)
def test_what_a_reader_gets(
    texts: dict[str, str], page: Locale, original: Locale, words: str, language: Locale, state: str
) -> None:
    """The page's language first; then the one first written in, then the site's first, then whatever there is."""
    found = Text(texts).passage(page, original, (EN, ES))
    assert (found.words, found.language, found.state) == (words, language, state)


def test_one_plain_string_is_for_everybody() -> None:
    """An acronym is the same in all languages, and no page marks it as foreign."""
    assert Text({}, "USAID").passage(ES, EN) == Passage("USAID", ES, "unmarked")
    assert Text({}, "USAID").has(ES)


def test_whether_there_are_words() -> None:
    """A text has the languages that it is written in, and no others."""
    assert [Text({"en": "a"}).has(locale) for locale in (EN, ES)] == [True, False]
    assert bool(Passage("a", EN))
    assert not Passage("", EN)
