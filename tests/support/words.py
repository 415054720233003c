"""The interface's words: which texts of a page belong to another language than the one they are marked with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from site_builder.locales import Locale
from site_builder.locales.catalog import catalog
from tests.support.built import BuiltPage

SHORTEST = 9
"""Letters: shorter words, such as “Total” or “Inclusion”, may be the same in both languages or be somebody's."""

SPOKEN = ("aria-label", "title", "placeholder", "alt", "data-copy")
NEVER_ON_PAGES = ("rule.", "cli.", "severity.", "address.", "serve.")
_PARAMETER = re.compile(r"\\\{\w+\\\}")


@cache
def foreign(locale: str, other: str) -> re.Pattern[str]:
    """What is a whole text of the interface in ``other`` and not in ``locale``."""
    own = {form for forms in catalog(Locale(locale)).messages.values() for form in forms}
    patterns = {
        _PARAMETER.sub(".+?", re.escape(form))
        for key, forms in catalog(Locale(other)).messages.items()
        if not key.startswith(NEVER_ON_PAGES)
        for form in forms
        if form not in own and len(re.sub(r"\{\w+\}|\W", "", form)) >= SHORTEST
    }
    return re.compile("|".join(sorted(patterns, key=len, reverse=True)))


def foreign_words(page: BuiltPage, locale: str, other: str) -> Iterator[str]:
    """The texts of a page in ``locale`` that are the interface's words in ``other``, though they say ``locale``."""
    wrong = foreign(locale, other)
    for words, element in page.tree.texts():
        plain = " ".join(words.split())
        if element.language.partition("-")[0] == locale and wrong.fullmatch(plain):
            yield plain
    for element in page.tree.walk():
        if element.language.partition("-")[0] == locale:
            for name in SPOKEN:
                if wrong.fullmatch(" ".join(element.attributes.get(name, "").split())):
                    yield f"{name}={element.attributes[name]}"
