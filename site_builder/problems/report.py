"""Problems as people and programs read them. Words come from the catalog of the reader's language only here."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable

from site_builder.locales import Locale
from site_builder.locales.catalog import Catalog, catalog
from site_builder.problems.problem import Position, Problem, Task
from site_builder.problems.public_log import Withheld
from site_builder.problems.rules import Severity

_SURROGATE = re.compile(r"[\ud800-\udfff]")


def message(problem: Problem, locale: Locale) -> str:
    """What is wrong, in one sentence."""
    words = catalog(locale)
    return words.text(f"rule.{problem.rule}", **{name: _told(value, words) for name, value in problem.params.items()})


def _told(value: object, words: Catalog) -> object:
    """A parameter as it is shown: what there is to do as a list in words."""
    if not isinstance(value, tuple):
        return value
    tasks = [task for task in value if isinstance(task, Task)]
    return ", ".join(words.plural(key, number, number=number, language=name) for key, number, name in tasks)


def hint(problem: Problem, locale: Locale) -> str:
    """What to do about it; empty where the message says it all."""
    key = f"rule.{problem.rule}.hint"
    words = catalog(locale)
    if key not in words:
        return ""
    is_withheld = any(isinstance(problem.params.get(name), Withheld) for name in words.parameters(key))
    return words.text("annotation.discreet") if is_withheld else words.text(key, **problem.params)


def position(problem: Problem) -> Position:
    """Where it is; a place that was not looked up is its file's beginning."""
    return problem.at if isinstance(problem.at, Position) else Position(problem.at.file)


def as_text(problem: Problem, locale: Locale) -> str:
    """``stories/x/story.yml:14:7: error: … [rule]`` and the hint on a line of its own."""
    at = position(problem)
    grade = catalog(locale).text(f"severity.{problem.severity}")
    line = f"{at.file}:{at.line}:{at.column}: {grade}: {message(problem, locale)} [{problem.rule}]"
    advice = hint(problem, locale)
    return "\n    ".join(map(shown, (line, *(advice.split("\n") if advice else ()))))


def shown(line: str) -> str:
    """One line in its own direction, which steers no terminal, whatever names and words of records stand in it."""
    return "".join(
        sign if sign.isprintable() or sign == "\t" or unicodedata.category(sign) == "Zs" else "\ufffd" for sign in line
    )


def as_json(problems: Iterable[Problem], locale: Locale) -> str:
    """A list of ``{file, line, column, severity, rule, message, hint}``; paths are relative to the project."""
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


_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def as_annotation(problem: Problem, locale: Locale, *, more: str = "") -> str:
    """A GitHub workflow command, which shows the problem at its line of the pull request.

    ``more``: the address of a page about the rule.
    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    at = position(problem)
    link = catalog(locale).text("annotation.help", address=more) if more else ""
    words = "\n".join(part for part in (message(problem, locale), hint(problem, locale), link) if part)
    place = f"file={_property(at.file)},line={at.line},col={at.column},title={_property(problem.rule)}"
    return f"::{_COMMANDS[problem.severity]} {place}::{_data(words)}"


def _data(text: str) -> str:
    return shown(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
