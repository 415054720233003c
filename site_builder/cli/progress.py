"""A bar that shows how far the build is, where somebody watches."""

from __future__ import annotations

import sys
from typing import Self

from site_builder.cli.console import Console

_WIDTH = 30


class Bar:
    """Told how many of how many pages are done; draws only when the bar or its number changes, and leaves no trace."""

    def __init__(self, console: Console) -> None:
        self.label = console.words.text("cli.build.progress")
        self.is_shown = console.is_watched
        self.drawn = -1

    def __call__(self, done: int, of: int) -> None:
        """Draw the bar if it looks different from before."""
        percent = min(100, done * 100 // max(of, 1))
        if self.is_shown and percent != self.drawn:
            self.drawn = percent
            filled = percent * _WIDTH // 100
            self._write(f"{self.label} [{'█' * filled}{'·' * (_WIDTH - filled)}] {percent:3} %")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.drawn >= 0:
            self._write("")

    def _write(self, line: str) -> None:
        sys.stderr.write(f"\r\x1b[2K{line}")
        sys.stderr.flush()
