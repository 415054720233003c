"""``stories translations``: which translations are missing, stale or made by a machine alone."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from itertools import groupby
from pathlib import Path

import click

from site_builder.cli.commands import CommandGroup, UsageError, flag, option
from site_builder.cli.console import Console
from site_builder.cli.project import OpenProject, open_project, record_name
from site_builder.cli.tables import Columns, as_csv, as_json, format_option
from site_builder.facts.translations import (
    Lines,
    TranslatedDocument,
    TranslationRow,
    by_need,
    documents,
    problem_positions,
    rows,
)
from site_builder.locales import formats
from site_builder.locales.catalog import Catalog
from site_builder.problems import Position, Problem
from site_builder.problems.report import position, withhold_ids
from site_builder.problems.report import printable as safe
from site_builder.reading.files import is_inside, read_bytes
from site_builder.reading.records import lock_at, read_lock
from site_builder.site import Site
from site_builder.store.files import write_atomic
from site_builder.translations.fields import State, lock_of, recorded
from site_builder.translations.lock import FILE as LOCK
from site_builder.translations.lock import Lock, dump

VERB = "translations"

VERBS = {
    "accept": "site_builder.cli.translations_accept:accept_command",
    "record": "site_builder.cli.translations_accept:record_command",
    "export": "site_builder.cli.translations_exchange:export_command",
    "import": "site_builder.cli.translations_exchange:import_command",
}
"""The group's commands and where they are made, in the order of the work."""
_FIELDS = ("story", "locale", "field", "state")
_STATES: tuple[State, ...] = ("ok", "missing", "stale", "machine")
_LISTED: tuple[State, ...] = ("missing", "machine")
_COLOURS: Mapping[State, str] = {"missing": "red", "stale": "yellow", "machine": "cyan"}
_WIDTH = 80
_INDENT = "    "


def command(words: Catalog) -> click.Command:
    """Make the group."""
    options = [
        option(words, "--story", "cli.translations.option.story", "cli.story-metavar", multiple=True),
        format_option(words, "cli.translations.option.format"),
        flag(words, "--all everything", "cli.translations.option.all"),
        flag(words, "--require", "cli.translations.option.require"),
    ]
    return CommandGroup(VERB, words, VERBS, options, _translations)


def _translations(
    console: Console, story: Sequence[str], form: str, *, everything: bool, require: bool, project: str | None
) -> int:
    with open_project(console, project, verb=VERB) as found:
        if found is None:
            return 1
        chosen = [named(word, found, VERB) for word in story] or documents(found.site)
        table = list(rows(chosen, found.site.settings.locales))
        if form == "json":
            console.say(as_json(_entries(table, console)))
        elif form == "csv":
            click.echo(as_csv(_FIELDS, _entries(table, console)), nl=False)
        else:
            for line in _table(table, problem_positions(found.problems), console, everything=everything):
                console.say(line)
            _tell_locks(console, found, chosen)
        unread = tell_unread(console, found.site)
    return 1 if unread or (require and _is_owed(console, table)) else 0


def _is_owed(console: Console, table: Sequence[TranslationRow]) -> bool:
    """Say how much readers meet that is missing or stale. Returns whether there is any."""
    owed = sum(row.is_owed for row in table)
    if owed:
        console.tell(console.counted("cli.translations.owed", owed))
    return bool(owed)


def _tell_locks(console: Console, found: OpenProject, chosen: Sequence[TranslatedDocument]) -> None:
    """Say what is wrong with locks, and how many translations none of them knows yet."""
    console.tell_problems(filter(_is_of_lock, found.problems))
    number = unrecorded(found.root, [each for each in chosen if each.standing != "draft"], found.site.settings.locales)
    if number:
        console.say(console.counted("cli.translations.unrecorded", number))
        console.say(f"    {console.typed} translations record")


def _is_of_lock(problem: Problem) -> bool:
    return position(problem).file.rpartition("/")[2] == LOCK


def tell_unread(console: Console, site: Site) -> bool:
    """Say how many stories and registers could not be read, drafts aside. Returns whether there are any."""
    unread = len(site.broken - site.drafts) + len(site.broken_registers)
    if unread:
        console.tell(console.counted("cli.translations.unread", unread))
    return bool(unread)


