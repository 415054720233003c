"""Tables for people at a terminal, and rows for spreadsheets and programs."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

import click

from site_builder.cli.commands import option
from site_builder.locales.catalog import Catalog

# What makes a spreadsheet take a cell for a formula (OWASP, CSV injection), in full width too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_GAP = "  "


def format_option(words: Catalog, help_key: str) -> click.Option:
    """``--format``: for people, spreadsheets or programs."""
    return option(words, "--format form", help_key, type=click.Choice(["text", "csv", "json"]), default="text")


def as_json(rows: Iterable[Mapping[str, object]]) -> str:
    """Write a list of objects, one a row. A name that is no text is written as JSON can write it."""
    return json.dumps(list(rows), ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace").decode()


def as_csv(fields: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """Write a line a row under the fields' names (RFC 4180). A cell that a spreadsheet would run as a formula begins
    with ``'``."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(fields)
    writer.writerows([_cell(row[field]) for field in fields] for row in rows)
    return written.getvalue().encode("utf-8", "replace")


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case list():
            return " ".join(map(str, value))
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


class Columns:
    """Lays out lines of cells in columns that are as wide as their widest cell.

    ``right``: the column from which on cells stand at the right. ``most``: how wide a line may be; a first cell that
    leaves no room for the others gets a line of its own.
    """

    def __init__(self, lines: Sequence[Sequence[str]], *, right: int | None = None, most: int | None = None) -> None:
        self._right = right
        self._widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
        if most is not None:
            room = most - sum(len(_GAP) + size for size in self._widths[1:])
            self._widths[0] = max((size for line in lines if (size := width(line[0])) <= room), default=0)

    def line(self, cells: Sequence[str], *, bold: bool = False, colour: str | None = None) -> Iterator[str]:
        """Lay out a line. ``colour``: of its last cell."""
        first, *rest = cells
        if width(first) > self._widths[0]:
            yield first
            first = ""
        *before, last = (
            padded(cell, size, right=self._right is not None and number >= self._right)
            for number, (cell, size) in enumerate(zip([first, *rest], self._widths, strict=True))
        )
        last = last.rstrip()
        text = _GAP.join([*before, click.style(last, fg=colour) if colour else last]).rstrip()
        yield click.style(text, bold=True) if bold else text


def width(text: str) -> int:
    """Count the cells of a terminal that ``text`` takes: two for letters of East Asia, none for marks on letters."""
    return sum(_cells(sign) for sign in text)


def _cells(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def padded(text: str, cells: int, *, right: bool = False) -> str:
    """Add spaces to ``text`` up to so many cells, after it or (``right``) before."""
    spaces = " " * (cells - width(text))
    return spaces + text if right else text + spaces
