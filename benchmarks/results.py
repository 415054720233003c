"""What was measured, and what follows from it: medians and the ratios to reach."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from statistics import median

from benchmarks.process import Usage

PROJECT, HUGO, HUGO_WEBP, ELEVENTY, MATERIAL = "this project", "Hugo", "Hugo, WebP", "Eleventy", "MkDocs with Material"
COLD, UNCHANGED, STORY, LABEL, PICTURE, PHOTOGRAPHS = (
    "cold",
    "nothing changed",
    "one story changed",
    "one label changed",
    "one picture changed",
    "photographs",
)


@dataclass(frozen=True, slots=True)
class Key:
    """What was measured: who did what to how many stories, with or without a search index."""

    subject: str
    mode: str
    search: bool
    stories: int


@dataclass(frozen=True, slots=True)
class Record:
    """One run of one thing."""

    key: Key
    usage: Usage


@dataclass(frozen=True, slots=True)
class Results:
    """A whole benchmark. ``made``: an ISO day; ``rounds``: how often each thing should have run."""

    made: str
    rounds: int
    machine: Mapping[str, str]
    versions: Mapping[str, str]
    pictures: Mapping[str, str]
    records: tuple[Record, ...]

    def medians(self) -> dict[Key, Usage]:
        """Each thing's median time and median peak, each by itself."""
        return {key: _median(usages) for key, usages in self.by_key().items()}

    def by_key(self) -> dict[Key, list[Usage]]:
        """Every run of each thing, in the order of the first runs."""
        found: dict[Key, list[Usage]] = {}
        for record in self.records:
            found.setdefault(record.key, []).append(record.usage)
        return found


def to_json(results: Results) -> str:
    """Everything, every single run included."""
    return json.dumps(asdict(results), ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> Results:
    """What ``to_json`` wrote."""
    found = json.loads(text)
    records = tuple(Record(Key(**record["key"]), Usage(**record["usage"])) for record in found.pop("records"))
    return Results(**found, records=records)


@dataclass(frozen=True, slots=True)
class Target:
    """A ratio to reach: ``over`` divided by ``under``, of seconds or of bytes, at most ``limit``."""

    name: str
    limit: float
    over: Key
    under: Key
    of: Callable[[Usage], float | None]

    def ratio(self, medians: Mapping[Key, Usage]) -> float | None:
        """The measured ratio; None where one of the two was not measured."""
        if self.over not in medians or self.under not in medians:
            return None
        over, under = self.of(medians[self.over]), self.of(medians[self.under])
        return over / under if over is not None and under else None


def _seconds(usage: Usage) -> float | None:
    return usage.seconds


def _bytes(usage: Usage) -> float | None:
    return usage.memory


def _against_hugo(mode: str, stories: int, *, search: bool = False) -> tuple[Key, Key]:
    return Key(PROJECT, mode, search, stories), Key(HUGO, mode, search, stories)


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
        "growth from 1,000 to 10,000 stories: time ratio",
        10.5,
        Key(PROJECT, COLD, False, 10_000),
        Key(PROJECT, COLD, False, 1_000),
        _seconds,
    ),
)


def _median(usages: Iterable[Usage]) -> Usage:
    runs = list(usages)
    processor = [run.processor for run in runs if run.processor is not None]
    memory = [run.memory for run in runs if run.memory is not None]
    return Usage(
        seconds=median(run.seconds for run in runs),
        processor=median(processor) if processor else None,
        memory=int(median(memory)) if memory else None,
    )
