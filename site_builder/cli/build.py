"""``stories build``: the whole site, made beside the old one and put in its place at the end."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder import __version__
from site_builder.build import BuildResult
from site_builder.cli.check import summary
from site_builder.cli.commands import Command, NumberOption, as_of_option, flag, option
from site_builder.cli.console import Console, ProgressBar
from site_builder.cli.project import instants, options_of_swap, project_folder, shown, site_target
from site_builder.facts.ledger import next_change
from site_builder.locales import formats
from site_builder.locales.catalog import Catalog
from site_builder.prepare import PAGES, STORE, Prepared, open_store, prepare
from site_builder.problems import Problem, Severity, blocking
from site_builder.public import Instant
from site_builder.publish.staging import discard, remove_leftovers, stage, swap
from site_builder.publish.target import LockedError, locked
from site_builder.publish.verification import FinishedSite, verify
from site_builder.reading.withdrawals import marks
from site_builder.site import Site
from site_builder.store import epoch_of

if TYPE_CHECKING:
    from site_builder.mkdocs_plugin import Options

_JOBS = (1, 64)


def command(words: Catalog) -> click.Command:
    """Make the command."""
    options = [
        as_of_option(words),
        flag(words, "--strict", "cli.build.strict"),
        option(words, "--links", "cli.build.links", type=click.Choice(["directory", "file"]), default="directory"),
        *options_of_swap(words, "cli.build.site-dir"),
        NumberOption(words, "--jobs", "cli.build.jobs", (1, 64)),
        NumberOption(words, "--keep", "cli.build.keep", (0, 100), 3),
    ]
    return Command("build", words, _build, options)


def _build(
    console: Console,
    site_dir: str | None,
    as_of: str | None,
    strict: bool,
    links: str,
    wait: int,
    keep: int,
    jobs: int | None,
    project: str | None,
) -> int:
    # Material and MkDocs take a while to load: not for help, and not for what is refused.
    from site_builder import mkdocs_plugin

    root = project_folder(project, verb="build")
    instant = instants(as_of, console.environment, verb="build")
    target = site_target(root, site_dir, verb="build")
    began = time.monotonic()
    try:
        with locked(target, wait, lambda by: console.tell(console.words.text("cli.build.waiting", process=by))):
            staged = stage(target)
            # Before any record is read: whatever is taken back from here on is noticed below.
            epoch, withdrawn = epoch_of(root / STORE), marks(root)
            try:
                with ProgressBar(console) as bar:
                    options = mkdocs_plugin.Options(
                        locale=console.locale,
                        as_of=as_of,
                        links="file" if links == "file" else "directory",
                        processes=jobs,
                        keeps_target=True,
                        progress=bar,
                        report=lambda prepared: _report(prepared, console),
                    )
                    mkdocs_plugin.run(root, staged.site, options, strict=strict)
                if options.made is None or options.prepared is None or options.prepared.site is None:
                    return _stopped(console, options.prepared or _read(root, instant, console), options.remarks, strict)
                files = remove_leftovers(staged, options.planned, jobs)
                if faults := verified(staged.site, options, files):
                    console.tell_remarks(options.remarks)
                    console.tell_problems(faults)
                    console.tell(summary(faults, console))
                    console.fail(console.words.text("cli.build.unverified"))
                    return 1
                if epoch_of(root / STORE) != epoch:
                    console.fail(console.words.text("cli.build.withdrawn-meanwhile"))
                    return 1
                now = datetime.now(UTC)
                swap(staged, keep=keep, made=now, version=__version__, files=files, withdrawn=withdrawn)
            finally:
                discard(staged)
    except LockedError as other:
        console.fail(console.words.text("cli.build.busy", process=other.process))
        return 1
    console.tell_remarks(options.remarks)
    if options.is_unknowable:
        console.tell(console.words.text("cli.build.mkdocs-every-time"))
    site, made = options.prepared.site, options.made
    pages = made.pages + len(options.prepared.handwritten)
    console.say(_result(made, pages, time.monotonic() - began, shown(target, site_dir), console))
    console.say(_next(site, instant(site), console))
    return 0


def verified(folder: Path, options: Options, files: frozenset[str]) -> list[Problem]:
    """Find what keeps the finished site in ``folder``, which has these ``files``, from being served."""
    prepared, made = options.prepared, options.made
    pages = prepared.handwritten if prepared else ()
    written = {f"{page.address}index.html": f"{PAGES}/{page.source}" for page in pages}
    site_url = prepared.site.settings.site_url if prepared and prepared.site else ""
    index = made.links if made else None
    return verify(FinishedSite(folder, site_url, written), options.planned, options.processes, index, files)


def _report(prepared: Prepared, console: Console) -> None:
    console.tell_problems(problem for problem in prepared.problems if problem.severity != Severity.NOTE)
    if prepared.problems:
        console.tell(summary(prepared.problems, console))


def _read(root: Path, instant: Callable[[Site], Instant], console: Console) -> Prepared:
    """Read the project and report its problems, where MkDocs could not even begin."""
    with contextlib.closing(open_store(root)) as store:
        prepared = prepare(root, instant, store)
    _report(prepared, console)
    return prepared


def _stopped(console: Console, prepared: Prepared, remarks: list[str], strict: bool) -> int:
    if not blocking(prepared.problems, strict=strict):
        console.tell_remarks(remarks)
    console.fail(console.words.text("cli.build.nothing-written"))
    return 1


def _result(made: BuildResult, pages: int, seconds: float, where: str, console: Console) -> str:
    return console.words.text(
        "cli.build.done",
        stories=console.counted("cli.count.stories", made.stories),
        pages=console.counted("cli.count.pages", pages),
        pictures=console.counted("cli.count.pictures", made.pictures),
        seconds=f"{seconds:.1f}",
        where=click.style(where, bold=True),
    )


def _next(site: Site, instant: Instant, console: Console) -> str:
    change = next_change(site, instant)
    if change is None:
        return console.words.text("cli.next.none")
    when = formats.moment(change.at, console.words)
    return console.words.text(f"cli.next.{change.cause}", when=when)
