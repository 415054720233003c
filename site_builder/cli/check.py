"""``stories check``: every problem of every record, for people, for programs, or for a pull request."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from site_builder.checks.figures import Proposal, proposals
from site_builder.cli.commands import Command, UsageError, argument, as_of_option, flag, option
from site_builder.cli.console import Console
from site_builder.cli.project import instants, project_folder
from site_builder.locales import Locale
from site_builder.locales.catalog import Catalog, known_locales
from site_builder.prepare import Prepared, open_store, prepare
from site_builder.problems import Position, Problem, Severity, blocking, faulty_folders
from site_builder.problems.report import Repository, as_annotation, as_json, find_repository, for_public_log, position
from site_builder.public import Instant
from site_builder.reading import locate
from site_builder.reading.files import read_bytes
from site_builder.reading.handwritten import handbook_languages, rules_address
from site_builder.records import Story
from site_builder.site import Site
from site_builder.store.files import write_atomic
from site_builder.workers import uncollected

_LANGUAGE = re.compile(rb"""^language:[ \t]*["']?([a-z-]+)""", re.MULTILINE)
_AROUND = 40


def command(words: Catalog) -> click.Command:
    """Make the command."""
    parameters = [
        argument(words, "paths", "cli.check.which", "cli.check.paths", nargs=-1),
        option(
            words, "--format form", "cli.check.format", type=click.Choice(["text", "json", "github"]), default="text"
        ),
        flag(words, "--strict", "cli.check.strict"),
        as_of_option(words),
        option(words, "--comment", "cli.check.comment", "cli.check.comment-metavar"),
        option(words, "--since", "cli.check.since", "cli.check.commit-metavar"),
        flag(words, "--fix fixes", "cli.check.fix"),
        flag(words, "--yes accept_all", "cli.check.yes"),
    ]
    return Command("check", words, _check, parameters)


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
    root = project_folder(project, verb="check")
    instant = instants(as_of, console.environment, verb="check")
    wanted = [_in_project(path, root) for path in paths]
    prepared = _prepared(root, instant)
    if fixes and prepared.site is not None:
        is_wanted = partial(is_below, wanted=wanted or ["."])
        _fix(console, root, prepared.site, is_wanted=is_wanted, accept_all=accept_all)
        prepared = _prepared(root, instant)
    problems = [found for found in prepared.problems if not wanted or is_below(position(found).file, wanted)]
    public = [for_public_log(problem) for problem in problems]
    reported = Reported(root, public, prepared.site, lambda told: summary(problems, told))
    if comment:
        write_comment(console, reported, Path(comment), since)
    if form == "json":
        console.say(as_json(map(console.told, problems), console.in_language(_of_site(prepared)).locale))
    elif form == "github":
        annotate(console.in_language(_of_site(prepared)), reported)
    else:
        for problem in problems:
            console.say(console.problem(problem, root))
        console.say(summary(problems, console))
        if problems:
            rule = min(problems, key=lambda problem: list(Severity).index(problem.severity)).rule
            console.tell(console.words.text("cli.check.explain", stories=console.typed, rule=rule))
    return 1 if blocking(problems, strict=strict) else 0


def _prepared(root: Path, instant: Callable[[Site], Instant]) -> Prepared:
    with contextlib.closing(open_store(root)) as store, uncollected():
        return prepare(root, instant, store)


def _of_site(prepared: Prepared) -> Locale | None:
    """Give the site's first language, if the software speaks it."""
    first = prepared.site.settings.default_locale if prepared.site else None
    return first if first in known_locales() else None


def summary(problems: Iterable[Problem], console: Console) -> str:
    """Say how much is wrong in a line: ``2 errors, 1 warning in 3 files``; in another, how many drafts hold errors."""
    found = list(problems)
    if not found:
        return click.style(console.words.text("cli.check.none"), fg="green")
    numbers = [
        console.counted(f"cli.count.{severity}", number)
        for severity in Severity
        if (number := sum(problem.severity == severity for problem in found))
    ]
    files = len({position(problem).file for problem in found})
    where = console.counted("cli.count.files", files)
    told = console.words.text("cli.check.summary", counts=", ".join(numbers), files=where)
    drafts = len(faulty_folders(problem for problem in found if problem.eased))
    if not drafts:
        return told
    of_drafts = console.counted("cli.check.drafts", drafts)
    return f"{told}\n{of_drafts}"


