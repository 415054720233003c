"""``stories consent``: who is shown, what each has agreed to, what ends soon. For staff; never a part of the site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import click

from site_builder.cli.commands import Command, NumberOption, as_of_option
from site_builder.cli.console import Console
from site_builder.cli.project import OpenProject, open_project
from site_builder.cli.tables import Columns, as_csv, as_json, format_option
from site_builder.facts.consents import PersonShown, people_shown
from site_builder.locales import formats
from site_builder.locales.catalog import Catalog
from site_builder.problems import Position, Problem
from site_builder.problems.report import position
from site_builder.problems.report import printable as safe
from site_builder.reading import locate

_FIELDS = (
    *("file", "line", "kind", "id", "reference", "status", "covers", "until", "days_left"),
    *("state", "shown", "held_back", "ends_soon"),
)
_COLUMNS = ("where", "who", "reference", "status", "uses", "until", "now")


@dataclass(frozen=True, slots=True)
class _Row:
    """Somebody who is shown, where the record stands, and whether consent ends within the time that was asked for."""

    one: PersonShown
    at: Position
    ends_soon: bool

    @property
    def values(self) -> dict[str, object]:
        """Give every field by name as records write it, the same in every language.

        ``state``: why the story or the record itself is not on the site; empty where it is.
        """
        one, consent = self.one, self.one.consent
        hold = one.hold or ("" if one.story_hold == "people" else one.story_hold) or ""
        values = (
            *(self.at.file, self.at.line, one.kind, one.name),
            (consent.reference if consent else None) or "",
            consent.status if consent else "",
            list(consent.covers) if consent else [],
            consent.until.isoformat() if consent and consent.until else "",
            one.days_left,
            hold,
            one.hold is None and one.story_hold is None,
            one.is_lost,
            self.ends_soon,
        )
        return dict(zip(_FIELDS, values, strict=True))


def command(words: Catalog) -> click.Command:
    """Make the command."""
    options = [
        NumberOption(words, "--days", "cli.consent.days", (0, 3650), 90),
        format_option(words, "cli.consent.format"),
        as_of_option(words),
    ]
    return Command("consent", words, _consent, options)


def _consent(console: Console, days: int, form: str, as_of: str | None, project: str | None) -> int:
    with open_project(console, project, verb="consent", as_of=as_of) as found:
        if found is None:
            return 1
        rows = _rows(found, timedelta(days=days))
    if console.is_public_log:
        console.tell(console.words.text("cli.consent.public-log"))
        console.say(_summary(rows, days, console))
    elif form == "json":
        console.say(as_json(row.values for row in rows))
    elif form == "csv":
        click.echo(as_csv(_FIELDS, (row.values for row in rows)), nl=False)
    else:
        for line in _table(rows, console):
            console.say(line)
        console.say(_summary(rows, days, console))
    unread = found.site.broken - found.site.drafts
    if unread:
        console.tell(console.counted("cli.consent.unread", len(unread)))
    return 1 if unread or any(row.one.is_lost for row in rows) else 0


def _rows(found: OpenProject, soon: timedelta) -> list[_Row]:
    """Make a row for each person, by file and line."""
    shown = people_shown(found.site, found.instant)
    # Any rule does: it is the place that is looked up.
    places = [Problem(one.place, "people-missing") for one in shown]
    at = [position(each) for each in locate(places, found.root)]
    rows = [_Row(one, place, one.ends_within(soon)) for one, place in zip(shown, at, strict=True)]
    return sorted(rows, key=lambda row: row.at)


def _summary(rows: Sequence[_Row], days: int, console: Console) -> str:
    """Say how many there are, how many of them are lost, how many end soon."""
    lost, ending = sum(row.one.is_lost for row in rows), sum(row.ends_soon for row in rows)
    parts = [
        console.counted("cli.consent.count", len(rows)),
        click.style(console.counted("cli.consent.lost", lost), fg="red" if lost else None),
        click.style(console.counted("cli.consent.ending", ending, days=days), fg="yellow" if ending else None),
    ]
    return " · ".join(parts)


def _table(rows: Sequence[_Row], console: Console) -> Iterator[str]:
    """Give the table line by line; nothing where there is nobody."""
    if not rows:
        return
    head = [console.words.text(f"cli.consent.column.{name}") for name in _COLUMNS]
    lines = [[*map(safe, _cells(row, console)), _standing(row, console)] for row in rows]
    columns = Columns([head, *lines])
    yield from columns.line(head, bold=True)
    for row, line in zip(rows, lines, strict=True):
        yield from columns.line(line, colour=_colour(row))


def _cells(row: _Row, console: Console) -> list[str]:
    """Give all cells but the last."""
    one, consent = row.one, row.one.consent
    who = console.words.text(f"cli.consent.kind.{one.kind}", name=one.name)
    until = formats.long_date(consent.until, console.locale) if consent and consent.until else "–"
    told = [consent.reference or "–", consent.status, ", ".join(consent.covers) or "–"] if consent else ["–"] * 3
    return [f"{row.at.file}:{row.at.line}", who, *told, until]


def _standing(row: _Row, console: Console) -> str:
    """Say whether it is shown today, and why not, or for how long."""
    one, words = row.one, console.words
    if one.hold is not None:
        return words.text("cli.consent.held", reason=words.text(f"cli.consent.hold.{one.hold}"))
    if one.story_hold is not None:
        return words.text(f"cli.consent.story.{one.story_hold}")
    if row.ends_soon and one.days_left is not None:
        return (
            console.counted("cli.consent.ends", one.days_left) if one.days_left else words.text("cli.consent.last-day")
        )
    return words.text("cli.consent.shown")


def _colour(row: _Row) -> str | None:
    if row.one.is_lost:
        return "red"
    if row.ends_soon:
        return "yellow"
    return "green" if row.one.hold is None and row.one.story_hold is None else None
