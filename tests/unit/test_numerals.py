"""Numerals in prose: which are figures, and what they are worth."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from site_builder.locales import Locale
from site_builder.locales.numerals import numerals

CASES = Path(__file__).parents[1] / "cases" / "figures"
_MARKED = re.compile(r"\{(?:([\d.]+)(%?):)?([^}]*)\}")


def sentences(locale: str) -> list[str]:
    """The sentences of a language, with their marks."""
    lines = (CASES / f"{locale}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def unmarked(marked: str) -> tuple[str, list[tuple[str, int, Decimal, bool]]]:
    """The sentence without marks, and its figures: words, place, value, whether percent."""
    words, figures, end = "", [], 0
    for found in _MARKED.finditer(marked):
        words += marked[end : found.start()]
        figures.append((found[3], len(words), Decimal(found[1] or found[3]), bool(found[2])))
        words += found[3]
        end = found.end()
    return words + marked[end:], figures


@pytest.mark.parametrize(
    ("locale", "marked"), [(locale, line) for locale in ("en", "es") for line in sentences(locale)]
)
def test_figures_of_a_sentence_are_found(locale: str, marked: str) -> None:
    """In each sentence the figures marked are found with their place and value, and nothing else is taken for one."""
    words, expected = unmarked(marked)
    found = [
        (words[one.start : one.end], one.start, one.value, one.is_percent)
        for one in numerals(words, Locale(locale))
        if one.kind == "figure"
    ]
    assert found == expected


@pytest.mark.parametrize("locale", ["en", "es"])
def test_there_are_sixty_sentences_a_language(locale: str) -> None:
    """Each language has at least sixty sentences to be tried on."""
    assert len(sentences(locale)) >= 60


@pytest.mark.parametrize(
    ("locale", "words", "value", "kinds"),
    [
        ("fr", "3 700 personnes le 8 décembre 2022", Decimal(3700), ["figure", "date", "date"]),
        ("fr", "3,5 tonnes en six mois, à 34 ans", Decimal("3.5"), ["figure", "duration"]),
        ("de", "1.234,5 Tonnen am 8. Dezember", Decimal("1234.5"), ["figure", "date"]),
        ("ar", "٣٧٠٠ شخص", Decimal(3700), ["figure"]),
        ("xx", "3,700 in 2022", Decimal(3700), ["figure", "date"]),
    ],
)
def test_other_languages_read_digits(locale: str, words: str, value: Decimal, kinds: list[str]) -> None:
    """A language without number words of its own reads digits, dates and durations as CLDR writes them."""
    found = numerals(words, Locale(locale))
    assert [one.kind for one in found] == kinds
    assert found[0].value == value


@pytest.mark.parametrize(
    "words",
    [
        "1" * 20_000,
        "1 " * 5_000,
        "111 " * 5_000,
        "1.1." * 5_000,
        "1-" * 5_000,
        "+1 " * 5_000,
        "one " * 5_000,
        "and a half " * 2_000,
        "hundred thousand " * 2_000,
        "@" * 20_000 + "1",
        "1@" * 5_000,
        "٣" * 1_000,
        "²½Ⅷ",
        "İ12",
    ],
    ids=lambda words: words[:12],
)
@pytest.mark.parametrize("locale", ["en", "es", "fr"])
def test_hostile_text_is_read_to_its_end(words: str, locale: str) -> None:
    """Text that is nothing but digits or number words neither breaks the reading nor makes it slow."""
    assert all(words[one.start : one.end].strip() for one in numerals(words, Locale(locale)))
