"""``stories withdraw``: withdraw something, in the records and in everything that was made of them."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import click

from site_builder.cli.commands import Command, UsageError, argument, flag, option
from site_builder.cli.console import Console
from site_builder.cli.project import instants, options_of_swap, project_folder, site_target
from site_builder.cli.withdraw_report import report_copies, report_end, report_marks, write_purge_list
from site_builder.cli.withdraw_site import Withdrawal, take_out
from site_builder.loading import LoadedStory, later_reader
from site_builder.loading.last_good import load_last_good, read_last_good
from site_builder.loading.withdrawals import is_affected
from site_builder.locales.catalog import Catalog
from site_builder.prepare import STORE, open_store
from site_builder.publish.target import LockedError, locked
from site_builder.reading.withdrawals import WithdrawalRequest
from site_builder.store import Store, new_epoch
from site_builder.withdrawal.audit import SearchTerms
from site_builder.withdrawal.marking import Copies, find_copies, mark, replace_copies
from site_builder.withdrawal.references import Ambiguous, Unknown, find, search_terms

_PATIENCE = 600
"""Seconds to wait for a build that is running."""


def command(words: Catalog) -> click.Command:
    """Make the command."""
    parameters = [
        argument(words, "reference", "cli.withdraw.what", "cli.withdraw.reference"),
        flag(words, "--dry-run", "cli.withdraw.dry-run"),
        option(words, "--purge-list", "cli.withdraw.purge-list", "cli.file-metavar"),
        *options_of_swap(words, "cli.withdraw.site-dir", _PATIENCE),
    ]
    return Command("withdraw", words, _withdraw, parameters)


def _withdraw(
    console: Console,
    reference: str,
    dry_run: bool,
    purge_list: str | None,
    site_dir: str | None,
    wait: int,
    project: str | None,
) -> int:
    root = project_folder(project, verb="withdraw")
    target = site_target(root, site_dir, verb="withdraw")
    instant = instants(None, console.environment, verb="withdraw")
    if purge_list and Path(purge_list).resolve().is_relative_to(target):
        raise UsageError("cli.withdraw.purge-list-inside", verb="withdraw")
    found = _resolve(root, target, reference)
    # The mark comes first, then the epoch: a build that has read the records before is not published.
    marked = mark(root, found.wanted, found.copies.same, found.folders, write=not dry_run)
    in_pages = [file for file in found.copies.same if file.startswith("content/")]
    replaced, unreplaced = ([], []) if dry_run else replace_copies(root, in_pages)
    if not dry_run:
        new_epoch(root / STORE)
    report_marks(console, marked, dry_run=dry_run)
    report_copies(console, in_pages if dry_run else replaced, unreplaced, dry_run=dry_run)
    job = Withdrawal(root, target, found.wanted, found.terms, marked, instant, only_look=dry_run)
    try:
        with locked(target, wait, lambda by: console.tell(console.words.text("cli.build.waiting", process=by))):
            outcome = take_out(job, console)
    except LockedError as other:
        console.fail(console.words.text("cli.withdraw.busy", process=other.process))
        return 1
    listed = "" if dry_run else write_purge_list(console, root, purge_list, outcome, datetime.now(UTC))
    is_done = report_end(console, job, outcome, found.copies, listed)
    return 0 if is_done and not unreplaced else 1


class _Resolved(NamedTuple):
    """A reference, resolved. ``terms``: what to search for; ``copies``: of its pictures, in the project; ``folders``:
    those of last good records that hold it."""

    wanted: WithdrawalRequest
    terms: SearchTerms
    copies: Copies
    folders: frozenset[str]


def _resolve(root: Path, target: Path, reference: str) -> _Resolved:
    with contextlib.closing(open_store(root)) as store:
        last = _last(store)
        found = find(root, reference, last)
        if isinstance(found, Ambiguous):
            raise UsageError("cli.withdraw.ambiguous", verb="withdraw", meanings=", ".join(found.choices))
        if isinstance(found, Unknown):
            key = "cli.withdraw.unknown-near" if found.near else "cli.withdraw.unknown"
            raise UsageError(key, verb="withdraw", found=reference, near=", ".join(found.near))
        terms = search_terms(root, found, last, target)
        copies = find_copies(root, terms)
        pictures = found.pictures | {*copies.same.values()}
        wanted = found._replace(pictures=pictures)
        folders = frozenset(folder for folder, each in last.items() if is_affected(each, wanted))
        return _Resolved(wanted, replace(terms, digests=pictures), copies, folders)


def _last(store: Store) -> Mapping[str, LoadedStory]:
    last, read = read_last_good(store), later_reader(store)
    found = ((folder, load_last_good(store, last, folder, read)) for folder in last.stories)
    return {folder: loaded for folder, loaded in found if loaded is not None}
