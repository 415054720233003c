"""Fragments that stand on many pages: rendered once, then kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable

MOST = 30_000
"""How many fragments are kept of a kind: the cards of some ten thousand stories in the sizes that they come in."""


class Kept:
    """A macro whose results are kept, by the very value that it prints and how it is to print it.

    ``macro`` gives the macro; it is asked for at the first call. Beyond ``most`` results the oldest go.
    """

    def __init__(self, macro: Callable[[], Callable[..., str]], most: int = MOST) -> None:
        self._macro = macro
        self._most = most
        # The value is held beside what came of it, so no other can take its id.
        self._kept: dict[tuple[Hashable, ...], tuple[object, str]] = {}

    def __call__(self, value: object, *how: Hashable) -> str:
        """``value`` printed by the macro, which takes ``how`` as its further arguments."""
        key = (id(value), *how)
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= self._most:
                del self._kept[next(iter(self._kept))]
            found = self._kept[key] = (value, self._macro()(value, *how))
        return found[1]
