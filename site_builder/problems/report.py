"""Put problems and errors into words, for people and for programs, in the language of the reader.

What CI prints is public: anybody who may see a run reads it. Records hold drafts, names, and words that somebody has
taken back, so a public log names the place and the rule of a problem and quotes nothing that readers do not see.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote

from site_builder.locales import Locale
from site_builder.locales.catalog import Catalog, catalog
from site_builder.locales.system_errors import kind_of, reason
from site_builder.problems import Position, Problem, Severity, Task
from site_builder.problems.rules import RULE_PAGES, page_file

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~$])")
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}

_PUBLIC_PARAMETERS = frozenset(
    {
        *("character", "choices", "code", "count", "field", "fields", "file", "files", "folder", "format", "height"),
        *("highest", "kind", "language", "languages", "length", "limit", "lowest", "option", "options", "path"),
        *("pixels", "side", "size", "suggestion", "tasks", "verbs", "what", "width"),
    }
)
"""Parameters that never quote a record. All others are left out, so that a new one is too."""

_FIELD_NAMES = ("name", "names")
_ID = re.compile(r"(?<=[./])[^./,\s]+(?=[./])")
_NAMING_A_STORY = frozenset({"story-unknown", "story-misspelt", "result-unknown", "result-misspelt"})
"""Rules whose ``found`` may be the id of a draft that cannot be read."""

_PACKAGE = Path(__file__).resolve().parents[1]
_DISK_ERRORS = frozenset({"full", "read-only", "damaged"})
_PRIVATE = frozenset({"stories", "inbox"})
"""Folders in which a file's name may be somebody's."""

_SERVER = re.compile(r"https?://[A-Za-z0-9.:-]+\Z")
_NAME = re.compile(r"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+\Z")
_PROJECT = re.compile(r"https?://[A-Za-z0-9.:-]+(?:/[A-Za-z0-9_.-]+){2,}\Z")
_PAGES = re.compile(r"https?://[A-Za-z0-9.:-]+(?:/[A-Za-z0-9_.~-]+)*/?\Z")
_COMMIT = re.compile(r"[0-9a-f]{7,64}\Z")


class Withheld(str):
    """Stands in a message for what is left out of it."""

    __slots__ = ()


WITHHELD = Withheld("…")


def message(problem: Problem, locale: Locale) -> str:
    """Say in one sentence what is wrong."""
    words = catalog(locale)
    return words.text(f"rule.{problem.rule}", **{name: _shown(value, words) for name, value in problem.params.items()})


def _shown(value: object, words: Catalog) -> object:
    """Put a parameter's tasks into words; give any other value as it is."""
    if not isinstance(value, tuple):
        return value
    tasks = [task for task in value if isinstance(task, Task)]
    return ", ".join(words.plural(key, number, number=number, language=name) for key, number, name in tasks)


def hint(problem: Problem, locale: Locale) -> str:
    """Say what to do about a problem; empty where the message says it all."""
    key = f"rule.{problem.rule}.hint"
    words = catalog(locale)
    if key not in words:
        return ""
    is_withheld = any(isinstance(problem.params.get(name), Withheld) for name in words.parameters(key))
    return words.text("annotation.discreet") if is_withheld else words.text(key, **problem.params)


def position(problem: Problem) -> Position:
    """Give a problem's position; the beginning of the file where it was not looked up."""
    return problem.at if isinstance(problem.at, Position) else Position(problem.at.file)


def as_text(problem: Problem, locale: Locale) -> str:
    """Write ``stories/x/story.yml:14:7: error: … [rule]`` and the hint on a line of its own."""
    at = position(problem)
    grade = catalog(locale).text(f"severity.{problem.severity}")
    line = f"{at.file}:{at.line}:{at.column}: {grade}: {message(problem, locale)} [{problem.rule}]"
    advice = hint(problem, locale)
    return "\n    ".join(map(printable, (line, *(advice.split("\n") if advice else ()))))


def printable(line: str) -> str:
    """Make a line safe to print: no control character in it steers a terminal, and its direction stays its own."""
    return "".join(
        sign if sign.isprintable() or sign == "\t" or unicodedata.category(sign) == "Zs" else "\ufffd" for sign in line
    )


def escape_markdown(words: str) -> str:
    """Escape every character that means something in Markdown."""
    return _MARKDOWN.sub(r"\\\1", words)


def as_json(problems: Iterable[Problem], locale: Locale) -> str:
    """Write a list of ``{file, line, column, severity, rule, message, hint}``; paths are relative to the project."""
    found = []
    for problem in problems:
        at = position(problem)
        found.append(
            {
                "file": at.file,
                "line": at.line,
                "column": at.column,
                "severity": str(problem.severity),
                "rule": problem.rule,
                "message": message(problem, locale),
                "hint": hint(problem, locale),
            }
        )
    # A file's name need not be text; JSON has a way to write what UTF-8 cannot.
    return _SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", json.dumps(found, ensure_ascii=False, indent=2))


