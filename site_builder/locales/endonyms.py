"""What a language calls itself."""

from __future__ import annotations

import babel

from site_builder.locales.catalog import Catalog
from site_builder.locales.cldr import is_known
from site_builder.locales.pseudo import PSEUDO, pseudo


def autonym(words: Catalog) -> str:
    """A language's name in that language, as it stands at the start of a line: "English", "Español", "العربية".

    CLDR's; where it has none, what the language's own catalog says, and at last the code.
    """
    locale = words.locale
    if locale == PSEUDO:
        return pseudo("English")
    base = locale.partition("-")[0]
    # Not in the Spanish of a region, which names itself by the region.
    name = babel.Locale(base).languages.get(base) if is_known(locale) else None
    if not name and words.language_of("language.name") == locale:
        name = words.text("language.name")
    found = str(name or locale)
    return found[:1].upper() + found[1:]
