"""How a language writes periods, numbers, countries and addresses."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.locales import Locale, edtf, formats
from site_builder.locales.catalog import catalog
from site_builder.locales.formats import period
from site_builder.locales.languages import is_known
from site_builder.locales.slugs import caseless, slugify
from tests.support import cases

EN, ES = Locale("en"), Locale("es")


@pytest.mark.parametrize(("written", "english", "spanish"), cases.table("locales/periods"))
def test_periods_in_words(written: str, english: str, spanish: str) -> None:
    """A date or a period reads as an editor of each language would write it."""
    when = None if written == "unstated" else edtf.parse(written)
    assert (when is None) == (written == "unstated")
    assert (period(when, catalog(EN)), period(when, catalog(ES))) == (english, spanish)


@pytest.mark.parametrize(("value", "english", "spanish"), cases.table("locales/numbers"))
def test_numbers(value: str, english: str, spanish: str) -> None:
    """Spanish of the region writes numbers as 1,234.5, and no digit is lost or made up."""
    assert (formats.number(Decimal(value), EN), formats.number(Decimal(value), ES)) == (english, spanish)


@pytest.mark.parametrize("value", ["1", "1.0", "1.000"])
def test_one_thing_however_exactly_it_was_counted(value: str) -> None:
    """What is written as 1 is one thing: its word does not depend on how the record writes the number."""
    # Numbers that are equal share what is kept.
    formats.number.cache_clear()
    formats.plural_form.cache_clear()
    assert formats.number(Decimal(value), EN) == "1"
    assert (formats.plural_form(Decimal(value), EN), formats.plural_form(Decimal(value), ES)) == ("one", "one")


def test_numbers_that_are_equal_are_written_alike() -> None:
    """A zero below zero is a zero, whichever of the two is asked for first."""
    assert [formats.number(Decimal(value), EN) for value in ("-0", "0", "-0.0", "-1")] == ["0", "0", "0", "-1"]
    assert [formats.plural_form(Decimal(value), EN) for value in ("1.5", "1000000.0", "0")] == ["other"] * 3
    assert formats.plural_form(Decimal("1000000.00"), ES) == "many"


@pytest.mark.parametrize(("code", "english", "spanish"), cases.table("locales/countries"))
def test_countries(code: str, english: str, spanish: str) -> None:
    """Countries have their names in each language."""
    assert (formats.country(code, EN), formats.country(code, ES)) == (english, spanish)


def test_a_country_without_a_name_is_its_code() -> None:
    """What CLDR does not know is told by its two letters."""
    assert formats.country("QX", EN) == "QX"


@pytest.mark.parametrize(
    ("code", "english", "spanish"),
    [
        ("es", "Spanish", "español"),
        ("qu", "Quechua", "quechua"),
        ("quc", "Kʼicheʼ", "quiché"),
        ("es-SV", "Spanish (El Salvador)", "español (El Salvador)"),
        ("pt-BR", "Portuguese (Brazil)", "portugués (Brasil)"),
        ("zz", "zz", "zz"),
        ("es-nowhere", "Spanish", "español"),
    ],
)
def test_languages(code: str, english: str, spanish: str) -> None:
    """Languages have their names in each language, those of one country too; an unknown one is its code."""
    assert (formats.language(code, EN), formats.language(code, ES)) == (english, spanish)


def test_a_moment_tells_its_zone() -> None:
    """A day and minute stand with the zone that they are in."""
    when = datetime(2024, 7, 1, 8, 30, tzinfo=ZoneInfo("America/El_Salvador"))
    assert formats.moment(when, catalog(EN)) == "July 1, 2024 at 8:30\u202fAM (GMT-06:00)"
    assert formats.moment(when, catalog(ES)) == "1 de julio de 2024 a las 8:30\u202fa.m. (GMT-06:00)"
    assert formats.moment(when.replace(hour=13), catalog(ES)) == "1 de julio de 2024 a la 1:30\u202fp.m. (GMT-06:00)"


def test_where_a_day_begins_the_day_is_enough() -> None:
    """Nobody reads of midnight, which belongs to two days: the day alone is told, with its zone."""
    when = datetime(2027, 1, 1, tzinfo=ZoneInfo("America/El_Salvador"))
    assert formats.moment(when, catalog(EN)) == "January 1, 2027 (GMT-06:00)"
    assert formats.moment(when, catalog(ES)) == "1 de enero de 2027 (GMT-06:00)"


def test_days_and_lists() -> None:
    """A day in words, and words in a row."""
    assert [formats.long_date(date(2022, 12, 8), locale) for locale in (EN, ES)] == [
        "December 8, 2022",
        "8 de diciembre de 2022",
    ]
    assert [formats.joined(["a", "b", "c"], locale) for locale in (EN, ES)] == ["a, b, and c", "a, b y c"]


def test_a_language_that_cldr_lacks_writes_as_english() -> None:
    """A site in a language that CLDR does not know still builds."""
    assert formats.number(Decimal("1234.5"), Locale("zz")) == "1,234.5"
    assert not is_known(Locale("zz"))
    assert is_known(ES)


@pytest.mark.parametrize(("name", "slug"), cases.table("locales/slugs"))
def test_slugs(name: str, slug: str) -> None:
    """An address has plain letters, digits and single hyphens, whatever the name is written in."""
    assert slugify(name.replace("\\u0301", "\u0301")) == slug


def test_a_long_name_is_cut() -> None:
    """An address stays short, and does not end in a hyphen."""
    assert slugify("a" * 500) == "a" * 80
    assert slugify(f"{'a' * 79} b") == "a" * 79


@settings(deadline=None, derandomize=True, database=None)
@given(st.text())
def test_a_slug_is_always_lawful(name: str) -> None:
    """Whatever the name, its address needs no escaping, and both ways of composing accents give the same one."""
    slug = slugify(name)
    assert all(part.isalnum() and part.isascii() and part == part.lower() for part in slug.split("-") if slug)
    assert len(slug) <= 80
    assert slugify(slug) == slug
    assert slugify(unicodedata.normalize("NFD", name)) == slugify(unicodedata.normalize("NFC", name))


def test_slugs_that_look_the_same_are_the_same() -> None:
    """Composed or not, large or small: on some disk they would be one file."""
    assert caseless("Peña") == caseless("pen\u0303a") == caseless("PEÑA")
    assert caseless("pena") != caseless("peña")
