"""Places in documents, in words."""

from __future__ import annotations

from collections.abc import Sequence

from site_builder.importing.proposals import Where
from site_builder.locales.catalog import Catalog


def spot_words(at: Where, documents: Sequence[str], words: Catalog, *, with_document: bool = True) -> str:
    """Where something stood: ``page 1, paragraph 3``, and in which of several documents. Empty where nobody knows."""
    page, paragraph = at.spot.page, at.spot.paragraph
    found = ""
    if page and paragraph:
        found = words.text("import.where.both", page=page, paragraph=paragraph)
    elif page:
        found = words.text("import.where.page", page=page)
    elif paragraph:
        found = words.text("import.where.paragraph", paragraph=paragraph)
    if with_document and at.document >= 0 and (len(documents) > 1 or not found):
        return ": ".join(filter(None, (documents[at.document], found)))
    return found
