"""``stories consent``: who is shown, what each has agreed to, what ends soon. For staff; never a part of the site."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import click

from site_builder.cli.consent_table import Row, as_csv, as_json, as_table, row
from site_builder.cli.console import Console
from site_builder.cli.face import Number, Verb
from site_builder.cli.project import instants, project_folder
from site_builder.facts.consents import PersonShown, people_shown
from site_builder.locales import formats
from site_builder.locales.catalog import Catalog
from site_builder.prepare import open_store, prepare
from site_builder.problems import Position, Problem, grave
from site_builder.problems.report import position
from site_builder.public import Instant
from site_builder.reading import locate
from site_builder.site import Site
from site_builder.workers import uncollected

_DAYS = (0, 3650)


def command(words: Catalog) -> click.Command:
    """The verb with its options."""
    return Verb(
        "consent",
        words,
        click.pass_obj(_consent),
        [
            Number(
                ["--days"],
                type=click.IntRange(*_DAYS),
                default=90,
                metavar=words.text("cli.number-metavar"),
                help=words.text("cli.consent.days"),
            ),
            click.Option(
                ["--format", "form"],
                type=click.Choice(["text", "csv", "json"]),
                default="text",
                help=words.text("cli.consent.format"),
            ),
            click.Option(["--as-of"], metavar=words.text("cli.when-metavar"), help=words.text("cli.option.as-of")),
        ],
    )


def _consent(console: Console, days: int, form: str, as_of: str | None, project: str | None) -> int:
    root = project_folder(project, Path.cwd(), verb="consent")
    instant = instants(as_of, console.environment, verb="consent")
    with contextlib.closing(open_store(root)) as store, uncollected():
        prepared = prepare(root, instant, store)
        if prepared.site is None:
            for problem in grave(prepared.problems):
                console.tell(console.problem(problem))
            return 1
        rows = _rows(prepared.site, root, instant(prepared.site), timedelta(days=days))
    if console.is_public_log:
        console.tell(console.words.text("cli.consent.public-log"))
        console.say(_summary(rows, days, console))
    elif form == "json":
        console.say(as_json(rows))
    elif form == "csv":
        console.say(as_csv(rows))
    else:
        for line in as_table(rows, console):
            console.say(line)
        console.say(_summary(rows, days, console))
    unread = sorted(prepared.site.broken - prepared.site.drafts)
    if unread:
        number = formats.number(len(unread), console.locale)
        console.tell(console.words.plural("cli.consent.unread", len(unread), number=number))
    return 1 if unread or any(found.is_lost for found in rows) else 0


def _rows(site: Site, root: Path, instant: Instant, soon: timedelta) -> list[Row]:
    """A row for everybody, by file and line."""
    shown = people_shown(site, instant)
    # Any rule does: it is the place that is looked up.
    places = [Problem(one.place, "people-missing") for one in shown]
    at = [position(found) for found in locate(places, lambda file: (root / file).read_bytes())]
    return [row(one, place, soon) for one, place in sorted(zip(shown, at, strict=True), key=_place)]


def _place(found: tuple[PersonShown, Position]) -> Position:
    return found[1]


def _summary(rows: Sequence[Row], days: int, console: Console) -> str:
    """How many there are, how many of them are lost, how many end soon."""
    words = console.words

    def told(key: str, number: int, **params: object) -> str:
        return words.plural(key, number, number=formats.number(number, console.locale), **params)

    lost, ending = sum(found.is_lost for found in rows), sum(found.ends_soon for found in rows)
    parts = [
        told("cli.consent.count", len(rows)),
        click.style(told("cli.consent.lost", lost), fg="red" if lost else None),
        click.style(told("cli.consent.ending", ending, days=days), fg="yellow" if ending else None),
    ]
    return " · ".join(parts)