def named(word: str, found: OpenProject, verb: str) -> TranslatedDocument:
    """Find a story or register by its name or its path. Raises UsageError where there is none."""
    name, known = record_name(word), documents(found.site)
    document = next((each for each in known if each.name in (name, f"content/{name}")), None)
    if document:
        return document
    if name in found.site.broken:
        raise UsageError("cli.wrong.translations-broken", verb=verb, story=name)
    if near := get_close_matches(name.lower(), [each.name for each in known], 1, 0.5):
        raise UsageError("cli.wrong.translations-near", verb=verb, near=near[0])
    raise UsageError("cli.wrong.translations-document", verb=verb)


def shown_name(console: Console, name: str) -> str:
    """Give a field's dotted name; a public log is not told which quotation, photo or figure it belongs to."""
    return withhold_ids(name) if console.is_public_log else name


def by_lock(chosen: Iterable[TranslatedDocument]) -> Mapping[str, list[TranslatedDocument]]:
    """Group documents by the file of their lock."""
    ordered = sorted(chosen, key=_lock_file)
    return {file: list(them) for file, them in groupby(ordered, _lock_file)}


def _lock_file(document: TranslatedDocument) -> str:
    return lock_of(document.name)[0]


def noted(lock: Lock, chosen: Sequence[TranslatedDocument], locales: Sequence[str], on: date) -> Lock:
    """Add every translation of ``chosen``, the lock's documents, that it does not know, as made from today's source.

    Lines of translations that are gone go too, except those of a register that could not be read whole.
    """
    found = recorded(lock, [field for document in chosen for field in document.fields()], locales, on)
    whole = tuple(lock_of(document.name)[1] for document in chosen if document.is_whole)
    return {**{key: known for key, known in lock.items() if not key[0].startswith(whole)}, **found}


def unrecorded(root: Path, chosen: Iterable[TranslatedDocument], locales: Sequence[str]) -> int:
    """Count the translations of ``chosen`` that no lock knows; locks that cannot be read do not count."""
    number = 0
    for file, them in by_lock(chosen).items():
        lock, _ = lock_at(root, file)
        if lock is not None:
            number += len(noted(lock, them, locales, date.min).keys() - lock.keys())
    return number


def keep(root: Path, file: str, lock: Lock) -> Problem | None:
    """Write a lock. Returns a problem where it may not be written or could not be read again. Raises OSError."""
    data = dump(lock)
    before, _ = read_bytes(root, file)
    if data == before or (not lock and not (root / file).is_symlink() and before is None):
        return None
    if not is_inside((root / file).parent, root):
        return Problem(Position(file), "path-outside")
    again, unfit = read_lock(file, data)
    if again is None:
        return unfit[0]
    write_atomic(root / file, data)
    return None


def _entries(table: Sequence[TranslationRow], console: Console) -> Iterator[dict[str, object]]:
    """Give a row a translation, for spreadsheets and programs."""
    for row in table:
        for entry in row.entries:
            values = (row.document, row.locale, shown_name(console, entry.field), entry.state)
            yield dict(zip(_FIELDS, values, strict=True))


def _table(table: Sequence[TranslationRow], at: Lines, console: Console, *, everything: bool) -> Iterator[str]:
    """Give the table line by line: what needs work first, each with its places, then the totals.

    What is complete is only counted there, unless ``everything`` is to be listed.
    """
    if not table:
        yield console.words.text("cli.translations.none")
        return
    listed = [row for row in by_need(table) if everything or not row.is_complete]
    totals = _totals(table)
    lines = [[_head(console, "document"), _head(console, "locale"), *(_head(console, state) for state in _STATES)]]
    lines += [[safe(row.document), row.locale, *_numbers(_counts(row), console)] for row in listed]
    lines += [[_head(console, "total"), locale, *_numbers(counts, console)] for locale, counts in totals.items()]
    columns = Columns(lines, right=2, most=_WIDTH)
    yield from columns.line(lines[0], bold=True)
    for row, line in zip(listed, lines[1:], strict=False):
        yield from columns.line(line)
        yield from _details(row, at, console)
    for line in lines[1 + len(listed) :]:
        yield from columns.line(line, bold=True)
    if complete := sum(row.is_complete for row in table) if not everything else 0:
        yield console.counted("cli.translations.complete", complete)


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


def _details(row: TranslationRow, at: Lines, console: Console) -> Iterator[str]:
    """Say whether it is a draft or unsure; give each stale field with its line, and the names of the others."""
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
    """Give a state in colour and what is in it, on as many lines as it takes."""
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
