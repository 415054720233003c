"""Letters made alike: a sign is read the same whatever else is in the text, and quickly or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.locales.numerals.vocabulary import scan, unaccented

BEYOND = "Ω"
"""A letter that no encoding of a byte a letter has."""


def test_a_sign_is_the_same_in_any_company() -> None:
    """Each sign is folded and scanned alike beside ASCII, beside an accent, beside a dash and beside Greek."""
    signs = [chr(code) for code in range(0x2200)]
    for form in (unaccented, scan):
        alone = {sign: form(sign) for sign in signs}
        for company in ("a", "é", "–", BEYOND):
            assert {sign: form(sign + company)[:1] for sign in signs if len(sign.lower()) == 1} == {
                sign: alone[sign] for sign in signs if len(sign.lower()) == 1
            }


@pytest.mark.parametrize(
    ("words", "plain", "scanned"),
    [
        ("Veintidós AÑOS, 3.700", "veintidos años, 3.700", b"veintidos a\x7fos  0 000"),
        ("“Twenty” – half", "“twenty” – half", b" twenty    half"),
        ("Ωmega ٣٧ mil", "ωmega ٣٧ mil", b"\x7fmega 00 mil"),
    ],
)
def test_words_are_folded_and_scanned(words: str, plain: str, scanned: bytes) -> None:
    """Capitals and accents are put aside, digits are one, and what is no letter parts words."""
    assert unaccented(words) == plain
    assert scan(words) == scanned


@given(st.text())
def test_every_sign_keeps_its_place(words: str) -> None:
    """There is a sign for each sign, so that places found in one are places in the other."""
    assert len(unaccented(words)) == len(scan(words)) == len(words)
