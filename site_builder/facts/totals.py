"""Which figures may be added up. A sum that counts somebody twice, or a promise as a fact, is worse than no sum."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from site_builder.records import Indicator
from site_builder.records.story import Measure

Reason = Literal["", "no-indicator", "does-not-add-up", "nothing-achieved", "one-figure", "unit", "counting", "overlap"]


@dataclass(frozen=True, slots=True)
class Tally:
    """Results that measure the same. ``total`` is None where they do not add up, and ``reason`` says why."""

    indicator: Indicator | None
    results: tuple[tuple[str, Measure], ...]
    total: Decimal | None
    reason: Reason


def tally(results: Sequence[tuple[str, Measure]], indicators: Mapping[str, Indicator]) -> tuple[Tally, ...]:
    """Results (each with its ``story-id/result-id``) by indicator, in the order of their first appearance.

    Those without an indicator come last, together, and are never summed.
    """
    groups: dict[str | None, list[tuple[str, Measure]]] = {}
    for name, result in results:
        groups.setdefault(result.indicator if result.indicator in indicators else None, []).append((name, result))
    superseded = {result.supersedes for _, result in results if result.supersedes}
    ordered = sorted(groups.items(), key=lambda group: group[0] is None)
    return tuple(_tally(indicators[key] if key else None, group, superseded) for key, group in ordered)


def _tally(indicator: Indicator | None, group: list[tuple[str, Measure]], superseded: Collection[str]) -> Tally:
    """Achieved figures of an indicator that adds up: in its unit, increments, none (perhaps) inside another."""

    def without(reason: Reason) -> Tally:
        return Tally(indicator, tuple(group), None, reason)

    if indicator is None:
        return without("no-indicator")
    achieved = [(name, result) for name, result in group if result.status == "achieved" and name not in superseded]
    if not achieved:
        return without("nothing-achieved")
    if len(achieved) == 1:
        return without("one-figure")
    if not indicator.adds_up:
        return without("does-not-add-up")
    if any(result.unit not in (None, indicator.unit) for _, result in achieved):
        return without("unit")
    if any((result.counting or indicator.counting) != "increment" for _, result in achieved):
        return without("counting")
    if any(result.is_inside for _, result in achieved):
        return without("overlap")
    return Tally(indicator, tuple(group), sum((result.value for _, result in achieved), Decimal()), "")
