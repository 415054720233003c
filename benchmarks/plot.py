"""Time and memory against the number of stories, as an SVG that is readable on light and on dark ground."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from benchmarks.process import Usage
from benchmarks.results import COLD, ELEVENTY, HUGO, MATERIAL, PROJECT, STORY, Results

# Narrow, with large letters: a telephone shows it at two thirds of its size.
_WIDTH, _LEFT, _PANEL, _HIGH = 480, 68, 376, 250
_LEGEND, _ROW = 56, 24
_MIDDLES = (1, 2, 5)
_ROOM = 20
"""Between two labels of the upright axis, at least."""
_NEAR = 1e-9
# Each line has a colour and a mark of its own; the colours are told apart without red and green.
_LINES = (
    (PROJECT, COLD, "a", "circle"),
    (PROJECT, STORY, "a warm", "ring"),
    (HUGO, COLD, "b", "square"),
    (ELEVENTY, COLD, "c", "diamond"),
    (MATERIAL, COLD, "d", "triangle"),
)
_STYLE = """
text{font:15px system-ui,sans-serif;fill:#1f2328}
.title{font-size:17px;font-weight:600}
.grid{stroke:#0002}
.line{fill:none;stroke-width:2.5}
.warm{stroke-dasharray:5 4}
.a{stroke:#0b6a57;color:#0b6a57}.b{stroke:#b3478f;color:#b3478f}
.c{stroke:#2f6fc4;color:#2f6fc4}.d{stroke:#a06200;color:#a06200}
.mark{fill:currentColor}.mark.ring{fill:#fff}
.ground{fill:#fff}
@media (prefers-color-scheme:dark){
text{fill:#f0f6fc}.grid{stroke:#fff3}.ground,.mark.ring{fill:#0d1117}
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
    """From ``low`` to ``high``, in powers of ten, along a stretch of the picture."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value stands."""
        return self.start + (log10(value) - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self, middles: Sequence[int]) -> list[float]:
        """The values to name: each power of ten, times each of ``middles``."""
        powers = range(floor(self.low), ceil(self.high) + 1)
        found = (middle * 10.0**power for power in powers for middle in middles)
        return [value for value in found if self.low - _NEAR < log10(value) < self.high + _NEAR]


def plot(results: Results) -> str:
    """Two panels with logarithmic axes, one above the other: seconds, and MiB at the peak; builds without search."""
    return "\n".join(_picture(results)) + "\n"


def _picture(results: Results) -> Iterator[str]:
    seconds, memory = _series(results, lambda usage: usage.seconds), _series(results, _mebibytes)
    first = _LEGEND + _ROW * len(seconds) + 40
    second = first + _HIGH + 90
    height = second + _HIGH + 56
    words = "Seconds and peak memory of a build against the number of stories, this project and its peers"
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{words}">'
    )
    yield f"<style>{_STYLE.strip()}</style>"
    yield f'<rect class="ground" width="{_WIDTH}" height="{height}" rx="6"/>'
    yield '<text class="title" x="20" y="32">Builds without search, in two languages</text>'
    yield from _legend(seconds)
    yield from _panel("Seconds", first, seconds)
    yield from _panel("Peak memory, MiB", second, memory)
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


def _panel(title: str, top: float, series: Sequence[_Series]) -> Iterator[str]:
    yield f'<text class="title" x="20" y="{top - 16}">{title}</text>'
    if not series:
        return
    right, bottom = _LEFT + _PANEL, top + _HIGH
    across = _scale([stories for line in series for stories, _ in line.points], (1,), _LEFT, right)
    up = _scale([value for line in series for _, value in line.points], _MIDDLES, bottom, top)
    for value in across.ticks((1,)):
        x = across.at(value)
        yield f'<path class="grid" d="M{x:.1f} {top}V{bottom}"/>'
        yield f'<text x="{x:.1f}" y="{bottom + 22}" text-anchor="middle">{value:,.0f}</text>'
    yield f'<text x="{(_LEFT + right) / 2:.0f}" y="{bottom + 42}" text-anchor="middle">stories</text>'
    has_room = _HIGH / (up.high - up.low) * log10(2) >= _ROOM
    for value in up.ticks(_MIDDLES if has_room else (1,)):
        y = up.at(value)
        yield f'<path class="grid" d="M{_LEFT} {y:.1f}H{right}"/>'
        yield f'<text x="{_LEFT - 10}" y="{y + 5:.1f}" text-anchor="end">{value:,.10g}</text>'
    # This project's lines come last, on top; a ring is wider than a disc, and is seen around it.
    for line in reversed(series):
        points = [(across.at(stories), up.at(value)) for stories, value in line.points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        yield f'<polyline class="line {line.style}" points="{path}"/>'
        yield from (_mark(line, x, y) for x, y in points)


def _scale(values: Sequence[float], middles: Sequence[int], start: float, end: float) -> _Scale:
    """From the round value below all ``values`` to the one above."""
    least, most = log10(min(values)), log10(max(values))
    rounds = [power + log10(middle) for power in range(floor(least), ceil(most) + 1) for middle in middles]
    low = max(value for value in rounds if value <= least)
    high = min((value for value in rounds if value >= most and value > low), default=low + 1)
    return _Scale(low, high, start, end)


def _mark(line: _Series, x: float, y: float) -> str:
    shapes = {
        "square": "M-5-5H5V5H-5Z",
        "diamond": "M0-6 6 0 0 6-6 0Z",
        "triangle": "M0-6 6 5H-6Z",
    }
    style = f"mark {line.mark} {line.style.split()[0]}"
    if line.mark in shapes:
        return f'<path class="{style}" transform="translate({x:.1f} {y:.1f})" d="{shapes[line.mark]}"/>'
    return f'<circle class="{style}" cx="{x:.1f}" cy="{y:.1f}" r="{7 if line.mark == "ring" else 4.5}"/>'


def _legend(series: Sequence[_Series]) -> Iterator[str]:
    for index, line in enumerate(series):
        y = _LEGEND + index * _ROW
        yield f'<path class="line {line.style}" d="M20 {y}h32"/>{_mark(line, 36, y)}'
        yield f'<text x="64" y="{y + 5}">{line.name}</text>'
