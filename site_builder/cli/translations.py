"""``stories translations``: what is missing, stale or by a machine alone; its verbs say that somebody has looked."""

from __future__ import annotations

from collections.abc import Sequence

import click

from site_builder.cli.console import Console
from site_builder.cli.family import Family
from site_builder.cli.translations_locks import unrecorded
from site_builder.cli.translations_project import Opened, named, opened, tell_unread
from site_builder.cli.translations_table import as_csv, as_json, as_table
from site_builder.facts.translations import TranslatedDocument, TranslationRow, lines, rows
from site_builder.locales import formats
from site_builder.locales.catalog import Catalog
from site_builder.problems import Problem
from site_builder.problems.report import position
from site_builder.translations.lock import FILE as LOCK

VERB = "translations"

VERBS = {name: f"site_builder.cli.translations_{name}" for name in ("accept", "record", "export", "import")}
"""The verbs behind the word and their modules, in the order of the work."""


def command(words: Catalog) -> click.Command:
    """The word with its options and verbs."""

    def option(name: str, **more: object) -> click.Option:
        return click.Option([f"--{name}"], help=words.text(f"cli.translations.option.{name}"), **more)  # type: ignore[arg-type]

    options = [
        option("story", multiple=True, metavar=words.text("cli.story-metavar")),
        click.Option(
            ["--format", "form"],
            type=click.Choice(["text", "csv", "json"]),
            default="text",
            help=words.text("cli.translations.option.format"),
        ),
        click.Option(["--all", "everything"], is_flag=True, help=words.text("cli.translations.option.all")),
        option("require", is_flag=True),
    ]
    return Family(VERB, words, VERBS, options, _translations)


def _translations(
    console: Console, story: Sequence[str], form: str, *, everything: bool, require: bool, project: str | None
) -> int:
    with opened(console, project, VERB) as found:
        if found is None:
            return 1
        chosen = [named(word, found, VERB) for word in story] or found.documents
        table = list(rows(chosen, found.site.settings.locales))
        if form == "json":
            console.say(as_json(table, console))
        elif form == "csv":
            click.echo(as_csv(table, console), nl=False)
        else:
            for line in as_table(table, lines(found.problems), console, everything=everything):
                console.say(line)
            _tell_locks(console, found, chosen)
        unread = tell_unread(console, found.site)
    return 1 if unread or (require and _is_owed(console, table)) else 0


def _is_owed(console: Console, table: Sequence[TranslationRow]) -> bool:
    """Whether readers meet something that is missing or stale; then it is said."""
    owed = sum(row.is_owed for row in table)
    if owed:
        number = formats.number(owed, console.locale)
        console.tell(console.words.plural("cli.translations.owed", owed, number=number))
    return bool(owed)


def _tell_locks(console: Console, found: Opened, chosen: Sequence[TranslatedDocument]) -> None:
    """What is wrong with locks, and how many translations none of them knows yet."""
    for problem in filter(_is_of_lock, found.problems):
        console.tell(console.problem(problem))
    number = unrecorded(found.root, [each for each in chosen if each.standing != "draft"], found.site.settings.locales)
    if number:
        told = console.words.plural(
            "cli.translations.unrecorded", number, number=formats.number(number, console.locale)
        )
        console.say(told)
        console.say(f"    {console.typed} translations record")


def _is_of_lock(problem: Problem) -> bool:
    return position(problem).file.rpartition("/")[2] == LOCK
