"""What a pull or merge request is told: at the lines, on the page of the run, and in a comment."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from site_builder.cli.console import Console
from site_builder.locales import Locale
from site_builder.locales.catalog import known_locales
from site_builder.problems import Problem
from site_builder.problems.report import Repository, as_annotation, repository
from site_builder.reading.files import read_bytes
from site_builder.site import Site

_LANGUAGE = re.compile(rb"""^language:[ \t]*["']?([a-z-]+)""", re.MULTILINE)


@dataclass(frozen=True)
class Reported:
    """What is told: ``problems`` as a public log has them, for whoever may see a run, or a request, reads all of it.
    ``site``: None where the settings could not be read. ``counted``: how much is wrong, in the words of a console."""

    root: Path
    problems: Sequence[Problem]
    site: Site | None
    counted: Callable[[Console], str]


def annotate(console: Console, reported: Reported) -> None:
    """Tell a pull request on GitHub: at the line, and on the page of the run where there is one."""
    at = repository(console.environment, reported.root)
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
    at: Repository | None = repository(console.environment, reported.root)
    text = as_comment(
        reported.problems,
        lambda locale: _plain(console.speaking(locale), reported),
        [console.locale] if console.is_asked else _languages(console, reported, changed),
        at,
        changed,
    )
    file.write_text(text, encoding="utf-8", errors="replace", newline="\n")


def _languages(console: Console, reported: Reported, changed: frozenset[str]) -> list[Locale]:
    """The languages of the authors that the software speaks."""
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
    """What a record that could not be read says of its language; empty where it says nothing."""
    content, _ = read_bytes(root, f"stories/{folder}/story.yml")
    found = _LANGUAGE.search(content or b"")
    return found[1].decode() if found else ""


def _plain(console: Console, reported: Reported) -> str:
    return click.unstyle(reported.counted(console))


def _changed(root: Path, since: str) -> frozenset[str]:
    """The files that differ from what they were at a commit; none where Git does not say."""
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
    """Whether a file of the project is one of these, or in one of these folders."""
    return any(path == "." or file == path or file.startswith(f"{path}/") for path in wanted)
