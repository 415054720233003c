"""Bound spaces: whatever is written, nothing but a space changes, and to bind twice is to bind once."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.locales import Locale
from site_builder.locales.typography import BOUND, NARROW, with_no_break_spaces

QUIET = settings(deadline=None, derandomize=True, database=None)

_PIECES = st.sampled_from(
    [
        *("0", "8", "10", "000", "1.º", "2023", ".", ",", ";", ":", "!", "?", "«", "»", "%", "km", "m²", "(", "¿", "“"),
        *(
            "million",
            "mil",
            "millones",
            "de",
            "diciembre",
            "December",
            "décembre",
            "p.",
            "n.º",
            "US$",
            "Q",
            "Sr.",
            "Dr.",
        ),
        *("EE.", "UU.", "a.", "m.", "M.", "Mme", " ", "  ", "\n", BOUND),
    ]
)
_WORDS = st.one_of(
    st.lists(st.one_of(_PIECES, st.just(" ")), max_size=24).map("".join),
    st.lists(_PIECES, max_size=16).map(" ".join),
    st.text(max_size=40),
)
_SPACES = re.compile(f"[{BOUND}{NARROW}]")


@pytest.mark.parametrize("language", ["en", "es", "fr", "de", "quc"])
def test_only_plain_spaces_change_and_only_once(language: str) -> None:
    """With plain spaces again the words are those that were given; spaces that were bound stay; twice is once."""

    @QUIET
    @given(_WORDS)
    def holds(words: str) -> None:
        made = with_no_break_spaces(words, Locale(language))
        assert len(made) == len(words)
        assert all(new == old or (old == " " and new in (BOUND, NARROW)) for old, new in zip(words, made, strict=True))
        assert with_no_break_spaces(made, Locale(language)) == made

    holds()