def _in_project(path: str, root: Path) -> str:
    """Give a path as problems name files, relative to the project's folder. Raises UsageError for one outside."""
    place = Path(path)
    if not place.exists():
        raise UsageError("cli.wrong.path", verb="check", path=path)
    if not place.resolve().is_relative_to(root):
        raise UsageError("cli.wrong.path-outside", verb="check", path=path)
    return place.resolve().relative_to(root).as_posix()


@dataclass(frozen=True)
class Reported:
    """What a report holds: ``problems`` as a public log may show them, since everybody who sees a request can read it.

    ``site``: None where the settings could not be read. ``counted``: says how much is wrong, in a console's language.
    """

    root: Path
    problems: Sequence[Problem]
    site: Site | None
    counted: Callable[[Console], str]


def annotate(console: Console, reported: Reported) -> None:
    """Report to a pull request on GitHub: at the line, and on the page of the run where there is one."""
    at = _repository(console, reported)
    for problem in reported.problems:
        more = at.help(problem.rule, console.locale) if at else ""
        console.say(as_annotation(problem, console.locale, more=more))
    if page := console.environment.get("GITHUB_STEP_SUMMARY"):
        from site_builder.problems.summary import as_summary

        text = as_summary(reported.problems, _plain(console, reported), console.locale, at)
        with Path(page).open("a", encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(text)


def write_comment(console: Console, reported: Reported, file: Path, since: str | None) -> None:
    """Write the comment for a request into ``file``. ``since``: the commit that it is held against."""
    from site_builder.problems.summary import as_comment

    changed = _changed(reported.root, since) if since else frozenset()
    at = _repository(console, reported)
    text = as_comment(
        reported.problems,
        lambda locale: _plain(console.in_language(locale), reported),
        [console.locale] if console.is_asked else _languages(console, reported, changed),
        at,
        changed,
    )
    file.write_text(text, encoding="utf-8", errors="replace", newline="\n")


def _repository(console: Console, reported: Reported) -> Repository | None:
    settings = reported.site.settings if reported.site else None
    languages = handbook_languages(settings.locales) if settings and settings.has_handbook else {}
    return find_repository(console.environment, reported.root, {locale: rules_address(locale) for locale in languages})


def _languages(console: Console, reported: Reported, changed: frozenset[str]) -> list[Locale]:
    """List the authors' languages, as far as the software speaks them."""
    from site_builder.problems.summary import authors_languages

    site = reported.site
    if site is None:
        return [console.locale]
    first = site.settings.default_locale
    default = first if first in known_locales() else console.locale
    said = {story.folder: story.language for story in site.stories}
    said |= {folder: _language_said(reported.root, folder) for folder in site.broken}
    spoken = {folder: Locale(language) for folder, language in said.items() if language in known_locales()}
    return authors_languages(reported.problems, changed, spoken, default)


def _language_said(root: Path, folder: str) -> str:
    """Give the language that a record names which could not be read; empty where it names none."""
    content, _ = read_bytes(root, f"stories/{folder}/story.yml")
    found = _LANGUAGE.search(content or b"")
    return found[1].decode() if found else ""


def _plain(console: Console, reported: Reported) -> str:
    return click.unstyle(reported.counted(console))


def _changed(root: Path, since: str) -> frozenset[str]:
    """List the files that have changed since a commit; none where Git does not say."""
    import subprocess

    command = [
        "git",
        "-C",
        str(root),
        "diff",
        "--no-ext-diff",
        "--name-only",
        "--relative",
        "-z",
        "--end-of-options",
        since,
        "--",
    ]
    try:
        told = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    return frozenset(name for name in told.decode("utf-8", "surrogateescape").split("\0") if name)


def is_below(file: str, wanted: Iterable[str]) -> bool:
    """Tell whether a file of the project is one of these, or in one of these folders."""
    return any(path == "." or file == path or file.startswith(f"{path}/") for path in wanted)


def _fix(console: Console, root: Path, site: Site, *, is_wanted: Callable[[str], bool], accept_all: bool) -> None:
    """Show every link that could be put on a figure, and write those that a person accepts.

    ``is_wanted``: tells which files. Without a terminal proposals are listed, or all accepted.
    """
    words = console.words
    found = [one for one in _changes(root, site.stories, site.settings.locales) if is_wanted(one.at.file)]
    if not found:
        console.tell(words.text("cli.fix.none"))
        return
    accepted = [change for change in found if _is_accepted(console, change, accept_all=accept_all)]
    if not accepted and not console.is_watched:
        console.tell(words.text("cli.fix.listed"))
        return
    done, by_hand = _write(root, accepted)
    if by_hand:
        console.tell(words.text("cli.fix.by-hand"))
        _list(console, by_hand)
    console.tell(console.counted("cli.fix.done", len(done)))


def _is_accepted(console: Console, change: Change, *, accept_all: bool) -> bool:
    _list(console, [change])
    if accept_all or not console.is_watched:
        return accept_all
    answer = str(click.prompt(console.words.text("cli.fix.question"), default="", show_default=False, err=True))
    return answer.strip().casefold() in console.words.text("cli.fix.yes").split()


def _list(console: Console, found: Iterable[Change]) -> None:
    for change in found:
        console.tell(f"{change.at.file}:{change.at.line}:{change.at.column}")
        console.tell(click.style(f"  - {console.private(change.before)}", fg="red"))
        console.tell(click.style(f"  + {console.private(change.after)}", fg="green"))


@dataclass(frozen=True, slots=True)
class Change:
    """A proposal and where it would be written. ``before`` and ``after``: the words around it, then and now."""

    story: Story
    proposal: Proposal
    at: Position
    before: str
    after: str


def _changes(root: Path, stories: Iterable[Story], locales: Iterable[str]) -> list[Change]:
    """List every proposal for ``stories``, in the order of files and lines."""
    found = []
    languages = tuple(locales)
    for story in stories:
        for one in proposals(story, languages):
            # Any rule does: it is the place that is looked up.
            place = Problem(story.body_at(one.locale, one.start), "figure-unlinked")
            at = position(locate([place], root)[0])
            found.append(_change(story, one, at))
    return sorted(found, key=lambda change: change.at)


def _change(story: Story, proposal: Proposal, at: Position) -> Change:
    text = story.body.by_locale[proposal.locale]
    start, end = max(0, proposal.start - _AROUND), proposal.end + _AROUND
    lead, tail = text[start : proposal.start], text[proposal.end : end]
    words = text[proposal.start : proposal.end]
    before, after = (" ".join(f"{lead}{middle}{tail}".split()) for middle in (words, proposal.replacement))
    return Change(story, proposal, at, before, after)


def _write(root: Path, accepted: Iterable[Change]) -> tuple[list[Change], list[Change]]:
    """Write what was accepted; return what is written, and what must be done by hand.

    A file is only changed if, read again, its text is exactly the old one with the links in it: how YAML folds lines
    and what it needs quotation marks for is not guessed at.
    """
    from site_builder.reading.editing import replace_words

    by_text: dict[tuple[str, str], list[Change]] = {}
    for change in accepted:
        by_text.setdefault((change.at.file, change.proposal.locale), []).append(change)
    done: list[Change] = []
    by_hand: list[Change] = []
    for (file, locale), group in by_text.items():
        path = (root / file).resolve()
        links = [(one.start, one.end, one.replacement) for one in (change.proposal for change in group)]
        record_path = () if locale in group[0].story.body_files else ("body", locale)
        new = replace_words(file, path.read_bytes(), record_path, links)
        if new is None:
            by_hand += group
        else:
            # Whole or not at all: somebody's writing is at stake.
            write_atomic(path, new, like=path)
            done += group
    return done, by_hand
