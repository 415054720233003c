"""Makes slugs, the last parts of addresses, from names in any language."""

from __future__ import annotations

import re
import unicodedata

PLAIN_SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
"""The regular expression of a slug in ASCII letters and digits, as ids are."""

_OTHER = re.compile(r"[^a-z0-9]+")
_CATEGORIES = frozenset({"Ll", "Lo", "Lm", "Mn", "Mc", "Nd"})
MOST_SLUG = 80
"""The most characters of a slug."""

# Letters that Unicode does not take apart into a Latin letter and a mark.
_LATIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"})


def slugify(name: str) -> str:
    """Make ``el-salvador`` of ``El Salvador``, ``educacion`` of ``Educación``. Empty where nothing is Latin."""
    decomposed = unicodedata.normalize("NFKD", name.casefold().translate(_LATIN))
    # Signs such as dashes separate words; marks, and letters that are not Latin, disappear.
    kept = "".join(sign for sign in decomposed if sign.isascii() or unicodedata.category(sign)[0] not in "LM")
    return _OTHER.sub("-", kept).strip("-")[:MOST_SLUG].rstrip("-")


def caseless(slug: str) -> str:
    """Return the form in which two slugs count as the same: composed (NFC) and without case."""
    if slug.isascii():
        return slug.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", slug).casefold())


def is_plain_slug(slug: str) -> bool:
    """Return whether it is small ASCII letters and digits with single hyphens between."""
    return len(slug) <= MOST_SLUG and re.fullmatch(PLAIN_SLUG, slug) is not None


def is_slug(slug: str) -> bool:
    """Whether it is letters of any script, marks and digits with single hyphens between, composed and in lower case."""
    if is_plain_slug(slug):
        return True
    if slug != unicodedata.normalize("NFC", slug).lower() or not 0 < len(slug) <= MOST_SLUG:
        return False
    return all(part and {unicodedata.category(sign) for sign in part} <= _CATEGORIES for part in slug.split("-"))
