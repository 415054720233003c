"""What is seen of pages while they are written: where they lead, and what can be led to. Enough to call a site whole.

Whether everything fits is asked of sets, at the end. Only where something does not is every page read again, to say
what and where (``verification``).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple

from site_builder.publish.addresses import Addresses, place_in
from site_builder.publish.leads import Leads


class Seen(NamedTuple):
    """What one page says. ``wants``: the files that its links ask for. ``asks``: the places on pages, as
    ``file#place``. ``ids``: its own, each on a line. ``twins``: language and file, each pair in one text."""

    wants: tuple[str, ...]
    asks: tuple[str, ...]
    ids: str
    twins: tuple[str, ...]
    is_empty: bool


def seen(file: str, leads: Leads, addresses: Addresses) -> Seen:
    """What the page ``file`` says, from what stands on it."""
    wants, asks = set(), set()
    for link in leads.links:
        if link.startswith("#"):
            if link[1:] not in leads.ids:
                asks.add(f"{file}#{place_in(link)}")
        elif (target := addresses.target(file, link)) is not None:
            wants.add(target)
            if "#" in link and target.endswith(".html"):
                asks.add(f"{target}#{place_in(link)}")
    twins = (f"{language} {addresses.target(file, link) or ''}" for language, link in leads.twins)
    return Seen(tuple(sorted(wants)), tuple(sorted(asks)), "\n".join(sorted(leads.ids)), tuple(twins), leads.is_empty)


@dataclass(slots=True)
class Sight:
    """What many pages say together."""

    wants: set[str] = field(default_factory=set)
    asks: set[str] = field(default_factory=set)
    ids: dict[str, str] = field(default_factory=dict)
    twins: dict[str, tuple[str, ...]] = field(default_factory=dict)
    is_empty: bool = False

    def add(self, file: str, page: Seen) -> None:
        """Take in one page."""
        self.wants.update(page.wants)
        self.asks.update(page.asks)
        self.ids[file] = page.ids
        if page.twins:
            self.twins[file] = page.twins
        self.is_empty = self.is_empty or page.is_empty

    def merge(self, other: Sight) -> None:
        """Take in what another process has seen."""
        self.wants |= other.wants
        self.asks |= other.asks
        self.ids |= other.ids
        self.twins |= other.twins
        self.is_empty = self.is_empty or other.is_empty

    def is_whole(self, files: Collection[str]) -> bool:
        """Whether all that is asked for is in ``files`` and on the pages, no page is without words, and every twin
        names its page back."""
        return not self.is_empty and self.wants <= frozenset(files) and self._has_places() and self._has_twins()

    def _has_places(self) -> bool:
        for ask in self.asks:
            file, _, place = ask.partition("#")
            if place and f"\n{place}\n" not in f"\n{self.ids.get(file, '')}\n":
                return False
        return True

    def _has_twins(self) -> bool:
        return all(
            page == file or self._names_back(page, twin.split(" ")[0], file)
            for page, twins in self.twins.items()
            for twin in twins
            for file in (twin.partition(" ")[2],)
        )

    def _names_back(self, page: str, language: str, twin: str) -> bool:
        own = self.twins.get(twin, ())
        says_its_language = language == "x-default" or f"{language} {twin}" in own
        return says_its_language and any(each.partition(" ")[2] == page for each in own)
