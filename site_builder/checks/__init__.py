"""Rules over the whole Site. Each check is a generator of problems; ``CHECKS`` lists them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from site_builder.problems import Problem
from site_builder.public import Instant
from site_builder.site import Site

Check = Callable[[Site, Instant], Iterator[Problem]]

CHECKS: tuple[Check, ...] = ()


def check(site: Site, instant: Instant) -> list[Problem]:
    """Every problem that every check finds."""
    return [problem for found in CHECKS for problem in found(site, instant)]