def as_annotation(problem: Problem, locale: Locale, *, more: str = "") -> str:
    """Write a GitHub workflow command, which shows the problem at its line of the pull request.

    ``more``: the address of a page about the rule.
    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    at = position(problem)
    link = catalog(locale).text("annotation.help", address=more) if more else ""
    words = "\n".join(part for part in (message(problem, locale), hint(problem, locale), link) if part)
    place = f"file={_property(at.file)},line={at.line},col={at.column},title={_property(problem.rule)}"
    return f"::{_COMMANDS[problem.severity]} {place}::{_data(words)}"


def _data(text: str) -> str:
    return printable(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def is_public_log(environment: Mapping[str, str]) -> bool:
    """Tell whether what is printed goes into a log of CI.

    https://docs.github.com/actions/reference/workflows-and-actions/variables
    https://docs.gitlab.com/ci/variables/predefined_variables/
    """
    return bool(environment.get("CI"))


def withhold_words(params: Mapping[str, object]) -> dict[str, object]:
    """Withhold the parameters of a message that may quote a record."""
    return {name: value if name in _PUBLIC_PARAMETERS else WITHHELD for name, value in params.items()}


def for_log(environment: Mapping[str, str], problem: Problem) -> Problem:
    """Give the problem as it may be printed in that environment."""
    return for_public_log(problem) if is_public_log(environment) else problem


def for_public_log(problem: Problem) -> Problem:
    """Give the problem as a public log may hold it: whole where readers see its subject, else without quotations."""
    if not problem.is_public:
        return replace(problem, params=withhold_words(problem.params))
    params = {name: withhold_ids(str(value)) for name, value in problem.params.items() if name in _FIELD_NAMES}
    if problem.rule in _NAMING_A_STORY:
        params["found"] = WITHHELD
    return replace(problem, params={**problem.params, **params}) if params else problem


def withhold_ids(name: str) -> str:
    """Withhold the ids in names of fields, such as ``quotes/ana/text``: one may be somebody's name."""
    return _ID.sub(WITHHELD, name)


def describe_refusal(error: OSError, words: Catalog, *, is_public_log: bool) -> str:
    """Say what the system refused to read or write, and why; where the disk is the cause, also what to do."""
    file, kind = _file(error, is_public_log=is_public_log), kind_of(error)
    if kind in _DISK_ERRORS:
        return words.text(f"cli.refused.{kind}", file=file or words.text("cli.refused.file"))
    return words.text("cli.system-error", file=file or "–", reason=reason(error, words))


def _file(error: OSError, *, is_public_log: bool) -> str:
    """Name the file without its folders: those of a computer do not concern the readers of a build log."""
    if not isinstance(error.filename, str | bytes):
        return ""
    path = Path(os.fsdecode(error.filename))
    return WITHHELD if is_public_log and _PRIVATE.intersection(path.parts) else path.name


def describe_bug(error: BaseException, words: Catalog) -> str:
    """Describe a bug by its exception and place alone: the exception's message may quote a record."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(_PACKAGE)]
    place = f"{Path(own[-1].filename).relative_to(_PACKAGE.parent).as_posix()}:{own[-1].lineno}" if own else "–"
    return words.text("cli.fault", kind=type(error).__name__, place=place)


@dataclass(frozen=True, slots=True)
class Repository:
    """The project's repository on the web.

    ``address``: below it are the files; ``commit``: the one being checked; ``root``: the project's folder on this
    computer; ``published``: the address of the site that is published from it, or empty; ``handbook``: where below that
    the handbook explains the rules, by language.
    """

    address: str
    commit: str
    root: Path
    published: str = ""
    handbook: Mapping[Locale, str] = field(default_factory=dict)

    def help(self, rule: str, locale: Locale) -> str:
        """Give the address at which a rule is explained; empty where there is none.

        A page in the repository is on the main branch, where it stays when a pull request's commits are gone.
        """
        file = f"{RULE_PAGES}/{page_file(rule, locale)}"
        if (self.root / file).is_file():
            return f"{self.address}/blob/HEAD/{file}"
        if self.published and locale in self.handbook:
            return f"{self.published}/{self.handbook[locale]}#{rule}"
        return ""

    def line(self, at: Position) -> str:
        """Give the address of a line of a file in the commit being checked."""
        name = quote(at.file.encode("utf-8", "surrogateescape"))
        return f"{self.address}/blob/{self.commit}/{name}#L{at.line}"


def find_repository(
    environment: Mapping[str, str], root: Path, handbook: Mapping[Locale, str] | None = None
) -> Repository | None:
    """Find the repository in the variables of GitHub or GitLab; None elsewhere. It has to hold the project alone.

    ``handbook``: as in ``Repository``. Our workflow for GitHub gives the address of the site as PAGES_URL.

    https://docs.github.com/actions/reference/workflows-and-actions/variables
    https://docs.gitlab.com/ci/variables/predefined_variables/
    """
    if not (root / ".git").exists():
        return None
    pages = environment.get("CI_PAGES_URL") or environment.get("PAGES_URL") or ""
    published = pages.rstrip("/") if _PAGES.match(pages) else ""
    server, name = environment.get("GITHUB_SERVER_URL", ""), environment.get("GITHUB_REPOSITORY", "")
    if _SERVER.match(server) and _NAME.match(name):
        return Repository(
            f"{server}/{name}", _commit(environment.get("GITHUB_SHA", "")), root, published, handbook or {}
        )
    if _PROJECT.match(address := environment.get("CI_PROJECT_URL", "")):
        return Repository(
            f"{address}/-", _commit(environment.get("CI_COMMIT_SHA", "")), root, published, handbook or {}
        )
    return None


def _commit(name: str) -> str:
    return name if _COMMIT.match(name) else "HEAD"
