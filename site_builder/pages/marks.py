"""Digests of what pages show of promises and places, for ``Basis.parts``. Those of stories come along with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from site_builder.facts.ledger import Entry
from site_builder.pages import cards
from site_builder.pages.edition import Edition
from site_builder.reading.frozen import dumps
from site_builder.store import key


def promises_mark(edition: Edition, entries: Iterable[Entry]) -> str:
    """Promises with where they stand, the figures that they point to, and the stories that are their evidence."""
    return key("promises", *(part for entry in entries for part in _of_promise(edition, entry)))


def _of_promise(edition: Edition, entry: Entry) -> Iterator[str | bytes]:
    yield from (entry.standing, str(len(entry.updates)), dumps(entry.milestone))
    for name in (entry.milestone.result, *(update.actual for update in entry.updates)):
        found = edition.results.get(name or "")
        yield found[0].hashes.figures if found else ""
    for update in entry.updates:
        for name in update.evidence:
            story = edition.stories_by_id.get(name)
            yield story.hashes.outline if story else ""


def places_mark(edition: Edition) -> str:
    """The countries, themes and years that lists offer, with how many stories each has."""
    return edition.once(
        "places-mark",
        lambda: key("places", repr((cards.countries(edition), cards.themes(edition), cards.years(edition)))),
    )
