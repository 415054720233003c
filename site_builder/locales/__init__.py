"""Languages: texts in several locales, the interface's words, and how a locale writes numbers, dates and periods."""

from site_builder.locales.edtf import Edtf, PartialDate
from site_builder.locales.text import Locale, Passage, Text

__all__ = ["Edtf", "Locale", "PartialDate", "Passage", "Text"]
