"""Finds numbers in running text: their places, their values, and which of them are figures."""

from site_builder.locales.numerals.classification import classify
from site_builder.locales.numerals.parser import find_numerals, has_number_words, numerals
from site_builder.locales.numerals.vocabulary import Numeral, NumeralKind

__all__ = ["Numeral", "NumeralKind", "classify", "find_numerals", "has_number_words", "numerals"]
