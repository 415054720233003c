"""The terminal: what is said there, in which language and colours, and what is asked."""

from __future__ import annotations

import re
import shutil
import sys
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

import click

from site_builder.cli.commands import UsageError
from site_builder.locales import Locale
from site_builder.locales.catalog import Catalog, catalog

if TYPE_CHECKING:
    from site_builder.problems import Problem


T = TypeVar("T")

PROGRAM = "stories"
_BAR_WIDTH = 30
_UNSEEN = re.compile("[\0-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")
_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


@dataclass(frozen=True)
class Console:
    """Speaks ``locale`` on the standard streams; results go to the first, everything about them to the second.

    ``is_asked``: whether somebody chose that language; else it is English because nobody did.
    """

    locale: Locale
    environment: Mapping[str, str]
    is_asked: bool = True

    @property
    def words(self) -> Catalog:
        """The interface's words."""
        return catalog(self.locale)

    def counted(self, key: str, number: int, /, **params: object) -> str:
        """Give the words under ``key`` for a number, which is written as this language writes it."""
        from site_builder.locales import formats

        return self.words.plural(key, number, number=formats.number(number, self.locale), **params)

    def in_language(self, other: Locale | None) -> Console:
        """Give the same in another language, unless somebody chose this one."""
        return self if self.is_asked or other is None else replace(self, locale=other)

    @property
    def colour(self) -> bool | None:
        """False: never. None: where the stream is a terminal (https://no-color.org)."""
        return False if self.environment.get("NO_COLOR") or self.environment.get("TERM") == "dumb" else None

    @property
    def is_public_log(self) -> bool:
        """Tell whether others may read what is said here."""
        from site_builder.problems.report import is_public_log

        return is_public_log(self.environment)

    def told(self, problem: Problem) -> Problem:
        """Give a problem as it may be told here."""
        from site_builder.problems.report import for_log

        return for_log(self.environment, problem)

    def private(self, value: str) -> str:
        """Give something that a record says; a public log is not told it."""
        from site_builder.problems.report import WITHHELD

        return WITHHELD if self.is_public_log else value

    def text(self, key: str, /, **params: object) -> str:
        """Give the words under ``key`` in the catalogs; a public log is not told what a record may say in them."""
        from site_builder.problems.report import withhold_words

        return self.words.text(key, **(withhold_words(params) if self.is_public_log else params))

    @property
    def is_watched(self) -> bool:
        """Tell whether somebody is there to see something move and to answer."""
        return sys.stderr.isatty() and sys.stdin.isatty()

    @property
    def typed(self) -> str:
        """Give the program as it can be typed here: the way it was typed, or its name where that is enough."""
        given = sys.argv[0]
        if Path(given).stem != PROGRAM or shutil.which(PROGRAM) == given:
            return PROGRAM
        return f'"{given}"' if " " in given else given

    def say(self, line: str = "") -> None:
        """Print a line of the result."""
        click.echo(line, color=self.colour)

    def tell(self, line: str = "") -> None:
        """Print a line about the work."""
        click.echo(line, err=True, color=self.colour)

    def fail(self, line: str) -> None:
        """Print why it did not work."""
        click.echo(click.style(line, fg="red"), err=True, color=self.colour)

    def ask(self, question: str, read: Callable[[str], T]) -> T:
        """Ask until ``read`` takes the answer, a clean line; where it raises InvalidAnswerError, say why and ask again.

        Ctrl-C and the end of the input raise click.Abort.
        """
        while True:
            try:
                return read(clean_line(str(click.prompt(question, default="", show_default=False, err=True))))
            except InvalidAnswerError as error:
                self.fail(error.why)

    def fault(self, error: Exception) -> None:
        """Print an error that was not foreseen: in words where the computer refused something, else as Python does."""
        from site_builder.problems.report import describe_bug, describe_refusal

        if isinstance(error, OSError):
            self.fail(describe_refusal(error, self.words, is_public_log=self.is_public_log))
        elif self.is_public_log:
            self.fail(describe_bug(error, self.words))
        else:
            traceback.print_exception(error)

    def usage_error(self, error: UsageError) -> int:
        """Print what was wrong with the words typed and which help to read. Returns the exit status."""
        self.fail(self.text(error.key, **error.params))
        self.tell(self.words.text("cli.see-help", command=f"{self.typed} {error.verb}".strip()))
        return 2

    @property
    def links(self) -> bool:
        """Tell whether a word on the first stream can be a link: terminals that know none pass over it."""
        is_plain = self.environment.get("TERM", "") in {"linux", ""} and not self.environment.get("WT_SESSION")
        return self.colour is None and not is_plain and sys.stdout.isatty()

    def problem(self, problem: Problem, root: Path | None = None) -> str:
        """Give a problem with its severity in colour.

        ``root``: of a project that may keep a page about its rule, to which the rule's name then leads.
        """
        from site_builder.problems.report import as_text
        from site_builder.problems.rules import RULE_PAGES, page_file

        grade = self.words.text(f"severity.{problem.severity}")
        coloured = click.style(grade, fg=_COLOURS[problem.severity], bold=True)
        said = as_text(self.told(problem), self.locale)
        told = said.replace(f": {grade}: ", f": {coloured}: ", 1)
        page = root / RULE_PAGES / page_file(problem.rule, self.locale) if root and self.links else None
        if page is None or not page.is_file():
            return told
        first, line, rest = told.partition("\n")
        rule = f"[{problem.rule}]"
        return f"{first.removesuffix(rule)}[{_link(problem.rule, page)}]{line}{rest}"

    def tell_problems(self, problems: Iterable[Problem]) -> None:
        """Print problems, a line or more each."""
        for problem in problems:
            self.tell(self.problem(problem))

    def tell_remarks(self, remarks: Iterable[str]) -> None:
        """Print what MkDocs had to say."""
        for remark in remarks:
            self.tell(self.remark(remark))

    def remark(self, remark: str) -> str:
        """Give what MkDocs had to say, in its English, as a warning."""
        grade = click.style(self.words.text("severity.warning"), fg="yellow", bold=True)
        return f"MkDocs: {grade}: {remark}"


def _link(words: str, file: Path) -> str:
    """Make words a link to a file, by the escape sequence OSC 8."""
    return f"\x1b]8;;{file.resolve().as_uri()}\x1b\\{words}\x1b]8;;\x1b\\"


class ProgressBar:
    """Shows how far a build is. Draws only when something changes, and wipes the line at the end."""

    def __init__(self, console: Console) -> None:
        self.label = console.words.text("cli.build.progress")
        self.is_shown = console.is_watched
        self.drawn = -1

    def __call__(self, done: int, of: int) -> None:
        """Draw the bar if it looks different from before."""
        percent = min(100, done * 100 // max(of, 1))
        if self.is_shown and percent != self.drawn:
            self.drawn = percent
            filled = percent * _BAR_WIDTH // 100
            self._write(f"{self.label} [{'█' * filled}{'·' * (_BAR_WIDTH - filled)}] {percent:3} %")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.drawn >= 0:
            self._write("")

    def _write(self, line: str) -> None:
        sys.stderr.write(f"\r\x1b[2K{line}")
        sys.stderr.flush()


class InvalidAnswerError(Exception):
    """Refuses an answer at the terminal; ``why`` says so in that person's language."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def clean_line(text: str) -> str:
    """Make one line of ``text``, without signs that cannot be seen."""
    return " ".join(_UNSEEN.sub(" ", text).split())
