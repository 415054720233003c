"""What ``stories translations`` prints: a table for people, and rows for spreadsheets and programs."""

from __future__ import annotations

import csv
import io
import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence

import click

from site_builder.cli.columns import padded, width
from site_builder.cli.console import Console
from site_builder.cli.translations_project import shown_name
from site_builder.facts.translations import Lines, TranslationRow, by_need
from site_builder.locales import formats
from site_builder.problems.report import shown as safe
from site_builder.translations.fields import State

_FIELDS = ("story", "locale", "field", "state")
# What makes a spreadsheet take a cell for a formula (OWASP, CSV injection), in full width too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_STATES: tuple[State, ...] = ("ok", "missing", "stale", "machine")
_LISTED: tuple[State, ...] = ("missing", "machine")
_COLOURS: Mapping[State, str] = {"missing": "red", "stale": "yellow", "machine": "cyan"}
_WIDTH = 80
_INDENT = "    "


def _values(table: Sequence[TranslationRow], console: Console) -> Iterator[tuple[str, str, str, str]]:
    for row in table:
        for entry in row.entries:
            yield row.document, row.locale, shown_name(console, entry.field), entry.state


def as_json(table: Sequence[TranslationRow], console: Console) -> str:
    """A list of ``{story, locale, field, state}``; a name that is no text as JSON can write it."""
    found = [dict(zip(_FIELDS, values, strict=True)) for values in _values(table, console)]
    return json.dumps(found, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace").decode()


def as_csv(table: Sequence[TranslationRow], console: Console) -> bytes:
    """A line a translation under the fields' names (RFC 4180). A cell that a spreadsheet would run as a formula begins
    with ``'``."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(_FIELDS)
    lines = _values(table, console)
    writer.writerows([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in line] for line in lines)
    return written.getvalue().encode("utf-8", "replace")


def as_table(table: Sequence[TranslationRow], at: Lines, console: Console, *, everything: bool) -> Iterator[str]:
    """The table line by line: what needs work first, each with where; then the totals. What is complete is only counted
    there, unless ``everything`` is to be listed."""
    if not table:
        yield console.words.text("cli.translations.none")
        return
    listed = [row for row in by_need(table) if everything or not row.is_complete]
    totals = _totals(table)
    lines = [[_head(console, "document"), _head(console, "locale"), *(_head(console, state) for state in _STATES)]]
    lines += [[safe(row.document), row.locale, *_numbers(_counts(row), console)] for row in listed]
    lines += [[_head(console, "total"), locale, *_numbers(counts, console)] for locale, counts in totals.items()]
    columns = _Columns(lines)
    yield from columns.line(lines[0], bold=True)
    for row, line in zip(listed, lines[1:], strict=False):
        yield from columns.line(line)
        yield from _details(row, at, console)
    for line in lines[1 + len(listed) :]:
        yield from columns.line(line, bold=True)
    if complete := sum(row.is_complete for row in table) if not everything else 0:
        number = formats.number(complete, console.locale)
        yield console.words.plural("cli.translations.complete", complete, number=number)


def _head(console: Console, name: str) -> str:
    return console.words.text(f"cli.translations.column.{name}")


def _counts(row: TranslationRow) -> dict[State, int]:
    return {state: len(row.having(state)) for state in _STATES}


def _totals(table: Sequence[TranslationRow]) -> Mapping[str, Mapping[State, int]]:
    found: dict[str, dict[State, int]] = {}
    for row in table:
        total = found.setdefault(row.locale, dict.fromkeys(_STATES, 0))
        for state, number in _counts(row).items():
            total[state] += number
    return dict(sorted(found.items()))


def _numbers(counts: Mapping[State, int], console: Console) -> list[str]:
    return [formats.number(counts[state], console.locale) if counts[state] else "–" for state in _STATES]


class _Columns:
    """The name, the language, the numbers to the right. A name that leaves no room has a line of its own."""

    def __init__(self, lines: Sequence[Sequence[str]]) -> None:
        self._widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
        room = _WIDTH - sum(self._widths[1:]) - 2 * len(self._widths[1:])
        fitting = [width(line[0]) for line in lines if width(line[0]) <= room]
        self._widths[0] = max(fitting, default=0)

    def line(self, cells: Sequence[str], *, bold: bool = False) -> Iterator[str]:
        first, rest = cells[0], cells[1:]
        if width(first) > self._widths[0]:
            yield first
            first = ""
        numbers = [padded(cell, size, right=True) for cell, size in zip(rest[1:], self._widths[2:], strict=True)]
        padded_cells = [padded(first, self._widths[0]), padded(rest[0], self._widths[1]), *numbers]
        yield click.style("  ".join(padded_cells), bold=bold or None)


def _details(row: TranslationRow, at: Lines, console: Console) -> Iterator[str]:
    """Of which kind it is where that is not plain; each stale field with its line; the names of the others."""
    words = console.words
    if row.standing != "published":
        yield _INDENT + words.text(f"cli.translations.{row.standing}")
    if not row.is_sure:
        yield _INDENT + words.text("cli.translations.unsure")
    for entry in row.having("stale") if row.is_sure else ():
        place = at.get((entry.file, entry.field, row.locale))
        where = f"{safe(entry.file)}:{place.line}" if place else safe(entry.file)
        yield from _labelled("stale", f"{shown_name(console, entry.field)} {where}", console)
    for state in _LISTED:
        if names := ", ".join(shown_name(console, entry.field) for entry in row.having(state)):
            yield from _labelled(state, names, console)


def _labelled(state: State, told: str, console: Console) -> Iterator[str]:
    """Which state, in colour, and what is in it, on as many lines as it takes."""
    label = console.words.text(f"cli.translations.{state}")
    lines = textwrap.wrap(
        f"{label} {told}",
        _WIDTH,
        initial_indent=_INDENT,
        subsequent_indent=_INDENT * 2,
        break_long_words=False,
        break_on_hyphens=False,
    )
    yield lines[0].replace(label, click.style(label, fg=_COLOURS[state]), 1)
    yield from lines[1:]
