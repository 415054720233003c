"""Numbers in running text: where they stand, what they are worth, and which of them are no figures."""

from site_builder.locales.numerals.numeral import Numeral, NumeralKind
from site_builder.locales.numerals.reading import has_number_words, in_company, numerals, said

__all__ = ["Numeral", "NumeralKind", "has_number_words", "in_company", "numerals", "said"]
