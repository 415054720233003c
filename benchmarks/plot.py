"""Time and memory against the number of stories, as an SVG that is readable on light and on dark ground."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from benchmarks.process import Usage
from benchmarks.results import COLD, ELEVENTY, HUGO, MATERIAL, PROJECT, STORY, Results

_WIDTH, _HEIGHT = 860, 400
_TOP, _BOTTOM, _PANEL = 56, 316, 330
_LEFTS = (64, 494)
# Each line has a colour and a mark of its own; the colours are told apart without red and green.
_LINES = (
    (PROJECT, COLD, "a", "circle"),
    (PROJECT, STORY, "a warm", "ring"),
    (HUGO, COLD, "b", "square"),
    (ELEVENTY, COLD, "c", "diamond"),
    (MATERIAL, COLD, "d", "triangle"),
)
_STYLE = """
text{font:12px system-ui,sans-serif;fill:#222}
.title{font-size:14px;font-weight:600}
.grid{stroke:#0002}
.line{fill:none;stroke-width:2}
.warm{stroke-dasharray:5 4}
.a{stroke:#0b6a57;color:#0b6a57}.b{stroke:#b3478f;color:#b3478f}
.c{stroke:#2f6fc4;color:#2f6fc4}.d{stroke:#a06200;color:#a06200}
.mark{fill:currentColor}.mark.ring{fill:#fff}
.ground{fill:#fff}
@media (prefers-color-scheme:dark){
text{fill:#eee}.grid{stroke:#fff3}.ground,.mark.ring{fill:#14161a}
.a{stroke:#2fd0ad;color:#2fd0ad}.b{stroke:#ef8fd0;color:#ef8fd0}
.c{stroke:#86b6ff;color:#86b6ff}.d{stroke:#e8b04a;color:#e8b04a}
}
"""


@dataclass(frozen=True, slots=True)
class _Series:
    """One line of a panel: points of a number of stories and a value above zero."""

    name: str
    style: str
    mark: str
    points: Sequence[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class _Scale:
    """Powers of ten from ``low`` to ``high`` along a stretch of the picture."""

    low: int
    high: int
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value stands."""
        return self.start + (log10(value) - self.low) / (self.high - self.low) * (self.end - self.start)


def plot(results: Results) -> str:
    """Two panels with logarithmic axes: seconds, and MiB at the peak; builds without search."""
    return "\n".join(_picture(results)) + "\n"


def _picture(results: Results) -> Iterator[str]:
    words = "Seconds and peak memory of a build against the number of stories, this project and its peers"
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{words}">'
    yield f"<style>{_STYLE.strip()}</style>"
    yield f'<rect class="ground" width="{_WIDTH}" height="{_HEIGHT}" rx="6"/>'
    seconds = _series(results, lambda usage: usage.seconds)
    yield from _panel("Seconds, by number of stories", _LEFTS[0], seconds)
    yield from _panel("Peak memory in MiB, by number of stories", _LEFTS[1], _series(results, _mebibytes))
    yield from _legend(seconds)
    yield "</svg>"


def _mebibytes(usage: Usage) -> float:
    return (usage.memory or 0) / 2**20


def _series(results: Results, value: Callable[[Usage], float]) -> list[_Series]:
    medians = results.medians()
    found = []
    for subject, mode, style, mark in _LINES:
        points = sorted(
            (key.stories, value(usage))
            for key, usage in medians.items()
            if (key.subject, key.mode, key.search) == (subject, mode, False) and value(usage) > 0
        )
        if points:
            found.append(_Series(f"{subject}, {mode}", style, mark, points))
    return found


def _panel(title: str, left: int, series: Sequence[_Series]) -> Iterator[str]:
    yield f'<text class="title" x="{left}" y="32">{title}</text>'
    if not series:
        return
    across = _scale([stories for line in series for stories, _ in line.points], left, left + _PANEL)
    up = _scale([value for line in series for _, value in line.points], _BOTTOM, _TOP)
    for power in range(across.low, across.high + 1):
        x = across.at(10.0**power)
        yield f'<path class="grid" d="M{x:.1f} {_TOP}V{_BOTTOM}"/>'
        yield f'<text x="{x:.1f}" y="{_BOTTOM + 18}" text-anchor="middle">{10**power:,}</text>'
    for power in range(up.low, up.high + 1):
        y = up.at(10.0**power)
        yield f'<path class="grid" d="M{left} {y:.1f}H{left + _PANEL}"/>'
        yield f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:,.10g}</text>'
    for line in series:
        points = [(across.at(stories), up.at(value)) for stories, value in line.points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        yield f'<polyline class="line {line.style}" points="{path}"/>'
        yield from (_mark(line, x, y) for x, y in points)


def _scale(values: Sequence[float], start: float, end: float) -> _Scale:
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    return _Scale(low, max(high, low + 1), start, end)


def _mark(line: _Series, x: float, y: float) -> str:
    shapes = {
        "square": "M-4-4H4V4H-4Z",
        "diamond": "M0-5 5 0 0 5-5 0Z",
        "triangle": "M0-5 5 4H-5Z",
    }
    style = f"mark {line.mark} {line.style.split()[0]}"
    if line.mark in shapes:
        return f'<path class="{style}" transform="translate({x:.1f} {y:.1f})" d="{shapes[line.mark]}"/>'
    return f'<circle class="{style}" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'


def _legend(series: Sequence[_Series]) -> Iterator[str]:
    for index, line in enumerate(series):
        x, y = 40 + index % 3 * 280, 360 + index // 3 * 22
        yield f'<path class="line {line.style}" d="M{x} {y - 4}h28"/>{_mark(line, x + 14, y - 4)}'
        yield f'<text x="{x + 36}" y="{y}">{line.name}</text>'
