"""The ratios to reach, and what was reached."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.process import Usage
from benchmarks.results import (
    CHECK,
    COLD,
    HUGO,
    IMPORTS,
    MATERIAL,
    PHOTOGRAPHS,
    PROJECT,
    STORY,
    UNCHANGED,
    VERSION,
    Key,
    Results,
)


@dataclass(frozen=True, slots=True)
class Target:
    """A ratio to reach: ``over`` divided by ``under``, of seconds or of bytes, at most ``limit``."""

    name: str
    limit: float
    over: Key
    under: Key
    of: Callable[[Usage], float | None]

    def ratios(self, results: Results) -> list[float]:
        """The ratio within each round in which both were measured: what made a round slow made both slow."""
        over, under = results.by_round(self.over), results.by_round(self.under)
        pairs = [(self.of(over[number]), self.of(under[number])) for number in over if number in under]
        return [one / other for one, other in pairs if one is not None and other]


def _seconds(usage: Usage) -> float | None:
    return usage.seconds


def _bytes(usage: Usage) -> float | None:
    return usage.memory


def _against_hugo(mode: str, stories: int, *, search: bool = False) -> tuple[Key, Key]:
    return Key(PROJECT, mode, search, stories), Key(HUGO, mode, search, stories)


def _against_imports(mode: str) -> tuple[Key, Key]:
    return Key(PROJECT, mode, False, 1), Key(IMPORTS, mode, False, 1)


TARGETS = (
    Target("cold, 10,000 stories, without search: time / Hugo’s", 0.35, *_against_hugo(COLD, 10_000), _seconds),
    Target("cold, 10,000 stories, without search: memory / Hugo’s", 0.25, *_against_hugo(COLD, 10_000), _bytes),
    Target("cold, 1,000 stories, without search: time / Hugo’s", 1.0, *_against_hugo(COLD, 1_000), _seconds),
    Target(
        "cold, 10,000 stories, with search: time / Hugo’s followed by Pagefind’s",
        0.5,
        *_against_hugo(COLD, 10_000, search=True),
        _seconds,
    ),
    Target(
        "one story changed of 10,000, without search: time / Hugo’s rebuild",
        0.10,
        *_against_hugo(STORY, 10_000),
        _seconds,
    ),
    Target("40 photographs, cold: time / Hugo’s", 0.12, *_against_hugo(PHOTOGRAPHS, 40), _seconds),
    Target(
        "cold, 10,000 stories, without search: time / this project’s own with 1,000",
        10.5,
        Key(PROJECT, COLD, False, 10_000),
        Key(PROJECT, COLD, False, 1_000),
        _seconds,
    ),
    Target("stories --version: time / importing click and babel", 2.0, *_against_imports(VERSION), _seconds),
    Target(
        "stories check of one story: time / importing click, babel, yaml and pydantic",
        3.0,
        *_against_imports(CHECK),
        _seconds,
    ),
    Target(
        "cold, 1 story, without search: time / MkDocs’ with Material and static-i18n",
        0.9,
        Key(PROJECT, COLD, False, 1),
        Key(MATERIAL, COLD, False, 1),
        _seconds,
    ),
    Target(
        "nothing changed, 1 story: time / importing MkDocs and what a build takes",
        2.5,
        *_against_imports(UNCHANGED),
        _seconds,
    ),
    Target(
        "one story changed of 1,000, without search: time / Hugo’s rebuild", 0.5, *_against_hugo(STORY, 1_000), _seconds
    ),
)

COMPARED = frozenset(key for target in TARGETS for key in (target.over, target.under))
"""What the ratios are made of."""
