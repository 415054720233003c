"""What many records have in common, found in one pass over a site that may have ten thousand of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


def indexed(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Values by their keys, in their order."""
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
