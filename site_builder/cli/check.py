"""``stories check``: every problem of every record, for people, for programs, or for a pull request."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

import click

from site_builder.cli.console import Console
from site_builder.cli.face import Verb
from site_builder.cli.project import instants, project_folder
from site_builder.cli.requests import Reported, annotate, is_below, write_comment
from site_builder.cli.use import WrongUseError
from site_builder.locales import Locale, formats
from site_builder.locales.catalog import Catalog, known_locales
from site_builder.prepare import Prepared, open_store, prepare
from site_builder.problems import Problem, Severity, faulty_folders, grave
from site_builder.problems.report import as_json, for_public_log, position
from site_builder.public import Instant
from site_builder.site import Site
from site_builder.workers import uncollected


def command(words: Catalog) -> click.Command:
    """The verb with its options."""
    return Verb(
        "check",
        words,
        click.pass_obj(_check),
        [
            click.Argument(
                ["paths"], nargs=-1, metavar=words.text("cli.check.paths"), help=words.text("cli.check.which")
            ),
            click.Option(
                ["--format", "form"],
                type=click.Choice(["text", "json", "github"]),
                default="text",
                help=words.text("cli.check.format"),
            ),
            click.Option(["--strict"], is_flag=True, help=words.text("cli.check.strict")),
            click.Option(["--as-of"], metavar=words.text("cli.when-metavar"), help=words.text("cli.option.as-of")),
            click.Option(
                ["--comment"], metavar=words.text("cli.check.comment-metavar"), help=words.text("cli.check.comment")
            ),
            click.Option(
                ["--since"], metavar=words.text("cli.check.commit-metavar"), help=words.text("cli.check.since")
            ),
            click.Option(["--fix", "fixes"], is_flag=True, help=words.text("cli.check.fix")),
            click.Option(["--yes", "accept_all"], is_flag=True, help=words.text("cli.check.yes")),
        ],
    )


def _check(
    console: Console,
    paths: Sequence[str],
    form: str,
    strict: bool,
    as_of: str | None,
    fixes: bool,
    accept_all: bool,
    comment: str | None,
    since: str | None,
    project: str | None,
) -> int:
    root = project_folder(project, Path.cwd(), verb="check")
    instant = instants(as_of, console.environment, verb="check")
    wanted = [_in_project(path, root) for path in paths]
    prepared = _prepared(root, instant)
    if fixes and prepared.site is not None:
        from site_builder.cli.fix import fix

        is_wanted = partial(is_below, wanted=wanted or ["."])
        fix(console, root, prepared.site, is_wanted=is_wanted, accept_all=accept_all)
        prepared = _prepared(root, instant)
    problems = [found for found in prepared.problems if not wanted or is_below(position(found).file, wanted)]
    public = [for_public_log(problem) for problem in problems]
    reported = Reported(root, public, prepared.site, lambda told: summary(problems, told))
    if comment:
        write_comment(console, reported, Path(comment), since)
    if form == "json":
        console.say(as_json(map(console.told, problems), console.speaking(_of_site(prepared)).locale))
    elif form == "github":
        annotate(console.speaking(_of_site(prepared)), reported)
    else:
        for problem in problems:
            console.say(console.problem(problem, root))
        console.say(summary(problems, console))
        if problems:
            rule = min(problems, key=lambda problem: list(Severity).index(problem.severity)).rule
            console.tell(console.words.text("cli.check.explain", stories=console.typed, rule=rule))
    return 1 if grave(problems, strict=strict) else 0


def _prepared(root: Path, instant: Callable[[Site], Instant]) -> Prepared:
    with contextlib.closing(open_store(root)) as store, uncollected():
        return prepare(root, instant, store)


def _of_site(prepared: Prepared) -> Locale | None:
    """The language in which most of the authors write, if the software speaks it."""
    first = prepared.site.settings.default_locale if prepared.site else None
    return first if first in known_locales() else None


def summary(problems: Iterable[Problem], console: Console) -> str:
    """How much is wrong, in a line: ``2 errors, 1 warning in 3 files``. In another: how many drafts hold errors."""
    found = list(problems)
    if not found:
        return click.style(console.words.text("cli.check.none"), fg="green")
    numbers = [
        console.words.plural(f"cli.count.{severity}", number, number=formats.number(number, console.locale))
        for severity in Severity
        if (number := sum(problem.severity == severity for problem in found))
    ]
    files = len({position(problem).file for problem in found})
    where = console.words.plural("cli.count.files", files, number=formats.number(files, console.locale))
    told = console.words.text("cli.check.summary", counts=", ".join(numbers), files=where)
    drafts = len(faulty_folders(problem for problem in found if problem.eased))
    if not drafts:
        return told
    of_drafts = console.words.plural("cli.check.drafts", drafts, number=formats.number(drafts, console.locale))
    return f"{told}\n{of_drafts}"


def _in_project(path: str, root: Path) -> str:
    """The path as problems name files: from the project's folder on."""
    place = Path(path)
    if not place.exists():
        raise WrongUseError("cli.wrong.path", verb="check", path=path)
    if not place.resolve().is_relative_to(root):
        raise WrongUseError("cli.wrong.path-outside", verb="check", path=path)
    return place.resolve().relative_to(root).as_posix()
