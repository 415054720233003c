"""The last part of an address, made from a name in any language."""

from __future__ import annotations

import re
import unicodedata

_OTHER = re.compile(r"[^a-z0-9]+")


def slugify(name: str) -> str:
    """``El Salvador`` gives ``el-salvador``, ``Educación`` ``educacion``. Empty where nothing of the name is Latin."""
    decomposed = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    return _OTHER.sub("-", decomposed.lower()).strip("-")[:80].rstrip("-")


def folded(slug: str) -> str:
    """The form in which two slugs count as the same: composed (NFC) and without case."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", slug).casefold())
