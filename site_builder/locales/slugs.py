"""The last part of an address, made from a name in any language."""

from __future__ import annotations

import re
import unicodedata

_OTHER = re.compile(r"[^a-z0-9]+")
_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
MOST_SLUG = 80
"""Characters of a slug, as of those that are made from names."""

# Letters that Unicode does not take apart into a Latin letter and a mark.
_LATIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"})


def slugify(name: str) -> str:
    """``El Salvador`` gives ``el-salvador``, ``Educación`` ``educacion``. Empty where nothing of the name is Latin."""
    decomposed = unicodedata.normalize("NFKD", name.casefold().translate(_LATIN))
    # Signs such as dashes part words; marks, and letters that are not Latin, leave nothing behind.
    kept = "".join(sign for sign in decomposed if sign.isascii() or unicodedata.category(sign)[0] not in "LM")
    return _OTHER.sub("-", kept).strip("-")[:MOST_SLUG].rstrip("-")


def folded(slug: str) -> str:
    """The form in which two slugs count as the same: composed (NFC) and without case."""
    if slug.isascii():
        return slug.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", slug).casefold())


def is_slug(slug: str) -> bool:
    """Letters of any script, with their marks, digits, and single hyphens between them; composed, and in lower case."""
    if _PLAIN.match(slug) and len(slug) <= MOST_SLUG:
        return True
    if slug != unicodedata.normalize("NFC", slug).lower() or not 0 < len(slug) <= MOST_SLUG:
        return False
    return all(part and all(map(_is_letter, part)) for part in slug.split("-"))


def _is_letter(character: str) -> bool:
    return unicodedata.category(character) in {"Ll", "Lo", "Lm", "Mn", "Mc", "Nd"}
