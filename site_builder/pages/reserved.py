"""Where hand-written pages may not stand: at the address of a record's page, one of the two would be lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from site_builder.locales import Locale
from site_builder.locales.catalog import Catalog
from site_builder.pages.addresses import SECTIONS, section
from site_builder.problems import Position, Problem
from site_builder.reading.handwritten import HandwrittenPage, handbook_address


def reserved(
    pages: Iterable[HandwrittenPage], shown_as: str, speaking: Callable[[Locale], Catalog]
) -> Iterator[Problem]:
    """``page-address-reserved`` for each page in a section. ``shown_as``: the pages' folder in problems. ``speaking``:
    the site's words in a language."""
    for page in pages:
        words = speaking(page.locale)
        for address in (*(section(name, words) for name in SECTIONS), handbook_address(page.locale)):
            if page.address.startswith(address):
                place = Position(f"{shown_as}/{page.source}")
                yield Problem(place, "page-address-reserved", {"address": page.address, "section": address})
