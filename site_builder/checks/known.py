"""Names that a record may refer to, and what was meant by one that is not among them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property, lru_cache
from itertools import islice

from site_builder.problems import Place, Problem
from site_builder.records.registers import listed

# Comparing with every name of a large site would make its checks slow; who mistypes gets one end of the word right.
_COMPARED = 300
_ENDS = 3


@dataclass(frozen=True)
class Known:
    """``names`` may be referred to; only ``offered`` are ever suggested: a draft's id is a secret.

    ``rule``: the first part of the names of two rules, ``<rule>-unknown`` and ``<rule>-misspelt``. ``params``: theirs.
    ``called``: ids by the names that people know them by, in the form of slugs.
    """

    rule: str
    names: Collection[str]
    offered: Collection[str]
    params: Mapping[str, object] = field(default_factory=dict)
    called: Mapping[str, str] = field(default_factory=dict)

    def missing(self, found: str, place: Place) -> Iterator[Problem]:
        """The problem of referring to ``found`` at ``place``, if it is one."""
        if found in self.names:
            return
        params = {**self.params, "found": found[:60]}
        if near := self.nearest(found):
            yield Problem(place, f"{self.rule}-misspelt", {**params, "near": near})
        else:
            yield Problem(place, f"{self.rule}-unknown", {**params, "known": listed(self.offered)})

    def nearest(self, found: str) -> str | None:
        """The offered name that is most like ``found``; None where nothing is."""
        if len(found) > 100:
            return None
        if (called := self.called.get(found)) in self.offered:
            return called
        candidates = self.offered
        if len(candidates) > _COMPARED:
            ends = (self._by_end.get(end, ()) for end in _ends(found))
            candidates = list(dict.fromkeys(name for alike in ends for name in islice(alike, _COMPARED)))
        return _closest(found, tuple(candidates))

    @cached_property
    def _by_end(self) -> Mapping[str, list[str]]:
        ends: dict[str, list[str]] = {}
        for name in self.offered:
            for end in _ends(name):
                ends.setdefault(end, []).append(name)
        return ends


# One slip is often made in many places, and to compare takes long.
@lru_cache(maxsize=512)
def _closest(found: str, candidates: tuple[str, ...]) -> str | None:
    return next(iter(get_close_matches(found, candidates, n=1, cutoff=0.7)), None)


def _ends(name: str) -> tuple[str, str]:
    return f"{name[:_ENDS]}*", f"*{name[-_ENDS:]}"
