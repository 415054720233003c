"""The results as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from benchmarks.memory import PROPORTIONAL, RESIDENT, UNKNOWN
from benchmarks.process import Usage
from benchmarks.results import PHOTOGRAPHS, Key, Results
from benchmarks.targets import TARGETS, Target

_MEBIBYTE = 2**20
_SHARES = {
    PROPORTIONAL: "Memory that several processes have counts once.",
    RESIDENT: "This system does not tell what processes share: memory that several have counts once for each.",
    UNKNOWN: "This system does not tell memory.",
}


def report(results: Results) -> str:
    """The whole report: the ratios to reach first, then every number, then what it was measured with."""
    return "\n".join(_lines(results)) + "\n"


def _lines(results: Results) -> Iterator[str]:
    yield "# Benchmark"
    yield ""
    yield f"Made on {results.made}. What is compared, and what is not: [README](../README.md)."
    yield ""
    if results.finished < results.rounds:
        yield f"**This run was ended early: {results.finished} of {_count(results.rounds, 'round')} are whole.**"
        yield ""
    yield from _targets(results)
    yield "![Seconds and peak memory against the number of stories](../../docs/images/bench.svg)"
    yield ""
    yield from _explained(results)
    for stories in sorted({key.stories for key in results.by_key() if key.mode != PHOTOGRAPHS}):
        yield from _size(results, stories)
    yield from _photographs(results)
    yield from _table("Machine", ["", ""], [[name, value] for name, value in results.machine.items()])
    yield from _table("Versions", ["", ""], [[name, value] for name, value in results.versions.items()])


def _targets(results: Results) -> Iterator[str]:
    head = ["", "at most", "measured", "lowest – highest", "rounds", ""]
    yield from _table("To reach", head, [_target(target, results) for target in TARGETS])
    yield "A ratio is formed within each round; the median of the rounds counts."
    yield ""


def _target(target: Target, results: Results) -> list[str]:
    limit, ratios = f"{target.limit:g}", target.ratios(results)
    if not ratios:
        return [target.name, limit, "", "", "", "not measured in this run"]
    digits = 1 if target.limit > 1 else 3
    ratio = median(ratios)
    span = f"{min(ratios):.{digits}f} – {max(ratios):.{digits}f}"
    return [
        target.name,
        limit,
        f"{ratio:.{digits}f}",
        span,
        _runs(len(ratios), results.rounds),
        _verdict(ratio, target.limit),
    ]


def _verdict(ratio: float, limit: float) -> str:
    if ratio <= limit:
        return "reached"
    percent = (ratio / limit - 1) * 100
    return f"**missed by {percent:.0f} %**" if percent >= 1 else f"**missed by {percent:.1g} %**"


def _explained(results: Results) -> Iterator[str]:
    yield "## Every number"
    yield ""
    yield (
        "Of seconds and memory the tables have the least, the **median** and the most of the runs; of processor "
        f"seconds the median. {_SHARES[results.memory]} What took longer than {results.patience:g} seconds and is no "
        "part of a ratio above was not run again."
    )
    yield ""


def _size(results: Results, stories: int) -> Iterator[str]:
    keys = [key for key in results.by_key() if key.stories == stories and key.mode != PHOTOGRAPHS]
    rows = [[name(key), *_cells(results, key)] for key in sorted(keys, key=lambda key: key.search)]
    yield from _table(_count(stories, "story"), _head(results), rows, level=3)


def _head(results: Results) -> list[str]:
    of_each = ", shared memory once for each process" if results.memory == RESIDENT else ""
    return ["", "seconds", "processor seconds", f"peak memory, MiB{of_each}", "runs"]


def name(key: Key) -> str:
    """What was measured, as the tables say it."""
    return f"{key.subject}, {key.mode}{', with search' if key.search else ''}"


def _photographs(results: Results) -> Iterator[str]:
    keys = [key for key in results.by_key() if key.mode == PHOTOGRAPHS]
    wrote = {record.key: record.wrote for record in results.records}
    if keys:
        title = f"{keys[0].stories} photographs of 12 megapixels, cold"
        rows = [[key.subject, *_cells(results, key), wrote[key]] for key in keys]
        yield from _table(title, [*_head(results), "what it wrote"], rows, level=3)


def _cells(results: Results, key: Key) -> list[str]:
    runs = results.by_key()[key]
    middle = results.medians()[key]
    seconds = _span([run.seconds for run in runs], ".2f")
    processor = "" if middle.processor is None else f"{middle.processor:.2f}"
    return [seconds, processor, _span(_mebibytes(runs), ",.0f"), _runs(len(runs), results.rounds)]


def _runs(number: int, rounds: int) -> str:
    return str(number) if number == rounds else f"{number} of {rounds}"


def _mebibytes(runs: Sequence[Usage]) -> list[float]:
    return [run.memory / _MEBIBYTE for run in runs if run.memory is not None]


def _span(values: Sequence[float], form: str) -> str:
    if len(values) < 2:
        return "".join(f"**{value:{form}}**" for value in values)
    return f"{min(values):{form}} / **{median(values):{form}}** / {max(values):{form}}"


def _table(title: str, head: list[str], rows: list[list[str]], *, level: int = 2) -> Iterator[str]:
    yield f"{'#' * level} {title}"
    yield ""
    yield f"| {' | '.join(head)} |"
    yield "|---" * len(head) + "|"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def _count(number: int, thing: str) -> str:
    plural = f"{thing[:-1]}ies" if thing.endswith("y") else f"{thing}s"
    return f"{number:,} {thing if number == 1 else plural}"
