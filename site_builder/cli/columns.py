"""How wide words stand in a terminal: letters of Chinese and its neighbours take two cells, marks on letters none."""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """How many cells ``text`` takes."""
    return sum(_cells(sign) for sign in text)


def _cells(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def padded(text: str, cells: int, *, right: bool = False) -> str:
    """``text`` with spaces up to so many cells, behind it or (``right``) before."""
    spaces = " " * (cells - width(text))
    return spaces + text if right else text + spaces
