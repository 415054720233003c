"""Keeps what was measured while a run goes on, so that one that ends early has not measured for nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.plot import plot
from benchmarks.report import report
from benchmarks.results import Record, Results, from_json, to_json


@dataclass(frozen=True, slots=True)
class Place:
    """``folder``: where the last run's data and tables are. ``picture``: the plot."""

    folder: Path
    picture: Path

    def keep(self, results: Results) -> None:
        """Write the data, the tables and the plot, each whole or not at all."""
        _write(self._data, to_json(results))
        _write(self.folder / "latest.md", report(results))
        _write(self.picture, plot(results))

    def kept(self) -> Results:
        """What was kept last."""
        return from_json(self._data.read_text(encoding="utf-8"))

    @property
    def _data(self) -> Path:
        return self.folder / "latest.json"


def gather(records: Iterable[Record], results: Results, keep: Callable[[Results], None]) -> Results:
    """The results with all records added. ``keep`` is called after each round.

    A run that ends early is kept with what there is of its last round, but not one that ends in its first: there the
    last whole run is worth more.
    """
    try:
        for record in records:
            if record.round > results.finished:
                results = replace(results, finished=record.round)
                keep(results)
            results = replace(results, records=(*results.records, record))
        results = replace(results, finished=results.rounds)
    finally:
        if results.finished:
            keep(results)
    return results


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f"{file.name}.new")
    new.write_text(text, encoding="utf-8", newline="\n")
    new.replace(file)
