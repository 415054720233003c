"""Headings that would stand over nothing, because what was placed below them is not shown."""

from __future__ import annotations


class Headings:
    """Takes them out of ``out``, the finished HTML of a text so far, at the end of their parts."""

    def __init__(self, out: list[str]) -> None:
        self._out = out
        self._open: list[tuple[int, int, int, int]] = []
        self._losses = 0

    def lose(self) -> None:
        """Something was placed here that is not shown."""
        self._losses += 1

    def opened(self, level: int, begun: int) -> None:
        """A heading of this ``level`` is finished; ``begun``: where it begins in ``out``."""
        self._open.append((level, begun, len(self._out), self._losses))

    def close(self, level: int) -> None:
        """End the parts of this ``level`` and below. A heading with nothing below it but what is not shown goes."""
        while self._open and self._open[-1][0] >= level:
            _, begun, end, losses = self._open.pop()
            if len(self._out) == end and self._losses > losses:
                del self._out[begun:]
