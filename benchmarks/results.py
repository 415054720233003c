"""What was measured: every single run, and the medians."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from statistics import median

from benchmarks.process import Usage

PROJECT, HUGO, HUGO_WEBP, ELEVENTY, MATERIAL = "this project", "Hugo", "Hugo, WebP", "Eleventy", "MkDocs with Material"
IMPORTS = "Python’s imports"
COLD, UNCHANGED, STORY, LABEL, PICTURE, PHOTOGRAPHS = (
    "cold",
    "nothing changed",
    "one story changed",
    "one label changed",
    "one picture changed",
    "photographs",
)
VERSION, CHECK = "telling its version", "check"


@dataclass(frozen=True, slots=True)
class Key:
    """What was measured: who did what to how many stories, with or without a search index."""

    subject: str
    mode: str
    search: bool
    stories: int


@dataclass(frozen=True, slots=True)
class Record:
    """One run of one thing. ``round``: from 0. ``wrote``: which pictures it made, where pictures are measured."""

    round: int
    key: Key
    usage: Usage
    wrote: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """A benchmark, as far as it went.

    ``made``: an ISO day. ``rounds``: how often each thing is to run; ``finished``: how many rounds did to their end.
    ``patience``: what took more seconds than this was not run again. ``memory``: what ``memory.kind`` says.
    """

    made: str
    rounds: int
    finished: int
    patience: float
    memory: str
    machine: Mapping[str, str]
    versions: Mapping[str, str]
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

    def by_round(self, key: Key) -> dict[int, Usage]:
        """The runs of one thing by their rounds."""
        return {record.round: record.usage for record in self.records if record.key == key}


def to_json(results: Results) -> str:
    """Everything, every single run included."""
    return json.dumps(asdict(results), ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> Results:
    """What ``to_json`` wrote."""
    found = json.loads(text)
    records = tuple(
        Record(**{**record, "key": Key(**record["key"]), "usage": Usage(**record["usage"])})
        for record in found.pop("records")
    )
    return Results(**found, records=records)


def _median(usages: Iterable[Usage]) -> Usage:
    runs = list(usages)
    processor = [run.processor for run in runs if run.processor is not None]
    memory = [run.memory for run in runs if run.memory is not None]
    return Usage(
        seconds=median(run.seconds for run in runs),
        processor=median(processor) if processor else None,
        memory=int(median(memory)) if memory else None,
    )
