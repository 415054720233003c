"""What a language calls itself."""

from __future__ import annotations

from site_builder.locales.catalog import Catalog
from site_builder.locales.cldr import names_of


def autonym(words: Catalog) -> str:
    """A language's name in that language, as it stands at the start of a line: "English", "Español", "العربية".

    CLDR's; where it has none, what the language's own catalog says, and at last the code.
    """
    locale = words.locale
    names = names_of(locale)
    name = (names and names.languages.get(str(names))) or (names and names.languages.get(names.language))
    if not name and words.language_of("language.name") == locale:
        name = words.text("language.name")
    found = str(name or locale)
    return found[:1].upper() + found[1:]
