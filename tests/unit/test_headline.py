"""Words on share cards: whatever people write fits, or is left off whole."""

from __future__ import annotations

import pytest

from site_builder.photos.share_cards import fitted, font, settable

SIZES = (88, 60, 34)
WIDTH, HEIGHT = 464, 390

LONG = (
    "¿Cómo llegaron «3,700 niños y niñas» a una escuela con agua? Lo que cambió, lo que falta y lo que la comunidad "
    "pide ahora a las autoridades municipales de la región oriental del país"
)


@pytest.mark.parametrize(
    ("written", "set_as"),
    [
        ("¿Qué pasó? ¡Agua! «ñ» “á” – 90 %", "¿Qué pasó? ¡Agua! «ñ» “á” – 90 %"),
        ("n\u0303andu\u0301", "ñandú"),
        ("Two\n lines\t and  spaces", "Two lines and spaces"),
        ("Water 💧 for ❤️ all 👩🏽‍🌾", "Water for all"),
        ("soft\u00adhyphen, \u202eturned\u202c, zero\u200bwidth", "softhyphen, turned, zerowidth"),
        ("90\u00a0people, 7\u202f%", "90\u00a0people, 7\u00a0%"),
        ("مياه للمدارس", ""),
        ("Escuela 学校", ""),
        ("💧", ""),
        ("", ""),
    ],
)
def test_what_the_font_lacks_is_no_box(written: str, set_as: str) -> None:
    """Signs that the font lacks are left out; words with a letter that it lacks are not set at all."""
    assert settable(written) == set_as


@pytest.mark.parametrize(
    "words",
    ["Agua", LONG, f"{LONG} {LONG}", "Electroencefalografista", "W" * 60, f"una {'palabra' * 20} larga"],
    ids=["short", "long", "far too long", "long word", "word too wide", "word far too wide"],
)
def test_words_stay_in_their_column(words: str) -> None:
    """However long headlines and words are, no line is wider than the column and no block higher."""
    block = fitted(words, "headline", SIZES, WIDTH, HEIGHT)
    assert block.lines
    assert block.height <= HEIGHT
    assert max(font("headline", block.size).getlength(line) for line in block.lines) <= WIDTH


def test_all_words_are_there_unless_there_is_no_room() -> None:
    """A long headline is set smaller, whole; only what does not fit in the smallest size ends in an ellipsis."""
    assert fitted("Agua", "headline", SIZES, WIDTH, HEIGHT).size == 88
    long = fitted(LONG, "headline", SIZES, WIDTH, HEIGHT)
    assert (long.size, " ".join(long.lines)) == (34, LONG)
    longer = fitted(f"{LONG} {LONG}", "headline", SIZES, WIDTH, HEIGHT)
    assert longer.lines[-1].endswith("…")
    assert LONG.startswith(" ".join(longer.lines[:-1])[: len(LONG)])


def test_lines_are_about_as_long_as_each_other() -> None:
    """No word is left alone on the last line where the lines before could be shorter."""
    lines = fitted("Ninety people finish their courses", "headline", (60,), 640, HEIGHT).lines
    assert lines == ("Ninety people", "finish their courses")


def test_a_broken_word_loses_no_letter() -> None:
    """A word wider than a line goes on in the next one, with a hyphen."""
    lines = fitted("W" * 60, "headline", (34,), WIDTH, HEIGHT).lines
    assert "".join(line.removesuffix("-") for line in lines) == "W" * 60
    assert all(line.endswith("-") for line in lines[:-1])
