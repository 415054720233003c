"""What ``stories consent`` prints: a table for people, and rows for spreadsheets and programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import click

from site_builder.cli.console import Console
from site_builder.facts.consents import PersonShown
from site_builder.locales import formats
from site_builder.problems import Position
from site_builder.problems.report import shown as safe

_FIELDS = (
    *("file", "line", "kind", "id", "reference", "status", "covers", "until", "days_left"),
    *("state", "shown", "held_back", "ends_soon"),
)
# What makes a spreadsheet take a cell for a formula (OWASP, CSV injection), in full width too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_GAP = "  "


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody who is shown, where the record stands, and whether consent ends within the time that was asked for."""

    one: PersonShown
    at: Position
    ends_soon: bool

    @property
    def is_lost(self) -> bool:
        """Whether it was published and consent holds it back."""
        return self.one.is_lost

    @property
    def values(self) -> dict[str, object]:
        """Every field as records write it, by name: the same in every language. ``state``: why the story or the record
        itself is not on the site; empty where it is."""
        consent = self.one.consent
        hold = self.one.hold or ("" if self.one.story_hold == "people" else self.one.story_hold) or ""
        values = (
            *(self.at.file, self.at.line, self.one.kind, self.one.name),
            (consent.reference if consent else None) or "",
            consent.status if consent else "",
            list(consent.covers) if consent else [],
            consent.until.isoformat() if consent and consent.until else "",
            self.one.days_left,
            hold,
            self.one.hold is None and self.one.story_hold is None,
            self.is_lost,
            self.ends_soon,
        )
        return dict(zip(_FIELDS, values, strict=True))


def row(one: PersonShown, at: Position, soon: timedelta) -> Row:
    """The row of somebody whose record stands at ``at``."""
    return Row(one, at, one.ends_within(soon))


def as_json(rows: Sequence[Row]) -> str:
    """A list of objects, one a row; ``covers`` is a list, ``days_left`` a number or null."""
    return json.dumps([found.values for found in rows], ensure_ascii=False, indent=2)


def as_csv(rows: Sequence[Row]) -> str:
    """A line a row under the fields' names. A cell that a spreadsheet would run as a formula begins with ``'``."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(_FIELDS)
    writer.writerows([_cell(value) for value in found.values.values()] for found in rows)
    return written.getvalue().rstrip("\n")


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


def as_table(rows: Sequence[Row], console: Console) -> Iterator[str]:
    """The table line by line, its columns under their names; nothing where there is nobody."""
    if not rows:
        return
    words = console.words
    columns = ("where", "who", "reference", "status", "uses", "until", "now")
    table = [[words.text(f"cli.consent.column.{name}") for name in columns]]
    table += [[*map(safe, _cells(found, console)), _now(found, console)] for found in rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for number, line in enumerate(table):
        padded = [cell.ljust(width) for cell, width in zip(line[:-1], widths, strict=False)]
        colour = _colour(rows[number - 1]) if number else None
        last = click.style(line[-1], fg=colour, bold=not number)
        yield _GAP.join([*(click.style(cell, bold=True) if not number else cell for cell in padded), last]).rstrip()


def _cells(found: Row, console: Console) -> list[str]:
    """All but the last."""
    one, consent = found.one, found.one.consent
    who = console.words.text(f"cli.consent.kind.{one.kind}", name=one.name)
    until = formats.long_date(consent.until, console.locale) if consent and consent.until else "–"
    told = [consent.reference or "–", consent.status, ", ".join(consent.covers) or "–"] if consent else ["–"] * 3
    return [f"{found.at.file}:{found.at.line}", who, *told, until]


def _now(found: Row, console: Console) -> str:
    """Where it stands today."""
    one, words = found.one, console.words
    if one.hold is not None:
        return words.text("cli.consent.held", reason=words.text(f"cli.consent.hold.{one.hold}"))
    if one.story_hold is not None:
        return words.text(f"cli.consent.story.{one.story_hold}")
    if found.ends_soon and one.days_left is not None:
        number = formats.number(one.days_left, console.locale)
        return (
            words.plural("cli.consent.ends", one.days_left, number=number)
            if one.days_left
            else words.text("cli.consent.last-day")
        )
    return words.text("cli.consent.shown")


def _colour(found: Row) -> str | None:
    if found.is_lost:
        return "red"
    if found.ends_soon:
        return "yellow"
    return "green" if found.one.hold is None and found.one.story_hold is None else None
