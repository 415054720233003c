"""``stories build``: the whole site, made beside the old one and put in its place at the end."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.build import BuildResult
from site_builder.cli.check import summary
from site_builder.cli.console import Console
from site_builder.cli.face import Number, Verb
from site_builder.cli.progress import Bar
from site_builder.cli.project import instants, project_folder
from site_builder.cli.software import NAME
from site_builder.cli.target import options_of_swap, shown, site_target
from site_builder.facts.timeline import next_change
from site_builder.locales import formats
from site_builder.locales.catalog import Catalog
from site_builder.prepare import PAGES, STORE, Prepared, open_store, prepare
from site_builder.problems import Problem, Severity, grave
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
    """The verb with its options."""
    return Verb(
        "build",
        words,
        click.pass_obj(_build),
        [
            click.Option(["--as-of"], metavar=words.text("cli.when-metavar"), help=words.text("cli.option.as-of")),
            click.Option(["--strict"], is_flag=True, help=words.text("cli.build.strict")),
            click.Option(
                ["--links"],
                type=click.Choice(["directory", "file"]),
                default="directory",
                help=words.text("cli.build.links"),
            ),
            *options_of_swap(words, "cli.build.site-dir"),
            Number(
                ["--jobs"],
                type=click.IntRange(*_JOBS),
                metavar=words.text("cli.number-metavar"),
                help=words.text("cli.build.jobs", lowest=_JOBS[0], highest=_JOBS[1]),
            ),
            Number(
                ["--keep"],
                type=click.IntRange(0, 100),
                default=3,
                metavar=words.text("cli.number-metavar"),
                help=words.text("cli.build.keep"),
            ),
        ],
    )


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

    root = project_folder(project, Path.cwd(), verb="build")
    instant = instants(as_of, console.environment, verb="build")
    target = site_target(root, site_dir, verb="build")
    began = time.monotonic()
    try:
        with locked(target, wait, lambda by: console.tell(console.words.text("cli.build.waiting", process=by))):
            staged = stage(target)
            # Before any record is read: whatever is taken back from here on is noticed below.
            epoch, withdrawn = epoch_of(root / STORE), marks(root)
            try:
                with Bar(console) as bar:
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
                    return _unverified(console, faults, options.remarks)
                if epoch_of(root / STORE) != epoch:
                    console.fail(console.words.text("cli.build.withdrawn-meanwhile"))
                    return 1
                now = datetime.now(UTC)
                swap(staged, keep=keep, made=now, version=version(NAME), files=files, withdrawn=withdrawn)
            finally:
                discard(staged)
    except LockedError as other:
        console.fail(console.words.text("cli.build.busy", process=other.process))
        return 1
    for remark in options.remarks:
        console.tell(console.remark(remark))
    if options.is_unknowable:
        console.tell(console.words.text("cli.build.mkdocs-every-time"))
    site, made = options.prepared.site, options.made
    pages = made.pages + len(options.prepared.handwritten)
    console.say(_result(made, pages, time.monotonic() - began, shown(target, site_dir), console))
    console.say(_next(site, instant(site), console))
    return 0


def verified(folder: Path, options: Options, files: frozenset[str]) -> list[Problem]:
    """What keeps the finished site in ``folder``, which has these ``files``, from being served."""
    prepared, made = options.prepared, options.made
    pages = prepared.handwritten if prepared else ()
    written = {f"{page.address}index.html": f"{PAGES}/{page.source}" for page in pages}
    site_url = prepared.site.settings.site_url if prepared and prepared.site else ""
    index = made.links if made else None
    return verify(FinishedSite(folder, site_url, written), options.planned, options.processes, index, files)


def _unverified(console: Console, faults: Sequence[Problem], remarks: Sequence[str]) -> int:
    for remark in remarks:
        console.tell(console.remark(remark))
    for fault in faults:
        console.tell(console.problem(fault))
    console.tell(summary(faults, console))
    console.fail(console.words.text("cli.build.unverified"))
    return 1


def _report(prepared: Prepared, console: Console) -> None:
    for problem in prepared.problems:
        if problem.severity != Severity.NOTE:
            console.tell(console.problem(problem))
    if prepared.problems:
        console.tell(summary(prepared.problems, console))


def _read(root: Path, instant: Callable[[Site], Instant], console: Console) -> Prepared:
    """What is wrong with the settings, where MkDocs could not even begin."""
    with contextlib.closing(open_store(root)) as store:
        prepared = prepare(root, instant, store)
    _report(prepared, console)
    return prepared


def _stopped(console: Console, prepared: Prepared, remarks: list[str], strict: bool) -> int:
    if not grave(prepared.problems, strict=strict):
        for remark in remarks:
            console.tell(console.remark(remark))
    console.fail(console.words.text("cli.build.nothing-written"))
    return 1


def _result(made: BuildResult, pages: int, seconds: float, where: str, console: Console) -> str:
    words = console.words

    def count(name: str, number: int) -> str:
        return words.plural(f"cli.count.{name}", number, number=formats.number(number, console.locale))

    return words.text(
        "cli.build.done",
        stories=count("stories", made.stories),
        pages=count("pages", pages),
        pictures=count("pictures", made.pictures),
        seconds=f"{seconds:.1f}",
        where=click.style(where, bold=True),
    )


def _next(site: Site, instant: Instant, console: Console) -> str:
    change = next_change(site, instant)
    if change is None:
        return console.words.text("cli.next.none")
    when = formats.moment(change.at, console.words)
    return console.words.text(f"cli.next.{change.cause}", when=when)
