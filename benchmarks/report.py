"""The results as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.process import Usage
from benchmarks.results import PHOTOGRAPHS, TARGETS, Key, Results


def report(results: Results) -> str:
    """The whole report: the ratios to reach first, then every number, then what it was measured with."""
    return "\n".join(_lines(results)) + "\n"


def _lines(results: Results) -> Iterator[str]:
    yield "# Benchmark"
    yield ""
    yield (
        f"Made on {results.made}, each number the median of {_count(results.rounds, 'run')} unless the table says "
        "otherwise. What is compared, and what is not: [README](../README.md)."
    )
    yield ""
    yield from _targets(results)
    for title, search in (("Without search", False), ("With search", True)):
        yield from _sizes(results, title, search=search)
    yield from _photographs(results)
    yield from _table("Machine", ["", ""], [[name, value] for name, value in results.machine.items()])
    yield from _table("Versions", ["", ""], [[name, value] for name, value in results.versions.items()])


def _targets(results: Results) -> Iterator[str]:
    medians = results.medians()
    rows = []
    for target in TARGETS:
        ratio = target.ratio(medians)
        rows.append([target.name, f"{target.limit:g}", *_verdict(ratio, target.limit)])
    yield from _table("To reach", ["", "at most", "measured", ""], rows)


def _verdict(ratio: float | None, limit: float) -> list[str]:
    if ratio is None:
        return ["", "not measured in this run"]
    shown = f"{ratio:.1f}" if limit > 1 else f"{ratio:.3f}"
    return [shown, "reached" if ratio <= limit else f"missed by {(ratio / limit - 1) * 100:.0f} %"]


def _sizes(results: Results, title: str, *, search: bool) -> Iterator[str]:
    found = {key: usages for key, usages in results.by_key().items() if key.search == search and not _is_photo(key)}
    sizes = sorted({key.stories for key in found})
    rows = []
    for subject, mode in dict.fromkeys((key.subject, key.mode) for key in found):
        keys = [Key(subject, mode, search, stories) for stories in sizes]
        rows.append([f"{subject}, {mode}", *(_cell(results, key) for key in keys)])
    if rows:
        head = ["seconds · processor seconds · peak memory", *(_count(stories, "story") for stories in sizes)]
        yield from _table(title, head, rows)


def _photographs(results: Results) -> Iterator[str]:
    keys = [key for key in results.by_key() if _is_photo(key)]
    rows = [[key.subject, _cell(results, key), results.pictures.get(key.subject, "")] for key in keys]
    if rows:
        head = ["", "seconds · processor seconds · peak memory", "what it wrote"]
        yield from _table(f"{keys[0].stories} photographs of 12 megapixels, cold", head, rows)


def _is_photo(key: Key) -> bool:
    return key.mode == PHOTOGRAPHS


def _cell(results: Results, key: Key) -> str:
    runs = results.by_key().get(key)
    if not runs:
        return ""
    shown = _usage(results.medians()[key])
    return shown if len(runs) == results.rounds else f"{shown} ({_count(len(runs), 'run')})"


def _usage(usage: Usage) -> str:
    parts = [f"{usage.seconds:.2f}"]
    if usage.processor is not None:
        parts.append(f"{usage.processor:.2f}")
    if usage.memory is not None:
        parts.append(f"{usage.memory / 2**20:,.0f} MiB")
    return " · ".join(parts)


def _table(title: str, head: list[str], rows: list[list[str]]) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield f"| {' | '.join(head)} |"
    yield "|---" * len(head) + "|"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def _count(number: int, thing: str) -> str:
    plural = f"{thing[:-1]}ies" if thing.endswith("y") else f"{thing}s"
    return f"{number:,} {thing if number == 1 else plural}"
