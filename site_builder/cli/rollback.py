"""``stories rollback``: a site that was served before takes its place again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

import click

from site_builder.cli.commands import Command, NumberOption, flag
from site_builder.cli.console import Console
from site_builder.cli.project import options_of_swap, project_folder, site_target
from site_builder.locales import formats
from site_builder.locales.catalog import Catalog
from site_builder.publish.releases import Release, Releases, last_withdrawal, list_releases, recover
from site_builder.publish.staging import roll_back
from site_builder.publish.target import LockedError, locked
from site_builder.reading.withdrawals import marks


def command(words: Catalog) -> click.Command:
    """Make the command."""
    options = [
        NumberOption(words, "--to", "cli.rollback.to", (1, 999_999_999)),
        flag(words, "--list only_list", "cli.rollback.list"),
        *options_of_swap(words, "cli.rollback.site-dir"),
    ]
    return Command("rollback", words, _rollback, options)


def _rollback(
    console: Console, to: int | None, only_list: bool, site_dir: str | None, wait: int, project: str | None
) -> int:
    root = project_folder(project, verb="rollback")
    target = site_target(root, site_dir, verb="rollback")
    if only_list:
        return _list(console, target, marks(root))
    if not target.parent.is_dir():
        console.fail(console.words.text("cli.rollback.none"))
        return 1
    try:
        with locked(target, wait, lambda by: console.tell(console.words.text("cli.build.waiting", process=by))):
            recover(target)
            return _serve(console, target, to, marks(root))
    except LockedError as other:
        console.fail(console.words.text("cli.build.busy", process=other.process))
        return 1


def _list(console: Console, target: Path, withdrawn: Collection[str]) -> int:
    found = list_releases(target)
    everything = [*found.older, *filter(None, [found.served])]
    for release in sorted(everything, key=lambda release: -release.number):
        key = "cli.rollback.row-served" if release == found.served else "cli.rollback.row"
        if release != found.served and not release.is_free_of(withdrawn):
            key = "cli.rollback.row-withdrawn"
        files = console.words.plural("cli.count.files", release.files, number=_number(release.files, console))
        console.say(
            console.words.text(key, number=_number(release.number, console), made=_made(release, console), files=files)
        )
    if not found.older:
        console.tell(console.words.text("cli.rollback.none"))
    _tell_of_withdrawal(console, target)
    return 0


def _serve(console: Console, target: Path, to: int | None, withdrawn: Collection[str]) -> int:
    everything = list_releases(target)
    # What was taken back since a site was made may be in it.
    held = {release.number for release in everything.older if not release.is_free_of(withdrawn)}
    found = Releases(everything.served, tuple(release for release in everything.older if release.number not in held))
    wanted = found.previous() if to is None else found.numbered(to)
    if wanted is None:
        is_held = bool(held) if to is None else to in held
        console.fail(console.words.text("cli.rollback.withdrawn") if is_held else _why_not(console, found, to))
        _tell_of_withdrawal(console, target)
        return 1
    roll_back(target, wanted)
    number = _number(wanted.number, console)
    console.say(console.words.text("cli.rollback.done", number=number, made=_made(wanted, console)))
    return 0


def _tell_of_withdrawal(console: Console, target: Path) -> None:
    """Say why older sites are missing, if something was withdrawn."""
    if at := last_withdrawal(target):
        console.tell(console.words.text("cli.rollback.gone", when=formats.moment(at.astimezone(), console.words)))


def _why_not(console: Console, found: Releases, to: int | None) -> str:
    words = console.words
    if to is not None and found.served is not None and to == found.served.number:
        return words.text("cli.rollback.served-already", number=_number(to, console))
    if not found.older:
        return words.text("cli.rollback.none")
    numbers = formats.joined([_number(release.number, console) for release in found.older], console.locale)
    if to is None:
        return words.text("cli.rollback.none-before", numbers=numbers)
    return words.text("cli.rollback.unknown", number=_number(to, console), numbers=numbers)


def _number(number: int, console: Console) -> str:
    return formats.number(number, console.locale)


def _made(release: Release, console: Console) -> str:
    """Say when a release was made, by the clock of this computer."""
    return formats.moment(datetime.fromisoformat(release.made).astimezone(), console.words)
